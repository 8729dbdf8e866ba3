//! Findings as workflow commands of GitHub, which shows them at the lines of a pull request.

use crate::diagnostic::{Diagnostic, Severity, clean};
use crate::report::Report;
use crate::source::{Origin, SourceMap};

/// One command a finding.
pub fn github(report: &Report, sources: &SourceMap) -> String {
    report.diagnostics.iter().map(|found| command(found, sources)).collect()
}

fn command(found: &Diagnostic, sources: &SourceMap) -> String {
    let word = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(span) = found.span()
        && let Some(file) = sources.file(span.file).filter(|file| file.origin == Origin::User)
    {
        let (start, end) = (file.position(span.start), file.position(span.end));
        properties.push(format!("file={}", property(&file.name)));
        properties.push(format!("line={}", start.line));
        properties.push(format!("endLine={}", end.line));
        // Columns are only understood where the place is on one line.
        if start.line == end.line {
            properties.push(format!("col={}", start.column));
            properties.push(format!("endColumn={}", end.column));
        }
    }
    properties
        .push(format!("title={}", property(&format!("{}: {}", found.code.number(), found.code.title()))));
    let mut text = found.message.clone();
    for label in found.labels.first().iter().filter(|label| !label.text.is_empty()) {
        text.push_str(&format!(": {}", label.text));
    }
    if let Some(help) = &found.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    for note in &found.notes {
        text.push_str(&format!("\n{note}"));
    }
    format!("::{word} {}::{}\n", properties.join(","), data(&text))
}

/// Text of a message: line breaks are escaped.
fn data(text: &str) -> String {
    clean::block(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property: commas and colons too.
fn property(text: &str) -> String {
    data(&clean::line(text)).replace(':', "%3A").replace(',', "%2C")
}
