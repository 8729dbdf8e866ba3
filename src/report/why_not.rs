//! Why a sentence does not hold: the rules that could have concluded it, and what stopped each.

use super::place::Place;
use super::proof::{Proof, RuleName};
use super::wire;
use schemars::JsonSchema;
use serde::Serialize;

/// Why a sentence does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WhyNot {
    /// The sentence.
    pub sentence: String,
    /// The proof of its negation, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denied: Option<Proof>,
    /// The circle that keeps it from being true or false; empty where it is false.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub circle: Vec<Turn>,
    /// Who says it without its counting, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unheard: Vec<String>,
    /// What keeps a happening from taking place: what is missing and whose it is, who blocks it, who can still stop
    /// it. Empty for other sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hindrances: Vec<String>,
    /// The attempts to conclude it, the nearest miss first; empty where no rule could.
    pub attempts: Vec<Attempt>,
    /// How many further attempts are not listed.
    #[serde(rename = "more_attempts", skip_serializing_if = "wire::none")]
    pub hidden: usize,
    /// What to state for it to follow; it was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Stating>,
}

/// A rule in a circle: its conclusion hangs on the sentence of the next turn, or of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Turn {
    /// What the rule concludes.
    pub sentence: String,
    /// The rule.
    #[serde(flatten)]
    pub rule: RuleName,
    /// Where it is written.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// How the conclusion hangs on the next sentence.
    pub link: Link,
    /// The next sentence.
    pub on: String,
}

/// How a conclusion hangs on a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Link {
    /// It holds if the sentence does.
    If,
    /// It holds unless the sentence does.
    Unless,
}

impl Link {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Link::If => "if",
            Link::Unless => "unless",
        }
    }

    /// How a conclusion hangs on what a part of its condition hangs on in turn.
    #[must_use]
    pub fn through(self, inner: Link) -> Link {
        if self == inner { Link::If } else { Link::Unless }
    }
}

impl Turn {
    /// The turn in words, without its rule.
    pub fn words(&self) -> String {
        format!("{}, {} {}", self.sentence, self.link.word(), self.on)
    }
}

/// Sentences that complete a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stating {
    /// The sentences.
    pub state: Vec<String>,
    /// What an attempt misses and follows from them, where they are not that themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gives: Vec<String>,
}

/// A rule that could have concluded the sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Attempt {
    /// The rule.
    #[serde(flatten)]
    pub rule: RuleName,
    /// Where it is written.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// The conditions that hold, as sentences.
    pub met: Vec<String>,
    /// The conditions that stopped it.
    pub missing: Vec<Missing>,
    /// Further conditions, which can be judged only once what is missing is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
    /// What would be shown once what is missing is stated, and stop the rule then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<String>,
}

/// How a condition stopped a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MissingKind {
    /// Nobody has shown it.
    #[serde(rename = "not shown")]
    NotShown,
    /// It is known to be false.
    Denied,
    /// It would have to be unknown, and is known: an `unless`.
    Blocking,
    /// A comparison that does not hold.
    Comparison,
    /// It is neither true nor false.
    Undecided,
}

/// A condition that stopped a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Missing {
    /// How.
    pub kind: MissingKind,
    /// The condition; what is not known yet stands as `someone` or `something`.
    pub sentence: String,
    /// Where what blocks or denies it is written.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// Who says it without its counting, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unheard: Vec<String>,
    /// What it would be concluded from: a sentence of a kind that is stated. It was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}
