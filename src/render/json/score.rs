//! Forecasts and their scores, as nested objects.

use super::shapes::{Likelihood, Place};
use crate::report::{self, Fate, Unscored};
use crate::source::SourceMap;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Scores<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'a str>,
    sources: Vec<SourceScore<'a>>,
    forecasts: Vec<Forecast<'a>>,
}

#[derive(Serialize)]
struct SourceScore<'a> {
    source: &'a str,
    scored: usize,
    came_true: usize,
    said: f64,
    brier: Brier,
}

#[derive(Serialize)]
struct Brier {
    best: f64,
    middle: f64,
    worst: f64,
}

#[derive(Serialize)]
struct Forecast<'a> {
    name: &'a str,
    sentence: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<&'a str>,
    sources: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    likelihood: Option<Likelihood<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settled: Option<&'a str>,
    fate: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    brier: Option<Brier>,
    #[serde(flatten)]
    place: Option<Place<'a>>,
}

impl Brier {
    fn new(brier: &report::Brier) -> Self {
        Brier { best: brier.best.to_f64(), middle: brier.middle.to_f64(), worst: brier.worst.to_f64() }
    }
}

impl<'a> Scores<'a> {
    pub(super) fn new(scores: &'a report::Scores, sources: &'a SourceMap) -> Self {
        let source = |one: &'a report::SourceScore| SourceScore {
            source: &one.source,
            scored: one.scored,
            came_true: one.true_ones,
            said: one.said.to_f64(),
            brier: Brier::new(&one.brier),
        };
        Scores {
            as_of: scores.as_of.as_deref(),
            sources: scores.sources.iter().map(source).collect(),
            forecasts: scores.forecasts.iter().map(|one| Forecast::new(one, sources)).collect(),
        }
    }
}

impl<'a> Forecast<'a> {
    fn new(one: &'a report::Forecast, sources: &'a SourceMap) -> Self {
        let (fate, why, brier) = match &one.fate {
            Fate::True(brier) => ("true", None, Some(Brier::new(brier))),
            Fate::False(brier) => ("false", None, Some(Brier::new(brier))),
            Fate::Unscored(why) => ("unscored", Some(why_not(*why)), None),
            Fate::Open => ("open", None, None),
            Fate::Overdue => ("overdue", None, None),
        };
        Forecast {
            name: &one.name,
            sentence: &one.sentence,
            condition: one.condition.as_deref(),
            sources: &one.sources,
            likelihood: one.likelihood.as_ref().map(Likelihood::new),
            due: one.due.as_deref(),
            settled: one.settled.as_deref(),
            fate,
            why,
            brier,
            place: Place::new(one.place, sources),
        }
    }
}

fn why_not(why: Unscored) -> &'static str {
    match why {
        Unscored::ConditionFailed => "the condition did not come about",
        Unscored::ConditionUnknown => "nobody has shown that the condition came about",
        Unscored::NoProbability => "no probability was given",
        Unscored::InScenario => "it is made in a scenario",
    }
}
