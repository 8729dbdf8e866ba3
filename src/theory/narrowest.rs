//! The amounts that an aggregate ranges over to one for each thing that has one value.
//!
//! Two sources that tell one amount tell it once: 100 and about 100 tons of what somebody pledged are 100 tons, not 200.
//! **Invariant:** a row stays if and only if no other figure of the same thing lies within its amount; figures that
//! exclude each other all stay, since one of them is wrong and nobody can say which.

use super::builtins::{COMMON, NARROWER};
use super::lower::{Lowering, atom};
use super::{Origin, Part, PartKind, Role};
use crate::engine::{Expression, Literal, RelationId, Step, Term, Variable};
use crate::model::sort::SortId;
use crate::model::statement::{self as model, Formula, FormulaKind, VariableId};
use crate::syntax::ast::Sign;
use std::sync::Arc;

impl Lowering<'_, '_> {
    /// Whether a variable stands for the one amount of something: in the last hole of a `functional` relation.
    pub(super) fn has_one_value(&self, domain: &Formula, variable: VariableId) -> bool {
        match &domain.kind {
            FormulaKind::Literal(literal) => {
                let known = self.compiler.model.relation(literal.relation);
                let amount = known.is_some_and(|known| {
                    known.functional
                        && known.holes.last().is_some_and(|hole| hole.contains(&SortId::QUANTITY))
                });
                let last = literal.terms.last() == Some(&model::Term::Variable(variable));
                amount && last && literal.sign == Sign::Positive
            }
            FormulaKind::And(members) => members.iter().any(|member| self.has_one_value(member, variable)),
            _ => false,
        }
    }

    /// The rows of a relation that tell an amount most closely, among those that differ in nothing else.
    pub(super) fn narrowest(
        &mut self,
        rows: RelationId,
        columns: &[VariableId],
        amount: VariableId,
        domain: &Formula,
    ) -> RelationId {
        let mut made = |kind| {
            let part =
                Part { kind, formula: domain.clone(), columns: columns.to_vec(), statement: self.statement };
            self.compiler.vocabulary.relation(columns.len(), Role::Auxiliary(Arc::new(part)))
        };
        // Intervals that overlap two by two have one part in common, and two of them bound it.
        let (common, wider, narrowest) =
            (made(PartKind::Range), made(PartKind::Wider), made(PartKind::Range));
        let (other, shared) = (self.fresh(), self.fresh());
        let with = |relation, value| {
            let columns: Vec<VariableId> =
                columns.iter().map(|column| if *column == amount { value } else { *column }).collect();
            atom(relation, &columns)
        };
        let term = |variable: VariableId| Term::Variable(Variable(variable.0));
        let push = |variable| Expression { steps: vec![Step::Push(term(variable))] };
        let both = [Step::Push(term(amount)), Step::Push(term(other)), Step::Apply(COMMON)];
        let body = vec![
            Literal::Positive(with(rows, amount)),
            Literal::Positive(with(rows, other)),
            Literal::Bind(Variable(shared.0), Expression { steps: both.to_vec() }),
        ];
        self.rule(with(common, shared), body, None, Origin::Auxiliary);
        // Figures that do not compare, as those of unlike units, have nothing in common and stay.
        self.rule(with(common, amount), vec![Literal::Positive(with(rows, amount))], None, Origin::Auxiliary);
        let body = vec![
            Literal::Positive(with(common, amount)),
            Literal::Positive(with(common, other)),
            Literal::Compare(NARROWER, push(other), push(amount)),
        ];
        self.rule(with(wider, amount), body, None, Origin::Auxiliary);
        let body = vec![Literal::Positive(with(common, amount)), Literal::Negative(with(wider, amount))];
        self.rule(with(narrowest, amount), body, None, Origin::Auxiliary);
        narrowest
    }
}
