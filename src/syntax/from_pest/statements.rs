//! Statements that infer, test and choose: rules, constraints, facts, expectations, scenarios.

use super::super::ast::Rule as RuleStatement;
use super::super::ast::{
    AssertMode, Assertion, Constraint, ConstraintKind, Expect, Facts, FormulaKind, Outcome, Prefer, Resolve,
    RuleMode, StatementKind, Text,
};
use super::super::message::shape;
use super::clauses::qualifiers;
use super::declarations::{headings, title};
use super::formulas::{condition, formula, given, head, literal};
use super::grammar::Rule;
use super::names::{inner_name, inner_names, inner_text, name, names, text, token};
use super::parts::{Made, Pair, Parts, Place};
use super::said::{Said, said};

pub(super) fn rule(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let (title, gloss) = title(parts)?;
    let mut given = Vec::new();
    qualifiers(parts, &mut given)?;
    let mode = match parts.maybe(Rule::kw_normally) {
        Some(_) => RuleMode::Normally,
        None => RuleMode::Strict,
    };
    let head = head(place, parts.want()?)?;
    let body = parts.maybe(Rule::condition).map(|pair| condition(place, pair)).transpose()?;
    said(parts, given, StatementKind::Rule(RuleStatement { name: title, gloss, mode, head, body }))
}

pub(super) fn constraint(kind: ConstraintKind, parts: &mut Parts<'_>) -> Made<Said> {
    let (title, gloss) = title(parts)?;
    let mut given = Vec::new();
    qualifiers(parts, &mut given)?;
    let body = formula(parts.place, parts.want()?)?;
    said(parts, given, StatementKind::Constraint(Constraint { kind, name: title, gloss, body }))
}

pub(super) fn import(parts: &mut Parts<'_>) -> Made<Said> {
    let path = text(parts.place, &parts.want()?);
    said(parts, Vec::new(), StatementKind::Import(path))
}

pub(super) fn facts(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let path = text(place, &parts.want()?);
    parts.skip(Rule::kw_as);
    let relation = name(place, parts.want()?);
    let columns = parts.maybe(Rule::columns).map_or_else(Vec::new, |pair| headings(place, pair));
    let declaring = match parts.maybe(Rule::declaring) {
        Some(pair) => inner_names(place, pair)?,
        None => Vec::new(),
    };
    let mut facts = Facts {
        path,
        relation,
        columns,
        declaring,
        dates: None,
        numbers: None,
        separator: None,
        skipping_gaps: false,
        rejected: None,
    };
    loop {
        if let Some(pair) = parts.maybe(Rule::dates_as) {
            once(place, pair, &mut facts.dates)?;
        } else if let Some(pair) = parts.maybe(Rule::numbers_as) {
            once(place, pair, &mut facts.numbers)?;
        } else if let Some(pair) = parts.maybe(Rule::separator) {
            once(place, pair, &mut facts.separator)?;
        } else if let Some(pair) = parts.maybe(Rule::rejected) {
            once(place, pair, &mut facts.rejected)?;
        } else if parts.maybe(Rule::skipping_gaps).is_some() {
            facts.skipping_gaps = true;
        } else {
            break;
        }
    }
    said(parts, Vec::new(), StatementKind::Facts(facts))
}

/// Keeps the text of a clause that a statement may have once.
fn once(place: Place, pair: Pair<'_>, kept: &mut Option<Text>) -> Made<()> {
    let span = place.span(&pair);
    let text = inner_text(place, pair)?;
    match kept {
        Some(first) => Err(shape::said_twice(first.span, span)),
        None => {
            *kept = Some(text);
            Ok(())
        }
    }
}

pub(super) fn expect(parts: &mut Parts<'_>) -> Made<Said> {
    let kind = expectation(parts.place, parts.want()?)?;
    said(parts, Vec::new(), StatementKind::Expect(kind))
}

