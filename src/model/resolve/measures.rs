//! When a goal is achieved, and when it fails, to the rules that say so and to what serves and harms it.
//!
//! What by itself makes a goal fail harms it, and what by itself achieves it serves it; what does so only together with
//! something else is said to do neither.

use super::resolver::Resolver;
use super::scope::Scope;
use crate::model::statement::{Formula, FormulaKind, Literal, Statement, SymbolId, Term};
use crate::source::Span;
use crate::syntax::ast::{self, Sign};

/// What a measure says of its goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// That it has been reached.
    Achieved,
    /// That it is out of reach.
    Fails,
}

impl Resolver<'_> {
    /// `achieved if FORMULA` or `fails if FORMULA`.
    pub(super) fn measure(
        &mut self,
        like: &Statement,
        symbol: SymbolId,
        span: Span,
        measure: Measure,
        formula: &ast::Formula,
    ) {
        let (body, scope) =
            self.in_scope(Scope::default(), |resolver, scope| resolver.formula(formula, scope));
        let Some(body) = body else { return };
        self.check_scope(&scope);
        let mut alone = Vec::new();
        by_themselves(&body, &mut alone);
        for literal in alone {
            self.furthers(like, symbol, measure, literal);
        }
        let relation = match measure {
            Measure::Achieved => self.model.known.achieved,
            Measure::Fails => self.model.known.fails,
        };
        let head = (relation, Sign::Positive);
        self.clause_rule(like, span, head, vec![Term::Symbol(symbol)], Some(body), scope.names);
    }

    /// That what a sentence speaks of serves the goal or harms it, where the sentence says that it took place, or not.
    fn furthers(&mut self, like: &Statement, symbol: SymbolId, measure: Measure, literal: &Literal) {
        let known = self.model.known;
        let [thing @ Term::Symbol(_)] = literal.terms.as_slice() else { return };
        if Some(literal.relation) != known.took_place {
            return;
        }
        let good = (measure == Measure::Achieved) == (literal.sign == Sign::Positive);
        let relation = if good { known.serves } else { known.harms };
        self.clause_fact(like, literal.span, relation, vec![thing.clone(), Term::Symbol(symbol)]);
    }
}

/// The sentences each of which suffices.
fn by_themselves<'f>(formula: &'f Formula, found: &mut Vec<&'f Literal>) {
    match &formula.kind {
        FormulaKind::Literal(literal) => found.push(literal),
        FormulaKind::Or(members) => members.iter().for_each(|member| by_themselves(member, found)),
        FormulaKind::And(members) => {
            if let [only] = members.as_slice() {
                by_themselves(only, found);
            }
        }
        FormulaKind::Compare(..)
        | FormulaKind::Unless(_)
        | FormulaKind::Every(..)
        | FormulaKind::Only(..)
        | FormulaKind::Aggregate(..) => {}
    }
}
