//! Forecasts to what became of them, with a Brier score where they were resolved.
//!
//! The score of a forecast is the square of the distance between the probability that was given and what
//! happened, 1 or 0 (Brier 1950, with one term where he sums over the two outcomes). A likelihood that is
//! an interval has an interval of scores; forecasts are compared by that of its middle. **Invariant:** a
//! forecast is scored only where its condition has come about, since it speaks of nothing else.

use super::averages::{middle, rounded};
use super::tallies::{log, tallied};
use crate::model::Model;
use crate::model::resolve;
use crate::model::statement::{
    Context, Formula, FormulaKind, Kind, Literal, Stated, Statement, StatementId, SymbolId, Term, VariableId,
};
use crate::model::value::scale::Range;
use crate::model::value::{Date, Number, Value};
use crate::model::write::Variables;
use crate::reason::place::place_of;
use crate::reason::{Session, Stop};
use crate::report::{
    Basis, Brier, Forecast, ForecastOutcome, Likelihood, QuestionScore, Scores, Unscored, Width,
};
use crate::syntax::ast::{Outcome, Sign};
use crate::theory::{Evaluated, Query, Standing, Through, speakers, words};
use std::collections::{BTreeMap, BTreeSet};

/// Scores the forecasts of a model.
///
/// # Errors
/// A limit was reached.
pub fn score(session: &mut Session<'_>) -> Result<Scores, Stop> {
    let model = session.model;
    let view = session.options.view.clone();
    let heard = |source: &SymbolId| match view.through {
        Through::All => true,
        Through::Source(chosen) => *source == chosen,
        Through::Given => false,
    };
    let now = Standing::new(model, &view).as_of();
    let made: Vec<(SymbolId, StatementId, &Statement)> = model
        .statements()
        .filter_map(|(id, statement)| match statement.kind {
            Kind::Forecast(symbol) if model.is_current(id, symbol, now) => Some((symbol, id, statement)),
            _ => None,
        })
        .filter(|(.., statement)| speakers(model, statement).iter().any(heard))
        .collect();
    // The first queries are for the days by which forecasts fall due and for those that came late; then come two for
    // each condition.
    let about_days = due_query(model).zip(late_query(model));
    let asks_due = about_days.is_some();
    let mut queries: Vec<Query> = about_days.into_iter().flat_map(|(due, late)| [due, late]).collect();
    let mut conditions: Vec<Option<(usize, Option<usize>)>> = Vec::new();
    for (.., statement) in &made {
        conditions.push(statement.body.as_ref().map(|body| {
            let met = queries.len();
            queries.push(Query { formula: body.clone(), variables: statement.variables.clone() });
            let failed = resolve::dual(body).map(|formula| {
                queries.push(Query { formula, variables: statement.variables.clone() });
                queries.len() - 1
            });
            (met, failed)
        }));
    }
    let evaluated = session.look(&view, None, &queries)?.evaluated;
    let due = if asks_due { due_days(&evaluated) } else { BTreeMap::new() };
    let late = if asks_due { late_ones(&evaluated) } else { BTreeSet::new() };
    let answered = |query: usize| {
        evaluated.query(query).is_some_and(|(relation, _)| evaluated.database.rows(relation).next().is_some())
    };
    let mut forecasts = Vec::new();
    for ((symbol, id, statement), condition) in made.iter().zip(&conditions) {
        let range = stated(statement);
        let resolved = model.resolved(*symbol);
        let barred = match condition {
            _ if statement.context != Context::Base => Some(Unscored::InScenario),
            _ if resolved.is_some_and(|known| known.outcome == Outcome::Void) => Some(Unscored::Void),
            Some((met, _)) if answered(*met) => None,
            Some((_, Some(failed))) if answered(*failed) => Some(Unscored::ConditionFailed),
            Some(_) => Some(Unscored::ConditionUnknown),
            None => None,
        };
        let barred = barred.or(late.contains(symbol).then_some(Unscored::Late));
        let mut held = Vec::new();
        let fate = match (resolved, barred, &range) {
            (None, ..) => {
                let overdue = due.get(symbol).zip(model.as_of()).is_some_and(|(day, now)| day.before(now));
                if overdue { ForecastOutcome::Overdue } else { ForecastOutcome::Open }
            }
            (Some(_), Some(why), _) => ForecastOutcome::Unscored { why },
            (Some(_), None, None) => ForecastOutcome::Unscored { why: Unscored::NoProbability },
            (Some(resolved), None, Some(range)) => {
                let end = resolved.on.as_ref().map(|on| on.date).or_else(|| due.get(symbol).copied());
                let standing = end.map(|end| revisions(model, (*symbol, *id), end)).unwrap_or_default();
                held = standing.iter().map(|(range, days)| (middle(range), *days)).collect();
                let brier = match standing.as_slice() {
                    [] | [_] => brier(range, resolved.outcome),
                    several => over_time(several, resolved.outcome),
                };
                match resolved.outcome {
                    Outcome::True => ForecastOutcome::True { brier },
                    // What is void is barred above.
                    Outcome::False | Outcome::Void => ForecastOutcome::False { brier },
                }
            }
        };
        let scored_range = range.clone();
        let revised = model.revised(*id, *symbol).count().saturating_sub(1);
        forecasts.push(Forecast {
            name: model.name(*symbol).to_owned(),
            sentence: statement
                .heads
                .iter()
                .map(|head| model.write(head, Variables::Named(&statement.variables)))
                .collect::<Vec<_>>()
                .join(" and "),
            condition: statement
                .body
                .as_ref()
                .map(|body| words(model, body, &statement.variables, &|_| None)),
            sources: speakers(model, statement).into_iter().map(|s| model.name(s).to_owned()).collect(),
            likelihood: range.map(|range| {
                let words = model.frame.scale.words_for(&range);
                Likelihood {
                    range,
                    words,
                    believed: 0,
                    sides: Vec::new(),
                    width: Width::Tightest,
                    tied: Vec::new(),
                    basis: Basis::AnyDistribution,
                    forecasts: Vec::new(),
                    ahead: None,
                }
            }),
            due: due.get(symbol).map(Date::to_string),
            revised,
            held,
            log: match (&fate, &scored_range) {
                (ForecastOutcome::True { .. }, Some(range)) => log(range, true),
                (ForecastOutcome::False { .. }, Some(range)) => log(range, false),
                _ => None,
            },
            settled: resolved.and_then(|resolved| resolved.on.as_ref()).map(|on| on.words.to_string()),
            fate,
            place: place_of(model, statement.span),
        });
    }
    let as_of = model.frame.as_of.as_ref().map(|dated| dated.words.to_string());
    let told: BTreeSet<&str> = made
        .iter()
        .flat_map(|(.., statement)| speakers(model, statement))
        .filter(heard)
        .map(|source| model.name(source))
        .collect();
    let questions = questions(model, now, &heard);
    Ok(Scores { questions, ..tallied(as_of, forecasts, &|source| told.contains(source)) })
}

