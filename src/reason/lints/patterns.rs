//! Sentences in which some terms may be left open.

use crate::model::statement::{Formula, FormulaKind, Literal, RelationId, Term, VariableId};
use crate::syntax::ast::Sign;

/// A sentence; a variable in it is anything.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pattern {
    pub(super) relation: RelationId,
    pub(super) sign: Sign,
    pub(super) terms: Vec<Term>,
}

impl Pattern {
    /// A sentence with what its variables are bound to.
    pub(super) fn of(literal: &Literal, bound: &dyn Fn(VariableId) -> Option<Term>) -> Pattern {
        let put = |term: &Term| match term {
            Term::Variable(variable) => bound(*variable).unwrap_or(Term::Variable(VariableId(u32::MAX))),
            Term::Symbol(_) | Term::Value(_) => term.clone(),
        };
        Pattern {
            relation: literal.relation,
            sign: literal.sign,
            terms: literal.terms.iter().map(put).collect(),
        }
    }

    /// Whether terms are a case of it.
    pub(super) fn covers(&self, terms: &[Term]) -> bool {
        let fits = |(pattern, term): (&Term, &Term)| matches!(pattern, Term::Variable(_)) || pattern == term;
        self.terms.len() == terms.len() && self.terms.iter().zip(terms).all(fits)
    }
}

/// A condition without what would block it.
pub(super) fn unblocked(formula: &Formula) -> Formula {
    let kind = match &formula.kind {
        FormulaKind::And(members) => {
            let blocks = |member: &&Formula| {
                matches!(member.kind, FormulaKind::Unless(_) | FormulaKind::Every(..) | FormulaKind::Only(..))
            };
            let rest: Vec<Formula> = members.iter().filter(|member| !blocks(member)).cloned().collect();
            // A condition that only blocks has no case that could be asked for.
            if rest.is_empty() { formula.kind.clone() } else { FormulaKind::And(rest) }
        }
        other => other.clone(),
    };
    Formula { span: formula.span, kind }
}
