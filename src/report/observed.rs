//! What was observed, and what that moved.

use super::likelihood::Likelihood;
use crate::model::value::Number;
use schemars::JsonSchema;
use serde::Serialize;

/// An observation that something else could have brought about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Observation {
    /// What was seen.
    pub sentence: String,
    /// Who saw it; empty for the analyst.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// When, as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// What it made more or less likely, in the order of the file.
    pub moved: Vec<Moved>,
}

/// A sentence that an observation made more or less likely.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moved {
    /// The sentence.
    pub sentence: String,
    /// How likely it would be without the observation, the others being made.
    pub before: Likelihood,
    /// How likely it is with it.
    pub after: Likelihood,
}

/// Something that was not observed so far, and how much it would tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Telling {
    /// What could be looked for.
    pub sentence: String,
    /// By how many bits looking for it is expected to lessen what is not known of the question (Shannon's
    /// information that the two have of each other).
    pub bits: Number,
}

impl Moved {
    /// How many times likelier the observation was if the sentence holds than if it does not: what the odds of the
    /// sentence were multiplied with. `None` where an interval or a certainty leaves that open.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        let odds = |found: &Likelihood| {
            let (low, high) = (found.range.low().to_f64(), found.range.high().to_f64());
            let inside = 0.0 < low && high < 1.0 && high - low < 1e-9;
            inside.then(|| low / (1.0 - low))
        };
        Some(odds(&self.after)? / odds(&self.before)?)
    }
}
