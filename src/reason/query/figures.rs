//! The figures that an application of a rule turned on: what was compared (`300 > 100`), what was computed, and
//! what was added up.
//!
//! Only values are told: that two names are not the same needs no figure.

use crate::engine::{Aggregate, Aggregation, Constant, Expression, Literal, Step, Term as EngineTerm};
use crate::model::Model;
use crate::model::statement::Term;
use crate::model::write::Variables;
use crate::syntax::ast::ComparisonOperator;
use crate::theory::{Evaluated, compared_by, computed_by, infix, symbol};

/// How many values of a sum are told one by one.
const ADDENDS: usize = 8;

/// The most rows that are looked through for what was added up.
const ROWS: usize = 100_000;

/// The figures of a rule's body under a binding of its variables, as they are told.
pub(super) fn figures(
    model: &Model,
    evaluated: &Evaluated,
    body: &[Literal],
    binding: &[Constant],
) -> Vec<String> {
    let said = Said { model, evaluated, binding };
    body.iter().filter_map(|literal| said.figure(literal)).collect()
}

struct Said<'a> {
    model: &'a Model,
    evaluated: &'a Evaluated,
    binding: &'a [Constant],
}

impl Said<'_> {
    fn figure(&self, literal: &Literal) -> Option<String> {
        match literal {
            Literal::Compare(comparison, left, right) => {
                let ((left, of_values), (right, also)) = (self.expression(left)?, self.expression(right)?);
                if !(of_values && also) || left == right {
                    return None;
                }
                let sign = match compared_by(*comparison) {
                    None | Some(ComparisonOperator::During) => "lies within",
                    Some(operator) => symbol(operator),
                };
                Some(format!("{left} {sign} {right}"))
            }
            Literal::Bind(variable, value) if value.steps.len() > 1 => {
                let result = self.text(self.binding.get(variable.index()).copied()?)?.0;
                Some(format!("{result} = {}", self.expression(value)?.0))
            }
            Literal::Aggregate(variable, aggregate) => {
                let result = self.text(self.binding.get(variable.index()).copied()?)?.0;
                self.addends(aggregate).map(|of| format!("{result} is the {of}"))
            }
            Literal::Bind(..) | Literal::Positive(_) | Literal::Negative(_) => None,
        }
    }

    /// `sum of 500, 500 and 100`
    fn addends(&self, aggregate: &Aggregate) -> Option<String> {
        let function = match aggregate.function {
            Aggregation::Sum => "sum",
            Aggregation::Min => "least",
            Aggregation::Max => "greatest",
            Aggregation::Count => return None,
        };
        let group: Vec<Option<Constant>> = aggregate
            .group
            .iter()
            .map(|term| match term {
                Some(EngineTerm::Variable(variable)) => self.binding.get(variable.index()).copied(),
                Some(EngineTerm::Constant(constant)) => Some(*constant),
                None => None,
            })
            .collect();
        let of_group = |row: &[Constant]| {
            row.iter().zip(&group).all(|(constant, wanted)| wanted.is_none_or(|wanted| wanted == *constant))
        };
        let mut values = Vec::new();
        let mut more = 0_usize;
        for (at, (_, row)) in self.evaluated.database.rows(aggregate.relation).enumerate() {
            if at >= ROWS {
                return None;
            }
            if !of_group(row) {
                continue;
            }
            match row.get(aggregate.value).and_then(|value| self.text(*value)) {
                Some((text, _)) if values.len() < ADDENDS => values.push(text),
                Some(_) => more += 1,
                None => return None,
            }
        }
        if more > 0 {
            values.push(format!("{more} more"));
        }
        match values.split_last()? {
            (_, []) => None,
            (last, rest) => Some(format!("{function} of {} and {last}", rest.join(", "))),
        }
    }

    /// An expression as it is written, and whether there are values in it.
    fn expression(&self, expression: &Expression) -> Option<(String, bool)> {
        let mut stack: Vec<(String, u8)> = Vec::new();
        let mut of_values = false;
        for step in &expression.steps {
            match step {
                Step::Push(term) => {
                    let constant = match term {
                        EngineTerm::Variable(variable) => self.binding.get(variable.index()).copied()?,
                        EngineTerm::Constant(constant) => *constant,
                    };
                    let (text, is_value) = self.text(constant)?;
                    of_values |= is_value;
                    stack.push((text, u8::MAX));
                }
                Step::Apply(operation) => {
                    // What figures have in common is told of no step of its own: the sum of what is left is told.
                    let operator = computed_by(*operation)?;
                    let (sign, binds) = (operator.sign(), operator.precedence());
                    let (right, left) = (stack.pop()?, stack.pop()?);
                    stack.push((infix(left, sign, binds, right), binds));
                }
            }
        }
        Some((stack.pop()?.0, of_values))
    }

    /// A constant as it is written, and whether it is a value.
    fn text(&self, constant: Constant) -> Option<(String, bool)> {
        let term = self.evaluated.values.back(constant)?;
        Some((self.model.write_term(&term, &[], Variables::Anonymous), matches!(term, Term::Value(_))))
    }
}
