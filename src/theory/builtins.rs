//! What the language compares and computes to what the engine does, and the way back.
//!
//! The engine knows equality, order and arithmetic. What is before, after or within what, and what two amounts have
//! in common, it carries by a number and asks of the domain. Invariant: a number has its meaning here and nowhere else.

use crate::engine::{Arithmetic, Builtin, Comparison};
use crate::syntax::ast::{ComparisonOperator, Operator};

const BEFORE: Comparison = Comparison::Domain(Builtin(0));
const AFTER: Comparison = Comparison::Domain(Builtin(1));
/// Of dates, that the first lies within the second; of amounts as well.
pub(super) const DURING: Comparison = Comparison::Domain(Builtin(2));
/// The first lies within the second, and is not the same.
pub(super) const NARROWER: Comparison = Comparison::Domain(Builtin(3));
/// What two bounded values have in common.
pub(super) const COMMON: Arithmetic = Arithmetic::Domain(Builtin(0));

/// The engine's comparison for one of the language.
pub fn comparison(operator: ComparisonOperator) -> Comparison {
    match operator {
        ComparisonOperator::Equal => Comparison::Equal,
        ComparisonOperator::NotEqual => Comparison::NotEqual,
        ComparisonOperator::Less => Comparison::Less,
        ComparisonOperator::LessOrEqual => Comparison::LessOrEqual,
        ComparisonOperator::Greater => Comparison::Greater,
        ComparisonOperator::GreaterOrEqual => Comparison::GreaterOrEqual,
        ComparisonOperator::Before => BEFORE,
        ComparisonOperator::After => AFTER,
        ComparisonOperator::During => DURING,
    }
}

/// The language's comparison for one of the engine; `None` for [`NARROWER`], which nobody writes.
pub fn compared_by(comparison: Comparison) -> Option<ComparisonOperator> {
    Some(match comparison {
        Comparison::Equal => ComparisonOperator::Equal,
        Comparison::NotEqual => ComparisonOperator::NotEqual,
        Comparison::Less => ComparisonOperator::Less,
        Comparison::LessOrEqual => ComparisonOperator::LessOrEqual,
        Comparison::Greater => ComparisonOperator::Greater,
        Comparison::GreaterOrEqual => ComparisonOperator::GreaterOrEqual,
        BEFORE => ComparisonOperator::Before,
        AFTER => ComparisonOperator::After,
        DURING => ComparisonOperator::During,
        Comparison::Domain(_) => return None,
    })
}

/// The engine's operation for one of the language.
pub(super) fn arithmetic(operator: Operator) -> Arithmetic {
    match operator {
        Operator::Add => Arithmetic::Add,
        Operator::Subtract => Arithmetic::Subtract,
        Operator::Multiply => Arithmetic::Multiply,
        Operator::Divide => Arithmetic::Divide,
        Operator::Quotient => Arithmetic::Quotient,
        Operator::Modulo => Arithmetic::Modulo,
    }
}

/// The language's operation for one of the engine; `None` for [`COMMON`], which nobody writes.
pub fn computed_by(operation: Arithmetic) -> Option<Operator> {
    Some(match operation {
        Arithmetic::Add => Operator::Add,
        Arithmetic::Subtract => Operator::Subtract,
        Arithmetic::Multiply => Operator::Multiply,
        Arithmetic::Divide => Operator::Divide,
        Arithmetic::Quotient => Operator::Quotient,
        Arithmetic::Modulo => Operator::Modulo,
        Arithmetic::Domain(_) => return None,
    })
}
