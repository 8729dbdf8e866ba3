//! A question and what answers it.

use super::abduction::Abduction;
use super::changes::Changes;
use super::judgement::{Status, Truth};
use super::likelihood::Likelihood;
use super::parts::Parts;
use super::proof::Proof;
use super::sensitivity::Sensitivity;
use super::support::{Opposition, Support, some_cuts};
use super::why_not::WhyNot;
use super::wire;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// A question and what answers it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Ask {
    /// The question as it was put.
    pub question: String,
    /// How it was read, where it was not taken word by word.
    #[serde(rename = "read_as", skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// How else it could be read.
    #[serde(rename = "or_read_as", skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// Whether it was asked how many answers there are.
    #[serde(skip)]
    pub counted: bool,
    /// What answers it; empty where nothing does.
    pub answers: Vec<Answer>,
    /// How many further answers are not listed.
    #[serde(rename = "more_answers", skip_serializing_if = "wire::none")]
    pub hidden: usize,
    /// Whether the answer is the opposite of what was asked.
    #[serde(skip)]
    pub contrary: bool,
    /// What is missing, where `why not` was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absence: Option<WhyNot>,
    /// Sentences that would answer it and are neither true nor false.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<String>,
    /// How many more of these there are.
    #[serde(rename = "more_undecided", skip_serializing_if = "wire::none")]
    pub undecided_more: usize,
    /// Who says it without its counting, where nothing else shows it: forecasts with their conditions, claims below the
    /// threshold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unheard: Vec<String>,
    /// What changes, where `what if` was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// What would do, where `what would it take` was asked.
    #[serde(rename = "would_take", skip_serializing_if = "Option::is_none")]
    pub taking: Option<Abduction>,
    /// How likely the opposite is, where `how likely` was asked of what nothing shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opposite: Option<Opposite>,
}

/// How likely the opposite is of what nothing shows. That a sentence is not shown is no denial of it, and that it is
/// not denied does not show it; so the complement is at most the room that is left for what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Opposite {
    /// What was asked.
    #[serde(skip)]
    pub asked: String,
    /// The opposite of it.
    pub sentence: String,
    /// How likely the opposite is.
    pub likelihood: Likelihood,
    /// How likely it is that the opposite is not so: one less its likelihood.
    pub complement: Likelihood,
}

impl Ask {
    /// Whether nothing was found out.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
            && self.absence.is_none()
            && self.undecided.is_empty()
            && self.changes.is_none()
            && self.taking.is_none()
            && self.opposite.is_none()
    }

    /// A question that nothing answers yet.
    pub fn new(question: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            reading: None,
            others: Vec::new(),
            counted: false,
            answers: Vec::new(),
            contrary: false,
            hidden: 0,
            absence: None,
            undecided: Vec::new(),
            undecided_more: 0,
            unheard: Vec::new(),
            changes: None,
            taking: None,
            opposite: None,
        }
    }
}

/// An answer to a question.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// The sentence, or the sentences of a conjunction joined by `and`.
    pub sentence: String,
    /// Its parts, where the answer is one sentence.
    #[serde(flatten)]
    pub parts: Option<Parts>,
    /// What the question words stand for, in the order of the question.
    #[serde(serialize_with = "bindings")]
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub bindings: Vec<(String, String)>,
    /// Whether it is true or false, in the view or scenario asked about.
    pub truth: Truth,
    /// Whom to believe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// How likely it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<Likelihood>,
    /// What moves that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Sensitivity>,
    /// Why, the smallest proof first; empty where nobody asked.
    #[serde(flatten, serialize_with = "proofs")]
    #[schemars(with = "Proofs")]
    pub proofs: Vec<Proof>,
    /// How many further proofs there are.
    #[serde(rename = "more_proofs", skip_serializing_if = "wire::none")]
    pub hidden_proofs: usize,
    /// What stands against it, where not everybody would have it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<Opposition>,
    /// What it rests on: smallest sets of statements without which it falls.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "some_cuts")]
    #[schemars(with = "Option<Vec<Vec<String>>>")]
    pub cuts: Option<Vec<Vec<Support>>>,
}

impl Answer {
    /// An answer of which nothing is told but whether it is so.
    pub fn new(sentence: String, truth: Truth) -> Self {
        Self {
            sentence,
            parts: None,
            bindings: Vec::new(),
            truth,
            status: None,
            likelihood: None,
            sensitivity: None,
            proofs: Vec::new(),
            hidden_proofs: 0,
            against: Vec::new(),
            cuts: None,
        }
    }
}

fn bindings<S: Serializer>(all: &[(String, String)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(all.iter().map(|(name, value)| (name, value)))
}

/// The proofs of an answer.
#[derive(Serialize, JsonSchema)]
struct Proofs<'a> {
    /// The smallest.
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<&'a Proof>,
    /// The others.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    other_proofs: &'a [Proof],
}

fn proofs<S: Serializer>(all: &[Proof], to: S) -> Result<S::Ok, S::Error> {
    Proofs { proof: all.first(), other_proofs: all.get(1..).unwrap_or_default() }.serialize(to)
}
