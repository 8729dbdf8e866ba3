//! What the yes of an actor to an action turns on: what it asks for and has not got, how it stands, and which of its
//! goals the action serves or harms. A yes is the actor's own; that it be given in other words explains nothing.
//!
//! Invariant: each line is a sentence that follows in the view, with the rank of the goal that it speaks of.

use crate::model::Model;
use crate::model::statement::{Literal, RelationId, Term};
use crate::model::value::Value;
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, Said};
use std::collections::{BTreeMap, BTreeSet};

/// The most that are told.
const MOST: usize = 12;

/// What it turns on whether an actor approves an action, what it asks for first. Nothing is told of other sentences.
pub(super) fn turns_on(model: &Model, evaluated: &Evaluated, goal: &Literal) -> Vec<String> {
    let known = model.known;
    let consents = [known.approved, known.explicitly, known.tacitly];
    if goal.sign == Sign::Negative || !consents.contains(&Some(goal.relation)) {
        return Vec::new();
    }
    let [actor, action] = goal.terms.as_slice() else { return Vec::new() };
    let rows = |relation: Option<RelationId>| -> Vec<Said> {
        let said = relation.into_iter().flat_map(|relation| evaluated.all_of(relation, Sign::Positive));
        said.filter(|said| said.on.is_none()).collect()
    };
    let took_place: BTreeSet<Term> =
        rows(known.took_place).into_iter().filter_map(|said| said.terms.into_iter().next()).collect();
    let mut told = Vec::new();
    let open = |term: &Term| !took_place.contains(term);
    for said in rows(known.conditional) {
        if let [who, what, first] = said.terms.as_slice()
            && (who, what) == (actor, action)
            && open(first)
        {
            told.push(said.text(model));
        }
    }
    for said in rows(known.demands) {
        if let [who, what, _] = said.terms.as_slice()
            && who == actor
            && what != action
            && open(what)
        {
            told.push(said.text(model));
        }
    }
    for relation in [known.stands_against, known.of_two_minds, known.torn, known.is_set_on] {
        told.extend(
            rows(relation)
                .iter()
                .filter(|said| matches!(said.terms.as_slice(), [who, what] if (who, what) == (actor, action)))
                .map(|said| said.text(model)),
        );
    }
    told.extend(ends(model, &rows, actor, action));
    told.truncate(MOST);
    told
}

/// Which goals of the actor the action serves and harms, those of the first rank first; where it is none, that the actor
/// gains or loses.
fn ends(
    model: &Model,
    rows: &impl Fn(Option<RelationId>) -> Vec<Said>,
    actor: &Term,
    action: &Term,
) -> Vec<String> {
    let known = model.known;
    let mut ranks: BTreeMap<Term, Option<Term>> = BTreeMap::new();
    for said in rows(known.pursues) {
        if let [who, goal] = said.terms.as_slice()
            && who == actor
        {
            ranks.insert(goal.clone(), None);
        }
    }
    for said in rows(known.ranks) {
        if let [who, goal, rank] = said.terms.as_slice()
            && who == actor
        {
            ranks.insert(goal.clone(), Some(rank.clone()));
        }
    }
    let mut told = Vec::new();
    for (speaks, instead) in [(known.harms, known.loses), (known.serves, known.gains)] {
        let mut found: Vec<(bool, Option<&Term>, String)> = Vec::new();
        for said in rows(speaks) {
            let [what, goal] = said.terms.as_slice() else { continue };
            let (true, Some(rank)) = (what == action, ranks.get(goal)) else { continue };
            let place = match rank {
                Some(Term::Value(Value::Number(number))) => format!(" (priority {number})"),
                _ => String::new(),
            };
            found.push((rank.is_none(), rank.as_ref(), format!("{}{place}", said.text(model))));
        }
        found.sort();
        if found.is_empty() {
            let whole = rows(instead);
            let ours = whole
                .iter()
                .filter(|said| said.terms.first() == Some(actor) && said.terms.get(1) == Some(action));
            told.extend(ours.map(|said| said.text(model)));
        }
        told.extend(found.into_iter().map(|(_, _, text)| text));
    }
    told
}
