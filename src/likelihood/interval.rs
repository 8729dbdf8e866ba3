//! A problem to the tightest interval of a probability, or to what no distribution satisfies.

use super::class::TRACKED;
use super::frechet::Frechet;
use super::lineage::AtomId;
use super::near::nearest;
use super::problem::{Constraint, Problem, Row};
use super::simplex::{Columns, Ended, Feasible, Stopped};
use super::verified::Programme;
use super::worlds::{Reach, Worlds};
use dashu_ratio::RBig;
use std::collections::BTreeSet;

/// So many constraints are followed at first, then so many.
const LEVELS: [usize; 2] = [16, 48];

/// Whether an interval is the tightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tightness {
    /// Each of its ends is reached by some distribution.
    Tight,
    /// The probability is in it, and perhaps in a narrower one.
    Outer,
}

/// The probabilities that an atom can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The least.
    pub low: RBig,
    /// The greatest.
    pub high: RBig,
    /// Whether there is no tighter one.
    pub tightness: Tightness,
}

/// Whether some distribution satisfies a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coherence {
    /// One does.
    Coherent,
    /// None does: the multipliers of the constraints that show it, of the lower end and of the upper one.
    /// So weighed, the ends ask for more than any world has.
    Incoherent(Vec<[RBig; 2]>),
    /// There is no world.
    Impossible,
    /// A limit was reached before it was known.
    Unknown,
}

/// The worlds of a problem, looked at once for many questions.
pub struct Distributions<'a> {
    problem: &'a Problem,
    tracked: Vec<AtomId>,
    /// The constraints that are followed, the nearest to what is asked about first.
    near: Vec<usize>,
    columns: Worlds,
    /// The most rows that are worked out in exact numbers at once.
    exact: usize,
    /// Constraints that are asked about in the place of the problem's.
    others: Option<Vec<Constraint>>,
}

impl<'a> Distributions<'a> {
    /// The worlds of a problem, in which these atoms will be asked about.
    #[must_use]
    pub fn new(problem: &'a Problem, targets: &[AtomId]) -> Self {
        Self::within_reach(problem, targets, Reach::default())
    }

    /// The same, with so much work for the worlds.
    #[must_use]
    pub fn within_reach(problem: &'a Problem, targets: &[AtomId], reach: Reach) -> Self {
        let mut tracked: Vec<AtomId> = targets.iter().copied().take(TRACKED).collect();
        let mut near = Vec::new();
        for at in nearest(problem, targets) {
            let Some(constraint) = problem.constraints.get(at) else { continue };
            let new: Vec<AtomId> = constraint.atoms().filter(|atom| !tracked.contains(atom)).collect();
            if tracked.len() + new.len() <= TRACKED {
                tracked.extend(new);
                near.push(at);
            }
        }
        tracked.sort_unstable();
        tracked.dedup();
        let columns = Worlds::new(problem, &tracked, reach);
        Self { problem, tracked, near, columns, exact: reach.exact, others: None }
    }

    /// The probabilities of an atom under constraints of other ends, in the order of the problem's and of the
    /// same subjects; `None` if no distribution satisfies them.
    pub fn interval_under(&mut self, constraints: &[Constraint], target: AtomId) -> Option<Interval> {
        self.others = Some(constraints.to_vec());
        let found = self.interval(&|_| true, target);
        self.others = None;
        found
    }

    /// Takes constraints of other ends in the place of the problem's, or none any more.
    pub(super) fn take_others(&mut self, others: Option<Vec<Constraint>>) {
        self.others = others;
    }

    /// The demands, what is tracked, and how many rows are worked out in exact numbers at once.
    pub(super) fn programme(&self) -> (Vec<Row>, Vec<AtomId>, usize) {
        (self.rows(&|_| true).0, self.tracked.clone(), self.exact)
    }

    /// The worlds.
    pub(super) fn columns(&mut self) -> &mut Worlds {
        &mut self.columns
    }

    /// Whether every constraint is followed.
    pub(super) fn follows_all(&self) -> bool {
        self.near.len() == self.problem.constraints.len()
    }

    /// The demands of the constraints at these positions, and where each comes from.
    fn rows(&self, active: &dyn Fn(usize) -> bool) -> (Vec<Row>, Vec<(usize, usize)>) {
        let mut rows = Vec::new();
        let mut origins = Vec::new();
        let constraints = self.others.as_deref().unwrap_or(&self.problem.constraints);
        for (at, constraint) in constraints.iter().enumerate() {
            if !active(at) || !self.near.contains(&at) {
                continue;
            }
            for (end, row) in constraint.rows().into_iter().enumerate() {
                if let Some(row) = row {
                    rows.push(row);
                    origins.push((at, end));
                }
            }
        }
        (rows, origins)
    }

