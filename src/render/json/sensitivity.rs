//! What moves a likelihood, as nested objects.

use super::brief::Pillar;
use super::shapes::Likelihood;
use crate::model::value::scale::Range;
use crate::report;
use crate::source::SourceMap;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Sensitivity<'a> {
    moves: Vec<Move<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unmoved: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shift: Option<Shift<'a>>,
}

#[derive(Serialize)]
struct Interval {
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct Move<'a> {
    statement: Pillar<'a>,
    stated: Interval,
    #[serde(skip_serializing_if = "Option::is_none")]
    lowered: Option<Interval>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raised: Option<Interval>,
    effect: f64,
}

#[derive(Serialize)]
struct Shift<'a> {
    statement: Pillar<'a>,
    stated: Interval,
    shifted: Interval,
    by: f64,
    likelihood: Likelihood<'a>,
}

impl Interval {
    fn new(range: &Range) -> Self {
        Interval { low: range.low().to_f64(), high: range.high().to_f64() }
    }
}

impl<'a> Sensitivity<'a> {
    pub(super) fn new(all: &'a report::Sensitivity, sources: &'a SourceMap) -> Self {
        let one = |one: &'a report::Move| Move {
            statement: Pillar::new(&one.pillar, sources),
            stated: Interval::new(&one.stated),
            lowered: one.lowered.as_ref().map(Interval::new),
            raised: one.raised.as_ref().map(Interval::new),
            effect: one.effect.to_f64(),
        };
        Sensitivity {
            moves: all.moves.iter().map(one).collect(),
            unmoved: Some(all.unmoved).filter(|&more| more > 0),
            unknown: Some(all.unknown).filter(|&more| more > 0),
            shift: all.shift.as_ref().map(|shift| Shift {
                statement: Pillar::new(&shift.pillar, sources),
                stated: Interval::new(&shift.stated),
                shifted: Interval::new(&shift.shifted),
                by: shift.by.to_f64(),
                likelihood: Likelihood::new(&shift.likelihood),
            }),
        }
    }
}
