//! What a proof takes for granted since nobody has shown otherwise: closed-world assumptions (Reiter 1978).
//!
//! **Invariant:** of what an analysis declares, such as who is a member of what, nobody is silent; nor of what could not
//! be said.

use crate::engine::{Constant, Literal, Premise, RelationId, Term as EngineTerm};
use crate::model::Model;
use crate::model::statement::{self as model, Formula, FormulaKind, Term, VariableId};
use crate::report::{ClosedWorldAssumption, ClosedWorldKind};
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, Part, PartKind, Role, filled, indefinite};

/// What a premise leaves unsaid.
pub(super) fn silent(
    model: &Model,
    evaluated: &Evaluated,
    premise: &Premise,
    literal: &Literal,
    binding: &[Constant],
) -> Option<ClosedWorldAssumption> {
    match (premise, literal) {
        (Premise::Absent(relation, row), _) => match evaluated.role(*relation)? {
            Role::Sentence(of, _) | Role::Dated(of, _) if declared(model, *of) => None,
            Role::Sentence(..) | Role::Dated(..) if !sayable(model, evaluated, *relation, row) => None,
            Role::Sentence(..) | Role::Dated(..) => Some(ClosedWorldAssumption {
                kind: ClosedWorldKind::Unless,
                sentence: evaluated.sentence(model, *relation, row)?,
                doubts: Vec::new(),
                declared: false,
            }),
            Role::Auxiliary(part) if part.kind == PartKind::Unless && of_structure(model, domain(part)) => {
                None
            }
            Role::Auxiliary(part) => part_silence(model, evaluated, part, row),
            Role::Violation(..) | Role::Query(..) | Role::Suspended | Role::Withheld(..) | Role::Sort(_) => {
                None
            }
        },
        (Premise::Aggregate(..) | Premise::Doubtful(..), Literal::Aggregate(_, aggregate)) => {
            let Role::Auxiliary(part) = evaluated.role(aggregate.relation)? else { return None };
            let row: Vec<Option<Constant>> = aggregate
                .group
                .iter()
                .map(|term| match term {
                    Some(EngineTerm::Variable(variable)) => binding.get(variable.index()).copied(),
                    Some(EngineTerm::Constant(constant)) => Some(*constant),
                    None => None,
                })
                .collect();
            let bound = |variable| evaluated.bound(&part.columns, |at| row.get(at).copied()?, variable);
            complete(model, part, &bound)
        }
        _ => None,
    }
}

/// Whether a relation says what things are: who speaks for whom, is a member or a part of what, carries what out,
/// what falls under what, of what kind a promise is, and what a voting rule consists of.
/// An analysis declares these, and nobody is silent on what it did not declare.
fn declared(model: &Model, relation: model::RelationId) -> bool {
    let known = model.known;
    let parties = [known.speaks_for, known.belongs, known.part_of, known.leader_of];
    let subjects = [
        known.act_together,
        known.votes_on,
        known.action_of,
        known.falls_under,
        known.matter_of,
        known.goal_with_a_measure,
    ];
    let words = [
        known.restraint,
        known.ultimatum,
        known.beyond_keeping,
        known.beyond_meeting,
        known.rules_out,
        known.inaction,
        known.assigned,
        known.delegated,
        known.told_to_approve,
        known.told_to_object,
        known.condemned_some_day,
        known.suspension_laid_down,
        known.ending_laid_down,
        known.presupposes,
    ];
    let voting = [known.vote_weight, known.way_to_carry, known.way_asks_for, known.one_of_several];
    parties.into_iter().chain(subjects).chain(words).chain(voting).any(|one| one == Some(relation))
}

/// Whether a formula speaks of such relations only.
fn of_structure(model: &Model, formula: &Formula) -> bool {
    match &formula.kind {
        FormulaKind::Literal(literal) => declared(model, literal.relation),
        FormulaKind::And(parts) | FormulaKind::Or(parts) => {
            parts.iter().all(|part| of_structure(model, part))
        }
        FormulaKind::Compare(..) => true,
        _ => false,
    }
}

