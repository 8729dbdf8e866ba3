//! What a supposition changes as nested objects.

use super::brief::{Implication, Pillar, implications};
use super::difference::Change;
use crate::report;
use crate::source::SourceMap;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Changes<'a> {
    supposed: &'a [String],
    retracted: Vec<Pillar<'a>>,
    gained: Vec<Implication<'a>>,
    lost: Vec<Implication<'a>>,
    moved: Vec<Change<'a>>,
    supported: Vec<Change<'a>>,
    suspended: Vec<Suspended<'a>>,
    findings: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    more_changes: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct Suspended<'a> {
    #[serde(flatten)]
    pillar: Pillar<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    because: &'a [String],
}

impl<'a> Changes<'a> {
    pub(super) fn new(changes: &'a report::Changes, sources: &'a SourceMap) -> Self {
        Changes {
            supposed: &changes.supposed,
            retracted: changes.retracted.iter().map(|one| Pillar::new(one, sources)).collect(),
            gained: implications(&changes.gained, sources),
            lost: implications(&changes.lost, sources),
            moved: changes.moved.iter().map(Change::new).collect(),
            supported: changes.supported.iter().map(Change::new).collect(),
            suspended: changes.suspended.iter().map(|one| Suspended::new(one, sources)).collect(),
            findings: &changes.findings,
            more_changes: Some(changes.hidden).filter(|&more| more > 0),
        }
    }
}

impl<'a> Suspended<'a> {
    pub(super) fn new(one: &'a report::Suspended, sources: &'a SourceMap) -> Self {
        Suspended {
            pillar: Pillar::new(&one.pillar, sources),
            rule: one.rule.as_ref().map(|rule| rule.name.as_str()).filter(|name| !name.is_empty()),
            because: &one.because,
        }
    }
}