fn expectation(place: Place, pair: Pair<'_>) -> Made<Expect> {
    let rule = pair.as_rule();
    let mut parts = Parts::of(place, pair);
    match rule {
        Rule::expect_violated => {
            parts.skip(Rule::kw_violated);
            Ok(Expect::Violated(name(place, parts.want()?)))
        }
        Rule::expect_unproven => {
            parts.skip(Rule::kw_unproven);
            Ok(Expect::Unproven(literal(place, parts.want()?)?))
        }
        Rule::expect_status => {
            let status = name(place, parts.want()?);
            Ok(Expect::Status(status, literal(place, parts.want()?)?))
        }
        Rule::expect_answers => {
            let number = token(place, &parts.want()?);
            parts.skip(Rule::kw_answers);
            parts.skip(Rule::colon);
            Ok(Expect::Answers(number, formula(place, parts.want()?)?))
        }
        _ => {
            let formula = formula(place, parts.want()?)?;
            let condition = parts.maybe(Rule::given).map(|pair| given(place, pair)).transpose()?;
            let Some(least) = parts.maybe(Rule::at_least) else {
                return match condition {
                    Some(condition) => Err(shape::given_without_likelihood(condition.span)),
                    None => Ok(Expect::Holds(formula)),
                };
            };
            let span = place.span(&least);
            let words = inner_name(place, least)?;
            if let Some(condition) = condition {
                return Ok(Expect::AtLeastGiven(formula.with_absence(), condition, words));
            }
            match formula.kind {
                FormulaKind::Literal(literal) => Ok(Expect::AtLeast(literal, words)),
                FormulaKind::And(_)
                | FormulaKind::Or(_)
                | FormulaKind::Unless(_)
                | FormulaKind::Compare(_)
                | FormulaKind::Every { .. }
                | FormulaKind::Only { .. }
                | FormulaKind::Aggregate { .. }
                | FormulaKind::Suffice { .. } => Err(shape::likelihood_of_several(formula.span, span)),
            }
        }
    }
}

pub(super) fn prefer(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let better = name(place, parts.want()?);
    parts.skip(Rule::kw_over);
    let worse = name(place, parts.want()?);
    let question = match parts.maybe(Rule::kw_on) {
        Some(_) => Some(name(place, parts.want()?)),
        None => None,
    };
    said(parts, Vec::new(), StatementKind::Prefer(Prefer { better, worse, question }))
}

pub(super) fn resolve(parts: &mut Parts<'_>) -> Made<Said> {
    let forecasts = names(parts.place, parts.want()?);
    parts.skip(Rule::kw_as);
    let how = parts.want()?;
    let answer = (how.as_rule() == Rule::reference).then(|| name(parts.place, how.clone()));
    let outcome = match how.as_str() {
        "false" => Outcome::False,
        "void" => Outcome::Void,
        _ => Outcome::True,
    };
    said(parts, Vec::new(), StatementKind::Resolve(Resolve { forecasts, outcome, answer }))
}

pub(super) fn suppose(parts: &mut Parts<'_>) -> Made<Said> {
    let literal = literal(parts.place, parts.want()?)?;
    said(parts, Vec::new(), StatementKind::Suppose(literal))
}

pub(super) fn retract(parts: &mut Parts<'_>) -> Made<Said> {
    let label = name(parts.place, parts.want()?);
    said(parts, Vec::new(), StatementKind::Retract(label))
}

pub(super) fn assertion(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let mode = match (parts.maybe(Rule::kw_assume), parts.maybe(Rule::kw_observe)) {
        (Some(_), _) => AssertMode::Assume,
        (None, Some(_)) => AssertMode::Observe,
        (None, None) => AssertMode::Plain,
    };
    let literal = literal(place, parts.want()?)?;
    let given = parts.maybe(Rule::given).map(|pair| given(place, pair)).transpose()?;
    let body = parts.maybe(Rule::condition).map(|pair| condition(place, pair)).transpose()?;
    said(parts, Vec::new(), StatementKind::Assert(Assertion { mode, literal, body, given }))
}
