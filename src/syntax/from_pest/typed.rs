//! What is typed on the command line or in a session: questions and literals.

use super::super::ast::{Literal, Query, QueryKind};
use super::super::message;
use super::formulas::{formula, given, literal};
use super::grammar::{Grammar, Rule};
use super::parts::{Made, Pair, Parts, Place};
use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use pest::Parser;

/// Reads a question; the final mark may be missing.
pub(in super::super) fn typed_query(text: &str, file: FileId, base: u32) -> Result<Query, Diagnostic> {
    let place = Place { file, base };
    let mut pairs = Grammar::parse(Rule::query, text)
        .map_err(|error| message::syntax(&error, Rule::query, text, file, base))?;
    let asked = pairs
        .next()
        .and_then(|pair| pair.into_inner().next())
        .ok_or_else(|| *super::parts::broken_promise(place.range(0, text.len())))?;
    let kind = query(place, asked).map_err(|fault| *fault)?;
    Ok(Query { span: place.range(0, text.len()), kind })
}

fn query(place: Place, pair: Pair<'_>) -> Made<QueryKind> {
    let rule = pair.as_rule();
    let mut parts = Parts::of(place, pair);
    if rule == Rule::find {
        return Ok(QueryKind::Find(formula(place, parts.want()?)?));
    }
    // The question words.
    parts.next();
    Ok(match rule {
        Rule::why => QueryKind::Why(formula(place, parts.want()?)?),
        Rule::why_not => QueryKind::WhyNot(formula(place, parts.want()?)?),
        Rule::why_false => QueryKind::WhyFalse(formula(place, parts.want()?)?),
        Rule::what_would_it_take => {
            parts.skip(Rule::colon);
            QueryKind::WhatWouldItTake(literal(place, parts.want()?)?)
        }
        Rule::what_if => {
            let mut literals = Vec::new();
            while let Some(part) = parts.next() {
                literals.push(literal(place, part)?);
            }
            QueryKind::WhatIf(literals)
        }
        _ => {
            let asked = formula(place, parts.want()?)?;
            match parts.maybe(Rule::given).map(|pair| given(place, pair)).transpose()? {
                Some(condition) => QueryKind::HowLikely(asked.with_absence(), Some(condition)),
                None => QueryKind::HowLikely(asked, None),
            }
        }
    })
}

/// Reads a literal.
pub(in super::super) fn typed_literal(text: &str, file: FileId, base: u32) -> Result<Literal, Diagnostic> {
    let place = Place { file, base };
    let mut pairs = Grammar::parse(Rule::typed_literal, text)
        .map_err(|error| message::syntax(&error, Rule::typed_literal, text, file, base))?;
    let pair = pairs
        .next()
        .and_then(|pair| pair.into_inner().next())
        .ok_or_else(|| *super::parts::broken_promise(place.range(0, text.len())))?;
    literal(place, pair).map_err(|fault| *fault)
}
