//! A problem whose statements are independent to the probability of a sentence, given what is known of the
//! worlds.
//!
//! The priors of the variables define a distribution over all worlds (Sato 1995, as in ProbLog: De Raedt et
//! al. 2007); worlds with a contradiction, or with none of the answers of an exhaustive question, are taken
//! out, and the rest is weighed anew. The result is a quotient of two sums that are linear in each prior, so
//! that it grows or falls in each of them, and its greatest value is at a corner of the intervals. Where rules go in a
//! circle through negation, what they conclude may be neither true nor false: it may hold, and may not.
//! **Invariant:** the bounds hold the probability for every choice of priors, but for rounding; they are
//! called tight where corners reach them.
#![expect(clippy::indexing_slicing, reason = "atoms and variables are numbered by the lineage")]

use super::choice::chained;
use super::compiled::{Compiled, Weights};
use super::count::{Allowance, weigh};
use super::interval::Tightness;
use super::lineage::{AtomId, Lineage, Rule};
use super::mass::{Bounds, Mass};
use super::problem::{Choice, Problem};
use super::space::{Corners, Space};

/// Of how many steps one may be taken by an attempt to compile.
const COMPILING: u64 = 4;

/// How far two numbers that are equal may differ by rounding.
const ROUNDING: f64 = 1e-13;

/// The probabilities that a sentence can have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posterior {
    /// The least and the greatest.
    pub bounds: Bounds,
    /// The least and the greatest probability that it does not hold: what is close to 1 is told by how little
    /// is missing.
    pub against: Bounds,
    /// Whether both are reached.
    pub tightness: Tightness,
    /// How many rules were looked at.
    pub steps: u64,
}

/// Which end of the probabilities is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Low,
    High,
}

/// How a probability moves with a prior.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    Grows,
    Falls,
    Either,
}

/// A problem with the priors of its variables; its own demands on a distribution are left aside.
pub struct Independent<'a> {
    problem: &'a Problem,
    priors: Vec<Bounds>,
    allowance: Allowance,
}

impl<'a> Independent<'a> {
    /// A problem whose variables have these priors, in their order. The allowance is for each posterior.
    #[must_use]
    pub fn new(problem: &'a Problem, priors: Vec<Bounds>, allowance: Allowance) -> Self {
        Self { problem, priors, allowance }
    }

    /// The priors.
    #[must_use]
    pub fn priors(&self) -> &[Bounds] {
        &self.priors
    }

    /// The probabilities of an atom; `None` if no world is left whatever the priors.
    #[must_use]
    pub fn posterior(&self, target: AtomId) -> Option<Posterior> {
        self.posterior_with(target, &[])
    }

    /// The probabilities of an atom given another: the worlds in which that does not hold are taken out. `None` if
    /// no world is left whatever the priors.
    #[must_use]
    pub fn conditional(&self, target: AtomId, given: AtomId) -> Option<Posterior> {
        let mut problem = self.problem.clone();
        problem.required.push(given);
        Independent::new(&problem, self.priors.clone(), self.allowance).posterior(target)
    }

    /// The probabilities of an atom where some variables, by position, have other priors.
    #[must_use]
    pub fn posterior_with(&self, target: AtomId, others: &[(usize, Bounds)]) -> Option<Posterior> {
        let mut priors = self.priors.clone();
        for (at, other) in others {
            if let Some(prior) = priors.get_mut(*at) {
                *prior = *other;
            }
        }
        let mut weighing = Weighing::new(self.problem, target, self.allowance);
        let found = weighing.posterior(&priors)?;
        Some(Posterior { steps: self.allowance.steps - weighing.left.steps, ..found })
    }
}

/// How likely it is that the target holds, and that it does not.
#[derive(Clone, Copy)]
struct Sides {
    yes: Bounds,
    no: Bounds,
    /// Whether the ends are those for the priors: all was counted, and these are no intervals.
    exact: bool,
}

impl Sides {
    fn of(mass: Mass) -> Self {
        let Mass { yes, no } = mass;
        let yes_bounds = mass.bounds();
        let no = Mass { yes: no, no: yes }.bounds();
        Self { yes: yes_bounds, no, exact: yes_bounds.high - yes_bounds.low <= ROUNDING }
    }

