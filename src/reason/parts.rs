//! Sentences to the parts that a report tells of them.

use crate::model::Model;
use crate::model::statement::{Literal, RelationId, Term};
use crate::model::write::Variables;
use crate::report::Parts;
use crate::syntax::ast::Sign;
use crate::theory::Said;

/// The parts of a sentence of the model.
pub(super) fn of_literal(model: &Model, literal: &Literal) -> Option<Parts> {
    parts(model, (literal.relation, literal.sign), &literal.terms, literal.on.as_ref())
}

/// The parts of what a row says.
pub(super) fn of_said(model: &Model, said: &Said) -> Option<Parts> {
    parts(model, (said.relation, said.sign), &said.terms, said.on.as_ref())
}

fn parts(
    model: &Model,
    (relation, sign): (RelationId, Sign),
    terms: &[Term],
    on: Option<&Term>,
) -> Option<Parts> {
    let known = model.relation(relation)?;
    let none = Vec::new();
    let written = |(at, term): (usize, &Term)| {
        model.write_term(term, known.holes.get(at).unwrap_or(&none), Variables::Anonymous)
    };
    let thing = |term: &Term| match term {
        Term::Symbol(symbol) => Some(*symbol),
        Term::Value(_) | Term::Variable(_) => None,
    };
    Some(Parts {
        relation: known.name.to_string(),
        arguments: terms.iter().enumerate().map(written).collect(),
        things: terms.iter().map(thing).collect(),
        negative: sign == Sign::Negative,
        on: on.map(|on| model.write_term(on, &[], Variables::Anonymous)),
    })
}
