//! What an edit changed as nested objects.

use super::shapes::{Diagnostic, Likelihood};
use crate::report::{self, Status, Verdict};
use crate::source::SourceMap;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Difference<'a> {
    file: &'a str,
    present: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict_before: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    withdrawn: &'a [String],
    stated: &'a [String],
    lost: Vec<Change<'a>>,
    gained: Vec<Change<'a>>,
    moved: Vec<Change<'a>>,
    supported: Vec<Change<'a>>,
    further_lost: &'a [String],
    further_gained: &'a [String],
    scenarios: Vec<Scenario<'a>>,
    new_findings: Vec<Diagnostic<'a>>,
    fixed_findings: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
pub(super) struct Change<'a> {
    sentence: &'a str,
    before: Judged<'a>,
    after: Judged<'a>,
    without: &'a [String],
    with: &'a [String],
}

#[derive(Serialize)]
struct Judged<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    likelihood: Option<Likelihood<'a>>,
    because: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cuts: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct Scenario<'a> {
    name: &'a str,
    present: &'static str,
    lost: &'a [String],
    gained: &'a [String],
}

impl<'a> Difference<'a> {
    pub(super) fn new(one: &'a report::Difference, sources: &'a SourceMap) -> Self {
        let changes = |all: &'a [report::Change]| all.iter().map(Change::new).collect();
        let findings = |all: &'a [crate::diagnostic::Diagnostic]| {
            all.iter().map(|found| Diagnostic::new(found, sources)).collect()
        };
        let [before, after] = one.verdicts;
        Difference {
            file: &one.name,
            present: one.presence.word(),
            verdict_before: before.map(Verdict::word),
            verdict: after.map(Verdict::word),
            withdrawn: &one.withdrawn,
            stated: &one.stated,
            lost: changes(&one.lost),
            gained: changes(&one.gained),
            moved: changes(&one.moved),
            supported: changes(&one.supported),
            further_lost: &one.further_lost,
            further_gained: &one.further_gained,
            scenarios: one
                .scenarios
                .iter()
                .map(|scenario| Scenario {
                    name: &scenario.name,
                    present: scenario.presence.word(),
                    lost: &scenario.lost,
                    gained: &scenario.gained,
                })
                .collect(),
            new_findings: findings(&one.appeared),
            fixed_findings: findings(&one.fixed),
        }
    }
}

impl<'a> Change<'a> {
    pub(super) fn new(change: &'a report::Change) -> Self {
        let [before, after] = change.cuts();
        Change {
            sentence: &change.after.sentence,
            before: Judged::new(&change.before, before),
            after: Judged::new(&change.after, after),
            without: &change.without,
            with: &change.with,
        }
    }
}

impl<'a> Judged<'a> {
    fn new(implication: &'a report::Implication, cuts: Vec<Vec<String>>) -> Self {
        Judged {
            status: implication.status.map(Status::word),
            likelihood: implication.likelihood.as_ref().map(Likelihood::new),
            because: &implication.because,
            cuts,
        }
    }
}
