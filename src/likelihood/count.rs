//! A lineage over independent variables to the probability of its root: weighted model counting.
//!
//! Variables are decided one by one, nearest to the root first; what is then left is simplified, taken
//! apart into alternatives that share no variable, and remembered, so that equal remainders are counted
//! once (dynamic component caching: Sang et al. 2004). On a network this is a search from the source that
//! keeps only the set of places reached. **Invariant:** the bounds hold the true probability but for
//! rounding, however early the allowance ends; where a prior is an interval, they hold it for every choice
//! from the intervals.

use super::guess::guess;
use super::lineage::{AtomId, Lineage};
use super::mass::{Bounds, Mass};
use super::residual::{Residual, Simple};
use rustc_hash::FxHashMap;

/// How much work a count may take.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Rules looked at.
    pub steps: u64,
    /// Rules remembered.
    pub memory: u64,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { steps: 16_000_000, memory: 4_000_000 }
    }
}

/// How many variables may be decided above one another.
const DEPTH: usize = 2_000;

/// Counts of one lineage, for several roots or priors.
pub(super) struct Counter<'a> {
    priors: &'a [Bounds],
    atoms: usize,
    rank: Vec<u32>,
    memory: u64,
    known: FxHashMap<Residual, Mass>,
    sharing: Sharing,
}

/// Who may use the steps that are left.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sharing {
    /// Whoever comes first: all is counted, or the count is given up.
    First,
    /// Everybody a part, by weight: what is not counted is guessed.
    Parts,
}

/// The probability that an atom of a lineage holds.
#[must_use]
pub fn count(lineage: &Lineage, root: AtomId, allowance: Allowance) -> Bounds {
    let priors: Vec<Bounds> = lineage.priors().iter().map(|prior| Bounds::point(*prior)).collect();
    weigh(lineage, root, &priors, &mut allowance.clone()).bounds()
}

/// The weights of the worlds in which an atom holds and does not, where the priors are these. The steps
/// that are used are taken from the allowance.
pub(super) fn weigh(lineage: &Lineage, root: AtomId, priors: &[Bounds], allowance: &mut Allowance) -> Mass {
    let atoms = lineage.atoms();
    if root.0 as usize >= atoms {
        return Mass::exactly(false);
    }
    let whole = Residual::new(lineage, root);
    let rank = whole.ranks(atoms);
    let mut counter = Counter {
        priors,
        atoms,
        rank,
        memory: allowance.memory,
        known: FxHashMap::default(),
        sharing: Sharing::First,
    };
    // Half of the steps are for counting all, the rest is for bounds if that fails.
    let mut first = allowance.steps / 2;
    let spare = allowance.steps - first;
    let found = counter.count(whole.clone(), &mut first, 0);
    allowance.steps = first + spare;
    if found.is_whole() {
        return found;
    }
    if first > 0 && priors.iter().any(|prior| prior.low < prior.high) {
        // Nothing was given up: the bounds are wide because the priors are.
        return found;
    }
    counter.sharing = Sharing::Parts;
    let mut rest = allowance.steps;
    let found = counter.count(whole, &mut rest, 0);
    allowance.steps = rest;
    found
}

impl Counter<'_> {
    fn count(&mut self, residue: Residual, steps: &mut u64, depth: usize) -> Mass {
        let cost = residue.rules.len() as u64 + 1;
        if depth > DEPTH || *steps < cost {
            if self.sharing == Sharing::First {
                *steps = 0;
                return Mass::UNKNOWN;
            }
            return match residue.simplify(self.atoms) {
                Simple::Known(truth) => Mass::exactly(truth),
                Simple::Open(residue) => guess(&residue, self.priors, self.atoms),
            };
        }
        *steps -= cost;
        let residue = match residue.simplify(self.atoms) {
            Simple::Known(truth) => return Mass::exactly(truth),
            Simple::Open(residue) => residue,
        };
        if let [only] = residue.rules.as_slice()
            && only.positive.is_empty()
            && only.negative.is_empty()
        {
            return self.all(&only.variables);
        }
        if let Some(mass) = self.known.get(&residue) {
            return *mass;
        }
        let parts = residue.alternatives(self.atoms, self.priors.len());
        let mass = if parts.is_empty() {
            let Some(variable) = residue.next(&self.rank) else { return Mass::UNKNOWN };
            self.decide(&residue, variable, steps, depth)
        } else {
            let count = parts.len() as u64;
            let mut whole = Mass::exactly(false);
            for (left, part) in (1..=count).rev().zip(parts) {
                let part = self.part(part, steps, 1.0 / left as f64, depth);
                whole =
                    Mass { yes: whole.yes + (1.0 - whole.yes).min(1.0) * part.yes, no: whole.no * part.no };
            }
            whole
        };
        if self.memory >= cost && (self.sharing == Sharing::Parts || *steps > 0) {
            self.memory -= cost;
            self.known.insert(residue, mass);
        }
        mass
    }

    /// A conjunction of variables.
    fn all(&self, variables: &[u32]) -> Mass {
        let (mut yes, mut no) = (1.0, 0.0);
        for variable in variables {
            let prior = self.prior(*variable);
            no += (1.0 - no) * (1.0 - prior.high);
            yes *= prior.low;
        }
        Mass { yes, no }
    }

    fn decide(&mut self, residue: &Residual, variable: u32, steps: &mut u64, depth: usize) -> Mass {
        let prior = self.prior(variable);
        let share = 1.0 - f64::midpoint(prior.low, prior.high);
        let no = if prior.low < 1.0 {
            self.part(residue.given(variable, false), steps, share, depth)
        } else {
            Mass::UNKNOWN
        };
        let yes = if prior.high > 0.0 {
            self.part(residue.given(variable, true), steps, 1.0, depth)
        } else {
            Mass::UNKNOWN
        };
        // A weighted mean of two numbers is least at one end of the interval of weights.
        let least = |yes: f64, no: f64| {
            let at = |weight: f64| weight * yes + (1.0 - weight) * no;
            at(prior.low).min(at(prior.high))
        };
        Mass { yes: least(yes.yes, no.yes), no: least(yes.no, no.no) }
    }

    /// Counts a part with its share of the steps.
    fn part(&mut self, part: Residual, steps: &mut u64, share: f64, depth: usize) -> Mass {
        match self.sharing {
            Sharing::First => self.count(part, steps, depth + 1),
            Sharing::Parts => {
                let mut own = ((*steps as f64) * share) as u64;
                *steps = steps.saturating_sub(own);
                let mass = self.count(part, &mut own, depth + 1);
                *steps += own;
                mass
            }
        }
    }

    fn prior(&self, variable: u32) -> Bounds {
        self.priors.get(variable as usize).copied().unwrap_or(Bounds { low: 0.0, high: 0.0 })
    }
}
