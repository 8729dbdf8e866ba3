//! The well-founded model of a program, for readers.
//!
//! **Invariant:** rows change by edits only ([`Maintenance`](super::Maintenance)), and a row keeps its number
//! for good. Look-ups build the index they need the first time and keep it, so asking the same kind of
//! question again costs its answer only; what edits put out is passed over, what they append is looked
//! through until it is worth a new index.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::facts::RowId;
use super::program::{Constant, RelationId, RuleId};
use super::storage::{RowIndex, Store, Table, Tables};

/// How a row came about first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// It is a fact; its height is 0.
    Fact,
    /// A rule derived it.
    Rule {
        /// The rule.
        rule: RuleId,
        /// More than the height of every row that the derivation reads.
        height: u32,
    },
}

impl Derivation {
    /// The height: 0 for facts, else more than that of every row that the derivation reads.
    #[must_use]
    pub fn height(self) -> u32 {
        match self {
            Self::Fact => 0,
            Self::Rule { height, .. } => height,
        }
    }
}

type LookupKey = (RelationId, Vec<usize>);

/// The true and the undefined rows of each relation.
#[derive(Debug, Default)]
pub struct Database {
    pub(super) truths: Tables,
    pub(super) undefined: Tables,
    lookups: RwLock<BTreeMap<LookupKey, Arc<RowIndex>>>,
}

impl Database {
    pub(crate) fn new(truths: Store, undefined: Store) -> Self {
        Self {
            truths: truths.into_tables(),
            undefined: undefined.into_tables(),
            lookups: RwLock::new(BTreeMap::new()),
        }
    }

    /// Forgets the relations from that number on, which nothing else depends on.
    pub fn truncate(&mut self, relations: usize) {
        self.truths.truncate(relations);
        self.undefined.truncate(relations);
        let lookups = self.lookups.get_mut().unwrap_or_else(PoisonError::into_inner);
        lookups.retain(|(relation, _), _| relation.index() < relations);
    }

    fn table(&self, relation: RelationId) -> Option<&Table> {
        self.truths.get(relation.index()).map(Arc::as_ref)
    }

    /// The number of true rows of a relation; 0 if there is no such relation.
    #[must_use]
    pub fn len(&self, relation: RelationId) -> usize {
        self.table(relation).map_or(0, |table| table.living() as usize)
    }

    /// The number of true rows of all relations.
    #[must_use]
    pub fn rows_total(&self) -> u64 {
        self.truths.iter().map(|table| u64::from(table.living())).sum()
    }

