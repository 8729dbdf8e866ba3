//! Ground programs: what holds by rules without variables, under choices of leaves.
//!
//! A [`GroundProgram`] says how atoms rest on each other and on leaves (statements, applications, moves: whatever
//! is chosen). [`well_founded`] gives the truth of every atom, over any Boolean algebra: one choice
//! ([`Choices`] of one bit would do), 64 or more choices at once, or all of them as decision diagrams.
//! **Invariant:** nothing here knows what atoms and leaves stand for.

mod algebra;
mod program;
mod well_founded;

pub use algebra::{Algebra, Choices, block};
pub use program::{Atom, GroundProgram, GroundRule, Leaf};
pub use well_founded::{Truths, well_founded};
