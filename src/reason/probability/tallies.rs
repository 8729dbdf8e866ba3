//! Judged forecasts to what they come to: by source, by word of the scale, by year, and in the parts of Murphy.
//!
//! Everything is counted from the forecasts alone, so that those of many files are put together by counting again.
//! A forecast that was revised counts with each of its likelihoods for the part of the time for which that stood.
//! **Invariant:** reliability less resolution plus uncertainty is the mean Brier score (Murphy 1973, *A new vector
//! partition of the probability score*), exactly.

use super::averages::{mean, middle, rounded};
use crate::model::value::Number;
use crate::model::value::scale::Range;
use crate::report::{Brier, Calibration, Forecast, ForecastOutcome, Murphy, Scores, SourceScore, YearScore};
use std::collections::BTreeMap;

/// How sure the interval is that a count allows.
const OUTSIDE: f64 = 0.05;

/// A forecast that is scored.
struct Scored<'a> {
    forecast: &'a Forecast,
    range: &'a Range,
    brier: &'a Brier,
    came: bool,
}

/// The scores of forecasts; of their sources only those that are heard are told.
pub fn tallied(as_of: Option<String>, forecasts: Vec<Forecast>, heard: &dyn Fn(&str) -> bool) -> Scores {
    let scored: Vec<Scored<'_>> = forecasts.iter().filter_map(scored).collect();
    let mut by_source: BTreeMap<&str, Vec<&Scored<'_>>> = BTreeMap::new();
    let mut by_year: BTreeMap<&str, Vec<&Scored<'_>>> = BTreeMap::new();
    let mut by_word: BTreeMap<&str, Vec<&Scored<'_>>> = BTreeMap::new();
    for one in &scored {
        for source in one.forecast.sources.iter().filter(|source| heard(source)) {
            by_source.entry(source).or_default().push(one);
        }
        let day = one.forecast.settled.as_ref().or(one.forecast.due.as_ref());
        if let Some(year) = day.and_then(|day| day.get(..4)) {
            by_year.entry(year).or_default().push(one);
        }
        let word = one.forecast.likelihood.as_ref().map_or("", |likelihood| likelihood.words.as_str());
        by_word.entry(word).or_default().push(one);
    }
    let mut sources: Vec<SourceScore> =
        by_source.into_iter().map(|(source, all)| of_source(source, &all)).collect();
    sources.sort_by(|one, other| {
        (&one.brier.middle, &one.brier.worst).cmp(&(&other.brier.middle, &other.brier.worst))
    });
    let years = by_year.into_iter().map(|(year, all)| YearScore {
        year: year.to_owned(),
        scored: all.len(),
        brier: mean(&all.iter().map(|one| one.brier.middle.clone()).collect::<Vec<_>>()),
        log: mean_log(&all),
    });
    let mut calibration: Vec<Calibration> =
        by_word.into_iter().filter_map(|(word, all)| of_word(word, &all)).collect();
    calibration.sort_by(|one, other| {
        (one.stated.low(), one.stated.high()).cmp(&(other.stated.low(), other.stated.high()))
    });
    let (years, murphy) = (years.collect(), murphy(&scored));
    Scores { as_of, sources, murphy, calibration, years, questions: Vec::new(), forecasts }
}

fn scored(forecast: &Forecast) -> Option<Scored<'_>> {
    let (brier, came) = match &forecast.fate {
        ForecastOutcome::True { brier } => (brier, true),
        ForecastOutcome::False { brier } => (brier, false),
        ForecastOutcome::Unscored { .. } | ForecastOutcome::Open | ForecastOutcome::Overdue => return None,
    };
    Some(Scored { forecast, range: &forecast.likelihood.as_ref()?.range, brier, came })
}

