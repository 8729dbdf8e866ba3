//! Something that follows, and how that changes.

use super::judgement::Status;
use super::likelihood::Likelihood;
use super::parts::Parts;
use super::support::{Support, cuts};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// Something that follows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Implication {
    /// The sentence.
    pub sentence: String,
    /// Its parts.
    #[serde(flatten)]
    pub parts: Option<Parts>,
    /// Whom to believe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// How likely it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<Likelihood>,
    /// Why: the premises of its smallest proof, as sentences.
    pub because: Vec<String>,
    /// Who says what it rests on.
    pub sources: Vec<String>,
    /// The smallest sets of contestable statements without which it falls.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "cuts")]
    #[schemars(with = "Vec<Vec<String>>")]
    pub cuts: Vec<Vec<Support>>,
}

impl Implication {
    /// A sentence without anything said about it.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            parts: None,
            status: None,
            likelihood: None,
            because: Vec::new(),
            sources: Vec::new(),
            cuts: Vec::new(),
        }
    }
}

/// A conclusion before and after.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(with = "ChangeShape")]
pub struct Change {
    /// What was said of it: its status, and why it held.
    pub before: Implication,
    /// What is said of it now.
    pub after: Implication,
    /// Statements on which its smallest proof rested, and rests no more.
    pub without: Vec<String>,
    /// Statements on which it rests now, and did not.
    pub with: Vec<String>,
}

impl Change {
    /// The smallest sets of statements without which it fell, and falls: by name, the smallest set first.
    pub fn cuts(&self) -> [Vec<Vec<String>>; 2] {
        [&self.before, &self.after].map(|one| {
            let names = |cut: &Vec<Support>| cut.iter().map(Support::name).collect();
            let mut all: Vec<Vec<String>> = one.cuts.iter().map(names).collect();
            all.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
            all
        })
    }
}

/// A conclusion before and after.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change")]
struct ChangeShape<'a> {
    /// The conclusion.
    sentence: &'a str,
    /// What was said of it.
    before: Judged<'a>,
    /// What is said of it now.
    after: Judged<'a>,
    /// Statements on which its smallest proof rested, and rests no more.
    without: &'a [String],
    /// Statements on which it rests now, and did not.
    with: &'a [String],
}

/// What is said of a conclusion.
#[derive(Serialize, JsonSchema)]
struct Judged<'a> {
    /// Whom to believe.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    /// How likely it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    likelihood: Option<&'a Likelihood>,
    /// Why: the premises of its smallest proof.
    because: &'a [String],
    /// The smallest sets of statements without which it falls, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cuts: Vec<Vec<String>>,
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let [fell, falls] = self.cuts();
        let shape = ChangeShape {
            sentence: &self.after.sentence,
            before: Judged::new(&self.before, fell),
            after: Judged::new(&self.after, falls),
            without: &self.without,
            with: &self.with,
        };
        shape.serialize(to)
    }
}

impl<'a> Judged<'a> {
    fn new(one: &'a Implication, cuts: Vec<Vec<String>>) -> Self {
        Judged { status: one.status, likelihood: one.likelihood.as_ref(), because: &one.because, cuts }
    }
}
