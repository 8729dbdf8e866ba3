//! A question weighed: hypotheses against what speaks for and against them.

use super::diagnosticity::{Diagnosticity, tells};
use super::judgement::Status;
use super::likelihood::Likelihood;
use super::observed::{Observation, Telling};
use super::rated::Rated;
use super::support::Support;
use schemars::JsonSchema;
use serde::Serialize;

/// A question with its hypotheses and the evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Weighing {
    /// The name of the question.
    pub question: String,
    /// What it asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gloss: Option<String>,
    /// The hypotheses, in the order of the question.
    pub hypotheses: Vec<Weighed>,
    /// What bears on them, what tells most apart first.
    pub evidence: Vec<Evidence>,
    /// How many statements that the analyst vouches for were not set against the hypotheses, since too much could follow
    /// from any choice among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unrated: Option<usize>,
    /// The evidence that was rated against them, and what its marks come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rated: Option<Rated>,
    /// What was observed, and how it moved them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub observed: Vec<Observation>,
    /// What would tell them apart best if it was looked for, best first; only where claims are independent and all
    /// likelihoods are points.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<Telling>,
}

/// A hypothesis, weighed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Weighed {
    /// Its name.
    pub name: String,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gloss: Option<String>,
    /// Whom to believe.
    pub status: Status,
    /// How likely its source holds it to be, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hedge: Option<String>,
    /// How likely it is, by all that is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<Likelihood>,
    /// Who raises it; empty where nobody stands for it.
    pub sources: Vec<String>,
    /// The statements that rebut it in words, by label.
    pub rebuttals: Vec<String>,
    /// The one source to which everything that speaks against it comes down, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
}

/// What a piece of evidence says of a hypothesis. Derived from conflicts, never typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Rating {
    /// They cannot both hold.
    Excludes,
    /// They cannot both hold together with further claims.
    Against,
    /// Nothing.
    Silent,
    /// It would be the same if the hypothesis were false.
    Nothing,
    /// It suggests it.
    Suggests,
    /// The hypothesis follows from it, alone or with others.
    Supports,
}

impl Rating {
    /// The sign for it in a table.
    pub const fn sign(self) -> &'static str {
        match self {
            Rating::Excludes => "--",
            Rating::Against => "-",
            Rating::Silent => "",
            Rating::Nothing => "0",
            Rating::Suggests => "(+)",
            Rating::Supports => "+",
        }
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Rating::Excludes => "excludes",
            Rating::Against => "against",
            Rating::Silent => "silent",
            Rating::Nothing => "nothing",
            Rating::Suggests => "suggests",
            Rating::Supports => "supports",
        }
    }
}

/// Something that bears on hypotheses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Evidence {
    /// The statement, or what is observed.
    #[serde(rename = "statement")]
    pub support: Support,
    /// What it says of each hypothesis, in their order.
    pub ratings: Vec<Rating>,
    /// Whether it tells them apart.
    #[serde(rename = "tells_apart", serialize_with = "tells")]
    #[schemars(with = "bool")]
    pub diagnosticity: Diagnosticity,
    /// The other evidence that it only restates, by label.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub restates: Vec<String>,
    /// Whether the analyst vouches for it, so that it is never doubted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub given: bool,
}
