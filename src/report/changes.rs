//! What a supposition, or a scenario, changes in what follows.

use super::implication::{Change, Implication};
use super::proof::RuleName;
use super::support::Support;
use super::wire;
use schemars::JsonSchema;
use serde::Serialize;

/// Two views of one analysis, compared: without what is supposed, and with it.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Changes {
    /// What is supposed, as sentences.
    pub supposed: Vec<String>,
    /// Statements that are taken back.
    pub retracted: Vec<Support>,
    /// What would speak against what is supposed, and has no say.
    pub suspended: Vec<Suspended>,
    /// What follows then, and did not; the nearest consequences first.
    pub gained: Vec<Implication>,
    /// What follows no more, with what it followed from.
    pub lost: Vec<Implication>,
    /// What follows still, and from other premises.
    pub supported: Vec<Change>,
    /// Key implications that are believed otherwise.
    pub moved: Vec<Change>,
    /// What clashes or fires then, and did not, in words.
    pub findings: Vec<String>,
    /// How many further changes are not listed.
    #[serde(rename = "more_changes", skip_serializing_if = "wire::none")]
    pub hidden: usize,
}

impl Changes {
    /// The sentences that something changes for, in the order in which they are told.
    pub fn sentences(&self) -> impl Iterator<Item = String> {
        let plain = self.gained.iter().chain(&self.lost).map(|one| one.sentence.clone());
        let changed = self.supported.iter().chain(&self.moved).map(|one| one.after.sentence.clone());
        plain.chain(changed)
    }

    /// Whether nothing changes besides what is supposed.
    pub fn is_empty(&self) -> bool {
        self.gained.is_empty()
            && self.lost.is_empty()
            && self.supported.is_empty()
            && self.moved.is_empty()
            && self.findings.is_empty()
    }
}

/// A statement, or an application of a rule, that has no say against what is supposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Suspended {
    /// The statement, or the rule's conclusion and place.
    #[serde(flatten)]
    pub support: Support,
    /// The rule, of an application.
    #[serde(flatten)]
    pub rule: Option<RuleName>,
    /// What the rule would conclude it from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
}
