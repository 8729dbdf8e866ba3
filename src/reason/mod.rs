//! Readings of what follows: proofs, what is missing, findings, expectations, the brief.
//!
//! Each reading is a file of its own and builds parts of a [`crate::report::Report`]. **Invariant:**
//! nothing here renders, and none of the readings knows of another's insides.

mod absence;
mod answer;
mod lineage;
mod readings;
mod brief;
mod assumptions;
mod cases;
mod cuts;
mod clashes;
mod disputes;
mod expectations;
mod findings;
mod proof;
mod session;
mod statuses;
mod units;

pub use answer::{Asked, ask};
pub use brief::brief;
pub use session::{Options, Session, Stop, Viewed};
