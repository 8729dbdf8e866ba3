//! Probability over the worlds of a lineage: which statements are true, and what then follows.
//!
//! Pure mathematics: a [`Lineage`] says how conclusions depend on statements, by rules that may go in
//! circles. [`count`] gives the probability of one where the statements are independent; a [`Problem`] adds
//! what is known of the worlds, and [`Distributions`] gives what follows for all distributions. **Invariant:** what
//! is given out holds the true value, whatever limit was reached.

mod count;
mod interval;
mod lineage;
mod listed;
mod near;
mod problem;
mod residue;
mod simplex;
mod sought;
mod worlds;

pub use count::{Allowance, Bounds, count};
pub use interval::{Coherence, Distributions, Interval, Tightness};
pub use lineage::{AtomId, Lineage, Rule, VariableId};
pub use problem::{Constraint, Problem, Subject};