    /// The bytes that the rows and their identity take.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.truths.iter().chain(&self.undefined).map(|table| table.bytes() as u64).sum()
    }

    /// The true rows of a relation with their numbers, ascending.
    pub fn rows(&self, relation: RelationId) -> impl Iterator<Item = (RowId, &[Constant])> {
        let table = self.table(relation).into_iter();
        table.flat_map(|table| {
            let living = (0..table.len()).filter(|number| table.alive(*number));
            living.map(|number| (RowId(number), table.row(number)))
        })
    }

    /// The undefined rows of a relation.
    pub fn undefined(&self, relation: RelationId) -> impl Iterator<Item = &[Constant]> {
        let table = self.undefined.get(relation.index()).into_iter();
        table.flat_map(|table| (0..table.len()).map(|number| table.row(number)))
    }

    /// A true row, by its number; also one that an edit has taken away.
    #[must_use]
    pub fn row(&self, relation: RelationId, row: RowId) -> Option<&[Constant]> {
        let table = self.table(relation)?;
        (row.0 < table.len()).then(|| table.row(row.0))
    }

    /// The number of a row, if it is true.
    #[must_use]
    pub fn find(&self, relation: RelationId, row: &[Constant]) -> Option<RowId> {
        let table = self.table(relation).filter(|table| table.arity() == row.len())?;
        table.find_living(row).map(RowId)
    }

    /// Whether the row of that number is true and is this one.
    #[must_use]
    pub fn holds_at(&self, relation: RelationId, number: RowId, row: &[Constant]) -> bool {
        self.table(relation).is_some_and(|table| {
            number.0 < table.len() && table.alive(number.0) && table.row(number.0) == row
        })
    }

    /// Whether the true rows of a relation are kept in one place with those of a relation of another model: then they
    /// are the same.
    #[must_use]
    pub fn shares(&self, relation: RelationId, other: &Self, there: RelationId) -> bool {
        let tables = (self.truths.get(relation.index()), other.truths.get(there.index()));
        matches!(tables, (Some(one), Some(other)) if Arc::ptr_eq(one, other))
    }

    /// Whether a row is true.
    #[must_use]
    pub fn contains(&self, relation: RelationId, row: &[Constant]) -> bool {
        self.table(relation).is_some_and(|table| table.arity() == row.len() && table.holds(row))
    }

    /// Whether a row is undefined.
    #[must_use]
    pub fn is_undefined(&self, relation: RelationId, row: &[Constant]) -> bool {
        let table = self.undefined.get(relation.index()).filter(|table| table.arity() == row.len());
        table.is_some_and(|table| table.contains(row))
    }

    /// How a row came about first, or `None` if there is no such row.
    #[must_use]
    pub fn derivation(&self, relation: RelationId, row: RowId) -> Option<Derivation> {
        let table = self.table(relation).filter(|table| row.0 < table.len())?;
        let origin = table.origin(row.0);
        Some(match origin.rule {
            Some(rule) => Derivation::Rule { rule, height: origin.height },
            None => Derivation::Fact,
        })
    }

    /// The true rows that have the given values in the columns where one is given, ascending.
    #[must_use]
    pub fn matching(&self, relation: RelationId, pattern: &[Option<Constant>]) -> Matches {
        let Some(table) = self.table(relation).filter(|table| table.arity() == pattern.len()) else {
            return Matches { kind: Kind::Range(0..0) };
        };
        let (columns, key): (Vec<usize>, Vec<Constant>) = pattern
            .iter()
            .enumerate()
            .filter_map(|(column, value)| value.map(|value| (column, value)))
            .unzip();
        let kind = if columns.is_empty() {
            if table.living() == table.len() {
                Kind::Range(0..table.len())
            } else {
                Kind::listed((0..table.len()).filter(|number| table.alive(*number)))
            }
        } else if columns.len() == pattern.len() {
            let found = table.find_living(&key);
            Kind::Range(found.unwrap_or(0)..found.map_or(0, |number| number + 1))
        } else {
            let index = self.lookup(relation, table, columns);
            let range = index.range(&key);
            let covered = index.len();
            if covered == table.len() && table.living() == table.len() {
                Kind::Indexed { range, index }
            } else {
                let fits = |number: &u32| {
                    let row = table.row(*number).iter().zip(pattern);
                    row.into_iter().all(|(there, wanted)| wanted.is_none_or(|wanted| wanted == *there))
                };
                let indexed = range.filter_map(|at| index.row(at));
                let appended = (covered..table.len()).filter(fits);
                Kind::listed(indexed.chain(appended).filter(|number| table.alive(*number)))
            }
        };
        Matches { kind }
    }

    fn lookup(&self, relation: RelationId, table: &Table, columns: Vec<usize>) -> Arc<RowIndex> {
        let key = (relation, columns);
        let known = self.lookups.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        // Few rows that came in since are looked through; many are worth a new index.
        let known = known.filter(|index| table.len() - index.len() <= index.len() / 16 + 64);
        known.unwrap_or_else(|| {
            let index = Arc::new(RowIndex::build(table, &key.1));
            self.lookups.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&index));
            index
        })
    }

    /// The tables of the true rows, for the planner's estimates.
    pub(crate) fn tables(&self) -> &[Arc<Table>] {
        &self.truths
    }
}

/// The numbers of matching rows, ascending. It can be walked without borrowing the database.
#[derive(Clone, Debug)]
pub struct Matches {
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Range(std::ops::Range<u32>),
    Indexed { index: Arc<RowIndex>, range: std::ops::Range<u32> },
    Listed(std::vec::IntoIter<u32>),
}

impl Kind {
    fn listed(rows: impl Iterator<Item = u32>) -> Self {
        Self::Listed(rows.collect::<Vec<u32>>().into_iter())
    }
}

impl Iterator for Matches {
    type Item = RowId;

    fn next(&mut self) -> Option<RowId> {
        match &mut self.kind {
            Kind::Range(range) => range.next().map(RowId),
            Kind::Indexed { index, range } => range.next().and_then(|at| index.row(at)).map(RowId),
            Kind::Listed(rows) => rows.next().map(RowId),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.kind {
            Kind::Range(range) => range.size_hint(),
            Kind::Indexed { range, .. } => range.size_hint(),
            Kind::Listed(rows) => rows.size_hint(),
        }
    }
}

impl ExactSizeIterator for Matches {}
