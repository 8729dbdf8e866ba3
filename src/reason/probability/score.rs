//! Forecasts that were resolved to Brier scores, by those who made them.
//!
//! The score of a forecast is the square of the distance between the probability that was given and what
//! happened, 1 or 0 (Brier 1950, with one term where he sums over the two outcomes). A likelihood that is
//! an interval has an interval of scores; forecasts are compared by that of its middle. **Invariant:** a
//! forecast is scored only where its condition has come about, since it speaks of nothing else.

use crate::model::Model;
use crate::model::resolve;
use crate::model::statement::{
    Context, Formula, FormulaKind, Kind, Literal, Stated, Statement, SymbolId, Term, VariableId,
};
use crate::model::value::scale::Range;
use crate::model::value::{Date, Number, Value};
use crate::model::write::Variables;
use crate::reason::place::place_of;
use crate::reason::{Session, Stop};
use crate::report::{
    Basis, Brier, Forecast, ForecastOutcome, Likelihood, Scores, SourceScore, Unscored, Width,
};
use crate::syntax::ast::{Outcome, Sign};
use crate::theory::{Evaluated, Query, Through, speakers, words};
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
    let made: Vec<(SymbolId, &Statement)> = model
        .statements()
        .filter_map(|(_, statement)| match statement.kind {
            Kind::Forecast(symbol) => Some((symbol, statement)),
            _ => None,
        })
        .filter(|(_, statement)| speakers(model, statement).iter().any(heard))
        .collect();
    // The first queries are for the days by which forecasts fall due and for those that came late; then come two for
    // each condition.
    let about_days = due_query(model).zip(late_query(model));
    let asks_due = about_days.is_some();
    let mut queries: Vec<Query> = about_days.into_iter().flat_map(|(due, late)| [due, late]).collect();
    let mut conditions: Vec<Option<(usize, Option<usize>)>> = Vec::new();
    for (_, statement) in &made {
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
    let mut tallies: BTreeMap<SymbolId, Tally> = BTreeMap::new();
    for ((symbol, statement), condition) in made.iter().zip(&conditions) {
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
        let fate = match (resolved, barred, &range) {
            (None, ..) => {
                let overdue = due.get(symbol).zip(model.as_of()).is_some_and(|(day, now)| day.before(now));
                if overdue { ForecastOutcome::Overdue } else { ForecastOutcome::Open }
            }
            (Some(_), Some(why), _) => ForecastOutcome::Unscored { why },
            (Some(_), None, None) => ForecastOutcome::Unscored { why: Unscored::NoProbability },
            (Some(resolved), None, Some(range)) => {
                let brier = brier(range, resolved.outcome);
                for source in speakers(model, statement).into_iter().filter(heard) {
                    tallies.entry(source).or_default().add(range, resolved.outcome, &brier);
                }
                match resolved.outcome {
                    Outcome::True => ForecastOutcome::True { brier },
                    // What is void is barred above.
                    Outcome::False | Outcome::Void => ForecastOutcome::False { brier },
                }
            }
        };
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
                    basis: Basis::AnyDistribution,
                    forecasts: Vec::new(),
                    ahead: None,
                }
            }),
            due: due.get(symbol).map(Date::to_string),
            settled: resolved.and_then(|resolved| resolved.on.as_ref()).map(|on| on.words.to_string()),
            fate,
            place: place_of(model, statement.span),
        });
    }
    let mut sources: Vec<SourceScore> =
        tallies.into_iter().map(|(source, tally)| tally.mean(model.name(source))).collect();
    sources.sort_by(|one, other| {
        (&one.brier.middle, &one.brier.worst).cmp(&(&other.brier.middle, &other.brier.worst))
    });
    let as_of = model.frame.as_of.as_ref().map(|dated| dated.words.to_string());
    Ok(Scores { as_of, sources, forecasts })
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

fn middle(range: &Range) -> Number {
    mean(&[range.low().clone(), range.high().clone()])
}

fn mean(all: &[Number]) -> Number {
    let sum = all.iter().try_fold(Number::ZERO, |sum, one| sum.add(one));
    let count = Number::from(all.len() as u64);
    let exact = sum.and_then(|sum| sum.divide(&count));
    exact.unwrap_or_else(|| rounded(all.iter().map(Number::to_f64).sum::<f64>() / count.to_f64()))
}

/// A number where the exact one would be longer than numbers are kept.
fn rounded(value: f64) -> Number {
    Number::parse(&format!("{value:.15}")).unwrap_or(Number::ZERO)
}

/// The scores of one source.
#[derive(Default)]
struct Tally {
    best: Vec<Number>,
    middle: Vec<Number>,
    worst: Vec<Number>,
    said: Vec<Number>,
    true_ones: usize,
}

impl Tally {
    fn add(&mut self, range: &Range, outcome: Outcome, brier: &Brier) {
        self.best.push(brier.best.clone());
        self.middle.push(brier.middle.clone());
        self.worst.push(brier.worst.clone());
        self.said.push(middle(range));
        self.true_ones += match outcome {
            Outcome::True => 1,
            Outcome::False | Outcome::Void => 0,
        };
    }

    fn mean(&self, source: &str) -> SourceScore {
        SourceScore {
            source: source.to_owned(),
            scored: self.said.len(),
            true_ones: self.true_ones,
            brier: Brier { best: mean(&self.best), middle: mean(&self.middle), worst: mean(&self.worst) },
            said: mean(&self.said),
        }
    }
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
