//! Statements of which one at most is true, as statements that are decided one after the other.
//!
//! The outcomes of a choice have probabilities that add up (an annotated disjunction: Vennekens, Verbaeten and
//! Bruynooghe 2004). Each becomes an independent statement that says: *this one, if none before it*. **Invariant:**
//! every outcome is as likely as its own prior says.
#![expect(clippy::indexing_slicing, reason = "variables are numbered by the lineage")]

use super::lineage::{Lineage, Rule, VariableId};
use super::mass::Bounds;
use super::problem::{Choice, Problem};

/// The most outcomes with an interval, and the most corners of the priors of one choice.
const OPEN: usize = 8;
const CORNERS: usize = 256;

/// How far sums that are equal may differ by rounding.
const ROUNDING: f64 = 1e-12;

/// By how much priors that were rounded when they were written may add up to more than 1.
pub(super) const MEANT: f64 = 1e-6;

/// The problem in which the outcomes of choices are decided one after the other; its variables keep their numbers.
pub(super) fn chained(problem: &Problem) -> Problem {
    if problem.choices.is_empty() {
        return problem.clone();
    }
    let mut lineage = Lineage::new();
    for prior in problem.lineage.priors() {
        lineage.variable(*prior);
    }
    for _ in 0..problem.lineage.atoms() {
        lineage.atom();
    }
    let mut before = vec![None; problem.lineage.priors().len()];
    for choice in &problem.choices {
        let mut earlier = None;
        for pair in choice.variables.windows(2) {
            let [last, next] = pair else { continue };
            let some = lineage.atom();
            lineage.rule(some, Rule { variables: vec![*last], ..Rule::default() });
            if let Some(earlier) = earlier {
                lineage.rule(some, Rule { positive: vec![earlier], ..Rule::default() });
            }
            before[next.0 as usize] = Some(some);
            earlier = Some(some);
        }
    }
    for (head, rule) in problem.lineage.rules() {
        let mut rule = rule.clone();
        let taken = rule.variables.iter().filter_map(|variable| before[variable.0 as usize]);
        rule.negative.extend(taken.collect::<Vec<_>>());
        lineage.rule(head, rule);
    }
    Problem { lineage, ..problem.clone() }
}

/// Priors of variables, by position.
pub(super) type Fixed = Vec<(usize, Bounds)>;

impl Choice {
    /// The corners of what the priors of its outcomes may be, as priors of statements decided one after the other;
    /// `None` if there are too many, and none where the priors cannot add up.
    pub(super) fn corners(&self, priors: &[Bounds]) -> Option<Vec<Fixed>> {
        let ranges: Vec<Bounds> = self.variables.iter().map(|variable| priors[variable.0 as usize]).collect();
        let open = ranges.iter().filter(|range| range.low < range.high).count();
        if open > OPEN {
            return None;
        }
        let mut points: Vec<Vec<f64>> = Vec::new();
        let mut add = |point: Vec<f64>| {
            let sum: f64 = point.iter().sum();
            let fits = sum <= 1.0 + MEANT && !(self.exhaustive && sum < 1.0 - ROUNDING);
            let known = |other: &Vec<f64>| other.iter().zip(&point).all(|(a, b)| (a - b).abs() < ROUNDING);
            if fits && !points.iter().any(known) {
                points.push(point);
            }
        };
        for corner in 0..1_usize << open {
            let mut bits = 0..;
            let at_end = |range: &Bounds| match range.low < range.high {
                true if bits.next().is_some_and(|bit: usize| corner >> bit & 1 == 1) => range.high,
                true | false => range.low,
            };
            let point: Vec<f64> = ranges.iter().map(at_end).collect();
            // One of them may be what the others leave.
            for (at, range) in ranges.iter().enumerate().filter(|(_, range)| range.low < range.high) {
                let left = 1.0 - point.iter().sum::<f64>() + point[at];
                if range.low <= left && left <= range.high {
                    let mut point = point.clone();
                    point[at] = left;
                    add(point);
                }
            }
            add(point);
        }
        (points.len() <= CORNERS).then(|| points.iter().map(|point| self.decided(point)).collect())
    }

    /// Priors that add up, as priors of statements decided one after the other.
    fn decided(&self, point: &[f64]) -> Fixed {
        let mut left = 1.0_f64;
        let mut made = Vec::with_capacity(point.len());
        for (number, (VariableId(variable), prior)) in self.variables.iter().zip(point).enumerate() {
            let last = self.exhaustive && number + 1 == point.len();
            let share = if last || left <= *prior { 1.0 } else { prior / left };
            made.push((*variable as usize, Bounds::point(share.clamp(0.0, 1.0))));
            left = (left - prior).max(0.0);
        }
        made
    }

    /// Intervals that hold all that such priors may be.
    pub(super) fn outer(&self, priors: &[Bounds]) -> Fixed {
        let (mut least, mut most) = (1.0_f64, 1.0_f64);
        let mut made = Vec::with_capacity(self.variables.len());
        for VariableId(variable) in &self.variables {
            let Bounds { low, high } = priors[*variable as usize];
            let above = if least <= high { 1.0 } else { high / least };
            let below = if most <= low { 1.0 } else { low / most };
            made.push((*variable as usize, Bounds { low: below.min(above), high: above }));
            least = (least - high).max(0.0);
            most = (most - low).max(0.0);
        }
        made
    }
}
