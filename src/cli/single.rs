//! One file, looked at and worked on: the report that comes of it, with its texts.

use super::arguments::Look;
use super::progress::Watch;
use super::standard::standard;
use super::status::{Status, settle};
use super::typed::opened;
use super::viewed::{mistyped, played};
use crate::diagnostic::{Checked, Severity, by_place};
use crate::model;
use crate::reason::{Session, Stop};
use crate::report::{Command as Kind, Report};
use crate::source::SourceMap;
use std::path::Path;

/// What came of one file.
pub(super) struct Single {
    /// What was found out; its diagnostics are in the order of their places, unless a page names them by number.
    pub(super) report: Report,
    /// The texts.
    pub(super) map: SourceMap,
    /// How it went.
    pub(super) status: Status,
}

/// Reads one file, or standard input, and runs `work` on it, unless there are mistakes in how it is written; a page is made
/// and a question answered all the same.
pub(super) fn single(
    file: &Path,
    look: &Look,
    kind: Kind,
    work: impl FnOnce(&mut Session<'_>, &mut SourceMap) -> Result<Status, Stop>,
) -> Single {
    let mut map = SourceMap::new();
    let watch = Watch::begin();
    let (files, file) = opened(file, look);
    let (mut report, status) = match model::load(standard(), &files, &file, &mut map) {
        Ok(Checked { mut value, diagnostics }) => match played(&mut value, &mut map, look) {
            Ok(options) => {
                let mut session = Session::new(&value, kind, diagnostics, options);
                // What can be read is answered, and the mistakes are told before.
                let status = if session.invalid() && !matches!(kind, Kind::Brief | Kind::Ask) {
                    Status::Findings
                } else {
                    settle(work(&mut session, &mut map), &mut session)
                };
                (session.report, status)
            }
            Err(wrong) => {
                let mut report = Report::new(kind);
                report.diagnostics = wrong;
                (report, Status::Unusable)
            }
        },
        Err(diagnostic) => {
            let mut report = Report::new(kind);
            report.diagnostics.push(diagnostic);
            (report, Status::Unusable)
        }
    };
    drop(watch);
    let status = status.max(judged(&report)).max(mistyped(&report.diagnostics, &map));
    if report.brief.is_none() {
        // The page names its findings by their numbers.
        by_place(&mut report.diagnostics, &map);
    }
    Single { report, map, status }
}

/// What the diagnostics of a report make of the exit status.
fn judged(report: &Report) -> Status {
    if report.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        Status::Findings
    } else {
        Status::Clean
    }
}
