//! Key implications that no expectation guards: an edit that loses them goes unnoticed.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::{Context, Formula, FormulaKind};
use crate::model::write::Variables;
use crate::model::{ExpectationKind, Model};
use crate::reason::query::key_judgments::implications;
use crate::reason::query::why::reasons;
use crate::reason::{Session, Stop};
use std::collections::BTreeSet;

/// The key implications of the base view of which nothing is expected.
pub(super) fn unexpected(session: &mut Session<'_>) -> Result<Vec<Diagnostic>, Stop> {
    let view = session.options.view.clone();
    let mut evaluated = session.look(&view, None, &[])?.evaluated;
    let model = session.model;
    let expected = expected(model);
    let mut found = Vec::new();
    for key in implications(session, &mut evaluated, Context::Base).told {
        if expected.contains(&key.sentence) {
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
fn expected(model: &Model) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for expectation in model.expectations.iter().filter(|one| one.context == Context::Base) {
        match &expectation.kind {
            ExpectationKind::Holds(formula) | ExpectationKind::Answers(_, formula) => {
                sentences(model, formula, &mut found);
            }
            ExpectationKind::AtLeastGiven(formula, _, _) => sentences(model, formula, &mut found),
            ExpectationKind::Unproven(literal)
            | ExpectationKind::Status(_, literal)
            | ExpectationKind::AtLeast(literal, _) => {
                found.insert(model.write(literal, Variables::Anonymous));
            }
            ExpectationKind::Violated(..) => {}
        }
    }
    found
}

fn sentences(model: &Model, formula: &Formula, into: &mut BTreeSet<String>) {
    match &formula.kind {
        FormulaKind::Literal(literal) => {
            into.insert(model.write(literal, Variables::Anonymous));
        }
        FormulaKind::And(members) | FormulaKind::Or(members) => {
            members.iter().for_each(|member| sentences(model, member, into));
        }
        FormulaKind::Unless(_)
        | FormulaKind::Compare(..)
        | FormulaKind::Every(..)
        | FormulaKind::Only(..)
        | FormulaKind::Aggregate(..) => {}
    }
}
