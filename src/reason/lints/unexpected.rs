//! Key implications that no expectation guards: an edit that loses them goes unnoticed.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::ExpectationKind;
use crate::model::statement::{Context, Formula, FormulaKind, Literal};
use crate::reason::query::key_judgments::{Shape, canonical, implications};
use crate::reason::query::why::reasons;
use crate::reason::{Session, Stop};
use crate::theory::Said;
use std::collections::BTreeSet;

/// The key implications of the base view of which nothing is expected.
pub(super) fn unexpected(session: &mut Session<'_>) -> Result<Vec<Diagnostic>, Stop> {
    let view = session.options.view.clone();
    let mut evaluated = session.look(&view, None, &[])?.evaluated;
    let model = session.model;
    let expected = expected(session);
    let mut found = Vec::new();
    for key in implications(session, &mut evaluated, Context::Base).told {
        if expected.contains(&canonical(session, &key.said)) {
            continue;
        }
        let leaves = reasons(model, &mut evaluated, key.relation, key.row).leaves;
        let leaf = leaves.iter().find_map(|id| model.statement(*id));
        let mut diagnostic = Diagnostic::new(
            Code::Unexpected,
            format!("nothing expects the key implication `{}`", key.sentence),
        )
        .help(format!("write `expect {}.`, so that an edit that loses it is noticed", key.sentence));
        if let Some(leaf) = leaf {
            diagnostic = diagnostic.label(leaf.span, "it rests on this, among others");
        }
        found.push(diagnostic);
    }
    Ok(found)
}

/// The sentences that something is expected of.
fn expected(session: &Session<'_>) -> BTreeSet<Shape> {
    let mut literals = Vec::new();
    for expectation in session.model.expectations.iter().filter(|one| one.context == Context::Base) {
        match &expectation.kind {
            ExpectationKind::Holds(formula)
            | ExpectationKind::Answers(_, formula)
            | ExpectationKind::AtLeastGiven(formula, _, _) => conjuncts(formula, &mut literals),
            ExpectationKind::Unproven(literal)
            | ExpectationKind::Status(_, literal)
            | ExpectationKind::AtLeast(literal, _) => literals.push(literal),
            ExpectationKind::Violated(..) => {}
        }
    }
    literals.into_iter().map(|literal| canonical(session, &Said::from(literal))).collect()
}

/// Adds the sentences that a condition asks for, which those in its groups are not.
fn conjuncts<'a>(formula: &'a Formula, into: &mut Vec<&'a Literal>) {
    match &formula.kind {
        FormulaKind::Literal(literal) => into.push(literal),
        FormulaKind::And(members) | FormulaKind::Or(members) => {
            members.iter().for_each(|member| conjuncts(member, into));
        }
        _ => {}
    }
}
