//! Findings and expectations as JUnit XML, which CI servers show as a list of tests.
//!
//! One suite a file: a case for each expectation and each finding, or one case that passed. A finding
//! below the failing level is a case that was skipped.
//!
//! Invariant: well-formed XML 1.0, whatever the texts; the layout is that of the schema of Jenkins.

use super::place::{message, primary};
use crate::diagnostic::{Code, Diagnostic, Severity, clean};
use crate::report::{Expectation, Outcome, Report};
use crate::source::SourceMap;
use std::collections::BTreeMap;

/// How a case went.
enum Went {
    Passed,
    Failed(String),
    Skipped(String),
}

/// A case: its name and how it went.
struct Case {
    name: String,
    went: Went,
}

/// The report as JUnit XML; findings fail from the severity `failing` on.
pub fn report(report: &Report, sources: &SourceMap, failing: Severity) -> String {
    let mut suites: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for expectation in report.expectations.iter().flatten() {
        let (file, case) = expected(expectation, report, sources);
        suites.entry(file).or_default().push(case);
    }
    for found in &report.diagnostics {
        if told_by_expectation(found, report) {
            continue;
        }
        let (file, case) = finding(found, sources, failing);
        suites.entry(file).or_default().push(case);
    }
    if suites.is_empty() {
        suites.insert(String::from("strat"), vec![Case { name: "check".into(), went: Went::Passed }]);
    }
    let all = || suites.values().flatten();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!("<testsuites name=\"strat\" {}>\n", counts(all())));
    for (file, cases) in &suites {
        out.push_str(&format!("  <testsuite name=\"{}\" {}>\n", escape(file), counts(cases.iter())));
        for case in cases {
            out.push_str(&element(file, case));
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn counts<'a>(cases: impl Iterator<Item = &'a Case>) -> String {
    let (mut tests, mut failures, mut skipped) = (0usize, 0usize, 0usize);
    for case in cases {
        tests += 1;
        match case.went {
            Went::Passed => {}
            Went::Failed(_) => failures += 1,
            Went::Skipped(_) => skipped += 1,
        }
    }
    format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"")
}

fn element(file: &str, case: &Case) -> String {
    let open = format!("    <testcase name=\"{}\" classname=\"{}\"", escape(&case.name), escape(file));
    let first = |text: &str| escape(text.lines().next().unwrap_or_default());
    match &case.went {
        Went::Passed => format!("{open}/>\n"),
        Went::Failed(text) => format!(
            "{open}>\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
            first(text),
            escape(text)
        ),
        Went::Skipped(text) => {
            format!("{open}>\n      <skipped message=\"{}\"/>\n    </testcase>\n", first(text))
        }
    }
}

fn expected(expectation: &Expectation, report: &Report, sources: &SourceMap) -> (String, Case) {
    let file = sources.file(expectation.place.file).map(|file| clean::line(&file.name).into_owned());
    let went = match expectation.outcome {
        Outcome::Passed => Went::Passed,
        Outcome::Failed => {
            let told = report
                .diagnostics
                .iter()
                .find(|found| found.code == Code::ExpectationFailed && about(found, expectation));
            Went::Failed(match told {
                Some(found) => described(found, sources),
                None => format!("not as expected ({})", clean::line(&sources.place(expectation.place))),
            })
        }
    };
    (file.unwrap_or_default(), Case { name: clean::line(&expectation.name).into_owned(), went })
}

/// Whether a diagnostic speaks of an expectation: their places overlap.
fn about(found: &Diagnostic, expectation: &Expectation) -> bool {
    found.span().is_some_and(|span| {
        let place = expectation.place;
        span.file == place.file && span.start <= place.end && place.start <= span.end
    })
}

/// Whether a diagnostic is told by the case of its expectation.
fn told_by_expectation(found: &Diagnostic, report: &Report) -> bool {
    found.code == Code::ExpectationFailed
        && report
            .expectations
            .iter()
            .flatten()
            .any(|expectation| expectation.outcome == Outcome::Failed && about(found, expectation))
}

fn finding(found: &Diagnostic, sources: &SourceMap, failing: Severity) -> (String, Case) {
    let place = primary(found, sources);
    let line = place.as_ref().map(|place| format!(", line {}", place.start.line)).unwrap_or_default();
    let name = format!("{} {}{line}", found.code.number(), found.code.title());
    let text = described(found, sources);
    let went = if found.severity >= failing { Went::Failed(text) } else { Went::Skipped(text) };
    (place.map_or_else(|| String::from("strat"), |place| place.file.into_owned()), Case { name, went })
}

/// The message, what helps, and the place, the message first.
fn described(found: &Diagnostic, sources: &SourceMap) -> String {
    let at = primary(found, sources)
        .map(|place| format!("\nat {}:{}:{}", place.file, place.start.line, place.start.column))
        .unwrap_or_default();
    format!("{}{at}", message(found))
}

/// Escapes what means something in XML, and replaces the characters that XML 1.0 cannot hold.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push('\n'),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push_str(&clean::line(other.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}
