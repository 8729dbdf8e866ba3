//! What stands in the way of a happening: what has to come first and whose it is, who blocks it, who is expected to
//! object, who else can still stop it.
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
    if Some(goal.relation) != known.took_place || goal.sign == Sign::Negative {
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
    for (relation, place, actor) in kinds {
        let Some(relation) = relation else { continue };
        for (terms, sentence) in rows(model, evaluated, relation) {
            let of_it = terms.get(place) == Some(happening);
            let new = actor.and_then(|at: usize| terms.get(at)).is_none_or(|term| named.insert(term.clone()));
            if of_it && new && told.len() < MOST {
                told.push(sentence);
            }
        }
    }
    told
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