    /// What is left where the target may be neither true nor false in worlds that were not told apart.
    fn undecided(self) -> Self {
        let Self { yes, no, .. } = self;
        Self { yes: Bounds { high: 1.0, ..yes }, no: Bounds { low: 0.0, ..no }, exact: false }
    }

    /// The quotients of weights of worlds.
    fn quotient(weights: &Weights, exact: bool) -> Self {
        let of = |least: Bounds, most: Bounds| {
            let high = if weights.kept.low > 0.0 { (most.high / weights.kept.low).min(1.0) } else { 1.0 };
            Bounds { low: (least.low / weights.kept.high).min(high), high }
        };
        Self { yes: of(weights.yes, weights.not_no), no: of(weights.no, weights.not_yes), exact }
    }
}

/// What is counted for one target.
struct Weighing {
    lineage: Lineage,
    choices: Vec<Choice>,
    target: AtomId,
    /// All worlds as diagrams, where something is denied or ruled out and they are not too large.
    compiled: Option<Compiled>,
    /// The world is to be taken out; `None` if none is.
    barred: Option<Barred>,
    /// Whether something rests on its own negation.
    circular: bool,
    left: Allowance,
}

/// Sentences that hold where a world is taken out, or the target holds in it.
#[derive(Clone, Copy)]
struct Barred {
    /// The world is to be taken out.
    out: AtomId,
    /// It is, or the target holds in it.
    out_or_target: AtomId,
    /// Each of the two, or what has to hold does; only where that may be neither true nor false, so that it
    /// cannot be denied in `out`.
    or_required: Option<[AtomId; 2]>,
}

impl Barred {
    fn new(lineage: &mut Lineage, problem: &Problem, target: AtomId, circular: bool) -> Option<Self> {
        if problem.excluded.is_empty() && problem.required.is_empty() {
            return None;
        }
        let total = problem.required.is_empty() || !circular;
        let mut root = |atoms: &[AtomId], required: bool| {
            let head = lineage.atom();
            for atom in problem.excluded.iter().chain(atoms) {
                lineage.rule(head, Rule { positive: vec![*atom], ..Rule::default() });
            }
            if required {
                lineage.rule(head, Rule { positive: problem.required.clone(), ..Rule::default() });
            } else if total {
                for atom in &problem.required {
                    lineage.rule(head, Rule { negative: vec![*atom], ..Rule::default() });
                }
            }
            head
        };
        let (out, out_or_target) = (root(&[], false), root(&[target], false));
        let or_required = (!total).then(|| [root(&[], true), root(&[target], true)]);
        Some(Self { out, out_or_target, or_required })
    }
}

impl Weighing {
    fn new(problem: &Problem, target: AtomId, allowance: Allowance) -> Self {
        let problem = chained(problem);
        let circular = problem.lineage.is_circular();
        let denies = problem.lineage.rules().any(|(_, rule)| !rule.negative.is_empty());
        let rules_out = !problem.excluded.is_empty() || !problem.required.is_empty();
        let compiled = if denies || rules_out {
            Compiled::new(&problem, target, allowance.steps / COMPILING)
        } else {
            None
        };
        let mut lineage = problem.lineage.clone();
        let barred = Barred::new(&mut lineage, &problem, target, circular);
        Self { lineage, choices: problem.choices, target, compiled, barred, circular, left: allowance }
    }

    fn posterior(&mut self, priors: &[Bounds]) -> Option<Posterior> {
        let space = Space::new(&self.choices, priors)?;
        if space.open.is_empty() {
            let Sides { yes, no, exact } = self.at(&space.fixed)?;
            let tightness = if exact { Tightness::Tight } else { Tightness::Outer };
            return Some(Posterior { bounds: yes, against: no, tightness, steps: 0 });
        }
        let (low, first) = self.end(&space, End::Low)?;
        let (high, second) = self.end(&space, End::High)?;
        let both = first == Tightness::Tight && second == Tightness::Tight;
        let tightness = if both { Tightness::Tight } else { Tightness::Outer };
        Some(Posterior {
            bounds: Bounds { low: low.yes.low.min(high.yes.high), high: high.yes.high },
            against: Bounds { low: high.no.low.min(low.no.high), high: low.no.high },
            tightness,
            steps: 0,
        })
    }

