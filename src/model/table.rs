//! Bulk facts: a table of which each row is a sentence of one relation.
//!
//! Invariant: every row has as many cells as the relation has holes, and each cell is the position of
//! a term of a fitting sort.

use super::statement::{RelationId, Term, count};
use crate::source::{FileId, Span};

/// The rows of a file, each a sentence. A row costs four bytes a cell and a place; a term is kept once
/// however often it stands in the table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The relation that each row is a sentence of.
    pub relation: RelationId,
    width: usize,
    terms: Vec<Term>,
    cells: Vec<u32>,
    places: Vec<Span>,
    file: Option<FileId>,
}

impl Table {
    /// A table without rows, of a relation with so many holes.
    pub fn new(relation: RelationId, width: usize) -> Self {
        Self { relation, width, terms: Vec::new(), cells: Vec::new(), places: Vec::new(), file: None }
    }

    /// Names the file that it is read from.
    pub(super) fn in_file(mut self, file: FileId) -> Self {
        self.file = Some(file);
        self
    }

    /// Keeps a term for cells to refer to; tells its position.
    pub(super) fn keep(&mut self, term: Term) -> u32 {
        self.terms.push(term);
        count(self.terms.len() - 1)
    }

    /// Adds a row of positions that [`Table::keep`] told. A row of another width is not added.
    pub(super) fn push(&mut self, row: &[u32], place: Span) {
        if row.len() == self.width {
            self.cells.extend_from_slice(row);
            self.places.push(place);
        }
    }

    /// The terms, by the positions that rows hold.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The rows, as positions of terms.
    pub fn rows(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.places.len()).map(|at| self.cells.get(at * self.width..(at + 1) * self.width).unwrap_or(&[]))
    }

    /// A row, as positions of terms; nothing if there is none of this number.
    pub fn row(&self, row: u32) -> &[u32] {
        let start = row as usize * self.width;
        self.cells.get(start..start + self.width).unwrap_or(&[])
    }

    /// Where a row stands.
    pub fn place(&self, row: u32) -> Option<Span> {
        self.places.get(row as usize).copied()
    }

    /// Whether a place is in the file of this table.
    pub fn holds(&self, place: Span) -> bool {
        self.file == Some(place.file)
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}
