//! Probability over the worlds of a lineage: which statements are true, and what then follows.
//!
//! Pure mathematics: a [`Lineage`] says how conclusions depend on statements, by rules that may go in
//! circles; a [`Problem`] adds what is known of the worlds. [`Distributions`] gives what follows for all
//! distributions, [`Independent`] what follows where the statements are independent. **Invariant:** what
//! is given out holds the true value, whatever limit was reached.

mod alternatives;
mod bdd;
mod causal;
mod choice;
mod class;
mod compiled;
mod conditional;
mod count;
mod diagram;
mod enumerate;
mod frechet;
mod grouped;
mod guess;
mod independent;
mod interval;
mod layers;
mod lineage;
mod mass;
mod near;
mod order;
mod prepare;
mod problem;
mod residual;
mod sat;
mod scalar;
mod simplex;
mod space;
mod verified;
mod whole;
mod worlds;

pub use conditional::Conditional;
pub use count::{Allowance, count};
pub use independent::{Independent, Posterior};
pub use interval::{Coherence, Distributions, Interval, Tightness};
pub use lineage::{AtomId, Lineage, Rule, VariableId};
pub use mass::Bounds;
pub use problem::{Choice, Constraint, Problem, Subject};
pub use worlds::Reach;
