//! Clauses of declarations, and qualifiers.

use super::super::ast::{Clause, ClauseKind, Qualifier, QualifierKind};
use super::formulas::formula;
use super::grammar::Rule;
use super::names::{date, inner_name, inner_names, inner_text, name, names, token, words};
use super::parts::{Made, Pair, Parts, Place};

/// What stands after the name of a declaration.
#[derive(Default)]
pub(super) struct Tail {
    pub(super) clauses: Vec<Clause>,
    pub(super) qualifiers: Vec<Qualifier>,
}

impl Tail {
    /// Takes all the parts that are left.
    pub(super) fn rest(parts: &mut Parts<'_>) -> Made<Tail> {
        let mut tail = Tail::default();
        while let Some(part) = parts.next() {
            tail.take(parts.place, part)?;
        }
        tail.clauses.shrink_to_fit();
        Ok(tail)
    }

    fn take(&mut self, place: Place, pair: Pair<'_>) -> Made<()> {
        let span = place.span(&pair);
        if is_qualifier(pair.as_rule()) {
            self.qualifiers.push(qualifier(place, pair)?);
        } else if let Some(kind) = clause(place, pair)? {
            self.clauses.push(Clause { span, kind });
        }
        Ok(())
    }
}

/// Takes the qualifiers that come next.
pub(super) fn qualifiers(parts: &mut Parts<'_>, into: &mut Vec<Qualifier>) -> Made<()> {
    while let Some(part) = parts.next() {
        if is_qualifier(part.as_rule()) {
            into.push(qualifier(parts.place, part)?);
        } else {
            break;
        }
    }
    Ok(())
}

fn is_qualifier(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::according_to
            | Rule::confidence
            | Rule::since
            | Rule::until
            | Rule::on
            | Rule::key
            | Rule::because
            | Rule::quoting
            | Rule::severity
            | Rule::folded
            | Rule::between
            | Rule::percent
            | Rule::likely
    )
}

pub(super) fn qualifier(place: Place, pair: Pair<'_>) -> Made<Qualifier> {
    let span = place.span(&pair);
    let kind = match pair.as_rule() {
        Rule::according_to => QualifierKind::AccordingTo(inner_names(place, pair)?),
        Rule::confidence => QualifierKind::Confidence(inner_name(place, pair)?),
        Rule::since => QualifierKind::Since(date(place, pair)?),
        Rule::until => QualifierKind::Until(date(place, pair)?),
        Rule::on => QualifierKind::On(date(place, pair)?),
        Rule::key => QualifierKind::Key,
        Rule::because => QualifierKind::Because(inner_text(place, pair)?),
        Rule::quoting => QualifierKind::Quoting(inner_text(place, pair)?),
        Rule::severity => QualifierKind::Severity(inner_name(place, pair)?),
        Rule::folded => QualifierKind::Folded,
        Rule::between => {
            let mut ends = pair.into_inner().filter(|part| part.as_rule() == Rule::number);
            match (ends.next(), ends.next()) {
                (Some(low), Some(high)) => {
                    QualifierKind::Probability(token(place, &low), token(place, &high))
                }
                _ => return Err(super::parts::broken_promise(span)),
            }
        }
        Rule::percent => {
            let number = token(place, &pair);
            QualifierKind::Probability(number.clone(), number)
        }
        _ => QualifierKind::Likely(words(place, &pair)),
    };
    Ok(Qualifier { span, kind })
}

fn clause(place: Place, pair: Pair<'_>) -> Made<Option<ClauseKind>> {
    Ok(Some(match pair.as_rule() {
        Rule::is_clause => ClauseKind::Is(inner_names(place, pair)?),
        Rule::aka => ClauseKind::Aka(inner_names(place, pair)?),
        Rule::speaks_for => ClauseKind::SpeaksFor(inner_names(place, pair)?),
        Rule::belongs_to => ClauseKind::BelongsTo(inner_names(place, pair)?),
        Rule::of_clause => ClauseKind::Of(inner_names(place, pair)?),
        Rule::graded => ClauseKind::Graded(inner_name(place, pair)?),
        Rule::dated => ClauseKind::Dated(date(place, pair)?),
        Rule::for_clause => ClauseKind::For(inner_names(place, pair)?),
        Rule::via => ClauseKind::Via(inner_names(place, pair)?),
        Rule::text_file => ClauseKind::TextFile(inner_text(place, pair)?),
        Rule::priority => {
            let mut parts = Parts::of(place, pair);
            parts.skip(Rule::kw_priority);
            ClauseKind::Priority(token(place, &parts.want()?))
        }
        Rule::serves => ClauseKind::Serves(inner_names(place, pair)?),
        Rule::harms => ClauseKind::Harms(inner_names(place, pair)?),
        Rule::conflicts_with => ClauseKind::ConflictsWith(inner_names(place, pair)?),
        Rule::requires => ClauseKind::Requires(inner_names(place, pair)?),
        Rule::uses => ClauseKind::Uses(inner_names(place, pair)?),
        Rule::achieved_if => ClauseKind::AchievedIf(after_keyword(place, pair)?),
        Rule::fails_if => ClauseKind::FailsIf(after_keyword(place, pair)?),
        Rule::by_clause => ClauseKind::By(inner_names(place, pair)?),
        Rule::under => ClauseKind::Under(inner_names(place, pair)?),
        Rule::taken => ClauseKind::Taken(date(place, pair)?),
        Rule::on_clause => ClauseKind::On(date(place, pair)?),
        Rule::equals => {
            let mut parts = Parts::of(place, pair);
            let number = token(place, &parts.want()?);
            ClauseKind::Equals { number, unit: name(place, parts.want()?) }
        }
        Rule::below => ClauseKind::Below(inner_name(place, pair)?),
        Rule::as_of | Rule::from_day => ClauseKind::AsOf(date(place, pair)?),
        Rule::scale_clause => ClauseKind::Scale(inner_name(place, pair)?),
        Rule::without => {
            let relations = pair.clone().into_inner().any(|part| part.as_rule() == Rule::kw_relation);
            let names = names(place, pair);
            if relations { ClauseKind::WithoutRelation(names) } else { ClauseKind::Without(names) }
        }
        Rule::likely_enough => ClauseKind::LikelyEnough(inner_name(place, pair)?),
        Rule::independent => ClauseKind::Independent,
        Rule::in_hindsight => ClauseKind::InHindsight,
        Rule::closed => ClauseKind::Closed,
        Rule::open => ClauseKind::Open,
        Rule::not_exclusive => ClauseKind::NotExclusive,
        Rule::over_clause => ClauseKind::Over(inner_names(place, pair)?),
        Rule::from_scenario => ClauseKind::From(inner_name(place, pair)?),
        Rule::irreversible => ClauseKind::Irreversible,
        Rule::unrepeatable => ClauseKind::Unrepeatable,
        Rule::extends => ClauseKind::Extends(inner_name(place, pair)?),
        _ => return Ok(None),
    }))
}

fn after_keyword(place: Place, pair: Pair<'_>) -> Made<super::super::ast::Formula> {
    let mut parts = Parts::of(place, pair);
    let mut part = parts.want()?;
    if part.as_rule() != Rule::formula {
        part = parts.want()?;
    }
    formula(place, part)
}
