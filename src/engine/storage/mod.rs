//! Relations as flat rows, with hashed identity and the indexes that joins ask for.
//!
//! **Invariant:** an index says which columns it is keyed by and which it carries; the store keeps
//! one for each such request of the running stratum and drops it when no later stratum can use it. A table that two
//! stores share is copied by the first of them that adds to it.

mod blocks;
mod edited;
mod edits;
mod identity;
mod index;
mod origin;
mod shared;
mod slots;
mod table;

pub(crate) use index::{Chained, Grouped, Index, NO_ROW, RowIndex};
pub(crate) use origin::{FACT, Origin};
pub(crate) use table::{Intake, Span, Table};

use super::program::{Program, RelationId, RuleId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How the relation of an index changes while the index is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Growth {
    /// It is complete.
    Complete,
    /// It grows round by round.
    Growing,
}

/// What a join asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct IndexRequest {
    /// The relation.
    pub(crate) relation: RelationId,
    /// The columns that are bound, ascending.
    pub(crate) key: Vec<usize>,
    /// The columns that are needed of a match, ascending; a growing relation's index has them all.
    pub(crate) payload: Vec<usize>,
    /// Which kind of index will do.
    pub(crate) growth: Growth,
    /// Of a relation that grows: the rule whose rows are left out.
    pub(crate) without: Option<RuleId>,
}

/// An index of a [`Store`], by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IndexId(usize);

#[derive(Clone, Debug)]
struct Entry {
    request: IndexRequest,
    index: Index,
}

/// Tables by the number of their relation; several stores and databases may share one.
pub(crate) type Tables = Vec<Arc<Table>>;

/// Adds an empty table for each relation, given by the number of its columns.
pub(crate) fn add_empty(tables: &mut Tables, columns: impl Iterator<Item = usize>) {
    let mut empty: BTreeMap<usize, Arc<Table>> = BTreeMap::new();
    let table = |arity| Arc::clone(empty.entry(arity).or_insert_with(|| Arc::new(Table::new(arity))));
    tables.extend(columns.map(table));
}

/// The tables of all relations and the indexes in use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    tables: Tables,
    entries: Vec<Option<Entry>>,
}

#[expect(
    clippy::indexing_slicing,
    reason = "relation ids were checked against the program; index ids are ours"
)]
impl Store {
    /// The tables, one for each relation of a program.
    pub(crate) fn new(tables: Tables) -> Self {
        Self { tables, entries: Vec::new() }
    }

    /// An empty table for each relation of the program.
    pub(crate) fn empty(program: &Program) -> Self {
        let mut tables = Tables::with_capacity(program.relations.len());
        add_empty(&mut tables, program.relations.iter().copied());
        Self::new(tables)
    }

    /// Makes all rows of all tables visible.
    pub(crate) fn open(&mut self) {
        for table in self.tables.iter_mut().filter(|table| !table.is_open()) {
            Arc::make_mut(table).open();
        }
    }

    /// The tables alone.
    pub(crate) fn into_tables(self) -> Tables {
        self.tables
    }

    /// A relation's table.
    pub(crate) fn table(&self, relation: RelationId) -> &Table {
        &self.tables[relation.index()]
    }

    /// A relation's table, if there is such a relation.
    pub(crate) fn table_checked(&mut self, relation: RelationId) -> Option<&mut Table> {
        self.tables.get_mut(relation.index()).map(Arc::make_mut)
    }

    /// The same rows for a program that may have got more relations; `None` if it has others.
    pub(crate) fn fitted(mut self, program: &Program) -> Option<Self> {
        let known = self.tables.len();
        add_empty(&mut self.tables, program.relations.iter().skip(known).copied());
        let fits = self.tables.iter().map(|table| table.arity()).eq(program.relations.iter().copied());
        fits.then_some(self)
    }

    /// A relation's table.
    pub(crate) fn table_mut(&mut self, relation: RelationId) -> &mut Table {
        Arc::make_mut(&mut self.tables[relation.index()])
    }

    /// A relation's table, to be shared.
    pub(crate) fn shared(&self, relation: RelationId) -> &Arc<Table> {
        &self.tables[relation.index()]
    }

    /// Puts a table in the place of a relation's.
    pub(crate) fn share(&mut self, relation: RelationId, table: Arc<Table>) {
        self.tables[relation.index()] = table;
    }

    /// An index that serves the request, built over the visible rows if there is none.
    pub(crate) fn ensure(&mut self, request: &IndexRequest) -> IndexId {
        let serves = |entry: &Entry| {
            let have = &entry.request;
            have.relation == request.relation
                && have.key == request.key
                && have.growth == request.growth
                && have.without == request.without
                && request.payload.iter().all(|column| have.payload.contains(column))
        };
        if let Some(at) = self.entries.iter().position(|entry| entry.as_ref().is_some_and(serves)) {
            return IndexId(at);
        }
        let table = &self.tables[request.relation.index()];
        let (_, rows) = table.span(Span::All);
        let index = match request.growth {
            Growth::Complete => Index::Grouped(Grouped::build(table, rows, &request.key, &request.payload)),
            Growth::Growing => {
                let mut index = Chained::new(&request.key, request.without);
                index.extend(table, rows);
                Index::Chained(index)
            }
        };
        let entry = Some(Entry { request: request.clone(), index });
        if let Some(at) = self.entries.iter().position(Option::is_none) {
            self.entries[at] = entry;
            IndexId(at)
        } else {
            self.entries.push(entry);
            IndexId(self.entries.len() - 1)
        }
    }

    /// An index that [`Store::ensure`] gave.
    pub(crate) fn index(&self, id: IndexId) -> Option<&Index> {
        self.entries[id.0].as_ref().map(|entry| &entry.index)
    }

    /// The columns that an index carries.
    pub(crate) fn payload(&self, id: IndexId) -> &[usize] {
        self.entries[id.0].as_ref().map_or(&[], |entry| &entry.request.payload)
    }

    /// Brings the indexes of growing relations up to the visible rows.
    pub(crate) fn extend_indexes(&mut self) {
        for entry in self.entries.iter_mut().flatten() {
            if let Index::Chained(index) = &mut entry.index {
                let table = &self.tables[entry.request.relation.index()];
                index.extend(table, table.span(Span::All).1);
            }
        }
    }

    /// Keeps only the indexes of complete relations for which `wanted` holds.
    pub(crate) fn retain_indexes(&mut self, wanted: impl Fn(RelationId) -> bool) {
        for slot in &mut self.entries {
            let keep = slot.as_ref().is_some_and(|entry| {
                entry.request.growth == Growth::Complete && wanted(entry.request.relation)
            });
            if !keep {
                *slot = None;
            }
        }
    }

    /// The number of rows of all tables.
    pub(crate) fn rows(&self) -> u64 {
        self.tables.iter().map(|table| u64::from(table.len())).sum()
    }

    /// The bytes held by rows, identities and indexes.
    pub(crate) fn bytes(&self) -> u64 {
        let tables: usize = self.tables.iter().map(|table| table.bytes()).sum();
        let indexes: usize = self.entries.iter().flatten().map(|entry| entry.index.bytes()).sum();
        (tables + indexes) as u64
    }
}