/// *?f falls due on ?day*
fn due_query(model: &Model) -> Option<Query> {
    let relation = model.known.falls_due?;
    let span = model.relation(relation)?.span;
    let terms = vec![Term::Variable(VariableId(0)), Term::Variable(VariableId(1))];
    let literal = Literal { span, sign: Sign::Positive, relation, terms, on: None };
    let formula = Formula { span, kind: FormulaKind::Literal(literal) };
    Some(Query { formula, variables: vec!["f".into(), "day".into()] })
}

/// *?f came true too late*
fn late_query(model: &Model) -> Option<Query> {
    let relation = model.known.came_late?;
    let span = model.relation(relation)?.span;
    let terms = vec![Term::Variable(VariableId(0))];
    let literal = Literal { span, sign: Sign::Positive, relation, terms, on: None };
    let formula = Formula { span, kind: FormulaKind::Literal(literal) };
    Some(Query { formula, variables: vec!["f".into()] })
}

/// The answers to that.
fn late_ones(evaluated: &Evaluated) -> BTreeSet<SymbolId> {
    let Some((relation, _)) = evaluated.query(1) else { return BTreeSet::new() };
    let rows = evaluated.database.rows(relation);
    rows.filter_map(|(_, row)| match evaluated.values.back(*row.first()?)? {
        Term::Symbol(forecast) => Some(forecast),
        Term::Value(_) | Term::Variable(_) => None,
    })
    .collect()
}

/// The answers to the first query; the earliest day of each forecast.
fn due_days(evaluated: &Evaluated) -> BTreeMap<SymbolId, Date> {
    let mut found: BTreeMap<SymbolId, Date> = BTreeMap::new();
    let Some((relation, _)) = evaluated.query(0) else { return found };
    for (_, row) in evaluated.database.rows(relation) {
        let terms: Option<Vec<Term>> = row.iter().map(|one| evaluated.values.back(*one)).collect();
        if let Some([Term::Symbol(forecast), Term::Value(Value::Date(day))]) = terms.as_deref() {
            let known = found.entry(*forecast).or_insert(*day);
            if day.before(*known) {
                *known = *day;
            }
        }
    }
    found
}

/// The probability that a forecast gives; what is said flatly is taken at its word.
fn stated(statement: &Statement) -> Option<Range> {
    match statement.attribution.likelihood.as_ref().map(|hedge| &hedge.stated) {
        Some(Stated::Range(range)) => Some(range.clone()),
        Some(Stated::Possible) => None,
        None => Range::new(Number::ONE, Number::ONE).ok(),
    }
}

