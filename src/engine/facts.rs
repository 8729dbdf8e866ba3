//! The rows that a program starts from.

use super::program::{Constant, Program, RelationId};
use super::storage::{FACT, Store};

/// A row of a relation, by its number. Facts come first, in the order in which they were added;
/// derived rows follow in the order of their derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);

impl RowId {
    /// The row's position among the rows of its relation.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What became of a fact that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is a new row.
    New(RowId),
    /// The row was there.
    Known(RowId),
    /// There is no such relation, it has another number of columns, or it is full.
    Refused,
}

/// The facts of a program. Row numbers given here stay the same in the database.
#[derive(Clone, Debug)]
pub struct Facts {
    store: Store,
}

impl Facts {
    /// No facts.
    #[must_use]
    pub fn new(program: &Program) -> Self {
        Self { store: Store::empty(program) }
    }

    /// Makes room for so many more rows of a relation.
    pub fn reserve(&mut self, relation: RelationId, rows: usize) {
        if let Some(table) = self.store.table_checked(relation) {
            table.reserve(rows);
        }
    }

    /// Adds a row, unless it is there.
    pub fn add(&mut self, relation: RelationId, row: &[Constant]) -> Added {
        match self.store.table_checked(relation) {
            Some(table) if table.arity() == row.len() && table.len() < u32::MAX / 2 => {
                let number = table.len();
                if table.insert(row, FACT) {
                    Added::New(RowId(number))
                } else {
                    table.find(row).map_or(Added::Refused, |number| Added::Known(RowId(number)))
                }
            }
            Some(_) | None => Added::Refused,
        }
    }

    /// The number of rows of all relations.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.store.rows()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same facts with room for those of relations that the program got since; `None` if the program
    /// is another one.
    #[must_use]
    pub fn extended(self, program: &Program) -> Option<Self> {
        Some(Self { store: self.into_store(program)? })
    }

    /// The tables, brought to the program's relations: it may have more than when this was made.
    pub(crate) fn into_store(self, program: &Program) -> Option<Store> {
        self.store.fitted(program)
    }
}
