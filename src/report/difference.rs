//! What an edit does to an analysis: two versions of a file, compared.

use super::implication::Change;
use super::judgement::Verdict;
use crate::diagnostic::Diagnostic;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// Where a file is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// In both versions.
    Both,
    /// In the old version only.
    Old,
    /// In the new version only.
    New,
}

impl Presence {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Presence::Both => "both",
            Presence::Old => "old",
            Presence::New => "new",
        }
    }
}

/// A thing that has another name in the new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Renamed {
    /// Its name in the old version.
    pub before: String,
    /// Its name now.
    pub after: String,
}

/// Two versions of a file, compared.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Difference {
    /// The file, by its name in the new version; by that in the old one where it is gone.
    #[serde(rename = "file")]
    pub name: String,
    /// Which versions have it.
    #[serde(rename = "present")]
    pub presence: Presence,
    /// The verdict before and after.
    #[serde(flatten, serialize_with = "verdicts")]
    #[schemars(with = "Verdicts")]
    pub verdicts: [Option<Verdict>; 2],
    /// Things that have another name now; all else is told by the new names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub renamed: Vec<Renamed>,
    /// Statements that were made and are made no more, with who says them.
    pub withdrawn: Vec<String>,
    /// Statements that are new.
    pub stated: Vec<String>,
    /// Conclusions told one by one that follow no more: key implications, what is expected, hypotheses, and
    /// what both versions state.
    pub lost: Vec<Change>,
    /// Those that follow now.
    pub gained: Vec<Change>,
    /// Those that follow from other premises.
    pub supported: Vec<Change>,
    /// Those whose status or likelihood moved, and whatever else follows in both versions with another status.
    pub moved: Vec<Change>,
    /// Further conclusions that follow no more.
    pub further_lost: Vec<String>,
    /// Further conclusions that follow now.
    pub further_gained: Vec<String>,
    /// What became of the scenarios.
    pub scenarios: Vec<ScenarioChange>,
    /// Findings that are new.
    #[serde(rename = "new_findings")]
    pub appeared: Vec<Diagnostic>,
    /// Findings that are gone.
    #[serde(rename = "fixed_findings")]
    pub fixed: Vec<Diagnostic>,
}

impl Difference {
    /// A file in which nothing changed.
    pub fn new(name: impl Into<String>, presence: Presence) -> Self {
        Self {
            name: name.into(),
            presence,
            verdicts: [None, None],
            renamed: Vec::new(),
            withdrawn: Vec::new(),
            stated: Vec::new(),
            lost: Vec::new(),
            gained: Vec::new(),
            supported: Vec::new(),
            moved: Vec::new(),
            further_lost: Vec::new(),
            further_gained: Vec::new(),
            scenarios: Vec::new(),
            appeared: Vec::new(),
            fixed: Vec::new(),
        }
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        let [before, after] = self.verdicts;
        self.presence == Presence::Both
            && before == after
            && self.withdrawn.is_empty()
            && self.stated.is_empty()
            && self.lost.is_empty()
            && self.gained.is_empty()
            && self.supported.is_empty()
            && self.moved.is_empty()
            && self.further_lost.is_empty()
            && self.further_gained.is_empty()
            && self.scenarios.is_empty()
            && self.appeared.is_empty()
            && self.fixed.is_empty()
    }
}

/// A scenario before and after.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScenarioChange {
    /// Its name.
    pub name: String,
    /// Which versions have it.
    #[serde(rename = "present")]
    pub presence: Presence,
    /// Its key implications that follow in it no more; those of the base view are told there.
    pub lost: Vec<String>,
    /// Its key implications that follow in it now.
    pub gained: Vec<String>,
}

/// What was said of an analysis, and is said now.
#[derive(Serialize, JsonSchema)]
struct Verdicts {
    /// Of the old version.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict_before: Option<Verdict>,
    /// Of the new version.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<Verdict>,
}

fn verdicts<S: Serializer>(all: &[Option<Verdict>; 2], to: S) -> Result<S::Ok, S::Error> {
    let [verdict_before, verdict] = *all;
    Verdicts { verdict_before, verdict }.serialize(to)
}