/// Whether a sentence could be stated at all: of what does not fit its holes it is false, and nobody is silent.
fn sayable(model: &Model, evaluated: &Evaluated, relation: RelationId, row: &[Constant]) -> bool {
    let Some(said) = evaluated.said(relation, row) else { return true };
    let holes = model.relation(said.relation).map(|known| known.holes.as_slice()).unwrap_or_default();
    said.terms.iter().zip(holes).all(|(term, sorts)| match term {
        Term::Symbol(symbol) => model.fits(*symbol, sorts),
        Term::Value(_) | Term::Variable(_) => true,
    })
}

fn part_silence(
    model: &Model,
    evaluated: &Evaluated,
    part: &Part,
    row: &[Constant],
) -> Option<ClosedWorldAssumption> {
    let bound = |variable| evaluated.bound(&part.columns, |at| row.get(at).copied(), variable);
    match part.kind {
        PartKind::Unless if lacks_structure(model, evaluated, &part.formula, &bound) => None,
        PartKind::Unless if compares_days(&part.formula, &bound) => None,
        PartKind::Unless => Some(ClosedWorldAssumption {
            kind: ClosedWorldKind::Unless,
            // What is not bound is anybody or anything: its name in the rule tells a reader nothing.
            sentence: indefinite(model, &part.formula, &bound),
            doubts: Vec::new(),
            declared: false,
        }),
        PartKind::Exception | PartKind::Range => complete(model, part, &bound),
        PartKind::Wider | PartKind::Whole => None,
    }
}

/// Whether a condition asks for no more than that two sentences hold on some days, and how these compare: that nobody has
/// told days on which they would is nothing to take for granted.
fn compares_days(formula: &Formula, bound: &dyn Fn(VariableId) -> Option<Term>) -> bool {
    let FormulaKind::And(members) = &formula.kind else { return false };
    let some_day =
        |literal: &model::Literal| matches!(&literal.on, Some(Term::Variable(day)) if bound(*day).is_none());
    let mut sentences = 0;
    let plain = members.iter().all(|member| match &member.kind {
        FormulaKind::Literal(literal) => {
            sentences += 1;
            some_day(literal)
        }
        FormulaKind::Compare(..) => true,
        _ => false,
    });
    plain && sentences > 1 && sentences < members.len()
}

/// Whether a condition asks for something that an analysis declares, and that it does not declare: nobody is silent on
/// the rest of it then.
pub(in crate::reason) fn lacks_structure(
    model: &Model,
    evaluated: &Evaluated,
    formula: &Formula,
    bound: &dyn Fn(VariableId) -> Option<Term>,
) -> bool {
    let FormulaKind::And(members) = &formula.kind else { return false };
    members.iter().any(|member| {
        let FormulaKind::Literal(literal) = &member.kind else { return false };
        if literal.sign == Sign::Negative || !declared(model, literal.relation) {
            return false;
        }
        let literal = filled(literal, bound);
        let Some(relation) = evaluated.relation(literal.relation, literal.sign) else { return true };
        let row: Option<Vec<Constant>> =
            literal.terms.iter().map(|term| evaluated.values.known(term)).collect();
        let open = literal.terms.iter().any(|term| matches!(term, Term::Variable(_)));
        !open && row.is_none_or(|row| !evaluated.database.contains(relation, &row))
    })
}

/// The list that is taken as complete: who is known to fit. What playing a game tells in whole is complete.
fn complete(
    model: &Model,
    part: &Part,
    bound: &dyn Fn(VariableId) -> Option<Term>,
) -> Option<ClosedWorldAssumption> {
    let whole = [model.known.plays_in, model.known.would_leave];
    if let FormulaKind::Literal(literal) = &domain(part).kind
        && whole.contains(&Some(literal.relation))
    {
        return None;
    }
    let sentence = format!("the known cases of `{}`", indefinite(model, domain(part), bound));
    let declared = of_structure(model, domain(part));
    Some(ClosedWorldAssumption { kind: ClosedWorldKind::Complete, sentence, doubts: Vec::new(), declared })
}

/// What a part of a body looks through: of an `every`, its cases.
fn domain(part: &Part) -> &Formula {
    match (&part.kind, &part.formula.kind) {
        (PartKind::Exception, FormulaKind::And(members)) => members.first().unwrap_or(&part.formula),
        (PartKind::Exception | PartKind::Unless | PartKind::Range | PartKind::Wider | PartKind::Whole, _) => {
            &part.formula
        }
    }
}