fn of_source(source: &str, all: &[&Scored<'_>]) -> SourceScore {
    let part = |of: &dyn Fn(&Scored<'_>) -> Number| mean(&all.iter().map(|one| of(one)).collect::<Vec<_>>());
    SourceScore {
        source: source.to_owned(),
        scored: all.len(),
        true_ones: all.iter().filter(|one| one.came).count(),
        brier: Brier {
            best: part(&|one| one.brier.best.clone()),
            middle: part(&|one| one.brier.middle.clone()),
            worst: part(&|one| one.brier.worst.clone()),
        },
        log: mean_log(all),
        said: part(&|one| middle(one.range)),
    }
}

/// The mean logarithmic score in bits; `None` where something was said to be impossible or certain that came out the
/// other way, which no score is bad enough for.
fn mean_log(all: &[&Scored<'_>]) -> Option<Number> {
    let scores: Option<Vec<f64>> =
        all.iter().map(|one| one.forecast.log.as_ref().map(Number::to_f64)).collect();
    let scores = scores?;
    #[allow(clippy::cast_precision_loss, reason = "there are few forecasts")]
    Some(rounded(scores.iter().sum::<f64>() / scores.len() as f64))
}

/// The logarithmic score of a probability, in bits (Good 1952, *Rational decisions*): `None` where it is without bound.
pub(super) fn log(range: &Range, came: bool) -> Option<Number> {
    let said = middle(range).to_f64();
    let given = if came { said } else { 1.0 - said };
    (given > 0.0).then(|| rounded(-given.log2()))
}

/// The forecasts of one word against how often they came true.
fn of_word(word: &str, all: &[&Scored<'_>]) -> Option<Calibration> {
    let low = all.iter().map(|one| one.range.low()).min()?.clone();
    let high = all.iter().map(|one| one.range.high()).max()?.clone();
    let came = all.iter().filter(|one| one.came).count();
    let (from, to) = allowed(came, all.len());
    Some(Calibration {
        words: word.to_owned(),
        stated: Range::new(low, high).ok()?,
        scored: all.len(),
        true_ones: came,
        frequency: share(came, all.len())?,
        allowed: Range::new(rounded(from), rounded(to)).ok()?,
    })
}

fn share(part: usize, all: usize) -> Option<Number> {
    Number::from(part as u64).divide(&Number::from(all as u64))
}

/// The interval of frequencies that a count allows at 95 % (Clopper and Pearson 1934): those under which as few, and as
/// many, come true in at least 2.5 % of cases.
fn allowed(came: usize, all: usize) -> (f64, f64) {
    let tail = OUTSIDE / 2.0;
    let low = if came == 0 { 0.0 } else { bisect(|p| 1.0 - at_most(came - 1, all, p) < tail) };
    let high = if came == all { 1.0 } else { bisect(|p| at_most(came, all, p) >= tail) };
    (low, high)
}

/// Up to where something is so that is so from 0 on.
fn bisect(so: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if so(middle) { low = middle } else { high = middle }
    }
    low
}

/// The probability that at most so many of all come true, each with a probability between 0 and 1.
fn at_most(most: usize, all: usize, p: f64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "there are few forecasts")]
    let (number, odds) = (all as f64, (p / (1.0 - p)).ln());
    let mut log = number * (1.0 - p).ln();
    let mut sum = log.exp();
    for k in 1..=most {
        #[allow(clippy::cast_precision_loss, reason = "there are few forecasts")]
        let k = k as f64;
        log += ((number - k + 1.0) / k).ln() + odds;
        sum += log.exp();
    }
    sum.min(1.0)
}

/// The parts of the mean score: forecasts of the same probability belong together.
fn murphy(all: &[Scored<'_>]) -> Option<Murphy> {
    if all.len() < 2 {
        return None;
    }
    let mut groups: BTreeMap<Number, (Number, Number)> = BTreeMap::new();
    let none = || (Number::ZERO, Number::ZERO);
    for one in all {
        let days: u64 = one.forecast.held.iter().map(|(_, days)| *days).sum();
        let parts: Vec<(Number, Number)> = match one.forecast.held.as_slice() {
            [] | [_] => vec![(middle(one.range), Number::ONE)],
            several => several
                .iter()
                .map(|(said, own)| Some((said.clone(), Number::from(*own).divide(&Number::from(days))?)))
                .collect::<Option<_>>()?,
        };
        for (said, part) in parts {
            let group = groups.entry(said).or_insert_with(none);
            group.0 = group.0.add(&part)?;
            if one.came {
                group.1 = group.1.add(&part)?;
            }
        }
    }
    let base = share(all.iter().filter(|one| one.came).count(), all.len())?;
    let square = |one: &Number, other: &Number| one.subtract(other).and_then(|off| off.multiply(&off));
    let number = Number::from(all.len() as u64);
    let weigh = |part: Number, count: &Number| part.multiply(&count.divide(&number)?);
    let (mut reliability, mut resolution) = (Number::ZERO, Number::ZERO);
    for (said, (count, came)) in &groups {
        let frequency = came.divide(count)?;
        reliability = reliability.add(&weigh(square(said, &frequency)?, count)?)?;
        resolution = resolution.add(&weigh(square(&frequency, &base)?, count)?)?;
    }
    let uncertainty = base.multiply(&Number::ONE.subtract(&base)?)?;
    let brier = reliability.subtract(&resolution)?.add(&uncertainty)?;
    Some(Murphy {
        scored: all.len(),
        brier,
        reliability,
        resolution,
        uncertainty,
        log: mean_log(&all.iter().collect::<Vec<_>>()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frequencies_that_a_count_allows() {
        // Clopper and Pearson at 95 %, as tables give them.
        for (came, all, low, high) in
            [(0, 10, 0.0, 0.3085), (1, 10, 0.0025, 0.4450), (5, 10, 0.1871, 0.8129), (10, 10, 0.6915, 1.0)]
        {
            let found = allowed(came, all);
            assert!(
                (found.0 - low).abs() < 1e-4 && (found.1 - high).abs() < 1e-4,
                "{came} of {all}: {found:?}"
            );
        }
    }
}
