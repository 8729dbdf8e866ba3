//! Conditions: conjunctions, alternatives, exceptions, quantifiers.
//!
//! Invariant: recursion is as deep as parentheses are nested, which the scanner bounds.

use super::super::ast::{
    AggregateFunction, Comparison, ComparisonOperator, Expression, Formula, FormulaKind, Literal, Sentence,
    Sign, Step, Token, TokenKind, Variable,
};
use super::super::message::shape;
use super::expressions::{comparison_operator, expression};
use super::grammar::Rule;
use super::names::{name, token, variable};
use super::parts::{Made, Pair, Parts, Place};
use crate::source::Span;
use crate::syntax::token::tokens;

/// A `formula`, a `parenthesis`, or a member of one.
pub(super) fn formula(place: Place, pair: Pair<'_>) -> Made<Formula> {
    match pair.as_rule() {
        Rule::formula | Rule::exceptions | Rule::parenthesis | Rule::find => joined(place, pair),
        Rule::unless_part => unless(place, pair),
        Rule::every => every(place, pair),
        Rule::only => only(place, pair),
        Rule::suffice => suffice(place, pair),
        _ => simple(place, pair),
    }
}

/// What stands after `if`, or the exceptions that follow at once.
pub(super) fn condition(place: Place, pair: Pair<'_>) -> Made<Formula> {
    let mut parts = Parts::of(place, pair);
    parts.skip(Rule::kw_if);
    formula(place, parts.want()?)
}

/// What stands after `given`.
pub(super) fn given(place: Place, pair: Pair<'_>) -> Made<Formula> {
    let mut parts = Parts::of(place, pair);
    parts.skip(Rule::kw_given);
    Ok(formula(place, parts.want()?)?.with_absence())
}

fn joined(place: Place, pair: Pair<'_>) -> Made<Formula> {
    let mut parts = Parts::of(place, pair);
    let span = parts.whole;
    let mut members = Vec::new();
    let mut alternatives = false;
    while let Some(part) = parts.next() {
        match part.as_rule() {
            Rule::kw_and | Rule::close => {}
            Rule::kw_or => alternatives = true,
            _ => members.push(formula(place, part)?),
        }
    }
    if members.len() == 1
        && let Some(only) = members.pop()
    {
        // The parentheses stay part of it: after `unless` they make a group of it.
        return Ok(Formula { span, kind: only.kind });
    }
    let kind = if alternatives { FormulaKind::Or(members) } else { FormulaKind::And(members) };
    Ok(Formula { span, kind })
}

fn unless(place: Place, pair: Pair<'_>) -> Made<Formula> {
    let mut parts = Parts::of(place, pair);
    parts.skip(Rule::kw_unless);
    let inner = formula(place, parts.want()?)?;
    Ok(Formula { span: parts.whole, kind: FormulaKind::Unless(Box::new(inner)) })
}

fn every(place: Place, pair: Pair<'_>) -> Made<Formula> {
    let mut parts = Parts::of(place, pair);
    parts.skip(Rule::kw_every);
    let variable = variable(place, &parts.want()?);
    parts.skip(Rule::kw_where);
    let domain = Box::new(formula(place, parts.want()?)?);
    parts.skip(Rule::kw_has);
    let claim = Box::new(formula(place, parts.want()?)?);
    Ok(Formula { span: parts.whole, kind: FormulaKind::Every { variable, domain, claim } })
}

fn only(place: Place, pair: Pair<'_>) -> Made<Formula> {
    let mut parts = Parts::of(place, pair);
    parts.skip(Rule::kw_only);
    let variable = variable(place, &parts.want()?);
    parts.skip(Rule::kw_where);
    let domain = Box::new(formula(place, parts.want()?)?);
    Ok(Formula { span: parts.whole, kind: FormulaKind::Only { variable, domain } })
}

fn suffice(place: Place, pair: Pair<'_>) -> Made<Formula> {
    let mut parts = Parts::of(place, pair);
    let variable = variable(place, &parts.want()?);
    parts.skip(Rule::kw_where);
    let domain = Box::new(formula(place, parts.want()?)?);
    parts.skip(Rule::kw_suffice_for);
    let subject = token(place, &parts.want()?);
    parts.skip(Rule::kw_in);
    let group = token(place, &parts.want()?);
    Ok(Formula { span: parts.whole, kind: FormulaKind::Suffice { variable, domain, subject, group } })
}

fn simple(place: Place, pair: Pair<'_>) -> Made<Formula> {
    let mut parts = Parts::of(place, pair);
    let span = parts.whole;
    if let Some(negative) = parts.maybe(Rule::negative) {
        let literal = literal(place, negative)?;
        return Ok(Formula { span, kind: FormulaKind::Literal(literal) });
    }
    let first = parts.want()?;
    let Some(comparator) = parts.maybe(Rule::comparator) else {
        if let Some(range) = between(span, &tokens(first.as_str(), place.file, place.span(&first).start)) {
            return Ok(range);
        }
        let sentence = sentence(place, &first, parts.next())?;
        let literal = Literal { span, sign: Sign::Positive, sentence };
        return Ok(Formula { span, kind: FormulaKind::Literal(literal) });
    };
    let right = parts.want()?;
    if right.as_rule() == Rule::aggregate {
        let target = target(place, &first, &comparator)?;
        return aggregate(place, span, target, right);
    }
    let middle = expression(place, &right)?;
    let comparison = Comparison {
        left: expression(place, &first)?,
        operator: comparison_operator(comparator.as_str()),
        right: middle.clone(),
    };
    let Some(second) = parts.maybe(Rule::comparator) else {
        return Ok(Formula { span, kind: FormulaKind::Compare(comparison) });
    };
    // `2 < ?n <= 6`: two comparisons with one middle.
    let upper = parts.want()?;
    if !chains(comparator.as_str(), second.as_str()) {
        return Err(shape::comparison_of_three(place.span(&second)));
    }
    let further = Comparison {
        left: middle,
        operator: comparison_operator(second.as_str()),
        right: expression(place, &upper)?,
    };
    let both = [comparison, further].map(|one| Formula { span, kind: FormulaKind::Compare(one) });
    Ok(Formula { span, kind: FormulaKind::And(both.into()) })
}

