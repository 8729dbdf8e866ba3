//! What it would take for a sentence to follow.

use super::wire;
use schemars::JsonSchema;
use serde::Serialize;

/// How a sentence stands before anything is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It follows already.
    Holds,
    /// Its negation does.
    Denied,
    /// Nothing shows it.
    Open,
}

/// The smallest sets of sentences that would complete a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Abduction {
    /// The sentence that should follow.
    pub sentence: String,
    /// How it stands.
    pub standing: Standing,
    /// Who says it without its counting, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unheard: Vec<String>,
    /// What keeps a happening from taking place, as in [`super::WhyNot`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hindrances: Vec<String>,
    /// What the yes of an actor turns on, in words: what it asks for and has not got, how it stands, and what its goals
    /// have to gain and to lose. Ways are then looked for only where all are wanted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub turns_on: Vec<String>,
    /// What would be contradicted however it comes to hold, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<String>,
    /// The ways, those with the fewest sentences first.
    pub ways: Vec<Way>,
    /// How many further ways were met, and not looked at.
    #[serde(rename = "more_ways", skip_serializing_if = "wire::none")]
    pub hidden: usize,
    /// The most sentences of a way that was looked for.
    pub size: usize,
    /// Whether all ways were asked for, not only the smallest.
    #[serde(skip)]
    pub every: bool,
    /// How far was looked.
    pub search: Searched,
}

/// How far a search went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Searched {
    /// Everything up to the size.
    Whole,
    /// Everything below the size, and enough.
    Enough,
    /// A limit was reached: there may be more, with fewer sentences too.
    Limited,
}

/// Sentences that together would complete a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Way {
    /// The sentences, each to be stated.
    pub sentences: Vec<String>,
    /// What would be contradicted besides, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<String>,
    /// The sentences of another way from which these follow; empty where they are no conclusions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
}
