//! What an edit has changed so far: each row that it touched, as it was before.
//!
//! **Invariant:** every change to a row goes through here, so the state before the edit can be read
//! while the edit is under way, and brought back.
#![expect(clippy::indexing_slicing, reason = "relations were checked against the program")]

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::engine::program::RelationId;
use crate::engine::storage::{Origin, Table, Tables};

/// A row before the edit.
#[derive(Clone, Copy, Debug)]
struct Before {
    alive: bool,
    origin: Origin,
}

/// The rows of a relation that were touched, in that order.
#[derive(Clone, Debug, Default)]
struct Touched {
    order: Vec<u32>,
    before: FxHashMap<u32, Before>,
}

/// What became of the rows of a relation.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes {
    /// Rows that are in the model now.
    pub(super) gained: Vec<u32>,
    /// Rows that no longer are, with the height that they had.
    pub(super) lost: Vec<(u32, u32)>,
    /// Rows that stayed, but are now derived from higher rows: with the height that they had.
    pub(super) lifted: Vec<(u32, u32)>,
}

impl Changes {
    /// Whether nothing changed that anybody above could notice.
    pub(super) fn is_empty(&self) -> bool {
        self.gained.is_empty() && self.lost.is_empty() && self.lifted.is_empty()
    }
}

/// The journal of an edit.
#[derive(Clone, Debug, Default)]
pub(super) struct Journal {
    touched: Vec<Touched>,
    relations: Vec<RelationId>,
    undefined: Vec<(RelationId, Arc<Table>)>,
}

impl Journal {
    /// Begins an edit of so many relations.
    pub(super) fn begin(&mut self, relations: usize) {
        for relation in self.relations.drain(..) {
            self.touched[relation.index()] = Touched::default();
        }
        self.touched.resize_with(relations, Touched::default);
        self.undefined.clear();
    }

    fn note(&mut self, table: &Table, relation: RelationId, number: u32) {
        let touched = &mut self.touched[relation.index()];
        if touched.order.is_empty() {
            self.relations.push(relation);
        }
        touched.before.entry(number).or_insert_with(|| {
            touched.order.push(number);
            Before { alive: table.alive(number), origin: table.origin(number) }
        });
    }

    /// Puts a row out of the model.
    pub(super) fn bury(&mut self, table: &mut Table, relation: RelationId, number: u32) {
        self.note(table, relation, number);
        table.bury(number);
    }

    /// Puts a row into the model, or derives it in another way.
    pub(super) fn raise(&mut self, table: &mut Table, relation: RelationId, number: u32, origin: Origin) {
        self.note(table, relation, number);
        table.raise(number, origin);
    }

    /// Puts other undefined rows in the place of those of a relation.
    pub(super) fn replace_undefined(&mut self, old: &mut Arc<Table>, relation: RelationId, new: Arc<Table>) {
        self.undefined.push((relation, std::mem::replace(old, new)));
    }

    /// The undefined rows of the relations for which they were replaced, as they were before.
    pub(super) fn undefined(&self) -> &[(RelationId, Arc<Table>)] {
        &self.undefined
    }

    /// Whether a row was in the model before the edit.
    pub(super) fn was_alive(&self, table: &Table, relation: RelationId, number: u32) -> bool {
        let touched = &self.touched[relation.index()];
        if touched.order.is_empty() {
            return table.alive(number);
        }
        touched.before.get(&number).map_or_else(|| table.alive(number), |before| before.alive)
    }

    /// The relations that have been touched, in that order.
    pub(super) fn relations(&self) -> &[RelationId] {
        &self.relations
    }

    /// What has become of the rows of a relation.
    pub(super) fn changes(&self, table: &Table, relation: RelationId) -> Changes {
        let touched = &self.touched[relation.index()];
        let mut changes = Changes::default();
        for number in &touched.order {
            let Some(before) = touched.before.get(number) else { continue };
            let height = before.origin.height;
            match (before.alive, table.alive(*number)) {
                (false, true) => changes.gained.push(*number),
                (true, false) => changes.lost.push((*number, height)),
                (true, true) if table.origin(*number).height > height => {
                    changes.lifted.push((*number, height));
                }
                (true, true) | (false, false) => {}
            }
        }
        changes
    }

    /// Brings back what was there before the edit; the journal is empty then.
    pub(super) fn undo(&mut self, truths: &mut Tables, undefined: &mut Tables) {
        for relation in self.relations.drain(..) {
            let touched = std::mem::take(&mut self.touched[relation.index()]);
            let table = Arc::make_mut(&mut truths[relation.index()]);
            for number in touched.order {
                let Some(before) = touched.before.get(&number) else { continue };
                if before.alive {
                    table.raise(number, before.origin);
                } else {
                    table.bury(number);
                }
            }
        }
        for (relation, table) in self.undefined.drain(..).rev() {
            undefined[relation.index()] = table;
        }
    }
}
