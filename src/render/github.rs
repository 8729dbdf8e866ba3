//! Findings as workflow commands of GitHub Actions, which it shows beside the lines of a change.
//!
//! The syntax and its escapes are those of the `toolkit` of GitHub Actions: `%`, line breaks and, in
//! properties, `:` and `,` are written as `%XX`.
//!
//! Invariant: a finding is exactly one line, whatever its text.

use super::place::{message, primary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::Report;
use crate::source::SourceMap;

/// The findings as workflow commands, one a line.
pub fn report(report: &Report, sources: &SourceMap) -> String {
    report.diagnostics.iter().map(|found| format!("{}\n", command(found, sources))).collect()
}

fn command(found: &Diagnostic, sources: &SourceMap) -> String {
    let word = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = primary(found, sources) {
        properties.push(format!("file={}", property(&place.file)));
        properties.push(format!("line={}", place.start.line));
        // Columns mean something only within one line: over several, GitHub refuses them.
        if place.start.line == place.end.line {
            properties.push(format!("col={}", place.start.column));
            properties.push(format!("endColumn={}", place.end.column.max(place.start.column)));
        } else {
            properties.push(format!("endLine={}", place.end.line));
        }
    }
    properties
        .push(format!("title={}", property(&format!("{} {}", found.code.number(), found.code.title()))));
    format!("::{word} {}::{}", properties.join(","), data(&message(found)))
}

/// The escapes of a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The escapes of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
