//! Evidence that was rated against the hypotheses of a question, and what the marks come to.

use super::diagnosticity::{Diagnosticity, tells};
use crate::model::value::Number;
use schemars::JsonSchema;
use serde::Serialize;

/// The rated evidence of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rated {
    /// The items, what tells most apart first.
    pub items: Vec<RatedItem>,
    /// What the marks come to, one entry for each hypothesis, in their order.
    pub fits: Vec<Fit>,
    /// Whether the question says that items are independent given the answer.
    pub independent: bool,
    /// Items without which another hypothesis would come first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pivots: Vec<Pivot>,
    /// Where the inconsistency score and the marks put two hypotheses in different orders.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub disagreements: Vec<Disagreement>,
}

/// An item of evidence with its marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RatedItem {
    /// Its label or number, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is.
    pub text: String,
    /// Who reports it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// How credible it is: `low`, `medium` or `high`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credibility: Option<&'static str>,
    /// How much it bears on the question: `low`, `medium` or `high`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevance: Option<&'static str>,
    /// Its marks, in the order of the hypotheses: `CC`, `C`, `N`, `I`, `II` or `NA`.
    pub marks: Vec<&'static str>,
    /// Whether it tells the hypotheses apart.
    #[serde(rename = "tells_apart", serialize_with = "tells")]
    #[schemars(with = "bool")]
    pub diagnosticity: Diagnosticity,
}

/// What the marks of a hypothesis come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fit {
    /// The hypothesis.
    pub name: String,
    /// Its place, 1 for the one that fits best; equals share a place.
    pub place: usize,
    /// How many times likelier all items are under the one that fits best: the marks in the middle of what they stand
    /// for, items taken as independent given the answer.
    pub behind: Number,
    /// The weighted inconsistency score (Heuer 1999; PARC ACH 2.0), as a number that is better if it is smaller.
    pub inconsistency: Number,
}

/// An item that decides which hypothesis comes first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pivot {
    /// The item, by its name or text.
    pub item: String,
    /// The hypothesis that would come first without it.
    pub first: String,
}

/// Two hypotheses that the score and the marks put in different orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Disagreement {
    /// The one that the marks put first.
    pub marks: String,
    /// The one that the score puts first.
    pub score: String,
    /// The items for which the marks put it first, and which the score does not count; the weightiest first.
    pub because: Vec<String>,
}

impl RatedItem {
    /// As it is referred to.
    pub fn written(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.text)
    }
}
