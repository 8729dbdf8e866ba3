//! What moves a likelihood: each claim with what its likelihood does to the answer.

use super::likelihood::Likelihood;
use super::support::Support;
use super::wire;
use crate::model::value::Number;
use crate::model::value::scale::Range;
use schemars::JsonSchema;
use serde::Serialize;

/// What moves a likelihood.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Sensitivity {
    /// The claims whose likelihood moves it, the one that moves it most first.
    pub moves: Vec<Move>,
    /// How many further claims bear on it and do not move it.
    #[serde(skip_serializing_if = "wire::none")]
    pub unmoved: usize,
    /// How many further claims bear on it and were not looked at, since that would have been too much work.
    #[serde(skip_serializing_if = "wire::none")]
    pub unknown: usize,
    /// The smallest shift of one likelihood that changes the word, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shift: Option<Shift>,
}

/// What one claim's likelihood does.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Move {
    /// The claim.
    #[serde(rename = "statement")]
    pub support: Support,
    /// To how many things it is applied, all of which are shifted; 1 for what is no rule.
    pub applications: usize,
    /// How likely it is said to be; what is said flatly is at 100 %.
    pub stated: Range,
    /// The answer if both ends are ten points lower; `None` if the likelihoods could then not hold together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lowered: Option<Range>,
    /// The answer if both ends are ten points higher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raised: Option<Range>,
    /// By how much an end of the answer moves at most.
    pub effect: Number,
}

/// A shift of one claim's likelihood.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Shift {
    /// The claim.
    #[serde(rename = "statement")]
    pub support: Support,
    /// To how many things it is applied, all of which are shifted; 1 for what is no rule.
    pub applications: usize,
    /// How likely it is said to be.
    pub stated: Range,
    /// How likely it would be.
    pub shifted: Range,
    /// By how much it is shifted; below zero if down.
    pub by: Number,
    /// The answer then.
    pub likelihood: Likelihood,
}
