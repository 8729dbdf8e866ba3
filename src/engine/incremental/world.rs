//! The tables under an edit, the indexes that are kept for edits, and the journal.
//!
//! **Invariant:** an index covers every row that is alive whenever rows are looked for; it keeps the
//! buried ones, and whoever follows it passes them over.
#![expect(clippy::indexing_slicing, reason = "relations were checked against the program, indexes are ours")]

use std::collections::BTreeMap;
use std::sync::Arc;

use super::journal::{Changes, Journal};
use crate::engine::program::{Constant, RelationId};
use crate::engine::storage::{Chained, Origin, Table, Tables};

/// Which rows are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Those that were in the model before the edit.
    Old,
    /// Those that are in the model now.
    New,
    /// Those that are in the model now, of less than this height.
    Below(u32),
}

/// The rows of a relation by some of its columns, as far as they are in.
#[derive(Debug)]
struct Keyed {
    covered: u32,
    index: Chained,
}

/// All that an edit changes.
#[derive(Debug, Default)]
pub(super) struct World {
    /// The true rows.
    pub(super) truths: Tables,
    /// The undefined rows.
    pub(super) undefined: Tables,
    /// What was there before.
    pub(super) journal: Journal,
    indexes: Vec<Keyed>,
    numbers: BTreeMap<(RelationId, Vec<usize>), usize>,
    of: BTreeMap<RelationId, Vec<usize>>,
}

impl World {
    /// A relation's table.
    pub(super) fn table(&self, relation: RelationId) -> &Table {
        &self.truths[relation.index()]
    }

    fn table_mut(&mut self, relation: RelationId) -> &mut Table {
        Arc::make_mut(&mut self.truths[relation.index()])
    }

    /// The index of a relation by these columns, made if there is none.
    pub(super) fn ensure(&mut self, relation: RelationId, key: &[usize]) -> usize {
        if let Some(known) = self.numbers.get(&(relation, key.to_vec())) {
            return *known;
        }
        let number = self.indexes.len();
        let mut index = Chained::new(key, None);
        let table = &self.truths[relation.index()];
        index.extend(table, table.len());
        self.indexes.push(Keyed { covered: table.len(), index });
        self.numbers.insert((relation, key.to_vec()), number);
        self.of.entry(relation).or_default().push(number);
        number
    }

    /// Brings the indexes of a relation up to its rows.
    pub(super) fn cover(&mut self, relation: RelationId) {
        let table = &self.truths[relation.index()];
        for number in self.of.get(&relation).into_iter().flatten() {
            let keyed = &mut self.indexes[*number];
            if keyed.covered < table.len() {
                keyed.index.extend(table, table.len());
                keyed.covered = table.len();
            }
        }
    }

    /// An index that [`World::ensure`] gave.
    pub(super) fn index(&self, number: usize) -> &Chained {
        &self.indexes[number].index
    }

    /// Whether a row is seen in a state.
    pub(super) fn sees(&self, state: State, relation: RelationId, number: u32) -> bool {
        let table = self.table(relation);
        match state {
            State::Old => self.journal.was_alive(table, relation, number),
            State::New => table.alive(number),
            State::Below(height) => table.alive(number) && table.origin(number).height < height,
        }
    }

    /// The number of a row, which gets one if it had none.
    pub(super) fn enter(&mut self, relation: RelationId, row: &[Constant], origin: Origin) -> u32 {
        self.table_mut(relation).enter(row, origin)
    }

    /// Readies a relation for rows that come in.
    pub(super) fn number_rows(&mut self, relation: RelationId) {
        self.table_mut(relation).number_rows();
    }

    /// Puts a row out of the model.
    pub(super) fn bury(&mut self, relation: RelationId, number: u32) {
        self.journal.bury(Arc::make_mut(&mut self.truths[relation.index()]), relation, number);
    }

    /// Puts a row into the model, or derives it in another way.
    pub(super) fn raise(&mut self, relation: RelationId, number: u32, origin: Origin) {
        self.journal.raise(Arc::make_mut(&mut self.truths[relation.index()]), relation, number, origin);
    }

    /// What has become of the rows of a relation.
    pub(super) fn changes(&self, relation: RelationId) -> Changes {
        self.journal.changes(self.table(relation), relation)
    }

    /// Puts other undefined rows in the place of those of a relation.
    pub(super) fn replace_undefined(&mut self, relation: RelationId, rows: Arc<Table>) {
        self.journal.replace_undefined(&mut self.undefined[relation.index()], relation, rows);
    }

    /// Brings back what was there before the edit.
    pub(super) fn undo(&mut self) {
        self.journal.undo(&mut self.truths, &mut self.undefined);
    }

    /// The rows that are in the model.
    pub(super) fn living(&self) -> u64 {
        self.truths.iter().map(|table| u64::from(table.living())).sum()
    }

    /// The bytes of the tables.
    pub(super) fn bytes(&self) -> u64 {
        self.truths.iter().chain(&self.undefined).map(|table| table.bytes() as u64).sum()
    }
}
