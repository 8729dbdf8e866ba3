//! The ways in which a row could have been concluded, and what stopped each: the nearest miss first.

use super::telling::{Telling, Tried};
use crate::engine::{Constant, Graph, RelationId};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::Telling::Folded;
use crate::model::statement::Term;
use crate::reason::query::why::ALLOWANCE;
use crate::report::MissingKind;
use crate::theory::{Evaluated, Origin, Role, Values};
use std::cmp::Reverse;

/// The attempts to conclude a row that is not there, the nearest miss first.
pub(super) fn attempts(
    model: &Model,
    evaluated: &mut Evaluated,
    relation: RelationId,
    row: &[Constant],
) -> Vec<Tried> {
    let roles = &evaluated.legend.roles;
    let fits =
        |values: &Values, relation: RelationId, row: &[Option<Constant>]| match roles.get(relation.index()) {
            Some(Role::Sentence(said, _) | Role::Dated(said, _)) => {
                let holes = model.relation(*said).map(|known| known.holes.as_slice()).unwrap_or_default();
                row.iter().zip(holes).all(|(constant, sorts)| fits(model, values, *constant, sorts))
            }
            _ => true,
        };
    let found = Graph::new(&evaluated.program, &evaluated.database, &mut evaluated.values)
        .attempts(relation, row, ALLOWANCE, &fits);
    let mut tried: Vec<Tried> = Vec::new();
    for attempt in found {
        let Some(Origin::Statement(id, _)) = evaluated.origin(attempt.rule) else { continue };
        let rule = evaluated.program.rules.get(attempt.rule.index()).cloned();
        let (Some(statement), Some(rule)) = (model.statement(id), rule) else { continue };
        let made = Telling { model, evaluated, statement, rule: &rule, found: &attempt }.tried();
        if tried.iter().all(|known| known.attempt != made.attempt) {
            tried.push(made);
        }
    }
    // Of two that miss as many, what is known to stand against it explains more than what is not known, and
    // what an actor itself would have to do more than who could do it for the actor.
    tried.sort_by_key(|Tried { attempt, telling, .. }| {
        let firm = attempt.missing.iter().filter(|missing| missing.kind != MissingKind::NotShown).count();
        (attempt.missing.len(), Reverse(firm), *telling == Folded, attempt.open.len())
    });
    // Of one rule, what misses all that another attempt misses, and more, is no nearer by any way.
    let all: Vec<_> =
        tried.iter().map(|one| (one.attempt.rule.clone(), one.attempt.missing.clone())).collect();
    tried.retain(|Tried { attempt, .. }| {
        !all.iter().any(|(rule, missing)| {
            *rule == attempt.rule
                && missing.len() < attempt.missing.len()
                && missing.iter().all(|one| attempt.missing.contains(one))
        })
    });
    tried
}

/// Whether a thing, if it is known, can stand in a hole of these sorts.
fn fits(model: &Model, values: &Values, constant: Option<Constant>, sorts: &[SortId]) -> bool {
    match constant.and_then(|constant| values.back(constant)) {
        Some(Term::Symbol(symbol)) => model.fits(symbol, sorts),
        Some(Term::Value(_) | Term::Variable(_)) | None => true,
    }
}
