//! Which rules of the doctrine fire in an analysis, how often, and what follows by each alone: for the review of a
//! rule on a case.
//!
//! Invariant: a sentence counts for every rule that concludes it; it is carried by one where no other does.

use super::why::ALLOWANCE;
use crate::engine::{Graph, RelationId, RowId};
use crate::model::Model;
use crate::model::statement::StatementId;
use crate::reason::{Session, Stop};
use crate::theory::{Evaluated, Origin};
use std::collections::{BTreeMap, BTreeSet};

/// A rule with what it does in an analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited {
    /// The module in which it stands.
    pub module: String,
    /// Its name.
    pub rule: String,
    /// How many sentences it concludes.
    pub concluded: usize,
    /// The sentences that nothing else concludes or states.
    pub alone: Vec<String>,
}

/// The rules of the doctrine that fire in the chosen view, in the order in which they are written.
///
/// # Errors
/// A limit was reached.
pub fn audit(session: &mut Session<'_>) -> Result<Vec<Audited>, Stop> {
    let model = session.model;
    let view = session.options.view.clone();
    let mut evaluated = session.look(&view, None, &[])?.evaluated;
    let rows: Vec<(RelationId, RowId)> = evaluated.sentences().collect();
    let mut found: BTreeMap<StatementId, Audited> = BTreeMap::new();
    for (relation, row) in rows {
        session.in_time()?;
        let (by, stated) = concluded(&mut evaluated, relation, row);
        let own: Vec<StatementId> = by.iter().copied().filter(|id| !model.is_own(*id)).collect();
        let only = !stated && by.len() == 1;
        for id in own {
            let Some(entry) = entry(model, &mut found, id) else { continue };
            entry.concluded += 1;
            if only && let Some(said) = said(model, &evaluated, relation, row) {
                entry.alone.push(said);
            }
        }
    }
    Ok(found.into_values().collect())
}

/// The statements that conclude a row, and whether it is stated besides.
fn concluded(evaluated: &mut Evaluated, relation: RelationId, row: RowId) -> (BTreeSet<StatementId>, bool) {
    let Some(values) = evaluated.database.row(relation, row).map(<[_]>::to_vec) else {
        return (BTreeSet::new(), false);
    };
    let stated = evaluated.staters(relation, row).next().is_some();
    let Evaluated { program, database, values: domain, legend } = evaluated;
    let instances = Graph::new(program, database, domain).instances(relation, &values, ALLOWANCE);
    let by = instances.list.iter().filter_map(|one| match legend.origins.get(one.rule.index()) {
        Some(Origin::Statement(id, _)) => Some(*id),
        _ => None,
    });
    (by.collect(), stated)
}

fn said(model: &Model, evaluated: &Evaluated, relation: RelationId, row: RowId) -> Option<String> {
    evaluated.sentence(model, relation, evaluated.database.row(relation, row)?)
}

/// The entry of a rule of the doctrine that has a name.
fn entry<'a>(
    model: &Model,
    found: &'a mut BTreeMap<StatementId, Audited>,
    id: StatementId,
) -> Option<&'a mut Audited> {
    let statement = model.statement(id)?;
    let module = model.module(statement.span)?;
    if statement.name.is_empty() {
        return None;
    }
    Some(found.entry(id).or_insert_with(|| Audited {
        module: module.name.to_string(),
        rule: statement.name.to_string(),
        concluded: 0,
        alone: Vec::new(),
    }))
}
