//! What is read from a table without a mistake, and may not be what its writer meant, to what is told of it.
//!
//! A sign that divides thousands here is the point of a fraction elsewhere, and two rows that say the same are one
//! sentence. **Invariant:** each doubt is told once for a table, with the clause of its statement that settles it.

use super::columns::Columns;
use super::formats::Formats;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::sort::SortId;
use crate::model::table::Table;
use crate::source::Span;
use crate::syntax::ast;
use rustc_hash::{FxBuildHasher, FxHashMap};
use smol_str::SmolStr;
use std::hash::BuildHasher;

/// What the point in the numbers of a column was seen to do.
#[derive(Clone, Default)]
struct Points {
    /// The first cell in which it may divide thousands: its column, its text and its place.
    thousands: Option<(usize, SmolStr, Span)>,
    /// It stands before a fraction in some cell.
    fraction: bool,
}

/// What was seen so far.
pub(super) struct Doubts {
    /// One entry a hole; `None` where no figure is read, or the statement says how it is written.
    points: Vec<Option<Points>>,
}

impl Doubts {
    pub(super) fn new(holes: &[Vec<SortId>], formats: &Formats) -> Self {
        let figures = |hole: &Vec<SortId>| {
            let reads = hole.contains(&SortId::NUMBER) || hole.contains(&SortId::QUANTITY);
            (reads && formats.numbers.is_none()).then(Points::default)
        };
        Self { points: holes.iter().map(figures).collect() }
    }

    /// Looks at a cell that fills a hole, the first time that its text stands there.
    pub(super) fn look_at(&mut self, hole: usize, column: usize, text: &str, place: Span) {
        let Some(Some(points)) = self.points.get_mut(hole) else { return };
        let figures = text.split(|c: char| !c.is_ascii_digit() && c != '.');
        for (whole, behind) in figures.filter_map(|figure| figure.split_once('.')) {
            match behind.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0') {
                true if points.thousands.is_none() => {
                    points.thousands = Some((column, SmolStr::new(text), place));
                }
                true => {}
                false => points.fraction = true,
            }
        }
    }

    /// What is told of a table that has been read.
    pub(super) fn told(self, facts: &ast::Facts, columns: &Columns, table: &Table) -> Vec<Diagnostic> {
        let mut told = Vec::new();
        for points in self.points.into_iter().flatten() {
            let Some((column, text, place)) = points.thousands.filter(|_| !points.fraction) else { continue };
            told.push(
                Diagnostic::new(
                    Code::BulkFacts,
                    format!("the point in `{text}` is read as that of a fraction, and may divide thousands"),
                )
                .severity(Severity::Warning)
                .label(place, format!("in {}, as in every other figure there", columns.words(column)))
                .help("say how the table writes its numbers: `numbers \"1.5\"` where it is a fraction, `numbers \"1.000\"` where it is a thousand"),
            );
        }
        told.extend(repeated(facts, table));
        told
    }
}

/// The note that rows say again what rows above them say.
fn repeated(facts: &ast::Facts, table: &Table) -> Option<Diagnostic> {
    // Rows with one hash may be the same. Of millions few are, so that little is kept of the others.
    let hash = |row: &[u32]| FxBuildHasher.hash_one(row);
    let mut hashes: Vec<u64> = table.rows().map(hash).collect();
    hashes.sort_unstable();
    let twice = hashes.iter().zip(hashes.iter().skip(1)).filter(|(one, other)| one == other);
    let mut known: FxHashMap<u64, Option<u32>> = twice.map(|(hash, _)| (*hash, None)).collect();
    drop(hashes);
    let mut again: Option<(Span, Span)> = None;
    let mut count = 0_usize;
    for (at, row) in (0_u32..).zip(table.rows()) {
        let Some(first) = known.get_mut(&hash(row)) else { continue };
        let first = *first.get_or_insert(at);
        // Two rows that only share a hash are no repetition.
        if first != at && table.row(first) == row {
            count += 1;
            again = again.or_else(|| Some((table.place(first)?, table.place(at)?)));
        }
    }
    let (first, again) = again?;
    let rows = match count {
        1 => String::from("1 row says"),
        count => format!("{count} rows say"),
    };
    Some(
        Diagnostic::new(
            Code::TableRead,
            format!(
                "{rows} what a row above says, as far as `{}` is read, and is counted once",
                facts.path.value
            ),
        )
        .label(again, "such as this one")
        .label(first, "and this one")
        .help("where they are different things, read a column too that tells them apart: a number, or a day"),
    )
}

/// The warning that there is nothing in a table.
pub(super) fn no_rows(facts: &ast::Facts) -> Diagnostic {
    Diagnostic::new(Code::BulkFacts, format!("`{}` has no rows", facts.path.value))
        .severity(Severity::Warning)
        .label(facts.path.span, "nothing is read from it")
        .help("look whether it is the right file, and was saved")
}
