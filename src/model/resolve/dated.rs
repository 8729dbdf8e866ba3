//! A condition to the days on which it came to hold: the latest of those of its sentences.
//!
//! Invariant: a day is found only where every sentence of an alternative has one; where one has none, the
//! condition holds and nobody can say since when.

use crate::model::statement::count;
use crate::model::statement::{Expression, Formula, FormulaKind, Literal, Step, Term, VariableId};
use crate::syntax::ast::ComparisonOperator;
use smol_str::{SmolStr, format_smolstr};

/// The most ways in which one condition comes to hold.
const MOST: usize = 32;

/// A condition with the day on which it came to hold.
pub(super) struct Dated {
    /// The condition, each sentence with its day.
    pub(super) body: Formula,
    /// The latest of these days.
    pub(super) day: Term,
    /// The names of the variables, those of the days among them.
    pub(super) variables: Vec<SmolStr>,
}

/// The ways in which a condition comes to hold on a day. None where a part of it has no day by its nature,
/// such as a count or a silence.
pub(super) fn each_day(formula: &Formula, names: &[SmolStr]) -> Vec<Dated> {
    let mut variables = names.to_vec();
    let Some(ways) = ways(formula, &mut variables) else { return Vec::new() };
    let mut found = Vec::new();
    for Way { members, days } in ways {
        for (at, day) in days.iter().enumerate() {
            let others = days.iter().enumerate().filter(|(other, _)| *other != at);
            let latest = others.map(|(_, other)| not_after(formula, other, day));
            let members: Vec<Formula> = members.iter().cloned().chain(latest).collect();
            let body = Formula { span: formula.span, kind: FormulaKind::And(members) };
            found.push(Dated { body, day: day.clone(), variables: variables.clone() });
        }
    }
    found
}

/// One way in which a condition holds, with the days of its sentences.
#[derive(Clone, Default)]
struct Way {
    members: Vec<Formula>,
    days: Vec<Term>,
}

fn ways(formula: &Formula, names: &mut Vec<SmolStr>) -> Option<Vec<Way>> {
    match &formula.kind {
        FormulaKind::Literal(literal) => {
            let day = literal.on.clone().unwrap_or_else(|| fresh(names));
            let literal = Literal { on: Some(day.clone()), ..literal.clone() };
            let members = vec![Formula { span: formula.span, kind: FormulaKind::Literal(literal) }];
            Some(vec![Way { members, days: vec![day] }])
        }
        FormulaKind::And(members) => {
            let mut all = vec![Way::default()];
            for member in members {
                let choices = ways(member, names)?;
                if all.len().saturating_mul(choices.len()) > MOST {
                    return None;
                }
                all = all.iter().flat_map(|way| choices.iter().map(move |choice| way.with(choice))).collect();
            }
            Some(all)
        }
        FormulaKind::Or(members) => {
            let mut all = Vec::new();
            for member in members {
                all.extend(ways(member, names)?);
            }
            (all.len() <= MOST).then_some(all)
        }
        FormulaKind::Compare(..) => Some(vec![Way { members: vec![formula.clone()], days: Vec::new() }]),
        FormulaKind::Unless(_)
        | FormulaKind::Every(..)
        | FormulaKind::Only(..)
        | FormulaKind::Aggregate(..) => None,
    }
}

impl Way {
    fn with(&self, other: &Way) -> Way {
        let members = self.members.iter().chain(&other.members).cloned().collect();
        let days = self.days.iter().chain(&other.days).cloned().collect();
        Way { members, days }
    }
}

/// The variable of another day, by a name that is not taken.
fn fresh(names: &mut Vec<SmolStr>) -> Term {
    let mut name = SmolStr::new_static("day");
    let mut next = 2;
    while names.contains(&name) {
        name = format_smolstr!("day{next}");
        next += 1;
    }
    names.push(name);
    Term::Variable(VariableId(count(names.len() - 1)))
}

fn not_after(formula: &Formula, day: &Term, latest: &Term) -> Formula {
    let side = |term: &Term| Expression { span: formula.span, steps: vec![Step::Push(term.clone())] };
    let after = FormulaKind::Compare(side(day), ComparisonOperator::After, side(latest));
    let after = Formula { span: formula.span, kind: after };
    Formula { span: formula.span, kind: FormulaKind::Unless(Box::new(after)) }
}
