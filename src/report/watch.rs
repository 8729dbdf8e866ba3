//! What to look for: indicators with what has become of them.

use super::likelihood::Likelihood;
use super::place::Place;
use crate::model::value::Number;
use schemars::JsonSchema;
use serde::Serialize;

/// What to look for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Watchlist {
    /// The date for which the analysis is made, as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The indicators, what would tell most first.
    pub indicators: Vec<Watched>,
}

/// An indicator and what has become of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Watched {
    /// Its name.
    pub name: String,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gloss: Option<String>,
    /// Of what it is a sign.
    pub of: String,
    /// What would be seen.
    pub sentence: String,
    /// How likely it is then, as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<String>,
    /// The day by which it is expected, as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What has become of it.
    pub state: Watching,
    /// How likely it makes what it is a sign of, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Likelihood>,
    /// The same if it is seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub if_seen: Option<Likelihood>,
    /// The same if it is known not to be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub if_not: Option<Likelihood>,
    /// By how many bits looking for it is expected to lessen what is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits: Option<Number>,
    /// Where it is stated.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// What has become of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub enum Watching {
    /// Its day has passed, and it was not seen: evidence of absence.
    #[serde(rename = "overdue")]
    Overdue,
    /// It was not seen, and its day has not come, or there is none.
    #[serde(rename = "not seen yet")]
    NotSeen,
    /// It is known not to be there.
    #[serde(rename = "known not to be there")]
    Absent,
    /// It was seen.
    #[serde(rename = "seen")]
    Seen,
}

impl Watching {
    /// The words for it.
    pub const fn words(self) -> &'static str {
        match self {
            Watching::Overdue => "overdue",
            Watching::NotSeen => "not seen yet",
            Watching::Absent => "known not to be there",
            Watching::Seen => "seen",
        }
    }
}
