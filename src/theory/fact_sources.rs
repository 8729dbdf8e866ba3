//! What states each fact.
//!
//! The rows of a table take no memory of their own here: rows that follow each other in the table and
//! in the relation are one run. Invariant: runs are in the order of their relations' rows.

use crate::engine::{Added, RelationId, RowId};
use crate::model::statement::{StatementId, SymbolId};
use crate::syntax::ast::Sign;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What states a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactSource {
    /// A statement.
    Statement(StatementId),
    /// A row of the table that a statement names.
    Row(StatementId, u32),
    /// A hypothesis that the view claims.
    Hypothesis(SymbolId),
    /// A supposition that the view adds.
    Supposed,
    /// What the view leaves open, by position: supposed, or denied.
    Option(u32, Sign),
    /// What strat itself knows of statements: who says them, how likely.
    Known,
}

/// Rows of a relation that come from rows of a table, one from each.
#[derive(Clone, Copy, Debug)]
struct Run {
    row: u32,
    length: u32,
    statement: StatementId,
    first: u32,
}

/// What states each fact of a program.
#[derive(Clone, Debug, Default)]
pub struct FactSources {
    single: FxHashMap<(RelationId, RowId), Vec<FactSource>>,
    runs: BTreeMap<RelationId, Vec<Run>>,
}

impl FactSources {
    /// Notes what states a fact that was added.
    pub(super) fn add(&mut self, added: Added, relation: RelationId, stater: FactSource) {
        match (added, stater) {
            (Added::New(row), FactSource::Row(statement, at)) => {
                let runs = self.runs.entry(relation).or_default();
                match runs.last_mut() {
                    Some(run)
                        if run.statement == statement
                            && run.row + run.length == row.0
                            && run.first + run.length == at =>
                    {
                        run.length += 1;
                    }
                    Some(_) | None => runs.push(Run { row: row.0, length: 1, statement, first: at }),
                }
            }
            (Added::New(row) | Added::Known(row), stater) => {
                self.single.entry((relation, row)).or_default().push(stater);
            }
            (Added::Refused, _) => {}
        }
    }

    /// Notes what states a fact besides; statements are in their order, before all others.
    pub(super) fn add_later(&mut self, relation: RelationId, row: RowId, stater: FactSource) {
        let list = self.single.entry((relation, row)).or_default();
        let at = match stater {
            FactSource::Statement(id) => {
                list.partition_point(|known| matches!(known, FactSource::Statement(other) if *other <= id))
            }
            FactSource::Row(..)
            | FactSource::Hypothesis(_)
            | FactSource::Supposed
            | FactSource::Option(..)
            | FactSource::Known => list.len(),
        };
        list.insert(at, stater);
    }

    /// Forgets once that something states a fact.
    pub(super) fn remove(&mut self, relation: RelationId, row: RowId, stater: FactSource) {
        if let Some(list) = self.single.get_mut(&(relation, row)) {
            if let Some(at) = list.iter().position(|known| *known == stater) {
                list.remove(at);
            }
            if list.is_empty() {
                self.single.remove(&(relation, row));
            }
        }
    }

    /// What states a fact, in the order in which it was stated.
    pub fn of(&self, relation: RelationId, row: RowId) -> impl Iterator<Item = FactSource> {
        let run = self.runs.get(&relation).and_then(|runs| {
            let at = runs.partition_point(|run| run.row <= row.0).checked_sub(1)?;
            let run = runs.get(at).filter(|run| row.0 - run.row < run.length)?;
            Some(FactSource::Row(run.statement, run.first + (row.0 - run.row)))
        });
        run.into_iter().chain(self.single.get(&(relation, row)).into_iter().flatten().copied())
    }

    /// The relations that have a fact with a stater such as this. The rows of a table are asked about by
    /// the first of each run.
    pub fn relations(&self, such: impl Fn(FactSource) -> bool) -> BTreeSet<RelationId> {
        let single = self.single.iter().filter(|(_, staters)| staters.iter().any(|stater| such(*stater)));
        let single = single.map(|((relation, _), _)| *relation);
        let runs = self
            .runs
            .iter()
            .filter(|(_, runs)| runs.iter().any(|run| such(FactSource::Row(run.statement, run.first))));
        single.chain(runs.map(|(relation, _)| *relation)).collect()
    }
}
