//! What was found out, with the texts that its places are in: a page, JSON, or the report itself.

use crate::diagnostic::Diagnostic;
use crate::engine::Coverage;
use crate::render::map::svg;
use crate::render::{Style, text};
use crate::report::Report;
use crate::source::{LineColumn, SourceMap, Span};
use serde::{Serialize, Serializer};
use std::fmt;

/// What was found out about an analysis. Serialised, it is what `--format json` prints.
#[derive(Clone, Debug)]
pub struct Found {
    report: Report,
    texts: SourceMap,
    coverage: Coverage,
}

impl Found {
    pub(super) fn new(mut report: Report, texts: SourceMap, coverage: Coverage) -> Self {
        report.locate(&texts);
        Self { report, texts, coverage }
    }

    /// The report.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What is wrong or worth knowing, in the order in which it is told.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.report.diagnostics
    }

    /// Whether everything was found out; else the budget ran out, and one of the diagnostics says of what.
    pub fn is_whole(&self) -> bool {
        self.coverage == Coverage::Complete
    }

    /// The file of a place, with the line and the column at which it begins.
    pub fn place(&self, span: Span) -> Option<(&str, LineColumn)> {
        let file = self.texts.file(span.file)?;
        Some((&file.name, file.position(span.start)))
    }

    /// The texts that its places are in.
    pub fn texts(&self) -> &SourceMap {
        &self.texts
    }

    /// As it is printed, without colours; a picture in words.
    pub fn text(&self) -> String {
        match self.report.maps.as_deref() {
            Some([map, ..]) => text::map(map, &Style::PLAIN),
            _ => text::report(&self.report, &self.texts, &Style::PLAIN),
        }
    }

    /// The picture that was asked for, as SVG.
    pub fn drawing(&self) -> Option<String> {
        self.report.maps.as_deref()?.first().map(|map| svg(map, "map"))
    }
}

impl Serialize for Found {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.report.serialize(serializer)
    }
}

/// A file that could not be read, so that there is nothing to analyse.
#[derive(Clone, Debug)]
pub struct Unreadable(pub Box<Found>);

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.diagnostics().first() {
            Some(diagnostic) => out.write_str(&diagnostic.message),
            None => out.write_str("the file cannot be read"),
        }
    }
}

impl std::error::Error for Unreadable {}