    /// The weight of the worlds in which an atom holds and does not.
    fn weigh(&mut self, atom: AtomId, priors: &[Bounds]) -> Mass {
        weigh(&self.lineage, atom, priors, &mut self.left)
    }

    /// The weight of the worlds in which an atom does not hold.
    fn without(&mut self, atom: AtomId, priors: &[Bounds]) -> Bounds {
        Sides::of(self.weigh(atom, priors)).no
    }

    /// The weight of the worlds that are left.
    fn left_over(&mut self, barred: Barred, priors: &[Bounds]) -> Bounds {
        let kept = self.without(barred.out, priors);
        match barred.or_required {
            None => kept,
            Some([other, _]) => less(kept, self.without(other, priors)),
        }
    }

    /// The weight of those in which the target does not hold.
    fn left_over_without(&mut self, barred: Barred, priors: &[Bounds]) -> Bounds {
        let kept = self.without(barred.out_or_target, priors);
        match barred.or_required {
            None => kept,
            Some([_, other]) => less(kept, self.without(other, priors)),
        }
    }

    /// The weights of compiled worlds, if they were compiled.
    fn walked(&mut self, priors: &[Bounds]) -> Option<Weights> {
        let compiled = self.compiled.as_ref()?;
        self.left.steps = self.left.steps.saturating_sub(compiled.size());
        Some(compiled.weigh(priors))
    }

    /// What the probability can be for priors from these intervals; `None` if no world is left.
    fn at(&mut self, priors: &[Bounds]) -> Option<Sides> {
        let points = priors.iter().all(|prior| prior.low >= prior.high);
        if let Some(weights) = self.walked(priors) {
            return (weights.kept.high > 0.0).then(|| Sides::quotient(&weights, points));
        }
        let Some(barred) = self.barred else {
            let sides = Sides::of(self.weigh(self.target, priors));
            return Some(if self.circular { sides.undecided() } else { sides });
        };
        let all = self.left_over(barred, priors);
        if all.high <= 0.0 {
            return None;
        }
        let rest = self.left_over_without(barred, priors);
        let high = if all.low > 0.0 { (rest.high / all.low).min(1.0) } else { 1.0 };
        let no = Bounds { low: (rest.low / all.high).min(high), high };
        let exact = points && no.high - no.low <= ROUNDING;
        let sides = Sides { yes: Bounds { low: 1.0 - no.high, high: 1.0 - no.low }, no, exact };
        Some(if self.circular { sides.undecided() } else { sides })
    }

    /// One end of the probabilities for priors from the intervals of a space.
    fn end(&mut self, space: &Space, end: End) -> Option<(Sides, Tightness)> {
        let mut fixed = space.fixed.clone();
        let mut open: Vec<&Corners> = space.open.iter().collect();
        let fix = |fixed: &mut Vec<Bounds>, at: usize, effect: Effect| {
            let prior: Bounds = space.fixed[at];
            fixed[at] = match (effect, end) {
                (Effect::Grows, End::High) | (Effect::Falls, End::Low) => Bounds::point(prior.high),
                (Effect::Grows, End::Low) | (Effect::Falls, End::High) => Bounds::point(prior.low),
                (Effect::Either, _) => prior,
            };
        };
        if self.barred.is_none() {
            let effects = effects(&self.lineage, self.target);
            open.retain(|corners| {
                let Corners::Single(at) = corners else { return true };
                fix(&mut fixed, *at, effects[*at]);
                effects[*at] == Effect::Either
            });
        }
        // What is fixed narrows what can be, and may so settle the effect of others.
        loop {
            let before = open.len();
            for corners in open.clone() {
                let Corners::Single(at) = *corners else { continue };
                let effect = self.effect(&fixed, at, end);
                if effect != Effect::Either {
                    fix(&mut fixed, at, effect);
                    open.retain(|other| *other != corners);
                }
            }
            if open.is_empty() || open.len() == before || self.left.steps == 0 {
                break;
            }
        }
        let Some(points) = space.points(&fixed, &open) else {
            return Some((self.at(&fixed)?, Tightness::Outer));
        };
        if let Some(found) = self.best(&points, end) {
            return Some(found);
        }
        // No world is left where priors were put at an end, perhaps, and some are at others.
        let all: Vec<&Corners> = space.open.iter().collect();
        match space.points(&space.fixed, &all) {
            Some(points) => self.best(&points, end),
            None => Some((self.at(&space.fixed)?, Tightness::Outer)),
        }
    }

