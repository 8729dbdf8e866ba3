//! What an analysis was expected to show, and what came out.

use super::place::Place;
use super::proof::Proof;
use super::support::Opposition;
use super::why_not::WhyNot;
use super::wire;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// How an expectation fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// As expected.
    Passed,
    /// Not as expected.
    Failed,
}

/// An expectation of a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Expectation {
    /// What is expected, as it is written.
    pub name: String,
    /// Where it is written.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// The scenario in which it is expected; `None` is the present.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// How it fared.
    #[serde(rename = "passed", serialize_with = "passed")]
    #[schemars(with = "bool")]
    pub outcome: Outcome,
    /// What came out instead, where it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Found>,
}

/// What came out instead of what was expected.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Found {
    /// In a few words: `this does not follow`.
    pub words: String,
    /// The answers, where a number of them was expected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
    /// How many further answers are not told.
    #[serde(rename = "more_answers", skip_serializing_if = "wire::none")]
    pub hidden: usize,
    /// The sentence that was expected, where only one was.
    #[serde(skip)]
    pub sentence: String,
    /// What stands against it, where not everybody would have it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<Opposition>,
    /// Why it holds, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// What is missing, where it does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absence: Option<WhyNot>,
}

impl Found {
    /// What came out, in words alone.
    pub fn new(words: impl Into<String>) -> Self {
        Found { words: words.into(), ..Found::default() }
    }
}

/// How many expectations were not judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unjudged {
    /// Those that nobody asked about.
    pub filtered: usize,
    /// Those that could not be judged: of files with mistakes, and where a limit was reached.
    pub stopped: usize,
}

fn passed<S: Serializer>(outcome: &Outcome, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bool(*outcome == Outcome::Passed)
}
