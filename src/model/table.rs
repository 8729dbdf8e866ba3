//! Bulk facts: a table of which each row is a sentence of one relation.
//!
//! Invariant: every row has as many cells as the relation has holes, and each cell stands for a name or a value
//! of a fitting sort.

use super::statement::{RelationId, SymbolId, Term, count};
use super::value::Value;
use crate::source::{FileId, Span};

/// Marks a cell that holds a name, by its number; the others hold values, by position.
const NAME: u32 = 1 << 31;

/// What a cell of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A name.
    Name(SymbolId),
    /// The value at this position of [`Table::values`].
    Value(usize),
}

/// The rows of a file, each a sentence. A row costs four bytes a cell and a place; a value is kept once
/// however often it stands in the table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The relation that each row is a sentence of.
    pub relation: RelationId,
    width: usize,
    values: Vec<Value>,
    cells: Vec<u32>,
    places: Vec<Span>,
    file: Option<FileId>,
}

impl Table {
    /// A table without rows, of a relation with so many holes.
    pub fn new(relation: RelationId, width: usize) -> Self {
        Self { relation, width, values: Vec::new(), cells: Vec::new(), places: Vec::new(), file: None }
    }

    /// Names the file that it is read from.
    pub(super) fn in_file(mut self, file: FileId) -> Self {
        self.file = Some(file);
        self
    }

    /// The cell of a name.
    pub(super) fn name(symbol: SymbolId) -> u32 {
        symbol.0 | NAME
    }

    /// The cell of a term, which must not be there yet if it is a value; a table has no variables.
    pub(super) fn keep(&mut self, term: Term) -> Option<u32> {
        match term {
            Term::Symbol(symbol) => Some(Self::name(symbol)),
            Term::Value(value) => {
                self.values.push(value);
                Some(count(self.values.len() - 1))
            }
            Term::Variable(_) => None,
        }
    }

    /// Adds a row of cells that [`Table::keep`] told. A row of another width is not added.
    pub(super) fn push(&mut self, row: &[u32], place: Span) {
        if row.len() == self.width {
            self.cells.extend_from_slice(row);
            self.places.push(place);
        }
    }

    /// Gives back what was reserved for further rows.
    pub(super) fn trim(&mut self) {
        self.values.shrink_to_fit();
        self.cells.shrink_to_fit();
        self.places.shrink_to_fit();
    }

    /// The values, each once for a column.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// What a cell of a row holds.
    pub fn cell(cell: u32) -> Cell {
        match cell & NAME {
            0 => Cell::Value(cell as usize),
            _ => Cell::Name(SymbolId(cell & !NAME)),
        }
    }

    /// What a cell of a row holds, as a term.
    pub fn term(&self, cell: u32) -> Option<Term> {
        match Self::cell(cell) {
            Cell::Name(symbol) => Some(Term::Symbol(symbol)),
            Cell::Value(at) => self.values.get(at).cloned().map(Term::Value),
        }
    }

    /// Whether a cell of a row holds a term, or a value that `alike` says is as good.
    pub fn holds_term(&self, cell: u32, term: &Term, alike: impl Fn(&Value, &Value) -> bool) -> bool {
        match (Self::cell(cell), term) {
            (Cell::Name(symbol), Term::Symbol(wanted)) => symbol == *wanted,
            (Cell::Value(at), Term::Value(wanted)) => {
                self.values.get(at).is_some_and(|value| value == wanted || alike(value, wanted))
            }
            _ => false,
        }
    }

    /// The rows, cell by cell.
    pub fn rows(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.places.len()).map(|at| self.cells.get(at * self.width..(at + 1) * self.width).unwrap_or(&[]))
    }

    /// A row, cell by cell; nothing if there is none of this number.
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
