//! What an analysis was expected to show, and what came out.

use super::{Absence, Opposition, Proof};
use crate::source::Span;

/// How an expectation fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// As expected.
    Passed,
    /// Not as expected.
    Failed,
}

/// An expectation of a file.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// What is expected, as it is written.
    pub name: String,
    /// Where it is written.
    pub place: Span,
    /// The scenario in which it is expected; `None` is the present.
    pub scenario: Option<String>,
    /// How it fared.
    pub outcome: Outcome,
    /// What came out instead, where it failed.
    pub found: Option<Found>,
}

/// What came out instead of what was expected.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// In a few words: `this does not follow`.
    pub words: String,
    /// The answers, where a number of them was expected.
    pub answers: Vec<String>,
    /// How many further answers are not told.
    pub hidden: usize,
    /// The sentence that was expected, where only one was.
    pub sentence: String,
    /// What stands against it, where not everybody would have it.
    pub against: Vec<Opposition>,
    /// Why it holds, where it does.
    pub proof: Option<Proof>,
    /// What is missing, where it does not hold.
    pub absence: Option<Absence>,
}

impl Found {
    /// What came out, in words alone.
    pub fn new(words: impl Into<String>) -> Self {
        Found { words: words.into(), ..Found::default() }
    }
}

/// How many expectations were not judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unjudged {
    /// Those that nobody asked about.
    pub filtered: usize,
    /// Those that could not be judged: of files with mistakes, and where a limit was reached.
    pub stopped: usize,
}

impl Expectation {
    /// Moves every place, as when files are brought together in one map.
    pub fn relocate(&mut self, to: impl Fn(Span) -> Span) {
        self.place = to(self.place);
        let Some(found) = &mut self.found else { return };
        let pillars = found.against.iter_mut().flat_map(|one| one.said.iter_mut().chain(&mut one.against));
        for pillar in pillars {
            pillar.place = pillar.place.map(&to);
        }
        let denied = found.absence.as_mut().and_then(|absence| absence.denied.as_mut());
        for node in found.proof.iter_mut().chain(denied).flat_map(|proof| &mut proof.nodes) {
            node.place = node.place.map(&to);
        }
        for attempt in found.absence.iter_mut().flat_map(|absence| &mut absence.attempts) {
            attempt.place = attempt.place.map(&to);
            for missing in &mut attempt.missing {
                missing.place = missing.place.map(&to);
            }
        }
    }
}
