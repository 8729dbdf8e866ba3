//! Findings as workflow commands of GitHub, which shows them at the lines of a pull request.

use crate::diagnostic::{Diagnostic, Severity, Standing, clean};
use crate::report::Report;
use crate::source::{Origin, SourceMap};

/// One command a finding. What the analysis acknowledges or settles itself asks nothing of a reviewer, and is left out
/// unless everything is wanted.
pub fn github(report: &Report, sources: &SourceMap, everything: bool) -> String {
    let told = report.diagnostics.iter().filter(|found| everything || found.standing == Standing::Open);
    told.map(|found| command(found, sources)).collect()
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
    let mut lines = vec![data(&text)];
    lines.extend(found.help.iter().map(|help| data(&format!("help: {help}"))));
    lines.extend(found.notes.iter().map(|note| data(note)));
    format!("::{word} {}::{}\n", properties.join(","), lines.join("%0A"))
}

/// A line of a message, in which only the percent sign means something: line breaks are gone.
fn data(text: &str) -> String {
    clean::line(text).replace('%', "%25")
}

/// Text of a property: commas and colons too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
