//! Readings of what follows: proofs, what is missing, findings, expectations, the brief.
//!
//! Split by question: `query` answers what a reader asks, `dispute` what stands against what, `probability`
//! how likely something is, `checks` and `lints` find what is wrong or may be. They share `provenance` (what a
//! sentence owes to which statements) and `session` (a model with its views). **Invariant:** nothing here renders.

mod asides;
mod checks;
mod council;
mod dispute;
mod foreseen;
mod game;
mod lints;
mod map;
mod parts;
mod place;
mod probability;
mod proofs;
mod provenance;
mod query;
mod session;
mod stop;
mod undecided;

pub use asides::asked_by_rules;
pub use checks::survey::{Checked, Played, Surveyed};
pub use council::councils;
pub use dispute::contest::Contestable;
pub use foreseen::foreseen;
pub use game::{MOST_OUTCOMES, Played as PlayedGame, Working, games, hinges, parted, play, play_by};
pub use map::map;
pub use probability::score::score;
pub use probability::tallies::tallied;
pub use proofs::proofs;
pub use provenance::Contest;
pub use query::abduction::Ways;
pub use query::ach::weigh;
pub use query::ask::ask;
pub use query::audit::{Audited, audit};
pub use query::brief::brief;
pub use query::diff::aligned::align;
pub use query::diff::diff;
pub use query::outline::alike;
pub use query::wanted::{Asked, Proofs, Sensitive, Wanted};
pub use query::watchlist::watchlist;
pub use session::{Games, Options, Session, Viewed};
pub use stop::{Stop, limit_reached};
