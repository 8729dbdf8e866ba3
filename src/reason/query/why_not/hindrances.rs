//! What stands in the way of a happening: what has to come first and whose it is, who blocks it, who is expected to
//! object, who else can still stop it, and that whoever would do it is against it, divided or torn. Of an outcome that cannot last: who would leave it.
//!
//! Invariant: each is a sentence that follows in the view; who blocks it is not told again as one who could.

use crate::model::Model;
use crate::model::statement::{Literal, RelationId, Term};
use crate::syntax::ast::Sign;
use crate::theory::Evaluated;
use std::collections::BTreeSet;

/// The most that are told.
const MOST: usize = 12;

/// What follows in a view and keeps a happening from taking place, the firmest first. Nothing is told of other
/// sentences.
pub(in crate::reason) fn hindrances(model: &Model, evaluated: &Evaluated, goal: &Literal) -> Vec<String> {
    let known = model.known;
    if Some(goal.relation) == known.can_last && goal.sign == Sign::Positive {
        return leavers(model, evaluated, goal);
    }
    if !is_happening(model, goal) {
        return Vec::new();
    }
    let Some(happening) = goal.terms.first() else { return Vec::new() };
    let mut told = Vec::new();
    // The holes of the happening and of the actor.
    let kinds = [
        (known.unable, 1, Some(0)),
        (known.cannot_be, 0, None),
        (known.lacks_first, 0, None),
        (known.blocked_by, 0, Some(1)),
        (known.expected_to_object, 1, Some(0)),
        (known.can_stop, 1, Some(0)),
    ];
    let mut named: BTreeSet<Term> = BTreeSet::new();
    let willing: BTreeSet<Vec<Term>> = known
        .goes_along
        .into_iter()
        .flat_map(|relation| rows(model, evaluated, relation))
        .map(|(terms, _)| terms)
        .collect();
    for (relation, place, actor) in kinds {
        let Some(relation) = relation else { continue };
        for (terms, sentence) in rows(model, evaluated, relation) {
            // Who supports it could stop it, and does not stand in its way.
            if terms.get(place) != Some(happening) || willing.contains(&terms) {
                continue;
            }
            let new = actor.and_then(|at: usize| terms.get(at)).is_none_or(|term| named.insert(term.clone()));
            if new && told.len() < MOST {
                told.push(sentence);
            }
        }
    }
    // Whose it is may not want it, or want it and not.
    let acts: BTreeSet<Term> = known
        .action_of
        .into_iter()
        .flat_map(|relation| rows(model, evaluated, relation))
        .filter_map(|(terms, _)| match terms.as_slice() {
            [what, who] if what == happening => Some(who.clone()),
            _ => None,
        })
        .collect();
    for relation in [known.stands_against, known.of_two_minds, known.torn].into_iter().flatten() {
        for (terms, sentence) in rows(model, evaluated, relation) {
            let [who, what] = terms.as_slice() else { continue };
            let stopped = known.stands_against == Some(relation) && named.contains(who);
            if what == happening && acts.contains(who) && !stopped && told.len() < MOST {
                told.push(sentence);
            }
        }
    }
    told
}

/// Who would leave the states of an outcome, unanswered, and why.
fn leavers(model: &Model, evaluated: &Evaluated, goal: &Literal) -> Vec<String> {
    let known = model.known;
    let all = |relation: Option<RelationId>| -> BTreeSet<Vec<Term>> {
        relation
            .into_iter()
            .flat_map(|relation| rows(model, evaluated, relation))
            .map(|(terms, _)| terms)
            .collect()
    };
    let lies = all(known.state_lies_in);
    let of_it = |state: &Term| {
        Some(state) == goal.terms.first()
            || lies.iter().any(|row| row.first() == Some(state) && row.get(1) == goal.terms.first())
    };
    let held = all(known.held_from_leaving);
    let name = |term: &Term| match term {
        Term::Symbol(symbol) => model.name(*symbol).to_owned(),
        Term::Value(_) | Term::Variable(_) => String::new(),
    };
    let mut told = Vec::new();
    let left = all(known.would_leave);
    let left = left.iter().filter(|row| !held.contains(*row) && row.get(1).is_some_and(&of_it));
    for row in left.take(MOST) {
        let [who, from, to] = row.as_slice() else { continue };
        let better = [who.clone(), to.clone(), from.clone()];
        let says = |head: &Literal| Some(head.relation) == known.would_rather && head.terms == better;
        let because = model
            .statements()
            .find(|(_, one)| one.attribution.because.is_some() && one.heads.iter().any(says))
            .and_then(|(_, one)| one.attribution.because.as_ref())
            .map(|because| format!(": {because}"))
            .unwrap_or_default();
        told.push(format!(
            "{} would leave {} for {}, and nobody would answer{because}",
            name(who),
            name(from),
            name(to)
        ));
    }
    told
}

/// Whether it is said that something took place.
pub(super) fn is_happening(model: &Model, goal: &Literal) -> bool {
    Some(goal.relation) == model.known.took_place && goal.sign == Sign::Positive
}

/// Whether something is known to bring the happening about, or to take it for granted.
pub(super) fn has_causes(model: &Model, evaluated: &Evaluated, goal: &Literal) -> bool {
    let known = model.known;
    let happening = goal.terms.first();
    [known.brings, known.presupposes]
        .into_iter()
        .flatten()
        .any(|relation| rows(model, evaluated, relation).any(|(terms, _)| terms.get(1) == happening))
}

/// What follows of a relation, in words.
fn rows(
    model: &Model,
    evaluated: &Evaluated,
    relation: RelationId,
) -> impl Iterator<Item = (Vec<Term>, String)> {
    evaluated.relation(relation, Sign::Positive).into_iter().flat_map(move |engine| {
        evaluated.database.rows(engine).filter_map(move |(_, row)| {
            let said = evaluated.said(engine, row)?;
            Some((said.terms.clone(), said.text(model)))
        })
    })
}
