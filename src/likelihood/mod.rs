//! Probability over the worlds of a lineage: which statements are true, and what then follows.
//!
//! Pure mathematics: a [`Lineage`] says how one conclusion depends on statements, by rules that may go in
//! circles, and [`count`] gives its probability where the statements are independent. **Invariant:** what
//! is given out holds the true value, whatever limit was reached.

mod count;
mod guess;
mod lineage;
mod prepare;
mod residue;

pub use count::{Allowance, Bounds, count};
pub use lineage::{AtomId, Lineage, Rule, VariableId};
