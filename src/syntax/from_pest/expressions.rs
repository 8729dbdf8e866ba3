//! The sides of comparisons: tokens and parentheses to postfix order, by precedence, without recursion.

use super::super::ast::{ComparisonOperator, Expression, Operator, Step, Token, TokenKind};
use super::super::message::shape;
use super::super::token::tokens;
use super::parts::{Made, Pair, Place};
use crate::source::Span;
use smol_str::SmolStr;

/// What waits for its right side.
#[derive(Clone, Copy)]
enum Waiting {
    Operator(Operator),
    /// A minus before what is no number: it binds more than any operation.
    Minus,
    Parenthesis,
}

/// The steps so far, and what is still to come.
#[derive(Default)]
struct Order {
    steps: Vec<Step>,
    operand: Vec<Token>,
    waiting: Vec<Waiting>,
    /// A parenthesis has closed, and an operation has to follow.
    closed: bool,
}

/// One side of a comparison.
pub(super) fn expression(place: Place, pair: &Pair<'_>) -> Made<Expression> {
    let span = place.span(pair);
    let text = pair.as_str();
    let mut order = Order::default();
    let mut end = 0;
    for token in tokens(text, span.file, span.start) {
        let start = (token.span.start - span.start) as usize;
        order.parentheses(text.get(end..start).unwrap_or(""), token.span)?;
        end = (token.span.end - span.start) as usize;
        let tight = text.get(end..).is_some_and(|rest| rest.starts_with(['?', '(']));
        order.token(token, tight)?;
    }
    order.parentheses(text.get(end..).unwrap_or(""), span)?;
    order.finish(span)
}

impl Order {
    fn token(&mut self, token: Token, tight: bool) -> Made<()> {
        let begins = self.operand.is_empty() && !self.closed;
        match token.kind {
            TokenKind::Operator(Operator::Subtract) if begins && tight => {
                let kind = TokenKind::Number(SmolStr::new_static("-1"));
                self.steps.push(Step::Operand(vec![Token { span: token.span, kind }]));
                self.waiting.push(Waiting::Minus);
                Ok(())
            }
            TokenKind::Operator(_) if begins => Err(shape::operator_without_operand(token.span)),
            TokenKind::Operator(operator) => {
                self.operate(operator);
                Ok(())
            }
            TokenKind::Word(ref word) if !begins && matches!(word.as_str(), "mod" | "div") => {
                self.operate(if word == "mod" { Operator::Modulo } else { Operator::Quotient });
                Ok(())
            }
            TokenKind::Number(ref text) if text.starts_with('-') && !begins => {
                Err(shape::minus_without_spaces(token.span))
            }
            _ if self.closed => Err(shape::operator_between(token.span)),
            TokenKind::Word(_)
            | TokenKind::Variable(_)
            | TokenKind::Label(_)
            | TokenKind::Text(_)
            | TokenKind::Number(_)
            | TokenKind::Date(_) => {
                self.operand.push(token);
                Ok(())
            }
        }
    }

    fn operate(&mut self, operator: Operator) {
        self.settle(operator.precedence());
        self.waiting.push(Waiting::Operator(operator));
    }

    /// Takes the operand that has ended, and the operations before it that bind at least so much.
    fn settle(&mut self, precedence: u8) {
        if !self.operand.is_empty() {
            self.steps.push(Step::Operand(std::mem::take(&mut self.operand)));
        }
        self.closed = false;
        while let Some(&before) = self.waiting.last() {
            let operator = match before {
                Waiting::Parenthesis => return,
                Waiting::Minus => Operator::Multiply,
                Waiting::Operator(operator) if operator.precedence() >= precedence => operator,
                Waiting::Operator(_) => return,
            };
            self.waiting.pop();
            self.steps.push(Step::Operate(operator));
        }
    }

    /// The parentheses of what stands between two tokens; the grammar has seen that they close.
    fn parentheses(&mut self, between: &str, next: Span) -> Made<()> {
        let mut comment = false;
        for c in between.chars() {
            match c {
                '\n' => comment = false,
                '#' => comment = true,
                '(' if !comment => {
                    if !self.operand.is_empty() || self.closed {
                        return Err(shape::operator_between(next));
                    }
                    self.waiting.push(Waiting::Parenthesis);
                }
                ')' if !comment => {
                    if self.operand.is_empty() && !self.closed {
                        return Err(shape::operator_without_operand(next));
                    }
                    self.settle(0);
                    self.waiting.pop();
                    self.closed = true;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn finish(mut self, span: Span) -> Made<Expression> {
        if self.operand.is_empty() && !self.closed {
            return Err(shape::operator_without_operand(span));
        }
        self.settle(0);
        Ok(Expression { span, steps: self.steps })
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
