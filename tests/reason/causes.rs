//! Random preconditions and causes, read from their text, against worlds that are listed one by one: a dense linear
//! programme over those in which nothing took place without what it presupposes, and, with `independent`, the sum over
//! all throws of the claims and the links.

use super::generate::Dice;
use super::networks::{Judged, bounds, cases, opened, told};
use microlp::OptimizationDirection;
use std::fmt::Write;

/// The declaration of so many events.
fn declared(count: usize) -> String {
    let names: Vec<String> = (0..count).map(|at| format!("e{at}")).collect();
    format!("event {} and {}.\n", names[..count - 1].join(", "), names[count - 1])
}

/// Claims about events, some of which presuppose earlier ones.
struct Waiting {
    count: usize,
    /// The later one of each pair cannot be without the earlier one.
    first: Vec<(usize, usize)>,
    judged: Vec<Judged>,
    text: String,
}

impl Waiting {
    fn generate(dice: &mut Dice) -> Self {
        let count = 2 + dice.roll(4);
        let mut made = Self { count, first: Vec::new(), judged: Vec::new(), text: declared(count) };
        for later in 1..count {
            for earlier in 0..later {
                if dice.chance(35) {
                    made.first.push((earlier, later));
                    writeln!(made.text, "e{later} presupposes e{earlier}.").unwrap();
                }
            }
        }
        for at in 0..count {
            if dice.chance(70) {
                let low = dice.roll(20) * 5;
                let high = (low + dice.roll(10) * 5).min(100);
                writeln!(made.text, "e{at} took place, between {low}% and {high}%.").unwrap();
                made.judged.push((at, Vec::new(), low as f64 / 100.0, high as f64 / 100.0));
            }
        }
        made
    }

    fn worlds(&self) -> Vec<u32> {
        let holds = |world: u32, at: usize| world >> at & 1 == 1;
        let fits = |world: &u32| {
            self.first.iter().all(|(earlier, later)| holds(*world, *earlier) || !holds(*world, *later))
        };
        (0..1_u32 << self.count).filter(fits).collect()
    }

    fn bounds(&self, asked: usize) -> Option<(f64, f64)> {
        let end = |direction| bounds(&self.worlds(), &self.judged, (&[(asked, true)], &[]), direction);
        Some((end(OptimizationDirection::Minimize)?, end(OptimizationDirection::Maximize)?))
    }
}

#[test]
fn preconditions_are_bounded_by_a_dense_programme() {
    let mut compared = 0;
    for seed in 0..cases() {
        let waiting = Waiting::generate(&mut Dice::new(seed ^ 0xF1257));
        if waiting.bounds(0).is_none() {
            continue;
        }
        let analysis = opened(&waiting.text);
        for asked in 0..waiting.count {
            // What only later ones speak of may have taken place without them, too: that is told as far as they go.
            if !waiting.judged.iter().any(|(at, ..)| *at == asked) {
                continue;
            }
            let question = format!("how likely e{asked} took place?");
            let found = told(&analysis, &question);
            let (low, high) = waiting.bounds(asked).unwrap();
            let shown = format!("{seed}: {question} {found:?} for {low} {high}\n{}", waiting.text);
            let (a, b, tight) = found.unwrap_or((0.0, 1.0, true));
            assert!(tight && (a - low).abs() < 1e-9 && (b - high).abs() < 1e-9, "{shown}");
            compared += 1;
        }
    }
    assert!(compared > cases() / 2, "{compared}");
}

/// How an event comes about.
enum Way {
    /// By itself, where what it presupposes took place: that many parts of 20.
    Said(Option<usize>, usize),
    /// By causes, each with the parts of 20 in which the effect follows.
    Caused(Vec<(usize, usize)>),
}

struct Causes {
    ways: Vec<Way>,
    text: String,
}

impl Causes {
    fn generate(dice: &mut Dice) -> Self {
        let count = 2 + dice.roll(4);
        let mut made =
            Self { ways: Vec::new(), text: format!("analysis a \"a\", independent.\n{}", declared(count)) };
        for at in 0..count {
            let way = if at > 0 && dice.chance(50) {
                let mut causes = Vec::new();
                for cause in 0..at {
                    if causes.is_empty() && cause + 1 == at || dice.chance(40) {
                        causes.push((cause, 1 + dice.roll(19)));
                    }
                }
                Way::Caused(causes)
            } else {
                // What is presupposed is itself said: of a mere effect nothing else is.
                let is_said = |at: &usize| matches!(made.ways.get(*at), Some(Way::Said(..)));
                let said: Vec<usize> = (0..at).filter(is_said).collect();
                let first = (!said.is_empty() && dice.chance(50))
                    .then(|| said.get(dice.roll(said.len())).copied())
                    .flatten();
                Way::Said(first, 1 + dice.roll(19))
            };
            match &way {
                Way::Said(first, parts) => {
                    if let Some(first) = first {
                        writeln!(made.text, "e{at} presupposes e{first}.").unwrap();
                    }
                    writeln!(made.text, "e{at} took place, {}%.", parts * 5).unwrap();
                }
                Way::Caused(causes) => {
                    for (cause, parts) in causes {
                        writeln!(made.text, "e{cause} brings about e{at}, {}%.", parts * 5).unwrap();
                    }
                }
            }
            made.ways.push(way);
        }
        made
    }

    /// How likely an event is: every combination of throws, each with its weight.
    fn sum(&self, asked: usize) -> f64 {
        let chances: Vec<f64> = self
            .ways
            .iter()
            .flat_map(|way| match way {
                Way::Said(_, parts) => vec![*parts],
                Way::Caused(causes) => causes.iter().map(|(_, parts)| *parts).collect(),
            })
            .map(|parts| parts as f64 / 20.0)
            .collect();
        let mut sum = 0.0;
        for throws in 0..1_u32 << chances.len() {
            let came = |at: usize| throws >> at & 1 == 1;
            let weight: f64 = chances
                .iter()
                .enumerate()
                .map(|(at, chance)| if came(at) { *chance } else { 1.0 - chance })
                .product();
            let (mut holds, mut next): (Vec<bool>, usize) = (Vec::new(), 0);
            for way in &self.ways {
                let mut throw = || {
                    next += 1;
                    came(next - 1)
                };
                let took_place = match way {
                    Way::Said(first, _) => throw() && first.is_none_or(|first| holds[first]),
                    Way::Caused(causes) => {
                        let followed: Vec<bool> =
                            causes.iter().map(|(cause, _)| throw() && holds[*cause]).collect();
                        followed.contains(&true)
                    }
                };
                holds.push(took_place);
            }
            if holds[asked] {
                sum += weight;
            }
        }
        sum
    }
}

#[test]
fn effects_are_summed_over_all_throws() {
    let mut compared = 0;
    for seed in 0..cases() {
        let causes = Causes::generate(&mut Dice::new(seed ^ 0xCA05E));
        let analysis = opened(&causes.text);
        for asked in 0..causes.ways.len() {
            let question = format!("how likely e{asked} took place?");
            let (low, high, tight) = told(&analysis, &question).unwrap_or((0.0, 0.0, true));
            let wanted = causes.sum(asked);
            let near = (low - wanted).abs() < 1e-9 && (high - wanted).abs() < 1e-9;
            assert!(tight && near, "{seed}: {question} {low} {high} for {wanted}\n{}", causes.text);
            compared += 1;
        }
    }
    assert!(compared > cases(), "{compared}");
}