/// The scores of an interval of probability.
fn brier(range: &Range, outcome: Outcome) -> Brier {
    let happened = match outcome {
        Outcome::True => Number::ONE,
        Outcome::False | Outcome::Void => Number::ZERO,
    };
    let score = |probability: &Number| {
        let exact = probability.subtract(&happened).and_then(|off| off.multiply(&off));
        exact.unwrap_or_else(|| rounded((probability.to_f64() - happened.to_f64()).powi(2)))
    };
    let (low, high) = (score(range.low()), score(range.high()));
    let (best, worst) = if low <= high { (low, high) } else { (high, low) };
    Brier { best, middle: score(&middle(range)), worst }
}

/// The likelihoods of a forecast that was revised, each with the days for which it stood until an end.
fn revisions(model: &Model, (forecast, id): (SymbolId, StatementId), end: Date) -> Vec<(Range, u64)> {
    let all: Vec<_> = model.revised(id, forecast).collect();
    let starts = all.iter().map(|(on, _)| on.date.first());
    let ends = starts.clone().skip(1).chain([end.first()]);
    let mut found = Vec::new();
    for ((from, to), (_, id)) in starts.zip(ends).zip(&all) {
        let days = from.until(to.min(end.first())).map_or(0, |span| i64::from(span.get_days()));
        let range = model.statement(*id).and_then(stated);
        if let (Some(range), Ok(days @ 1..)) = (range, u64::try_from(days)) {
            found.push((range, days));
        }
    }
    found
}

/// The mean of the scores of a forecast over the days on which each of its likelihoods stood.
fn over_time(standing: &[(Range, u64)], outcome: Outcome) -> Brier {
    let each: Vec<(Brier, u64)> =
        standing.iter().map(|(range, days)| (brier(range, outcome), *days)).collect();
    let all = Number::from(each.iter().map(|(_, days)| *days).sum::<u64>());
    let part = |of: fn(&Brier) -> &Number| {
        let weighed = each
            .iter()
            .try_fold(Number::ZERO, |sum, (brier, days)| sum.add(&of(brier).multiply(&Number::from(*days))?));
        weighed.and_then(|sum| sum.divide(&all)).unwrap_or(Number::ONE)
    };
    Brier { best: part(|one| &one.best), middle: part(|one| &one.middle), worst: part(|one| &one.worst) }
}

/// The questions that were resolved, with the score of each source that said of every answer how likely it is.
fn questions(model: &Model, now: Option<Date>, heard: &dyn Fn(&SymbolId) -> bool) -> Vec<QuestionScore> {
    let mut found = Vec::new();
    for question in &model.questions {
        let Some(answered) = model.answered.get(&question.symbol) else { continue };
        let later = answered.on.as_ref().zip(now).is_some_and(|(on, now)| now.before(on.date));
        if later || !question.exclusive {
            continue;
        }
        let mut by_source: BTreeMap<SymbolId, Vec<(bool, Number)>> = BTreeMap::new();
        for symbol in &question.hypotheses {
            let Some(hypothesis) = model.hypotheses.get(symbol) else { continue };
            let said = &hypothesis.attribution;
            let Some(Stated::Range(range)) = said.likelihood.as_ref().map(|hedge| &hedge.stated) else {
                continue;
            };
            let speakers = if said.sources.is_empty() { vec![model.analyst] } else { said.sources.clone() };
            for source in speakers.into_iter().filter(heard) {
                by_source.entry(source).or_default().push((*symbol == answered.answer, middle(range)));
            }
        }
        for (source, said) in by_source {
            if said.len() != question.hypotheses.len() {
                continue;
            }
            let square = |(right, said): &(bool, Number)| {
                let happened = if *right { Number::ONE } else { Number::ZERO };
                let off = said.subtract(&happened)?;
                off.multiply(&off)
            };
            let brier = said.iter().try_fold(Number::ZERO, |sum, one| sum.add(&square(one)?));
            let given = said.iter().find(|(right, _)| *right).map_or(0.0, |(_, said)| said.to_f64());
            let Some(brier) = brier else { continue };
            found.push(QuestionScore {
                question: model.name(question.symbol).to_owned(),
                answer: model.name(answered.answer).to_owned(),
                source: model.name(source).to_owned(),
                outcomes: said.len(),
                brier,
                log: (given > 0.0).then(|| rounded(-given.log2())),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_has_an_interval_of_scores() {
        let range = |low: &str, high: &str| {
            Range::new(Number::parse(low).unwrap(), Number::parse(high).unwrap()).unwrap()
        };
        let shown = |range: &Range, outcome| {
            let Brier { best, middle, worst } = brier(range, outcome);
            format!("{best} {middle} {worst}")
        };
        assert_eq!(shown(&range("80%", "95%"), Outcome::True), "0.0025 0.015625 0.04");
        assert_eq!(shown(&range("80%", "95%"), Outcome::False), "0.64 0.765625 0.9025");
        assert_eq!(shown(&range("0.7", "0.7"), Outcome::True), "0.09 0.09 0.09");
        let long = format!("0.{}", "7".repeat(1200));
        assert_eq!(
            shown(&range(&long, &long), Outcome::True),
            "0.049382716049383 0.049382716049383 0.049382716049383"
        );
    }
}
