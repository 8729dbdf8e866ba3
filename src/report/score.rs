//! How well forecasts fared: each with its fate, and the mean scores of those who made them.

use super::likelihood::Likelihood;
use super::place::Place;
use crate::model::value::Number;
use crate::model::value::scale::Range;
use schemars::JsonSchema;
use serde::Serialize;

/// The forecasts of an analysis, judged.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Scores {
    /// The date for which the analysis is made, as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Those who made forecasts of which some are scored, the best first.
    pub sources: Vec<SourceScore>,
    /// What the mean score of all consists of, where more than one is scored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub murphy: Option<Murphy>,
    /// How often what was said in each word of the scale came true, the least likely first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calibration: Vec<Calibration>,
    /// The scores by the year in which forecasts were resolved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<YearScore>,
    /// The questions that were resolved, by those who said how likely each answer is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionScore>,
    /// The forecasts, in the order in which they are made.
    pub forecasts: Vec<Forecast>,
}

/// A squared error of a probability that is known to lie in an interval: 0 is perfect, 1 the worst.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Brier {
    /// With the probability of the interval that comes nearest to what happened.
    pub best: Number,
    /// With the one in the middle.
    pub middle: Number,
    /// With the one farthest from what happened.
    pub worst: Number,
}

/// The parts of a mean Brier score (Murphy 1973): it is reliability less resolution plus uncertainty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Murphy {
    /// How many forecasts are scored.
    pub scored: usize,
    /// The mean score, with the middle of what was said.
    pub brier: Number,
    /// How far what was said lies from how often it came true: 0 is best.
    pub reliability: Number,
    /// How far forecasts told apart what came true from what did not: the more the better.
    pub resolution: Number,
    /// How hard the questions were: the score of always saying how often things came true.
    pub uncertainty: Number,
    /// The mean logarithmic score in bits: 0 is perfect, 1 is that of always saying 50 %. `None` where it is without
    /// bound, since what was called certain did not happen.
    pub log: Option<Number>,
}

/// How often what was said in one word came true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Calibration {
    /// The word of the scale.
    pub words: String,
    /// What was stated, from the least to the greatest.
    pub stated: Range,
    /// How many forecasts are scored.
    pub scored: usize,
    /// How many came true.
    #[serde(rename = "came_true")]
    pub true_ones: usize,
    /// That as a share.
    pub frequency: Number,
    /// Between which frequencies the count leaves it open, at 95 % (Clopper and Pearson 1934).
    pub allowed: Range,
}

/// How somebody did on a question of several answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QuestionScore {
    /// The question.
    pub question: String,
    /// The right answer.
    pub answer: String,
    /// Who said how likely each answer is.
    pub source: String,
    /// How many answers there are.
    pub outcomes: usize,
    /// The sum over all answers of the square of what was said less what happened (Brier 1950): 0 is perfect, 2 the
    /// worst.
    pub brier: Number,
    /// The logarithmic score in bits; `None` where it is without bound.
    pub log: Option<Number>,
}

/// The scores of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct YearScore {
    /// The year.
    pub year: String,
    /// How many forecasts are scored.
    pub scored: usize,
    /// The mean Brier score.
    pub brier: Number,
    /// The mean logarithmic score in bits; `None` where it is without bound.
    pub log: Option<Number>,
}

/// How a source did on the whole.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SourceScore {
    /// Its name.
    pub source: String,
    /// How many of its forecasts are scored.
    pub scored: usize,
    /// How many of those came true.
    #[serde(rename = "came_true")]
    pub true_ones: usize,
    /// The mean of their scores.
    pub brier: Brier,
    /// The mean of their logarithmic scores, in bits; `None` where it is without bound.
    pub log: Option<Number>,
    /// The mean of the probabilities in the middle of what was said.
    pub said: Number,
}

/// A forecast and what became of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Forecast {
    /// Its name.
    pub name: String,
    /// What it says will be.
    pub sentence: String,
    /// Under which condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Who made it.
    pub sources: Vec<String>,
    /// As how likely; `None` where it says only that it is possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<Likelihood>,
    /// The day by which it was to come true, as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// The day on which it was resolved, as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled: Option<String>,
    /// How often it was revised; its Brier score is then the mean over the days on which each likelihood stood.
    #[serde(skip_serializing_if = "never")]
    pub revised: usize,
    /// The middle of each of its likelihoods, with the days for which it stood; empty where that is not known.
    #[serde(skip)]
    pub held: Vec<(Number, u64)>,
    /// Its logarithmic score in bits, where it is scored: `None` also where that is without bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<Number>,
    /// What became of it.
    #[serde(flatten)]
    pub fate: ForecastOutcome,
    /// Where it is made.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// What became of a forecast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "fate", rename_all = "lowercase")]
pub enum ForecastOutcome {
    /// It came true.
    True {
        /// How far off it was.
        brier: Brier,
    },
    /// It did not come true.
    False {
        /// How far off it was.
        brier: Brier,
    },
    /// It is resolved, and cannot be scored.
    Unscored {
        /// Why.
        why: Unscored,
    },
    /// It is not resolved, and its day has not come, or there is none.
    Open,
    /// It is not resolved, and its day has passed.
    Overdue,
}

/// Why a forecast that is resolved is not scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum Unscored {
    /// What it was made conditional on is known not to have come about.
    #[serde(rename = "the condition did not come about")]
    ConditionFailed,
    /// Nobody has shown that it came about.
    #[serde(rename = "nobody has shown that the condition came about")]
    ConditionUnknown,
    /// It says no more than that it is possible.
    #[serde(rename = "no probability was given")]
    NoProbability,
    /// It is made in a scenario.
    #[serde(rename = "it is made in a scenario")]
    InScenario,
    /// It was declared void.
    #[serde(rename = "it is void")]
    Void,
    /// It was resolved as true on a later day than the one by which it was to come true.
    #[serde(rename = "it was resolved as true after its day")]
    Late,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn never(times: &usize) -> bool {
    *times == 0
}
