//! A variable between two numbers that nothing else binds, to the whole numbers from the one to the other.
//!
//! `?n between 1 and 12` counts where it is all that is said of `?n`; where a sentence says what `?n` is, it compares.
//! **Invariant:** the comparisons stay in the body, so that a proof shows them.

use super::bindings::{Body, Variables, binders, bound_by, pushed};
use super::lower::{Lowering, atom};
use super::{Origin, Part, PartKind, Role};
use crate::engine::{Arithmetic, Comparison, Expression, Literal, Step, Term, Variable};
use crate::model::statement::{Formula, FormulaKind, VariableId};
use crate::model::value::{Number, Value};
use std::sync::Arc;

impl Lowering<'_, '_> {
    /// Adds what counts through the numbers of one variable of a body, if there is one that only its bounds speak of.
    pub(super) fn count_range(&mut self, body: &mut Body, around: &[Literal]) -> bool {
        let bound: Variables = bound_by(body).union(&bound_by(around)).copied().collect();
        let Some((variable, low, high)) = self.range(body, &bound) else { return false };
        let mut columns: Vec<VariableId> = [pushed(&low), pushed(&high)].concat();
        columns.sort_unstable();
        columns.dedup();
        let ends: Vec<Literal> = binders(columns.clone(), &[around, body].concat());
        columns.push(variable);
        let part = Part {
            kind: PartKind::Whole,
            formula: Formula { span: self.span, kind: FormulaKind::And(Vec::new()) },
            columns: columns.clone(),
            statement: self.statement,
        };
        let vocabulary = &mut self.compiler.vocabulary;
        let whole = vocabulary.relation(columns.len(), Role::Auxiliary(Arc::new(part)));
        let one = vocabulary.number(Number::from(1));
        let next = self.fresh();
        let value = |variable: VariableId| Term::Variable(Variable(variable.0));
        let up_to = |variable| {
            let left = Expression { steps: vec![Step::Push(value(variable))] };
            Literal::Compare(Comparison::LessOrEqual, left, high.clone())
        };
        let mut first = ends;
        first.extend([Literal::Bind(Variable(variable.0), low), up_to(variable)]);
        self.rule(atom(whole, &columns), first, None, Origin::Auxiliary);
        let row = atom(whole, &columns);
        let steps =
            [Step::Push(value(variable)), Step::Push(Term::Constant(one)), Step::Apply(Arithmetic::Add)];
        let step = vec![
            Literal::Positive(row.clone()),
            Literal::Bind(Variable(next.0), Expression { steps: steps.to_vec() }),
            up_to(next),
        ];
        columns.pop();
        columns.push(next);
        self.rule(atom(whole, &columns), step, None, Origin::Auxiliary);
        body.push(Literal::Positive(row));
        true
    }

    /// A variable that is not bound, with known bounds on both sides that may be whole numbers.
    fn range(&self, body: &[Literal], bound: &Variables) -> Option<(VariableId, Expression, Expression)> {
        let ordered = body.iter().filter_map(|literal| match literal {
            Literal::Compare(Comparison::LessOrEqual, less, more)
            | Literal::Compare(Comparison::GreaterOrEqual, more, less) => Some((less, more)),
            _ => None,
        });
        let ordered: Vec<(&Expression, &Expression)> = ordered.collect();
        let known = |side: &Expression| {
            pushed(side).iter().all(|variable| bound.contains(variable)) && self.may_be_whole(side)
        };
        let free = |side: &Expression| match side.steps.as_slice() {
            [Step::Push(Term::Variable(variable))] => {
                Some(VariableId(variable.0)).filter(|variable| !bound.contains(variable))
            }
            _ => None,
        };
        let lows = ordered.iter().filter(|(less, _)| known(less));
        lows.filter_map(|(low, middle)| Some((free(middle)?, *low))).find_map(|(variable, low)| {
            let (_, high) =
                ordered.iter().find(|(less, more)| free(less) == Some(variable) && known(more))?;
            Some((variable, low.clone(), (*high).clone()))
        })
    }

    /// Whether an end may be a whole number: a value that is none counts nothing.
    fn may_be_whole(&self, side: &Expression) -> bool {
        match side.steps.as_slice() {
            [Step::Push(Term::Constant(constant))] => {
                let end = self.compiler.vocabulary.values.back(*constant);
                matches!(end, Some(crate::model::statement::Term::Value(Value::Number(number))) if number.is_whole())
            }
            _ => true,
        }
    }
}
