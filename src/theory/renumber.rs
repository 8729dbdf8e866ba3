//! A rule with its variables numbered otherwise.

use crate::engine::{Aggregate, Atom, Expression, Literal, Step, Term, Variable};

fn renumber_term(term: Term, number: &mut impl FnMut(Variable) -> Variable) -> Term {
    match term {
        Term::Variable(variable) => Term::Variable(number(variable)),
        Term::Constant(constant) => Term::Constant(constant),
    }
}

pub(super) fn renumber_atom(atom: Atom, number: &mut impl FnMut(Variable) -> Variable) -> Atom {
    Atom { terms: atom.terms.into_iter().map(|term| renumber_term(term, number)).collect(), ..atom }
}

fn renumber_expression(expression: Expression, number: &mut impl FnMut(Variable) -> Variable) -> Expression {
    let steps = expression.steps.into_iter().map(|step| match step {
        Step::Push(term) => Step::Push(renumber_term(term, number)),
        Step::Apply(operation) => Step::Apply(operation),
    });
    Expression { steps: steps.collect() }
}

pub(super) fn renumber(literal: Literal, number: &mut impl FnMut(Variable) -> Variable) -> Literal {
    match literal {
        Literal::Positive(atom) => Literal::Positive(renumber_atom(atom, number)),
        Literal::Negative(atom) => Literal::Negative(renumber_atom(atom, number)),
        Literal::Compare(comparison, left, right) => {
            let left = renumber_expression(left, number);
            Literal::Compare(comparison, left, renumber_expression(right, number))
        }
        Literal::Bind(variable, expression) => {
            let variable = number(variable);
            Literal::Bind(variable, renumber_expression(expression, number))
        }
        Literal::Aggregate(variable, aggregate) => {
            let variable = number(variable);
            let group = aggregate
                .group
                .into_iter()
                .map(|term| term.map(|term| renumber_term(term, number)))
                .collect();
            Literal::Aggregate(variable, Aggregate { group, ..aggregate })
        }
    }
}
