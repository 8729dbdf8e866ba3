//! How likely a sentence is, and what that assumes.

use super::wire;
use crate::model::value::scale::Range;
use schemars::JsonSchema;
use serde::Serialize;

/// How likely a sentence is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Likelihood {
    /// The interval of its probability.
    #[serde(flatten)]
    pub range: Range,
    /// The interval in words of the scale in force, without numbers.
    pub words: String,
    /// How many unhedged claims are taken at their word.
    #[serde(rename = "unhedged", skip_serializing_if = "wire::none")]
    pub believed: usize,
    /// Whether the interval is the tightest.
    #[serde(rename = "at_most", skip_serializing_if = "Width::is_tightest", serialize_with = "wire::yes")]
    #[schemars(with = "bool")]
    pub width: Width,
    /// Where it is not: the claims on which most of what was too much rests.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tied: Vec<String>,
    /// What is assumed of how claims hang together.
    #[serde(rename = "independent", skip_serializing_if = "Basis::is_any", serialize_with = "wire::yes")]
    #[schemars(with = "bool")]
    pub basis: Basis,
    /// The forecasts it counts, by label or name: they are in force here, and not in the plain view.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forecasts: Vec<String>,
    /// Where the likelihoods that bear on it cannot hold together: how likely it is with some of them left
    /// aside. The interval then spans all of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Side>,
    /// How likely it is once forecasts count, where it is told as things stand and they would move it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead: Option<Box<Ahead>>,
}

/// How likely a sentence is to hold once forecasts have come about as they say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ahead {
    /// The interval of its probability.
    #[serde(flatten)]
    pub range: Range,
    /// The interval in words.
    pub words: String,
    /// The forecasts that count, by label or name.
    pub forecasts: Vec<String>,
}

impl Width {
    fn is_tightest(&self) -> bool {
        *self == Width::Tightest
    }
}

impl Basis {
    fn is_any(&self) -> bool {
        *self == Basis::AnyDistribution
    }
}

/// What a likelihood assumes of how claims hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Nothing: it is so for every distribution.
    AnyDistribution,
    /// That they are independent, as the analysis says.
    Independence,
    /// The same, and the rules with a likelihood that bear on it are all that brings their conclusions about.
    WholeStory,
}

/// How likely a sentence is where some claims are left aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Side {
    /// The claims, by label or by what they say.
    pub without: Vec<String>,
    /// The interval.
    #[serde(flatten)]
    pub range: Range,
    /// The interval in words, without numbers.
    pub words: String,
}

/// Whether an interval is known to be the tightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// It is.
    Tightest,
    /// A limit was reached: the tightest one lies within.
    AtMost,
}
