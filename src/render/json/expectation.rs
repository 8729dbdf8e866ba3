//! The shapes of expectations, and of what came out where one is not met.

use super::proof::Proof;
use super::shapes::{Absence, Place};
use crate::report::{self, Outcome};
use crate::source::SourceMap;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Expectation<'a> {
    name: &'a str,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario: Option<&'a str>,
    passed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    words: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    answers: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    more_answers: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    against: Vec<super::opposed::Opposition<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<Proof<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absence: Option<Absence<'a>>,
}

#[derive(Serialize)]
pub(super) struct Unjudged {
    filtered: usize,
    stopped: usize,
}

impl<'a> Expectation<'a> {
    pub(super) fn new(one: &'a report::Expectation, sources: &'a SourceMap) -> Self {
        let found = |found: &'a report::Found| Found {
            words: &found.words,
            answers: &found.answers,
            more_answers: Some(found.hidden).filter(|&more| more > 0),
            against: super::opposed::all(&found.against, sources),
            proof: found.proof.as_ref().map(|proof| Proof::new(proof, sources)),
            absence: found.absence.as_ref().map(|absence| Absence::new(absence, sources)),
        };
        Expectation {
            name: &one.name,
            place: Place::new(one.place, sources),
            scenario: one.scenario.as_deref(),
            passed: match one.outcome {
                Outcome::Passed => true,
                Outcome::Failed => false,
            },
            found: one.found.as_ref().map(found),
        }
    }
}

impl From<report::Unjudged> for Unjudged {
    fn from(unjudged: report::Unjudged) -> Self {
        Unjudged { filtered: unjudged.filtered, stopped: unjudged.stopped }
    }
}
