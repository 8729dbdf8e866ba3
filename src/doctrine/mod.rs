//! The standard library of strategic inference, written in the language itself.
//!
//! Invariant: nothing but the modules' texts stands here; they are read like any other file.

use crate::source::{FileId, Origin, SourceMap};

/// The modules: name and text, in the order in which they build on each other.
pub const MODULES: &[(&str, &str)] = &[
    ("core", include_str!("core.strat")),
    ("goals", include_str!("goals.strat")),
    ("power", include_str!("power.strat")),
    ("decisions", include_str!("decisions.strat")),
    ("awareness", include_str!("awareness.strat")),
    ("councils", include_str!("councils.strat")),
    ("means", include_str!("means.strat")),
    ("commitments", include_str!("commitments.strat")),
    ("exchange", include_str!("exchange.strat")),
    ("effects", include_str!("effects.strat")),
    ("moves", include_str!("moves.strat")),
    ("signals", include_str!("signals.strat")),
    ("dealings", include_str!("dealings.strat")),
    ("evidence", include_str!("evidence.strat")),
];

/// The files of the doctrine, added to a map that holds none yet. They come first in every map, so
/// that a place in them is the same place everywhere.
pub fn add_to(map: &mut SourceMap) -> Vec<FileId> {
    if map.files().next().is_none() {
        for (name, text) in MODULES {
            map.add(format!("doctrine/{name}.strat"), *text, Origin::Doctrine);
        }
    }
    map.files().take(MODULES.len()).map(|(id, _)| id).collect()
}