/// Whether two signs can stand between three values: both up, or both down.
fn chains(first: &str, second: &str) -> bool {
    let up = |sign| matches!(sign, "<" | "<=" | "before");
    let down = |sign| matches!(sign, ">" | ">=" | "after");
    up(first) && up(second) || down(first) && down(second)
}

/// `?n between 3 and 6`, which is `3 <= ?n <= 6`; nothing where the words are another sentence.
fn between(span: Span, tokens: &[Token]) -> Option<Formula> {
    let [left, between, low, and, rest @ ..] = tokens else { return None };
    let is = |token: &Token, word: &str| matches!(&token.kind, TokenKind::Word(found) if found == word);
    let [high, unit @ ..] = rest else { return None };
    let number = |token: &Token| matches!(token.kind, TokenKind::Number(_));
    let fits = matches!(left.kind, TokenKind::Variable(_))
        && is(between, "between")
        && is(and, "and")
        && number(low)
        && number(high)
        && matches!(unit, [] | [Token { kind: TokenKind::Word(_), .. }]);
    if !fits {
        return None;
    }
    let side = |tokens: Vec<Token>| Expression { span, steps: vec![Step::Operand(tokens)] };
    let end = |number: &Token| side([number].into_iter().chain(unit).cloned().collect());
    let compared = |operator, end| Formula {
        span,
        kind: FormulaKind::Compare(Comparison { left: side(vec![left.clone()]), operator, right: end }),
    };
    let both = vec![
        compared(ComparisonOperator::GreaterOrEqual, end(low)),
        compared(ComparisonOperator::LessOrEqual, end(high)),
    ];
    Some(Formula { span, kind: FormulaKind::And(both) })
}

/// The variable that takes the result of an aggregate.
fn target(place: Place, left: &Pair<'_>, comparator: &Pair<'_>) -> Made<Variable> {
    let span = place.span(left);
    let mut tokens = tokens(left.as_str(), place.file, span.start).into_iter();
    match (tokens.next().map(|token| token.kind), tokens.next(), comparator.as_str()) {
        (Some(TokenKind::Variable(name)), None, "=") => Ok(Variable { name, span }),
        _ => Err(shape::aggregate_without_variable(span)),
    }
}

fn aggregate(place: Place, span: Span, target: Variable, pair: Pair<'_>) -> Made<Formula> {
    let mut parts = Parts::of(place, pair);
    let function = match parts.want()?.as_str() {
        "sum" => AggregateFunction::Sum,
        "min" => AggregateFunction::Min,
        "max" => AggregateFunction::Max,
        "average" => AggregateFunction::Average,
        _ => AggregateFunction::Count,
    };
    parts.skip(Rule::kw_of);
    let variable = variable(place, &parts.want()?);
    parts.skip(Rule::kw_where);
    let domain = Box::new(formula(place, parts.want()?)?);
    Ok(Formula { span, kind: FormulaKind::Aggregate { target, function, variable, domain } })
}

/// A `literal` or a `negative`.
pub(super) fn literal(place: Place, pair: Pair<'_>) -> Made<Literal> {
    let mut parts = Parts::of(place, pair);
    let sign = match parts.maybe(Rule::kw_not) {
        Some(_) => Sign::Negative,
        None => Sign::Positive,
    };
    let first = parts.want()?;
    let sentence = sentence(place, &first, parts.next())?;
    Ok(Literal { span: parts.whole, sign, sentence })
}

/// The literals of a head.
pub(super) fn head(place: Place, pair: Pair<'_>) -> Made<Vec<Literal>> {
    pair.into_inner()
        .filter(|part| part.as_rule() == Rule::literal)
        .map(|part| literal(place, part))
        .collect()
}

/// A word inside of a sentence that joins sentences when it is written in small letters. The last
/// word may be a name: `IF`.
fn capital_joint(tokens: &[Token]) -> Option<(&str, Span)> {
    let inner = tokens.len().saturating_sub(1);
    tokens.iter().take(inner).skip(1).find_map(|token| match &token.kind {
        TokenKind::Word(word)
            if matches!(
                word.as_str(),
                "And" | "AND" | "Or" | "OR" | "If" | "IF" | "Unless" | "UNLESS" | "NOT"
            ) =>
        {
            Some((word.as_str(), token.span))
        }
        _ => None,
    })
}

fn sentence(place: Place, pair: &Pair<'_>, arguments: Option<Pair<'_>>) -> Made<Sentence> {
    let span = place.span(pair);
    let Some(arguments) = arguments else {
        let tokens = tokens(pair.as_str(), span.file, span.start);
        return match capital_joint(&tokens) {
            Some((word, span)) => Err(shape::capital_joint(word, span)),
            None => Ok(Sentence::Words(tokens)),
        };
    };
    let plain = pair.as_str().chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    if !plain {
        return Err(shape::parenthesis_in_sentence(pair.as_str(), place.span(&arguments)));
    }
    let arguments = arguments
        .into_inner()
        .filter(|part| part.as_rule() == Rule::sentence)
        .map(|part| tokens(part.as_str(), place.file, place.span(&part).start))
        .collect();
    Ok(Sentence::Predicate(name(place, pair.clone()), arguments))
}
