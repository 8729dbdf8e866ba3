//! What denies a promise to what denies it for good: after it the promise can no longer be kept.
//!
//! Invariant: what is told lasts. A deed is not undone, an order of days is not turned, and what cannot take place is
//! not waited for; what has merely not taken place yet may still do so, and a state may end.

use crate::model::statement::{Formula, FormulaKind, Literal, RelationId};
use crate::syntax::ast::Sign;

/// Whether a state that is denied is taken to come about in the end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum States {
    /// It may: who does not provide something may do so later.
    Pass,
    /// It is taken as it is told: a thing that is not in order is not.
    Last,
}

/// Of a denial what lasts; `None` where nothing of it does.
pub(super) fn for_good(
    denial: &Formula,
    took_place: RelationId,
    cannot_be: Option<RelationId>,
    states: States,
) -> Option<Formula> {
    let each = |members: &[Formula]| -> Vec<Option<Formula>> {
        members.iter().map(|member| for_good(member, took_place, cannot_be, states)).collect()
    };
    let kind = match &denial.kind {
        FormulaKind::Literal(literal) if literal.relation != took_place => match states {
            States::Pass => return None,
            States::Last => denial.kind.clone(),
        },
        FormulaKind::Literal(literal) => match literal.sign {
            Sign::Positive => denial.kind.clone(),
            Sign::Negative => FormulaKind::Literal(Literal {
                relation: cannot_be?,
                sign: Sign::Positive,
                on: None,
                ..literal.clone()
            }),
        },
        FormulaKind::And(members) => FormulaKind::And(each(members).into_iter().collect::<Option<_>>()?),
        FormulaKind::Or(members) => {
            let lasting: Vec<Formula> = each(members).into_iter().flatten().collect();
            if lasting.is_empty() {
                return None;
            }
            FormulaKind::Or(lasting)
        }
        FormulaKind::Compare(..) | FormulaKind::Unless(_) => denial.kind.clone(),
        FormulaKind::Every(..) | FormulaKind::Only(..) | FormulaKind::Aggregate(..) => return None,
    };
    Some(Formula { span: denial.span, kind })
}
