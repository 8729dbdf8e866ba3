//! The sides of comparisons: tokens to postfix order, by precedence, without recursion.

use super::super::ast::{ComparisonOperator, Expression, Operator, Step, Token, TokenKind};
use super::super::message::shape;
use super::super::token::tokens;
use super::parts::{Made, Pair, Place};

/// One side of a comparison.
pub(super) fn expression(place: Place, pair: &Pair<'_>) -> Made<Expression> {
    let span = place.span(pair);
    let mut steps = Vec::new();
    let mut operand: Vec<Token> = Vec::new();
    let mut waiting: Vec<Operator> = Vec::new();
    for token in tokens(pair.as_str(), span.file, span.start) {
        match token.kind {
            TokenKind::Operator(operator) => {
                if operand.is_empty() {
                    return Err(shape::operator_without_operand(token.span));
                }
                steps.push(Step::Operand(std::mem::take(&mut operand)));
                while let Some(&before) = waiting.last()
                    && precedence(before) >= precedence(operator)
                {
                    waiting.pop();
                    steps.push(Step::Operate(before));
                }
                waiting.push(operator);
            }
            TokenKind::Number(ref text) if text.starts_with('-') && !operand.is_empty() => {
                return Err(shape::minus_without_spaces(token.span));
            }
            TokenKind::Word(_)
            | TokenKind::Variable(_)
            | TokenKind::Label(_)
            | TokenKind::Text(_)
            | TokenKind::Number(_)
            | TokenKind::Date(_) => operand.push(token),
        }
    }
    if operand.is_empty() {
        return Err(shape::operator_without_operand(span));
    }
    steps.push(Step::Operand(operand));
    steps.extend(waiting.into_iter().rev().map(Step::Operate));
    Ok(Expression { span, steps })
}

fn precedence(operator: Operator) -> u8 {
    match operator {
        Operator::Add | Operator::Subtract => 1,
        Operator::Multiply | Operator::Divide => 2,
    }
}

/// What a comparator stands for.
pub(super) fn comparison_operator(text: &str) -> ComparisonOperator {
    match text {
        "!=" => ComparisonOperator::NotEqual,
        "<" => ComparisonOperator::Less,
        "<=" => ComparisonOperator::LessOrEqual,
        ">" => ComparisonOperator::Greater,
        ">=" => ComparisonOperator::GreaterOrEqual,
        "before" => ComparisonOperator::Before,
        "after" => ComparisonOperator::After,
        "during" => ComparisonOperator::During,
        _ => ComparisonOperator::Equal,
    }
}
