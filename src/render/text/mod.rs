//! Text for people: diagnostics with their source, and reports as pages.

mod abduction;
mod alike;
mod answers;
mod brief;
mod changes;
mod council;
mod diagnostic;
pub(super) mod difference;
mod dossier;
mod excerpt;
mod expectations;
mod game;
mod glyphs;
mod implication;
mod listing;
mod manual;
mod map;
mod opposed;
mod page;
pub mod paint;
mod parts;
mod proof;
mod rated;
mod report;
mod score;
mod sensitivity;
mod support;
mod table;
mod watch;
mod weigh;
mod wrap;

pub(super) use alike::grouped;
pub use answers::{reading, unheard};
pub use changes::{findings, gains, moves, supports, suspensions};
pub use diagnostic::{concise, counts, diagnostic, diagnostics};
pub use dossier::page;
pub use expectations::found;
pub use game::game;
pub use listing::{listing, numbered};
pub use manual::manual;
pub use map::map;
pub use parts::{aside, bullet, heading};
pub use report::{concise_report, report};
pub use table::table;
pub use wrap::{wrapped, written};

use crate::diagnostic::clean;
use crate::report::Place;

/// A place as it is told: the name of a file may hold anything.
fn placed(place: &Place) -> String {
    clean::line(&place.to_string()).into_owned()
}
