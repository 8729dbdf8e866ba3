//! Rules of the doctrine that say less than what they come from: `A has power over B` where `A has a hold on B
//! through R`. A reader who is told the premise need not be told the conclusion.
//!
//! Invariant: the analyst's own rules are none, whatever they say.

use crate::model::Model;
use crate::model::statement::{Formula, FormulaKind, Literal, Statement, StatementId};

/// Whether what a rule concludes is its one premise with something left out.
pub(super) fn projects(model: &Model, id: StatementId, statement: &Statement) -> bool {
    if model.is_own(id) {
        return false;
    }
    let (Some(body), [head]) = (&statement.body, statement.heads.as_slice()) else { return false };
    premise(body).is_some_and(|premise| {
        head.terms.len() < premise.terms.len() && head.terms.iter().all(|term| premise.terms.contains(term))
    })
}

/// The one sentence that a body asks for, besides what must not be shown.
fn premise(body: &Formula) -> Option<&Literal> {
    let parts = match &body.kind {
        FormulaKind::And(parts) => parts.as_slice(),
        _ => std::slice::from_ref(body),
    };
    let mut found = None;
    for part in parts {
        match &part.kind {
            FormulaKind::Unless(_) => {}
            FormulaKind::Literal(literal) if found.is_none() => found = Some(literal),
            _ => return None,
        }
    }
    found
}