    /// Whether some distribution satisfies the constraints at these positions.
    pub fn coherence(&mut self, active: &dyn Fn(usize) -> bool) -> Coherence {
        let (rows, origins) = self.rows(active);
        let columns = &mut self.columns;
        match columns.least(&vec![RBig::ZERO; self.tracked.len()]) {
            Ok(Some(_)) => {}
            Ok(None) => return Coherence::Impossible,
            Err(Stopped) => return Coherence::Unknown,
        }
        match Programme::new(&rows, &self.tracked, self.exact).feasible(columns) {
            Ok(Feasible::Yes) if self.follows_all() => Coherence::Coherent,
            Ok(Feasible::Yes) | Err(Stopped) => Coherence::Unknown,
            Ok(Feasible::No(multipliers)) => {
                let mut shown = vec![[RBig::ZERO, RBig::ZERO]; self.problem.constraints.len()];
                for ((at, end), multiplier) in origins.into_iter().zip(multipliers) {
                    if let Some(slot) = shown.get_mut(at).and_then(|ends| ends.get_mut(end)) {
                        *slot = multiplier;
                    }
                }
                Coherence::Incoherent(shown)
            }
        }
    }

    /// The probabilities of an atom under the constraints at these positions; `None` if no distribution
    /// satisfies them. The nearest constraints are followed first, so that an early end leaves what they say.
    pub fn interval(&mut self, active: &dyn Fn(usize) -> bool, target: AtomId) -> Option<Interval> {
        let mut found = Interval { low: RBig::ZERO, high: RBig::ONE, tightness: Tightness::Outer };
        let all = self.near.iter().filter(|at| active(**at)).count();
        for most in LEVELS.into_iter().filter(|most| *most < all).chain([all]) {
            let nearest: BTreeSet<usize> =
                self.near.iter().copied().filter(|at| active(*at)).take(most).collect();
            match self.within(&|at| nearest.contains(&at), target)? {
                Ok(interval) => {
                    let last = most == all && self.follows_all();
                    found = Interval {
                        low: interval.low.max(found.low),
                        high: interval.high.min(found.high),
                        tightness: if last { interval.tightness } else { Tightness::Outer },
                    };
                    if interval.tightness == Tightness::Outer {
                        break;
                    }
                }
                Err(Stopped) => break,
            }
        }
        if found.tightness == Tightness::Outer {
            let [low, high] = self.outer(active, target);
            found.low = found.low.max(low);
            found.high = found.high.min(high);
        }
        (found.low <= found.high).then_some(found)
    }

    /// What single rules say of an atom.
    fn outer(&self, active: &dyn Fn(usize) -> bool, target: AtomId) -> [RBig; 2] {
        let constraints = self.others.as_deref().unwrap_or(&self.problem.constraints).iter().enumerate();
        let active: Vec<&Constraint> =
            constraints.filter(|(at, _)| active(*at)).map(|(_, one)| one).collect();
        Frechet::new(self.problem, &active).of(target)
    }

    fn within(
        &mut self,
        active: &dyn Fn(usize) -> bool,
        target: AtomId,
    ) -> Option<Result<Interval, Stopped>> {
        let (rows, _) = self.rows(active);
        let columns = &mut self.columns;
        match columns.least(&vec![RBig::ZERO; self.tracked.len()]) {
            Ok(Some(_)) => {}
            Ok(None) => return None,
            Err(Stopped) => return Some(Err(Stopped)),
        }
        let mut programme = Programme::new(&rows, &self.tracked, self.exact);
        match programme.feasible(columns) {
            Ok(Feasible::Yes) => {}
            Ok(Feasible::No(_)) => return None,
            Err(Stopped) => return Some(Err(Stopped)),
        }
        let mut tightness = Tightness::Tight;
        let mut end = |sign: &RBig| {
            let weight = |atom: &AtomId| if *atom == target { sign.clone() } else { RBig::ZERO };
            let weights = self.tracked.iter().map(weight).collect();
            match programme.minimize(&weights, columns) {
                Ended::Optimal(value) => value,
                Ended::GivenUp(value) => {
                    tightness = Tightness::Outer;
                    value
                }
            }
        };
        let low = end(&RBig::ONE).max(RBig::ZERO);
        let high = (-end(&-RBig::ONE)).min(RBig::ONE);
        Some(Ok(Interval { low, high, tightness }))
    }
}
