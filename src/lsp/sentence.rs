//! The sentence that a place is in, and what is found out about it.

use super::asked::{Asked, Subject};
use crate::Found;
use crate::assist;
use crate::model::statement::{Literal, Term};
use crate::model::write::Variables;
use crate::model::{Expectation, ExpectationKind, Model};
use crate::reason::Wanted;
use crate::report::Command;
use crate::rpc::Failure;
use crate::source::{FileId, Span};

/// A sentence without variables, where it is written.
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) span: Span,
}

/// The narrowest sentence that a place is in.
pub(super) fn at(model: &Model, file: FileId, offset: u32) -> Option<Sentence> {
    let place = Span::new(file, offset, offset);
    let mut sentences: Vec<&Literal> = Vec::new();
    for (_, statement) in model.statements().filter(|(_, statement)| statement.span.holds(place)) {
        sentences.extend(&statement.heads);
        if let Some(body) = &statement.body {
            body.sentences(&mut sentences);
        }
    }
    for expectation in model.expectations.iter().filter(|one| one.span.holds(place)) {
        expectation.kind.sentences(&mut sentences);
    }
    let ground = |literal: &Literal| literal.terms.iter().all(|term| !matches!(term, Term::Variable(_)));
    let here = sentences.into_iter().filter(|one| one.span.holds(place) && ground(one));
    let literal = here.min_by_key(|one| one.span.len())?;
    Some(Sentence { text: model.write(literal, Variables::Named(&[])), span: literal.span })
}

/// What to ask about an expectation: why its sentence holds, or what is known of its rule. `None` where it is about
/// more than one sentence.
pub(super) fn question(model: &Model, expectation: &Expectation) -> Option<String> {
    if let ExpectationKind::Violated(rule, _) = &expectation.kind {
        return Some(format!("about {rule}"));
    }
    let mut sentences = Vec::new();
    expectation.kind.sentences(&mut sentences);
    match sentences.as_slice() {
        [one] => Some(format!("why {}?", model.write(one, Variables::Named(&expectation.variables)))),
        _ => None,
    }
}

/// The answer to a question about an analysis, with so many answers at most; nothing is asked of one with mistakes in its
/// text.
///
/// # Errors
/// The analysis cannot be read.
pub(super) fn asked(
    asked: &Asked<'_>,
    subject: &Subject,
    question: &str,
    answers: usize,
) -> Result<Option<Found>, Failure> {
    let analysis = subject.told()?;
    let (answered, found) = analysis.look(Command::Ask, asked.budget, |session, texts| {
        if session.invalid() {
            return Ok(false);
        }
        assist::answer(session, texts, question, &Wanted::first(answers)).map(|_| true)
    });
    Ok(answered.filter(|answered| *answered).map(|_| found))
}
