//! Statements that declare: things, relations, scales, commitments, questions.

use super::super::ast::{
    Commitment, CommitmentKind, Conditional, DateExpression, Declaration, Formula, FormulaKind, Hypothesis,
    Indicator, Keyword, Name, Property, Qualifier, Relation, Scale, StatementKind, Text, Token, Variable,
    Veto,
};
use super::super::message::shape;
use super::clauses::{Tail, qualifiers};
use super::formulas::{condition, formula, head};
use super::grammar::Rule;
use super::names::{date, inner_name, inner_text, name, names, text, token, variable, words};
use super::parts::{Made, Pair, Parts, Place, broken_promise};
use super::said::{Said, said};

/// `actor`, `group`, `source`, … : names, gloss and clauses.
pub(super) fn declare(keyword: Keyword, parts: &mut Parts<'_>) -> Made<Said> {
    let (names, glosses) = declared(parts.place, parts.want()?);
    let Tail { clauses, qualifiers } = Tail::rest(parts)?;
    Ok(Said { kind: StatementKind::Declare(keyword, Declaration { names, glosses, clauses }), qualifiers })
}

/// `declare SORT …`: names, or a column of a table.
pub(super) fn declare_sort(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let sort = name(place, parts.want()?);
    let what = parts.want()?;
    let kind = if what.as_rule() == Rule::from_file {
        let mut inner = Parts::of(place, what);
        inner.skip(Rule::kw_from);
        let path = text(place, &inner.want()?);
        let column = inner.maybe(Rule::column).and_then(|column| headings(place, column).pop());
        StatementKind::DeclareFrom { sort, path, column }
    } else {
        let (names, glosses) = declared(place, what);
        StatementKind::DeclareSort { sort, declaration: Declaration { names, glosses, clauses: Vec::new() } }
    };
    said(parts, Vec::new(), kind)
}

/// The names that a declaration declares, and the explanation of each.
fn declared(place: Place, pair: Pair<'_>) -> (Vec<Name>, Vec<Option<Text>>) {
    let mut names = Vec::new();
    let mut glosses = Vec::new();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name | Rule::word => {
                names.push(name(place, part));
                glosses.push(None);
            }
            Rule::gloss => {
                if let Some(last) = glosses.last_mut() {
                    *last = Some(text(place, &part));
                }
            }
            _ => {}
        }
    }
    names.shrink_to_fit();
    glosses.shrink_to_fit();
    (names, glosses)
}

/// The columns that a part holds after its keyword.
pub(super) fn headings(place: Place, pair: Pair<'_>) -> Vec<Token> {
    pair.into_inner().filter(|part| part.as_rule() == Rule::heading).map(|part| token(place, &part)).collect()
}

/// `analysis`, `question`, `scenario`: one name, gloss and clauses.
pub(super) fn frame(parts: &mut Parts<'_>, kind: fn(Declaration) -> StatementKind) -> Made<Said> {
    let (name, gloss) = title(parts)?;
    let Tail { clauses, qualifiers } = Tail::rest(parts)?;
    Ok(Said { kind: kind(Declaration { names: vec![name], glosses: vec![gloss], clauses }), qualifiers })
}

/// A name with its explanation.
pub(super) fn title(parts: &mut Parts<'_>) -> Made<(Name, Option<Text>)> {
    let name = name(parts.place, parts.want()?);
    let gloss = parts.maybe(Rule::gloss).or_else(|| parts.maybe(Rule::string));
    Ok((name, gloss.map(|gloss| text(parts.place, &gloss))))
}

/// `commitment`, `promise` and `threat`, by their keyword.
pub(super) fn commitment(word: Option<Rule>, parts: &mut Parts<'_>) -> Made<Said> {
    let kind = match word {
        Some(Rule::kw_threat) => CommitmentKind::Threat,
        _ => CommitmentKind::Promise,
    };
    let place = parts.place;
    let (title, gloss) = title(parts)?;
    let each = parts.maybe(Rule::of_each).map(|pair| of_each(place, pair)).transpose()?;
    let debtor = name(place, parts.want()?);
    parts.skip(Rule::kw_to);
    let creditor = name(place, parts.want()?);
    let mut given = Vec::new();
    qualifiers(parts, &mut given)?;
    let consequent = formula(place, parts.want()?)?;
    let antecedent = parts.maybe(Rule::condition).map(|pair| condition(place, pair)).transpose()?;
    let deadline = ending(parts, &mut given)?;
    let (each, antecedent) = match each {
        Some((variable, domain)) => (Some(variable), Some(both(domain, antecedent))),
        None => (None, antecedent),
    };
    let commitment =
        Commitment { kind, name: title, gloss, debtor, creditor, each, consequent, antecedent, deadline };
    Ok(Said { kind: StatementKind::Commitment(Box::new(commitment)), qualifiers: given })
}

/// What a commitment is made for each of, and what these are.
fn of_each(place: Place, pair: Pair<'_>) -> Made<(Variable, Formula)> {
    let mut parts = Parts::of(place, pair);
    parts.skip(Rule::kw_of);
    let variable = variable(place, &parts.want()?);
    parts.skip(Rule::kw_where);
    Ok((variable, formula(place, parts.want()?)?))
}

/// What a commitment is made for each of, and its condition besides.
fn both(domain: Formula, antecedent: Option<Formula>) -> Formula {
    match antecedent {
        None => domain,
        Some(antecedent) => {
            Formula { span: antecedent.span, kind: FormulaKind::And(vec![domain, antecedent]) }
        }
    }
}

