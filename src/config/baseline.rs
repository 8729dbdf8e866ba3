//! Findings that a repository had before it began to check: they are let pass, new ones are not.
//!
//! A finding is known by file (from the folder of the baseline), code, message and what it is about (the statement where it is shown, the sentences
//! that it comes from), and by how often it occurs. Lines may move; a finding that says the same of other
//! statements is a new one.
//!
//! Invariant: that a finding is gone is said only of files that could be checked.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{SourceMap, on_one_line};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// The version of the layout.
const SCHEMA: u32 = 2;

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
    /// The file's path from the folder of the baseline.
    pub file: String,
    /// The number of the code.
    pub code: String,
    /// The message.
    pub message: String,
    /// What tells it from others with this message: the text where it is shown, what is said there, and the
    /// sentences that it comes from; sorted.
    #[serde(default)]
    pub about: Vec<String>,
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
    /// Findings of the baseline that may still be there: their files have mistakes, or a limit was reached.
    pub unseen: usize,
}

type Key = (String, String, String, Vec<String>);

/// The folder of a baseline: files are named from there, however a run comes to them.
#[derive(Clone, Debug)]
pub struct Beside {
    here: PathBuf,
    folder: PathBuf,
}

impl Beside {
    /// The folder of the baseline at a path, for a run in the folder `here`.
    pub fn new(baseline: &Path, here: &Path) -> Self {
        let folder = straight(&here.join(baseline.parent().unwrap_or(Path::new(""))));
        Self { here: here.to_owned(), folder }
    }

    /// The path of a file from the folder of the baseline, with `/` between its parts.
    pub fn name(&self, file: &str) -> String {
        let path = straight(&self.here.join(file.replace('\\', "/")));
        let (mut from, mut to) = (self.folder.components().peekable(), path.components().peekable());
        while from.peek().is_some() && from.peek() == to.peek() {
            from.next();
            to.next();
        }
        let up = from.map(|_| String::from(".."));
        let down = to.map(|part| part.as_os_str().to_string_lossy().into_owned());
        up.chain(down).collect::<Vec<_>>().join("/")
    }

    /// A file that the baseline names, as it is reached from here.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn of(&self, finding: &Diagnostic, map: &SourceMap) -> String {
        let file = finding.span().and_then(|span| map.file(span.file)).map_or("", |file| &file.name);
        // What was typed has no place on disk.
        if file.starts_with('<') { file.to_owned() } else { self.name(file) }
    }
}

/// A path without `.` and `..`, by its words alone.
fn straight(path: &Path) -> PathBuf {
    let mut made = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                made.pop();
            }
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => made.push(part),
        }
    }
    made
}

fn key(finding: &Diagnostic, map: &SourceMap, beside: &Beside) -> Key {
    let mut about: Vec<String> = Vec::new();
    about.extend(finding.span().map(|span| on_one_line(map.text(span))));
    about.extend(finding.labels.iter().map(|label| on_one_line(&label.text)));
    about.extend(finding.notes.iter().map(|note| on_one_line(note)));
    about.retain(|text| !text.is_empty());
    about.sort();
    about.dedup();
    (beside.of(finding, map), finding.code.number().to_owned(), finding.message.clone(), about)
}

impl Baseline {
    /// Reads a baseline file.
    ///
    /// # Errors
    /// It is none, or one of another version; the message completes "`NAME` …".
    pub fn read(text: &str) -> Result<Baseline, String> {
        let read: Baseline =
            serde_json::from_str(text).map_err(|error| format!("is no baseline: {error}"))?;
        if read.schema == SCHEMA {
            Ok(read)
        } else {
            Err(String::from(
                "is a baseline of another version of strat, which knew findings otherwise: look at what \
                 `strat check` finds, and write it anew with `--update-baseline`",
            ))
        }
    }

    /// The baseline that lets these findings pass. That an answer is incomplete is never let pass. What could
    /// not be seen this time is kept as it was in the `earlier` one.
    pub fn of(
        findings: &[Diagnostic],
        earlier: Option<&Baseline>,
        map: &SourceMap,
        beside: &Beside,
    ) -> Baseline {
        let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| finding.code != Code::LimitReached) {
            *counts.entry(key(finding, map, beside)).or_default() += 1;
        }
        let unseen = unseen(findings, map, beside);
        for known in earlier.into_iter().flat_map(|earlier| &earlier.findings) {
            if unseen.contains(&known.file) {
                let count = counts.entry(known.key()).or_default();
                *count = (*count).max(known.count);
            }
        }
        let findings = counts
            .into_iter()
            .map(|((file, code, message, about), count)| Finding { file, code, message, about, count })
            .collect();
        Baseline { schema: SCHEMA, findings }
    }

    /// Takes away the findings that are known. Of the known ones that are not found, those of files that were
    /// not `looked_at` are passed over.
    pub fn apply(
        &self,
        findings: &mut Vec<Diagnostic>,
        map: &SourceMap,
        beside: &Beside,
        looked_at: impl Fn(&str) -> bool,
    ) -> Known {
        let mut left: BTreeMap<Key, usize> = BTreeMap::new();
        for finding in &self.findings {
            *left.entry(finding.key()).or_default() += finding.count;
        }
        let unseen = unseen(findings, map, beside);
        let before = findings.len();
        findings.retain(|finding| match left.get_mut(&key(finding, map, beside)) {
            Some(count) if *count > 0 && finding.code != Code::LimitReached => {
                *count -= 1;
                false
            }
            _ => true,
        });
        let mut known = Known { passed: before - findings.len(), ..Known::default() };
        for ((file, ..), count) in left {
            if unseen.contains(&file) {
                known.unseen += count;
            } else if looked_at(&file) {
                known.gone += count;
            }
        }
        known
    }
}

impl Finding {
    fn key(&self) -> Key {
        (self.file.clone(), self.code.clone(), self.message.clone(), self.about.clone())
    }
}

/// The files of which not all findings are known: a mistake in how they are written, or a limit, hides others.
fn unseen(findings: &[Diagnostic], map: &SourceMap, beside: &Beside) -> BTreeSet<String> {
    let hides = |found: &&Diagnostic| {
        found.severity == Severity::Error && found.code.is_of_text() || found.code == Code::LimitReached
    };
    findings.iter().filter(hides).map(|found| beside.of(found, map)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_the_baseline() {
        let name = |baseline: &str, here: &str, file: &str| {
            Beside::new(Path::new(baseline), Path::new(here)).name(file)
        };
        assert_eq!(name("known.json", "/cases", "sub/a.strat"), "sub/a.strat");
        assert_eq!(name("known.json", "/cases", "./sub/../sub/a.strat"), "sub/a.strat");
        assert_eq!(name("/cases/known.json", "/elsewhere", "/cases/sub/a.strat"), "sub/a.strat");
        assert_eq!(name("../known.json", "/cases/sub", "a.strat"), "sub/a.strat");
        assert_eq!(name("ci/known.json", "/cases", "a.strat"), "../a.strat");
    }
}
