//! Readings of what follows: proofs, what is missing, findings, expectations, the brief.
//!
//! Each reading is a file of its own and builds parts of a [`crate::report::Report`]. **Invariant:**
//! nothing here renders, and none of the readings knows of another's insides.

mod abduce;
mod absence;
mod answer;
mod assumptions;
mod brief;
mod cases;
mod change;
mod checks;
mod clashes;
mod contest;
mod cuts;
mod diff;
mod disputes;
mod expectations;
mod expected;
mod findings;
mod key;
mod likely;
mod lineage;
mod lints;
mod opposed;
mod outline;
mod proof;
mod readings;
mod score;
mod session;
mod statuses;
mod unheard;
mod units;
mod weigh;

pub use abduce::Ways;
pub use answer::{Asked, Proofs, Sensitive, Wanted, ask};
pub use brief::brief;
pub use contest::Contestable;
pub use diff::diff;
pub use lineage::Contest;
pub use score::score;
pub use session::{Checked, Options, Played, Session, Stop, Surveyed, Viewed, limit_reached};
pub use weigh::weigh;
