//! The first row of a table without named columns, to whether it may be the other thing: headings, or a row.
//!
//! Invariant: what may be headings and is read as a row is told, and so is what may be a row and is read as headings.

use super::columns::{Columns, naming};
use super::rows::Rows;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use std::borrow::Cow;

/// The first row of a table whose columns are not named, and whether it looks like headings.
#[derive(Default)]
pub(super) struct Opening {
    cells: Vec<String>,
    /// The columns of these cells, where they were read as headings.
    headed: Option<Vec<usize>>,
    /// Something in it is the name of a thing that is declared elsewhere.
    named: bool,
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
    /// A first row that is read as a fact. `is_named` tells whether a text is the name of a declared thing.
    pub(super) fn row(rows: &Rows<'_>, is_named: impl Fn(&str) -> bool) -> Self {
        let cells: Vec<String> = rows.cells().map(Cow::into_owned).collect();
        let named = cells.iter().any(|cell| is_named(cell));
        Self { cells, named, ..Self::default() }
    }

    /// A first row that is read as headings, by the columns that are read. `may_be_row` tells whether the text in
    /// the column of a part of the sentence, counted from 0, may be what the part speaks of.
    pub(super) fn headings(columns: &Columns, may_be_row: impl Fn(usize, &str) -> bool) -> Self {
        let heading = |at: &usize| Some(columns.headings.as_ref()?.get(*at)?.to_string());
        let cells: Vec<String> = columns.at.iter().filter_map(heading).collect();
        let named = cells.iter().enumerate().any(|(part, cell)| may_be_row(part, cell));
        Self { cells, named, headed: Some(columns.at.clone()), ..Self::default() }
    }

    /// The first row, while it is read itself as a fact and a cell of it cannot be used: headings have no figures, and
    /// are no names of known things.
    pub(super) fn first(&self, cell: &str) -> Option<&[String]> {
        let may_be = !self.named && !cell.is_empty() && !cell.contains(|c: char| c.is_ascii_digit());
        let first = self.rows == 1 && self.headed.is_none() && !self.cells.is_empty();
        (first && may_be).then_some(self.cells.as_slice())
    }

    /// Looks at a row: the first one unless it was read as headings, or one below it.
    pub(super) fn look_at(&mut self, rows: &Rows<'_>) {
        self.rows += 1;
        if let Some(columns) = &self.headed {
            let is_heading = |(at, cell): (&usize, &String)| rows.cell(*at).is_some_and(|text| text == *cell);
            self.again = self.again || columns.iter().zip(&self.cells).any(is_heading);
            return;
        }
        if self.rows > 1 && !(self.alike && self.again) && !self.cells.is_empty() {
            let small = |cell: &str| cell.starts_with(char::is_lowercase);
            let mut pairs = self.cells.iter().zip(rows.cells());
            self.again |= self.cells.iter().zip(rows.cells()).any(|(first, cell)| *first == cell);
            self.alike = pairs.any(|(first, cell)| *first == cell || small(&cell));
        }
    }

    /// The warning that the first row may be the other thing.
    pub(super) fn doubt(&self, path: Span) -> Option<Diagnostic> {
        match &self.headed {
            None => self.looks_like_headings(path),
            Some(columns) => (self.named || self.again).then(|| {
                let counted: Vec<String> = columns.iter().map(|at| (at + 1).to_string()).collect();
                Diagnostic::new(
                    Code::BulkFacts,
                    "the first row of this table names the parts of the sentence, and is read as headings",
                )
                .severity(Severity::Warning)
                .label(path, "this table")
                .help(format!(
                    "say that they are headings: `{}`; or that it is a row like the others: `{}`",
                    naming(&self.cells),
                    naming(&counted).replace('"', "")
                ))
            }),
        }
    }

    /// The warning that the first row was read as a fact, though it is in small letters and no other row is, or
    /// more of it than half are words that stand over columns.
    fn looks_like_headings(&self, path: Span) -> Option<Diagnostic> {
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
                "name the columns by them, in the order in which the sentence speaks of them: `{}`; or say that it is a row like the others: `{}`",
                naming(&self.cells),
                naming(&counted).replace('"', "")
            )),
        )
    }
}
