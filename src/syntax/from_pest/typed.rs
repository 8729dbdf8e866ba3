//! What is typed on the command line or in a session: questions and literals.

use super::super::ast::{Literal, Query, QueryKind, Sentence};
use super::super::message;
use super::super::token::tokens;
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
                match (part.as_rule(), literals.last_mut()) {
                    (Rule::on, Some(last)) => dated(place, last, &part),
                    _ => literals.push(literal(place, part)?),
                }
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
    let mut inner = pairs.next().into_iter().flat_map(pest::iterators::Pair::into_inner);
    let pair = inner.next().ok_or_else(|| *super::parts::broken_promise(place.range(0, text.len())))?;
    let mut made = literal(place, pair).map_err(|fault| *fault)?;
    if let Some(day) = inner.next().filter(|pair| pair.as_rule() == Rule::on) {
        dated(place, &mut made, &day);
    }
    Ok(made)
}

/// Puts the day of `…, on DATE` into the sentence, as in `… on DATE`: nothing else may qualify what is typed.
fn dated(place: Place, literal: &mut Literal, day: &Pair<'_>) {
    let span = place.span(day);
    if let Sentence::Words(words) = &mut literal.sentence {
        words.extend(tokens(day.as_str(), span.file, span.start));
    }
}