    /// One end of the probabilities over some choices of the priors.
    fn best(&mut self, points: &[Vec<Bounds>], end: End) -> Option<(Sides, Tightness)> {
        let mut best: Option<Sides> = None;
        let mut tightness = Tightness::Tight;
        for point in points {
            let Some(found) = self.at(point) else { continue };
            if !found.exact {
                tightness = Tightness::Outer;
            }
            // The side on which a number is small tells it from others that are close.
            let better = best.is_none_or(|known| match end {
                End::Low => (found.yes.low, -found.no.high) < (known.yes.low, -known.no.high),
                End::High => (found.yes.high, -found.no.low) > (known.yes.high, -known.no.low),
            });
            if better {
                best = Some(found);
            }
        }
        Some((best?, tightness))
    }

    /// How an end of the probability moves with one prior, for all choices of the others.
    fn effect(&mut self, priors: &[Bounds], at: usize, end: End) -> Effect {
        let mut given = |truth: f64| {
            let mut priors = priors.to_vec();
            priors[at] = Bounds::point(truth);
            if let Some(weights) = self.walked(&priors) {
                let rest = if end == End::Low { weights.not_yes } else { weights.no };
                return (weights.kept, rest);
            }
            match self.barred {
                None => (Bounds::point(1.0), self.without(self.target, &priors)),
                Some(barred) => (self.left_over(barred, &priors), self.left_over_without(barred, &priors)),
            }
        };
        let ((all_yes, rest_yes), (all_no, rest_no)) = (given(1.0), given(0.0));
        let grows = rest_yes.high * all_no.high <= rest_no.low * all_yes.low;
        let falls = rest_no.high * all_yes.high <= rest_yes.low * all_no.low;
        match (grows, falls) {
            (true, _) => Effect::Grows,
            (false, true) => Effect::Falls,
            (false, false) => Effect::Either,
        }
    }
}

/// What is left of a weight; what may be all rounding is nothing.
fn less(one: Bounds, other: Bounds) -> Bounds {
    let left = |one: f64, other: f64| if one - other > one * ROUNDING { one - other } else { 0.0 };
    Bounds { low: left(one.low, other.high), high: left(one.high, other.low) }
}

/// How the truth of an atom can move with each variable, by the signs on the way to it.
fn effects(lineage: &Lineage, target: AtomId) -> Vec<Effect> {
    let mut by_head: Vec<Vec<&Rule>> = vec![Vec::new(); lineage.atoms()];
    for (head, rule) in lineage.rules() {
        by_head[head.0 as usize].push(rule);
    }
    let mut signs = vec![[false; 2]; lineage.priors().len()];
    let mut seen = vec![[false; 2]; lineage.atoms()];
    let mut open = vec![(target.0 as usize, 0_usize)];
    while let Some((atom, sign)) = open.pop() {
        if seen.get(atom).is_none_or(|seen| seen[sign]) {
            continue;
        }
        seen[atom][sign] = true;
        for rule in &by_head[atom] {
            for variable in &rule.variables {
                signs[variable.0 as usize][sign] = true;
            }
            open.extend(rule.positive.iter().map(|atom| (atom.0 as usize, sign)));
            open.extend(rule.negative.iter().map(|atom| (atom.0 as usize, 1 - sign)));
        }
    }
    let effect = |signs: &[bool; 2]| match signs {
        [_, false] => Effect::Grows,
        [false, true] => Effect::Falls,
        [true, true] => Effect::Either,
    };
    signs.iter().map(effect).collect()
}
