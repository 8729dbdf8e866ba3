//! Findings that a repository had before it began to check: they are let pass, new ones are not.
//!
//! A finding is known by file, code and message, and by how often it occurs; lines may move.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The findings of a baseline file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The version of the layout.
    pub schema: u32,
    /// The findings, sorted.
    pub findings: Vec<Finding>,
}

/// A finding that is known, and how often it occurs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The file's name, as it is shown.
    pub file: String,
    /// The number of the code.
    pub code: String,
    /// The message.
    pub message: String,
    /// How often.
    pub count: usize,
}

/// What a baseline did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Findings that were let pass.
    pub passed: usize,
    /// Findings of the baseline that are no longer there.
    pub gone: usize,
}

type Key = (String, String, String);

fn key(finding: &Diagnostic, map: &SourceMap) -> Key {
    let file = finding.span().and_then(|span| map.file(span.file)).map_or("", |file| &file.name);
    (file.replace('\\', "/"), finding.code.number().to_owned(), finding.message.clone())
}

impl Baseline {
    /// The baseline that lets these findings pass. That an answer is incomplete is never let pass.
    pub fn of(findings: &[Diagnostic], map: &SourceMap) -> Baseline {
        let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| finding.code != Code::LimitReached) {
            *counts.entry(key(finding, map)).or_default() += 1;
        }
        let findings = counts
            .into_iter()
            .map(|((file, code, message), count)| Finding { file, code, message, count })
            .collect();
        Baseline { schema: 1, findings }
    }

    /// Takes away the findings that are known.
    pub fn apply(&self, findings: &mut Vec<Diagnostic>, map: &SourceMap) -> Known {
        let mut left: BTreeMap<Key, usize> = BTreeMap::new();
        for finding in &self.findings {
            let key = (finding.file.clone(), finding.code.clone(), finding.message.clone());
            *left.entry(key).or_default() += finding.count;
        }
        let before = findings.len();
        findings.retain(|finding| match left.get_mut(&key(finding, map)) {
            Some(count) if *count > 0 && finding.code != Code::LimitReached => {
                *count -= 1;
                false
            }
            _ => true,
        });
        Known { passed: before - findings.len(), gone: left.values().sum() }
    }
}
