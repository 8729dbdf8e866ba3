//! Matrices of evidence against hypotheses: `matrix for …`, its items, and `ratings`.

use super::super::ast::{Qualifier, QualifierKind, Rated, Rating, RatingWord, StatementKind};
use super::super::message::shape;
use super::clauses::qualifier;
use super::grammar::Rule;
use super::names::{inner_name, name, names, text, token, words};
use super::parts::{Made, Pair, Parts, Place};
use super::said::{Said, said};

/// `matrix for QUESTION`
pub(super) fn matrix(parts: &mut Parts<'_>) -> Made<Said> {
    parts.skip(Rule::kw_for);
    let question = name(parts.place, parts.want()?);
    said(parts, Vec::new(), StatementKind::Matrix(question))
}

/// `"TEXT": CC, N, II, credibility high`
pub(super) fn rated(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let text = text(place, &parts.want()?);
    parts.skip(Rule::colon);
    let mut rated = Rated { text, ratings: Vec::new(), credibility: None, relevance: None };
    while let Some(pair) = parts.maybe(Rule::rating) {
        rated.ratings.push(rating(place, pair)?);
    }
    let mut qualifiers = Vec::new();
    while let Some(part) = parts.next() {
        match part.as_rule() {
            Rule::weighed_by => {
                let span = place.span(&part);
                let relevance = part.as_str().starts_with("relevance");
                let kept = if relevance { &mut rated.relevance } else { &mut rated.credibility };
                if let Some(first) = kept {
                    return Err(shape::said_twice(first.span, span));
                }
                *kept = Some(inner_name(place, part)?);
            }
            Rule::EOI => {}
            _ => qualifiers.push(qualifier(place, part)?),
        }
    }
    Ok(Said { kind: StatementKind::Rated(rated), qualifiers })
}

fn rating(place: Place, pair: Pair<'_>) -> Made<Rating> {
    let mut parts = Parts::of(place, pair);
    let mark = name(place, parts.want()?);
    parts.skip(Rule::kw_for);
    let hypotheses = parts.next().map(|list| names(place, list)).unwrap_or_default();
    Ok(Rating { mark, hypotheses })
}

/// `ratings "FILE" for QUESTION` and `ratings scale: …`
pub(super) fn ratings(parts: &mut Parts<'_>) -> Made<Said> {
    let place = parts.place;
    let first = parts.want()?;
    if first.as_rule() == Rule::rating_scale {
        let entries = first.into_inner().filter(|part| part.as_rule() == Rule::rating_word);
        let entries = entries.map(|part| rating_word(place, part)).collect::<Made<_>>()?;
        return said(parts, Vec::new(), StatementKind::RatingScale(entries));
    }
    let path = text(place, &first);
    parts.skip(Rule::kw_for);
    let question = name(place, parts.want()?);
    said(parts, Vec::new(), StatementKind::Ratings { path, question })
}

fn rating_word(place: Place, pair: Pair<'_>) -> Made<RatingWord> {
    let mut parts = Parts::of(place, pair);
    let mark = name(place, parts.want()?);
    let first = parts.want()?;
    let span = place.span(&first);
    let likely = if first.as_rule() == Rule::words {
        Qualifier { span, kind: QualifierKind::Likely(words(place, &first)) }
    } else {
        let low = token(place, &first);
        parts.skip(Rule::kw_to);
        match parts.next() {
            Some(last) => Qualifier {
                span: span.to(place.span(&last)),
                kind: QualifierKind::Probability(low, token(place, &last)),
            },
            None => Qualifier { span, kind: QualifierKind::Probability(low.clone(), low) },
        }
    };
    Ok(RatingWord { mark, likely })
}
