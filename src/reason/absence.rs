//! Why a sentence does not hold: the rules that could have concluded it, and what stopped each.

use super::proof::{ALLOWANCE, reasons, rule_name};
use crate::engine::{Constant, Graph, Literal as Member, Term as EngineTerm};
use crate::model::Model;
use crate::model::statement::{Literal, Term};
use crate::report::{Absence, Attempt, Missing, MissingKind};
use crate::theory::{Evaluated, Origin, Role, words};

/// How many attempts are listed.
const LISTED: usize = 6;

/// What is missing for a sentence without variables; `None` if it has any, or holds.
pub(super) fn absence(model: &Model, evaluated: &mut Evaluated, literal: &Literal) -> Option<Absence> {
    if literal.terms.iter().any(|term| matches!(term, Term::Variable(_))) {
        return None;
    }
    let sentence = model.write(literal, crate::model::write::Variables::Anonymous);
    let Some((relation, row)) = evaluated.row_of(literal) else {
        return Some(Absence { sentence, denied: None, attempts: Vec::new(), hidden: 0 });
    };
    if evaluated.database.contains(relation, &row) {
        return None;
    }
    let opposite = Literal { sign: Model::opposite(literal.sign), ..literal.clone() };
    let denied = evaluated.row_of(&opposite).and_then(|(relation, row)| {
        let row = evaluated.database.find(relation, &row)?;
        Some(reasons(model, evaluated, relation, row).proof)
    });
    let found = Graph::new(&evaluated.program, &evaluated.database, &mut evaluated.values)
        .attempts(relation, &row, ALLOWANCE);
    let mut attempts: Vec<Attempt> = Vec::new();
    for attempt in found {
        let Some(Origin::Statement(id, _)) = evaluated.origin(attempt.rule) else { continue };
        let (Some(statement), Some(rule)) =
            (model.statement(id), evaluated.program.rules.get(attempt.rule.index()))
        else {
            continue;
        };
        let say =
            |at: usize| rule.body.get(at).and_then(|member| said(model, evaluated, member, &attempt.binding));
        let met = attempt
            .satisfied
            .iter()
            .filter_map(|at| say(*at))
            .map(|(sentence, kind)| match kind {
                MissingKind::Blocking => format!("nobody has shown that {sentence}"),
                MissingKind::NotShown | MissingKind::Denied | MissingKind::Comparison => sentence,
            })
            .collect();
        let missing = say(attempt.stopped_by)
            .map(|(sentence, kind)| Missing { kind, sentence, place: None })
            .into_iter()
            .collect();
        let made = Attempt { rule: rule_name(statement), place: Some(statement.span), met, missing };
        if !attempts.contains(&made) {
            attempts.push(made);
        }
    }
    let hidden = attempts.len().saturating_sub(LISTED);
    attempts.truncate(LISTED);
    Some(Absence { sentence, denied, attempts, hidden })
}

/// A member of a body in words, under a binding.
fn said(
    model: &Model,
    evaluated: &Evaluated,
    member: &Member,
    binding: &[Option<Constant>],
) -> Option<(String, MissingKind)> {
    let value = |term: &EngineTerm| -> Option<Constant> {
        match term {
            EngineTerm::Constant(constant) => Some(*constant),
            EngineTerm::Variable(variable) => binding.get(variable.index()).copied().flatten(),
        }
    };
    let (atom, kind) = match member {
        Member::Positive(atom) => (atom, MissingKind::NotShown),
        Member::Negative(atom) => (atom, MissingKind::Blocking),
        Member::Compare(..) => {
            return Some((String::from("the comparison in its condition"), MissingKind::Comparison));
        }
        Member::Bind(..) | Member::Aggregate(..) => return None,
    };
    let constants: Vec<Option<Constant>> = atom.terms.iter().map(value).collect();
    match evaluated.role(atom.relation)? {
        Role::Sentence(relation, sign) | Role::Dated(relation, sign) => {
            let terms: Vec<Term> = constants
                .iter()
                .map(|constant| {
                    constant
                        .and_then(|constant| evaluated.values.back(constant))
                        .unwrap_or(Term::Variable(crate::model::statement::VariableId(u32::MAX)))
                })
                .collect();
            Some((
                model.write_parts(*relation, *sign, &terms, crate::model::write::Variables::Anonymous),
                kind,
            ))
        }
        Role::Auxiliary(part) => {
            let bound = |variable| evaluated.bound(&part.columns, |at| constants.get(at).copied()?, variable);
            Some((words(model, &part.formula, part.names(model), &bound), kind))
        }
        Role::Violation(..) | Role::Query(..) | Role::Suspended | Role::Withheld(..) | Role::Sort(_) => None,
    }
}
