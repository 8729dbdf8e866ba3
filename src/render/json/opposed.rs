//! What stands against a sentence, as JSON: both sides of each conflict.

use super::brief::Pillar;
use crate::report;
use crate::source::SourceMap;
use serde::Serialize;

/// A conflict about what a sentence rests on.
#[derive(Serialize)]
pub(super) struct Opposition<'a> {
    said: Vec<Pillar<'a>>,
    against: Vec<Pillar<'a>>,
    ground: &'static str,
}

/// The conflicts of a sentence.
pub(super) fn all<'a>(all: &'a [report::Opposition], sources: &'a SourceMap) -> Vec<Opposition<'a>> {
    let side = |pillars: &'a [report::Pillar]| {
        pillars.iter().map(|pillar| Pillar::new(pillar, sources)).collect::<Vec<_>>()
    };
    let told = |one: &'a report::Opposition| Opposition {
        said: side(&one.said),
        against: side(&one.against),
        ground: one.ground.word(),
    };
    all.iter().map(told).collect()
}
