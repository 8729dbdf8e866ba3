//! The first row of a table without named columns, to whether it looks like headings.
//!
//! It is read as a row like the others: what looks like headings and may be none is told, never guessed.

use super::columns::naming;
use super::rows::Rows;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use std::borrow::Cow;

/// The first row of a table whose columns are not named, and whether it looks like headings.
#[derive(Default)]
pub(super) struct Opening {
    cells: Vec<String>,
    rows: usize,
    /// A cell below looks like one of the first row.
    alike: bool,
    /// A cell below is one of the first row.
    again: bool,
}

/// What people write over columns.
const HEADINGS: [&str; 46] = [
    "actor",
    "amount",
    "buyer",
    "code",
    "count",
    "country",
    "customer",
    "date",
    "day",
    "destination",
    "donor",
    "exporter",
    "from",
    "good",
    "goods",
    "group",
    "id",
    "importer",
    "iso",
    "iso3",
    "kind",
    "member",
    "month",
    "name",
    "number",
    "origin",
    "partner",
    "party",
    "product",
    "quantity",
    "recipient",
    "reporter",
    "resource",
    "seller",
    "sender",
    "source",
    "state",
    "supplier",
    "target",
    "to",
    "type",
    "value",
    "vote",
    "what",
    "who",
    "year",
];

impl Opening {
    pub(super) fn of(rows: &Rows<'_>) -> Self {
        Self { cells: rows.cells().map(Cow::into_owned).collect(), rows: 0, alike: false, again: false }
    }

    /// The first row, while it is read itself.
    pub(super) fn first(&self) -> Option<&[String]> {
        (self.rows == 1 && !self.cells.is_empty()).then_some(self.cells.as_slice())
    }

    /// Looks at a row: the first one, or one below it.
    pub(super) fn look_at(&mut self, rows: &Rows<'_>) {
        self.rows += 1;
        if self.rows > 1 && !(self.alike && self.again) && !self.cells.is_empty() {
            let small = |cell: &str| cell.starts_with(char::is_lowercase);
            let mut pairs = self.cells.iter().zip(rows.cells());
            self.again |= self.cells.iter().zip(rows.cells()).any(|(first, cell)| *first == cell);
            self.alike = pairs.any(|(first, cell)| *first == cell || small(&cell));
        }
    }

    /// The warning that the first row was read as a fact, though it is in small letters and no other row is, or
    /// more of it than half are words that stand over columns.
    pub(super) fn looks_like_headings(&self, path: Span) -> Option<Diagnostic> {
        let small = self.cells.iter().all(|cell| cell.starts_with(char::is_lowercase));
        let usual = self.cells.iter().filter(|cell| HEADINGS.contains(&cell.to_lowercase().as_str())).count();
        let named = usual * 2 > self.cells.len() && !self.again && self.rows > 1;
        let styled = small && !self.alike && self.rows > 2;
        if self.cells.is_empty() || !(named || styled) {
            return None;
        }
        let counted: Vec<String> = (1..=self.cells.len()).map(|at| at.to_string()).collect();
        Some(
            Diagnostic::new(
                Code::BulkFacts,
                "the first row of this table looks like headings, and is read as a fact",
            )
            .severity(Severity::Warning)
            .label(path, "this table")
            .help(format!(
                "name the columns by them: `{}`; or say that it is a row like the others: `{}`",
                naming(&self.cells),
                naming(&counted).replace('"', "")
            )),
        )
    }
}
