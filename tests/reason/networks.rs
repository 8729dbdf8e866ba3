//! Random networks of likelihoods and conditional judgements, read from their text, against oracles of their own: a
//! dense linear programme over all truth assignments, and the sum over all states of a Bayes net.

use super::generate::Dice;
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOutcome};
use std::fmt::Write;
use strat::budget::Budget;
use strat::report::Width;
use strat::{Analysis, Workspace};

/// How many networks are tried of each kind: 250, or as many as `STRAT_CASES` says.
pub(super) fn cases() -> u64 {
    std::env::var("STRAT_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(250)
}

pub(super) fn opened(text: &str) -> Analysis {
    let mut workspace = Workspace::new();
    workspace.edit("a.strat", text);
    workspace.open("a.strat").unwrap()
}

/// The interval that is told, and whether it is the tightest; `None` where none is told.
pub(super) fn told(analysis: &Analysis, question: &str) -> Option<(f64, f64, bool)> {
    let found = analysis.ask(question, &Budget::default());
    let likelihood = found.report().ask.as_ref()?.answers.first()?.likelihood.clone()?;
    let (low, high) = (likelihood.range.low().to_f64(), likelihood.range.high().to_f64());
    Some((low, high, likelihood.width == Width::Tightest))
}

/// Whether a proposition holds, by its number.
pub(super) type Literal = (usize, bool);

fn meets(world: u32, literals: &[Literal]) -> bool {
    literals.iter().all(|(at, holds)| (world >> at & 1 == 1) == *holds)
}

fn said(literals: &[Literal]) -> String {
    let one = |(at, holds): &Literal| format!("{}p{at} holds", if *holds { "" } else { "not " });
    literals.iter().map(one).collect::<Vec<_>>().join(" and ")
}

/// Likelihoods of propositions, some under a condition, and what is always so.
#[derive(Default)]
struct Network {
    count: usize,
    judged: Vec<Judged>,
    /// What cannot hold together.
    barred: Vec<Vec<Literal>>,
    text: String,
}

impl Network {
    fn generate(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let count = 2 + dice.roll(5);
        let names: Vec<String> = (0..count).map(|at| format!("p{at}")).collect();
        let mut made = Self { count, ..Self::default() };
        made.text = format!("proposition {} and {}.\n", names[..count - 1].join(", "), names[count - 1]);
        let more = 1 + dice.roll(12);
        let heads: Vec<usize> = (0..more).map(|_| dice.roll(count)).collect();
        let mut said_of = std::collections::BTreeSet::new();
        for head in heads {
            let others: Vec<usize> = (0..count).filter(|at| *at != head).collect();
            let mut condition = Vec::new();
            if dice.chance(60) {
                condition.push((others[dice.roll(others.len())], dice.chance(70)));
                let second = others[dice.roll(others.len())];
                if dice.chance(30) && second != condition[0].0 {
                    condition.push((second, dice.chance(70)));
                }
            }
            condition.sort_unstable();
            if !said_of.insert((head, condition.clone())) {
                continue;
            }
            let (one, other) = (dice.roll(21) * 5, dice.roll(21) * 5);
            let (low, high) = if dice.chance(50) { (one, one) } else { (one.min(other), one.max(other)) };
            let given =
                if condition.is_empty() { String::new() } else { format!(" given {}", said(&condition)) };
            // That something does not hold is judged by what is left of it.
            let denied = !condition.is_empty() && dice.chance(20);
            let (not, from, to) = if denied { ("not ", 100 - high, 100 - low) } else { ("", low, high) };
            let likely = if from == to { format!("{from}%") } else { format!("between {from}% and {to}%") };
            writeln!(made.text, "{not}p{head} holds{given}, {likely}.").unwrap();
            made.judged.push((head, condition, low as f64 / 100.0, high as f64 / 100.0));
        }
        if dice.chance(30) {
            let (one, other) = (dice.roll(count), dice.roll(count));
            if one != other {
                writeln!(made.text, "impossible i: p{one} holds and p{other} holds.").unwrap();
                made.barred.push(vec![(one, true), (other, true)]);
            }
        }
        made
    }

    fn worlds(&self) -> Vec<u32> {
        let possible = |world: &u32| !self.barred.iter().any(|barred| meets(*world, barred));
        (0..1_u32 << self.count).filter(possible).collect()
    }

    /// Whether some judgements could not be kept if the condition of one of them was met: of every set of those whose
    /// conditions have no probability, a distribution over the worlds that meet one is asked for (Biazzo and Gilio 2000).
    fn quarrels(&self) -> bool {
        let never = |condition: &Vec<Literal>| {
            let possible = self.worlds().iter().any(|world| meets(*world, condition));
            possible && self.bounds(condition, &[]).is_some_and(|(_, most)| most < 1e-9)
        };
        let apart: Vec<_> = self.judged.iter().filter(|(_, condition, ..)| never(condition)).collect();
        (1..1_usize << apart.len()).any(|set| {
            let chosen = apart.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
            let judged: Vec<_> = chosen.map(|(_, one)| (*one).clone()).collect();
            let met = |world: &u32| judged.iter().any(|(_, condition, ..)| meets(*world, condition));
            let worlds: Vec<u32> = self.worlds().into_iter().filter(met).collect();
            let direction = OptimizationDirection::Minimize;
            bounds(&worlds, &judged, (&[], &[]), direction).is_none()
        })
    }

    /// The ends of how likely something is given something, over all distributions; `None` where there is none, or
    /// none that lets the condition hold.
    fn bounds(&self, asked: &[Literal], given: &[Literal]) -> Option<(f64, f64)> {
        let end = |direction| bounds(&self.worlds(), &self.judged, (asked, given), direction);
        Some((end(OptimizationDirection::Minimize)?, end(OptimizationDirection::Maximize)?))
    }
}

/// A proposition by its number, what it is judged under, and the ends of how likely it is then.
pub(super) type Judged = (usize, Vec<Literal>, f64, f64);

/// An end of how likely something is given something, over the distributions over some worlds that keep judgements.
pub(super) fn bounds(
    worlds: &[u32],
    judged: &[Judged],
    (asked, given): (&[Literal], &[Literal]),
    direction: OptimizationDirection,
) -> Option<f64> {
    let one = |holds: bool| f64::from(u8::from(holds));
    let mut dense = Problem::new(direction);
    let both = |world: u32| meets(world, asked) && meets(world, given);
    let weights: Vec<_> =
        worlds.iter().map(|world| dense.add_var(one(both(*world)), (0.0, f64::INFINITY))).collect();
    let mut demand = |value: &dyn Fn(u32) -> f64, operator, right| {
        let row: Vec<_> = weights.iter().zip(worlds).map(|(at, world)| (*at, value(*world))).collect();
        dense.add_constraint(row, operator, right);
    };
    demand(&|world| one(meets(world, given)), ComparisonOp::Eq, 1.0);
    for (head, condition, low, high) in judged {
        let holds = |world: u32| meets(world, &[(*head, true)]);
        let value = |world: u32, end: f64| one(meets(world, condition)) * (one(holds(world)) - end);
        demand(&|world| value(world, *low), ComparisonOp::Ge, 0.0);
        demand(&|world| value(world, *high), ComparisonOp::Le, 0.0);
    }
    match dense.solve() {
        Ok(SolveOutcome::Solution(solution)) => Some(solution.objective()),
        Err(Error::Infeasible) => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn networks_are_bounded_by_a_dense_programme() {
    let (mut tight, mut all) = (0, 0);
    for seed in 0..cases() {
        let network = Network::generate(seed);
        if network.bounds(&[], &[]).is_none() || network.quarrels() {
            continue;
        }
        let analysis = opened(&network.text);
        let mut dice = Dice::new(seed ^ 0x5EED);
        for _ in 0..2 {
            let asked = vec![(dice.roll(network.count), dice.chance(70))];
            let mut given = Vec::new();
            if dice.chance(70) {
                let at = dice.roll(network.count);
                if at != asked[0].0 {
                    given.push((at, dice.chance(70)));
                }
            }
            // Unconditioned, `not` asks for a denial, which is a sentence of its own.
            if given.is_empty() && !asked[0].1 {
                continue;
            }
            let mut question = format!("how likely {}", said(&asked));
            if !given.is_empty() {
                write!(question, " given {}", said(&given)).unwrap();
            }
            let (found, wanted) = (told(&analysis, &format!("{question}?")), network.bounds(&asked, &given));
            let shown = format!("{seed}: {question}: {found:?} for {wanted:?}\n{}", network.text);
            match (found, wanted) {
                (None, None) => {}
                // Nobody says anything of it.
                (None, Some((low, high))) if given.is_empty() && low < 1e-9 && high > 1.0 - 1e-9 => {}
                (Some((a, b, is_tight)), Some((low, high))) => {
                    assert!(a <= low + 1e-9 && high <= b + 1e-9, "{shown}");
                    all += 1;
                    if is_tight {
                        tight += 1;
                        assert!((a - low).abs() < 1e-9 && (b - high).abs() < 1e-9, "{shown}");
                    }
                }
                _ => panic!("{shown}"),
            }
        }
    }
    assert!(all > cases() / 2 && tight == all, "{tight} of {all}");
}

/// A Bayes net: for each thing its number of states, those that it depends on, and a row for each of their states, in
/// parts of 20.
struct Net {
    states: Vec<usize>,
    parents: Vec<Vec<usize>>,
    rows: Vec<Vec<Vec<usize>>>,
}

impl Net {
    fn generate(dice: &mut Dice) -> Self {
        let count = 2 + dice.roll(4);
        let states: Vec<usize> = (0..count).map(|_| 2 + dice.roll(2)).collect();
        let mut made = Self { states, parents: Vec::new(), rows: Vec::new() };
        for at in 0..count {
            let mut parents: Vec<usize> = (0..at).filter(|_| dice.chance(45)).collect();
            parents.truncate(2);
            let rows = parents.iter().map(|parent| made.states[*parent]).product();
            let row = |dice: &mut Dice| {
                let mut left = 20;
                let mut shares: Vec<usize> = (1..made.states[at])
                    .map(|_| {
                        let share = dice.roll(left + 1);
                        left -= share;
                        share
                    })
                    .collect();
                shares.push(left);
                shares
            };
            let rows = (0..rows).map(|_| row(dice)).collect();
            made.parents.push(parents);
            made.rows.push(rows);
        }
        made
    }

    /// Which row of its table a thing's parents choose.
    fn row(&self, at: usize, world: &[usize]) -> usize {
        self.parents[at].iter().fold(0, |row, parent| row * self.states[*parent] + world[*parent])
    }

    fn text(&self, seen: Option<(usize, usize)>) -> String {
        let names = |letter: char, count: usize| {
            let names: Vec<String> = (0..count).map(|at| format!("{letter}{at}")).collect();
            format!("{} and {}", names[..count - 1].join(", "), names[count - 1])
        };
        let mut text = format!(
            "analysis net \"a net\", independent.\nsort thing.\nsort state_of.\ndeclare thing {}.\n\
             declare state_of {}.\nrelation is_in \"{{t: thing}} is in {{s: state_of}}\", functional.\n",
            names('t', self.states.len()),
            names('s', 3),
        );
        for at in 0..self.states.len() {
            for (number, row) in self.rows[at].iter().enumerate() {
                let mut rest = number;
                let mut given: Vec<String> = Vec::new();
                for parent in self.parents[at].iter().rev() {
                    given.push(format!("t{parent} is in s{}", rest % self.states[*parent]));
                    rest /= self.states[*parent];
                }
                let given =
                    if given.is_empty() { String::new() } else { format!(" given {}", given.join(" and ")) };
                for (state, share) in row.iter().enumerate().filter(|(_, share)| **share > 0) {
                    writeln!(text, "t{at} is in s{state}{given}, {}%.", share * 5).unwrap();
                }
            }
        }
        if let Some((at, state)) = seen {
            writeln!(text, "observe t{at} is in s{state}.").unwrap();
        }
        text
    }

    /// The weight of all worlds that meet a condition.
    fn weight(&self, meets: impl Fn(&[usize]) -> bool) -> f64 {
        let all: usize = self.states.iter().product();
        let world = |mut number: usize| -> Vec<usize> {
            self.states
                .iter()
                .map(|states| {
                    let state = number % states;
                    number /= states;
                    state
                })
                .collect()
        };
        let weight = |world: &[usize]| -> f64 {
            let share = |at: usize| self.rows[at][self.row(at, world)][world[at]] as f64 / 20.0;
            (0..self.states.len()).map(share).product()
        };
        (0..all).map(world).filter(|world| meets(world)).map(|world| weight(&world)).sum()
    }
}

#[test]
fn nets_are_summed_over_all_states() {
    let mut compared = 0;
    for seed in 0..cases() {
        let mut dice = Dice::new(seed ^ 0xBA7E5);
        let net = Net::generate(&mut dice);
        let any = |dice: &mut Dice| {
            let at = dice.roll(net.states.len());
            (at, dice.roll(net.states[at]))
        };
        let seen = dice.chance(50).then(|| any(&mut dice));
        let is_seen = |world: &[usize]| seen.is_none_or(|(at, state)| world[at] == state);
        if net.weight(is_seen) <= 0.0 {
            continue;
        }
        let text = net.text(seen);
        let analysis = opened(&text);
        let ((asked, state), (under, value)) = (any(&mut dice), any(&mut dice));
        let holds = |world: &[usize]| is_seen(world) && world[asked] == state;
        let wanted = net.weight(holds) / net.weight(is_seen);
        let mut questions = vec![(format!("how likely t{asked} is in s{state}?"), wanted)];
        let is_given = |world: &[usize]| is_seen(world) && world[under] == value;
        if under != asked && net.weight(is_given) > 0.0 {
            let wanted = net.weight(|world| is_given(world) && holds(world)) / net.weight(is_given);
            questions
                .push((format!("how likely t{asked} is in s{state} given t{under} is in s{value}?"), wanted));
        }
        for (question, wanted) in questions {
            // What is never so has no answer.
            let (low, high, tight) = told(&analysis, &question).unwrap_or((0.0, 0.0, true));
            let near = (low - wanted).abs() < 1e-9 && (high - wanted).abs() < 1e-9;
            assert!(tight && near, "{seed}: {question} {low} {high} for {wanted}\n{text}");
            compared += 1;
        }
    }
    assert!(compared > cases(), "{compared}");
}
