//! Commitments and threats to what falls due next, by its day.
//!
//! **Invariant:** what is told is open on the day of the analysis: neither kept, nor released, nor past its day.

use crate::model::Model;
use crate::model::statement::{RelationId, SymbolId, Term};
use crate::model::value::{Date, Value};
use crate::syntax::ast::Sign;
use crate::theory::Evaluated;
use std::collections::BTreeSet;

/// What falls due on the day of the view or later, the next first: `by 2015-07-20: bond of Greece to ECB is owed`.
pub(super) fn due(model: &Model, evaluated: &Evaluated) -> Vec<String> {
    let known = model.known;
    let today = rows(evaluated, known.as_of).into_iter().find_map(|row| date(row.first()));
    let states = [
        (known.owed, "is owed"),
        (known.pending, "waits for its condition"),
        (known.untested, "is a threat that has not been put to the test"),
        (known.still_time, "is a threat that may still be carried out"),
    ];
    let mut found: BTreeSet<(Date, String)> = BTreeSet::new();
    for (state, words) in states {
        for row in rows(evaluated, state) {
            let Some(Term::Symbol(commitment)) = row.first() else { continue };
            for day in days(model, evaluated, *commitment) {
                if today.is_none_or(|today| !day.before(today)) {
                    let text = format!("by {day}: {} {words}", named(model, evaluated, *commitment));
                    found.insert((day, text));
                }
            }
        }
    }
    found.into_iter().map(|(_, text)| text).collect()
}

/// The rows of a relation in a view.
fn rows(evaluated: &Evaluated, relation: Option<RelationId>) -> Vec<Vec<Term>> {
    let Some(found) = relation.and_then(|id| evaluated.relation(id, Sign::Positive)) else {
        return Vec::new();
    };
    let all = evaluated.database.rows(found);
    all.filter_map(|(_, values)| evaluated.said(found, values)).map(|said| said.terms).collect()
}

fn date(term: Option<&Term>) -> Option<Date> {
    match term {
        Some(Term::Value(Value::Date(day))) => Some(*day),
        _ => None,
    }
}

/// The days by which a commitment is to be kept, or a threat to be carried out.
fn days(model: &Model, evaluated: &Evaluated, commitment: SymbolId) -> Vec<Date> {
    let of = |relation| -> Vec<Date> {
        let all = rows(evaluated, relation);
        let own = all.iter().filter(|row| row.first() == Some(&Term::Symbol(commitment)));
        own.filter_map(|row| date(row.get(1))).collect()
    };
    let last = of(model.known.last_day);
    if last.is_empty() { of(model.known.due_on) } else { last }
}

/// What a commitment is called, and between whom it is.
fn named(model: &Model, evaluated: &Evaluated, commitment: SymbolId) -> String {
    let name = model.write_symbol(commitment);
    // Who made it over, or had another take its place, is no longer the one.
    let gone: BTreeSet<Term> = [model.known.assigned, model.known.delegated]
        .into_iter()
        .flat_map(|relation| rows(evaluated, relation))
        .filter(|row| row.get(1) == Some(&Term::Symbol(commitment)))
        .filter_map(|row| row.into_iter().next())
        .collect();
    let between = [model.known.binds, model.known.threat_of].into_iter().find_map(|relation| {
        rows(evaluated, relation).into_iter().find_map(|row| match row.as_slice() {
            [Term::Symbol(own), one @ Term::Symbol(debtor), other @ Term::Symbol(creditor)]
                if *own == commitment && !gone.contains(one) && !gone.contains(other) =>
            {
                Some((model.write_symbol(*debtor), model.write_symbol(*creditor)))
            }
            _ => None,
        })
    });
    match between {
        Some((one, other)) => format!("{name} of {one} to {other}"),
        None => name.to_string(),
    }
}
