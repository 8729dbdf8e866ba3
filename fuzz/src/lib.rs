//! What the fuzz targets hold of any bytes: each function panics where a promise of strat is broken.

pub mod editor;

use std::path::Path;
use strat::diagnostic::{Diagnostic, Severity};
use strat::internals::render::{Style, github, json, junit, sarif, text};
use strat::internals::syntax::{self, format};
use strat::report::{Command, Report};
use strat::source::{FileId, Origin, SourceMap, load};
use strat::{Budget, Workspace};

/// The bytes as a file of a map, if they are text.
fn file(map: &mut SourceMap, bytes: &[u8]) -> Option<FileId> {
    load::decode(map, Path::new("a.strat"), bytes.to_vec()).ok()
}

/// Every place of a diagnostic can be cut out of its text.
fn placed(map: &SourceMap, diagnostics: &[Diagnostic]) {
    for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        let file = map.file(label.span.file).expect("a place in a file of the map");
        let range = label.span.start as usize..label.span.end as usize;
        assert!(file.text.get(range).is_some(), "{label:?}");
    }
}

/// Parses as a file and as a question.
pub fn parse(bytes: &[u8]) {
    let mut map = SourceMap::new();
    let Some(file) = file(&mut map, bytes) else { return };
    let parsed = syntax::parse(&map, file);
    placed(&map, &parsed.diagnostics);
    if let Err(diagnostic) = syntax::parse_query(&map, file) {
        placed(&map, &[diagnostic]);
    }
}

/// Lays out: what has no mistake is laid out, faithfully, and once is enough.
pub fn lay_out(bytes: &[u8]) {
    let mut map = SourceMap::new();
    let Some(file) = file(&mut map, bytes) else { return };
    match format::format(&map, file) {
        Ok(text) => {
            let mut again = SourceMap::new();
            let file = again.add("a.strat", text.as_str(), Origin::User);
            assert_eq!(format::format(&again, file).as_deref(), Ok(text.as_str()));
        }
        Err(diagnostics) => {
            // The formatter refuses what it could not lay out faithfully: that would be its own mistake.
            let parsed = syntax::parse(&map, file);
            let wrong = parsed.diagnostics.iter().any(|found| found.severity == Severity::Error);
            assert!(wrong, "{diagnostics:?}");
        }
    }
}

/// Everything: resolves, checks, and prints in every format.
pub fn whole(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut workspace = Workspace::new();
    workspace.edit("a.strat", text);
    let Ok(analysis) = workspace.open("a.strat") else { return };
    // Counted limits only: the same bytes come to the same end everywhere.
    let budget = Budget { rows: Some(20_000), memory: Some(64 << 20), ..Budget::default() };
    for found in [analysis.check(&budget), analysis.brief(&budget)] {
        placed(found.texts(), found.diagnostics());
        print(found.report(), found.texts());
    }
}

/// Prints a report in every format: no raw control characters but line breaks.
fn print(report: &Report, map: &SourceMap) {
    let check = Report { command: Command::Check, brief: None, ..report.clone() };
    let names = [String::from("a.strat")];
    for text in [
        text::report(report, map, &Style::PLAIN),
        text::report(&check, map, &Style::PLAIN),
        text::concise_report(&check, map),
        json::report(report, map).expect("a report is JSON"),
        sarif::sarif(&check, map).expect("a report is SARIF"),
        github::github(&check, map, true),
        junit::findings(&check, map, &names, |_| true),
    ] {
        let raw = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(raw, None, "{text:?}");
    }
}
