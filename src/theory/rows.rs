//! The rows of a table to facts, without those that a supposition puts out of force.

use super::{FactSource, FactSources, Values};
use crate::engine::{Constant, Facts, RelationId};
use crate::model::statement::StatementId;
use crate::model::table::{Cell, Table};
use crate::syntax::ast::Sign;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a row of a sentence is one of those that are put out of force, or lies within the amounts and dates of one:
/// to suppose that nobody gave at least 5,000 takes out that somebody gave 12,000. A denial is taken out by what lies
/// within it.
pub(super) fn out_of_force(
    rows: &BTreeSet<(RelationId, Vec<Constant>)>,
    values: &Values,
    relation: RelationId,
    sign: Sign,
    row: &[Constant],
) -> bool {
    let of_relation = rows.range((relation, Vec::new())..).take_while(|(other, _)| *other == relation);
    of_relation.into_iter().any(|(_, gone)| match sign {
        Sign::Positive => values.denies(gone, row),
        Sign::Negative => values.denies(row, gone),
    })
}

/// The rows of a table on their way into a program.
pub(super) struct Rows<'a> {
    /// The statement that names the table.
    pub(super) table: StatementId,
    /// The relation that they are rows of.
    pub(super) engine: RelationId,
    /// The relation of the same rows with their date.
    pub(super) dated: Option<(RelationId, Constant)>,
    /// What is suspended, if something of the relation is.
    pub(super) out_of_force: Option<&'a BTreeSet<(RelationId, Vec<Constant>)>>,
    /// What is left open, if something of the relation is.
    pub(super) open: Option<&'a BTreeMap<(RelationId, Vec<Constant>), FactSource>>,
}

impl Rows<'_> {
    /// Adds them with those who state them.
    pub(super) fn add(
        &self,
        table: &Table,
        values: &mut Values,
        facts: &mut Facts,
        staters: &mut FactSources,
    ) {
        let constants: Vec<Constant> = table.values().iter().map(|value| values.value_of(value)).collect();
        facts.reserve(self.engine, table.len());
        let mut row: Vec<Constant> = Vec::new();
        for (at, cells) in (0..).zip(table.rows()) {
            row.clear();
            row.extend(cells.iter().filter_map(|cell| match Table::cell(*cell) {
                Cell::Name(symbol) => Some(values.symbol(symbol)),
                Cell::Value(at) => constants.get(at).copied(),
            }));
            // Rows of a table are never denials.
            let gone = |rows| out_of_force(rows, values, self.engine, Sign::Positive, &row);
            if self.out_of_force.is_some_and(gone) {
                continue;
            }
            let open = self.open.and_then(|open| open.get(&(self.engine, row.clone())).copied());
            let stater = open.unwrap_or(FactSource::Row(self.table, at));
            staters.add(facts.add(self.engine, &row), self.engine, stater);
            if let Some((dated, date)) = self.dated {
                row.push(date);
                staters.add(facts.add(dated, &row), dated, stater);
            }
        }
    }
}
