//! Findings and expectations as JUnit XML, which every CI server reads.
//!
//! A file is a suite; a finding that fails the run, and an expectation, is a case of it.
//!
//! Invariant: well-formed XML 1.0: characters that XML does not have are shown, not written.

use super::{Style, text};
use crate::diagnostic::{Diagnostic, clean};
use crate::report::{Outcome, Report};
use crate::source::SourceMap;
use std::collections::BTreeMap;

/// A case of a suite.
struct Case {
    name: String,
    /// The kind of the failure, its line and its text.
    failure: Option<(String, String, String)>,
}

/// The report of a check; `files` are those that were looked at, and `fails` says which findings fail the
/// run. A file without such a finding is a case that passed.
pub fn findings(
    report: &Report,
    sources: &SourceMap,
    files: &[String],
    fails: impl Fn(&Diagnostic) -> bool,
) -> String {
    let mut suites: BTreeMap<String, Vec<Case>> =
        files.iter().map(|file| (file.clone(), Vec::new())).collect();
    for found in report.diagnostics.iter().filter(|found| fails(found)) {
        let (file, case) = finding(found, sources);
        suites.entry(file).or_default().push(case);
    }
    for cases in suites.values_mut().filter(|cases| cases.is_empty()) {
        cases.push(Case { name: String::from("no findings"), failure: None });
    }
    write("strat check", &suites)
}

/// The expectations of a test; a mistake in a file, whose expectations were not judged, is a case that
/// failed.
pub fn expectations(report: &Report, sources: &SourceMap) -> String {
    let mut suites: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for one in report.expectations.iter().flatten() {
        let failure = match one.outcome {
            Outcome::Passed => None,
            Outcome::Failed => {
                let found = one.found.clone().unwrap_or_default();
                let text = format!(
                    "{}: {}",
                    one.place.as_ref().map(ToString::to_string).unwrap_or_default(),
                    text::found(&found, &Style::PLAIN).trim_end()
                );
                Some((String::from("expectation"), found.words, text))
            }
        };
        let file = one.place.as_ref().map_or("strat", |place| &place.file);
        let name = match &one.scenario {
            None => one.name.clone(),
            Some(scenario) => format!("in {scenario}: {}", one.name),
        };
        suites.entry(file.to_owned()).or_default().push(Case { name, failure });
    }
    for found in &report.diagnostics {
        let (file, case) = finding(found, sources);
        suites.entry(file).or_default().push(case);
    }
    write("strat test", &suites)
}

/// A finding as a case that failed, with the file in which it is.
fn finding(found: &Diagnostic, sources: &SourceMap) -> (String, Case) {
    let file = found.span().and_then(|span| sources.file(span.file)).map_or("strat", |file| &file.name);
    let failure = (found.code.number().to_owned(), found.message.clone(), told(found, sources));
    let name = format!("{} {}", found.code.number(), found.code.title());
    (file.to_owned(), Case { name, failure: Some(failure) })
}

fn told(found: &Diagnostic, sources: &SourceMap) -> String {
    let mut lines: Vec<String> = Vec::new();
    for label in &found.labels {
        lines.push(format!("{}: {}", sources.place(label.span), label.text));
    }
    lines.extend(found.help.iter().map(|help| format!("help: {help}")));
    lines.extend(found.notes.iter().cloned());
    // What they quote may go over several lines.
    lines.iter().map(|line| clean::line(line)).collect::<Vec<_>>().join("\n")
}

fn write(name: &str, suites: &BTreeMap<String, Vec<Case>>) -> String {
    let failed = |cases: &[Case]| cases.iter().filter(|case| case.failure.is_some()).count();
    let tests: usize = suites.values().map(Vec::len).sum();
    let failures: usize = suites.values().map(|cases| failed(cases)).sum();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!(
        "<testsuites name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n"
    ));
    for (file, cases) in suites {
        out.push_str(&format!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">\n",
            escape(file),
            cases.len(),
            failed(cases)
        ));
        for case in cases {
            let head =
                format!("    <testcase name=\"{}\" classname=\"{}\"", escape(&case.name), escape(file));
            match &case.failure {
                None => out.push_str(&format!("{head}/>\n")),
                Some((kind, message, text)) => out.push_str(&format!(
                    "{head}>\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
                    escape(kind),
                    escape(message),
                    escape_block(text)
                )),
            }
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn escape(text: &str) -> String {
    marks(&clean::line(text))
}

fn escape_block(text: &str) -> String {
    marks(&clean::block(text))
}

fn marks(text: &str) -> String {
    // Two code points of the basic plane are no characters of XML.
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