/// The last part of a commitment or a forecast: its deadline among its qualifiers.
fn ending(parts: &mut Parts<'_>, given: &mut Vec<Qualifier>) -> Made<Option<DateExpression>> {
    let mut deadline: Option<DateExpression> = None;
    while let Some(part) = parts.next() {
        if part.as_rule() == Rule::deadline {
            let date = date(parts.place, part)?;
            if let Some(first) = &deadline {
                return Err(shape::second_deadline(first.span, date.span));
            }
            deadline = Some(date);
        } else if part.as_rule() != Rule::EOI {
            given.push(super::clauses::qualifier(parts.place, part)?);
        }
    }
    Ok(deadline)
}

pub(super) fn veto(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let (title, gloss) = title(parts)?;
    let holders = names(place, parts.want()?);
    parts.skip(Rule::kw_over);
    let over = names(place, parts.want()?);
    let group = match parts.maybe(Rule::kw_of) {
        Some(_) => Some(name(place, parts.want()?)),
        None => None,
    };
    let basis = parts.maybe(Rule::basis).map(|pair| inner_name(place, pair)).transpose()?;
    let veto = Veto { name: title, gloss, holders, over, group, basis };
    said(parts, Vec::new(), StatementKind::Veto(veto))
}

pub(super) fn forecast(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let (title, gloss) = title(parts)?;
    let mut given = Vec::new();
    qualifiers(parts, &mut given)?;
    let head = head(place, parts.want()?)?;
    let body = parts.maybe(Rule::condition).map(|pair| condition(place, pair)).transpose()?;
    let due = ending(parts, &mut given)?;
    let forecast = Conditional { name: title, gloss, head, body, due };
    Ok(Said { kind: StatementKind::Forecast(Box::new(forecast)), qualifiers: given })
}

pub(super) fn hypothesis(parts: &mut Parts<'_>) -> Made<Said> {
    let (title, gloss) = title(parts)?;
    let mut given = Vec::new();
    qualifiers(parts, &mut given)?;
    let formula = formula(parts.place, parts.want()?)?;
    said(parts, given, StatementKind::Hypothesis(Hypothesis { name: title, gloss, formula }))
}

/// `indicator NAME "…" of HYPOTHESIS, expected by DATE: FORMULA, likely`
pub(super) fn indicator(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let (title, gloss) = title(parts)?;
    parts.skip(Rule::kw_of);
    let of = name(place, parts.want()?);
    let mut expected: Option<DateExpression> = None;
    let mut qualifiers = Vec::new();
    let mut said = None;
    while let Some(part) = parts.next() {
        match part.as_rule() {
            Rule::expected_by => {
                let span = place.span(&part);
                let day = date(place, part)?;
                if let Some(first) = &expected {
                    return Err(shape::said_twice(first.span, span));
                }
                expected = Some(day);
            }
            Rule::formula => said = Some(formula(place, part)?),
            Rule::colon | Rule::EOI => {}
            _ => qualifiers.push(super::clauses::qualifier(place, part)?),
        }
    }
    let formula = said.ok_or_else(|| broken_promise(parts.whole))?;
    let indicator = Indicator { name: title, gloss, of, expected, formula };
    Ok(Said { kind: StatementKind::Indicator(Box::new(indicator)), qualifiers })
}

/// `outcome NAME "…": FORMULA`
pub(super) fn outcome(parts: &mut Parts<'_>) -> Made<Said> {
    let (name, gloss) = title(parts)?;
    parts.skip(Rule::colon);
    let formula = formula(parts.place, parts.want()?)?;
    said(parts, Vec::new(), StatementKind::Outcome(Hypothesis { name, gloss, formula }))
}

pub(super) fn relation(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let name = name(place, parts.want()?);
    let template = inner_text(place, parts.want()?)?;
    let mut properties = Vec::new();
    let mut given = Vec::new();
    while let Some(part) = parts.next() {
        let span = place.span(&part);
        match property(parts, &part)? {
            Some(property) => properties.push((span, property)),
            None if part.as_rule() == Rule::EOI => {}
            None => given.push(super::clauses::qualifier(place, part)?),
        }
    }
    let relation = Relation { name, template, properties };
    Ok(Said { kind: StatementKind::Relation(relation), qualifiers: given })
}

fn property(parts: &Parts<'_>, pair: &Pair<'_>) -> Made<Option<Property>> {
    let place = parts.place;
    Ok(Some(match pair.as_rule() {
        Rule::also => Property::Also(inner_text(place, pair.clone())?),
        Rule::negated => Property::Negated(inner_text(place, pair.clone())?),
        Rule::symmetric => Property::Symmetric,
        Rule::transitive => Property::Transitive,
        Rule::irreflexive => Property::Irreflexive,
        Rule::asymmetric => Property::Asymmetric,
        Rule::functional => Property::Functional,
        Rule::may_be_undecided => Property::MayBeUndecided,
        Rule::excludes => Property::Excludes(inner_name(place, pair.clone())?),
        _ => return Ok(None),
    }))
}

pub(super) fn scale(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let (title, gloss) = title(parts)?;
    let mut entries = Vec::new();
    while let Some(part) = parts.next() {
        if part.as_rule() != Rule::scale_word {
            continue;
        }
        let span = place.span(&part);
        let mut inner = Parts::of(place, part);
        let word = words(place, &inner.want()?);
        let low = token(place, &inner.want()?);
        if inner.maybe(Rule::kw_to).is_none() {
            return Err(broken_promise(span));
        }
        entries.push((word, low, token(place, &inner.want()?)));
    }
    let scale = Scale { name: title, gloss, words: entries };
    Ok(Said { kind: StatementKind::Scale(scale), qualifiers: Vec::new() })
}
