//! A lineage over independent variables to the probability of its root: weighted model counting.
//!
//! Variables are decided one by one, nearest to the root first; what is then left is simplified, taken
//! apart into alternatives that share no variable, and remembered, so that equal remainders are counted
//! once (dynamic component caching: Sang et al. 2004). On a network this is a search from the source that
//! keeps only the set of places reached. **Invariant:** the bounds hold the true probability but for
//! rounding, however early the allowance ends.

use super::lineage::{AtomId, Lineage};
use super::residue::{Residue, Simple};
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
        Self { steps: 200_000_000, memory: 20_000_000 }
    }
}

/// The least and the greatest probability that is possible; equal where it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

impl Bounds {
    fn exactly(truth: bool) -> Self {
        let value = if truth { 1.0 } else { 0.0 };
        Self { low: value, high: value }
    }

    const UNKNOWN: Self = Self { low: 0.0, high: 1.0 };
}

/// How many variables may be decided above one another.
const DEPTH: usize = 2_000;

struct Counter<'a> {
    priors: &'a [f64],
    atoms: usize,
    rank: Vec<u32>,
    left: Allowance,
    known: FxHashMap<Residue, Bounds>,
}

/// The probability that an atom of a lineage holds.
#[must_use]
pub fn count(lineage: &Lineage, root: AtomId, allowance: Allowance) -> Bounds {
    let atoms = lineage.atoms();
    if root.0 as usize >= atoms {
        return Bounds::exactly(false);
    }
    let whole = Residue::new(lineage, root);
    let rank = whole.ranks(atoms);
    let priors = lineage.priors();
    Counter { priors, atoms, rank, left: allowance, known: FxHashMap::default() }.count(whole, 0)
}

impl Counter<'_> {
    fn count(&mut self, residue: Residue, depth: usize) -> Bounds {
        let cost = residue.rules.len() as u64 + 1;
        if depth > DEPTH || self.left.steps < cost {
            return Bounds::UNKNOWN;
        }
        self.left.steps -= cost;
        let residue = match residue.simplify(self.atoms) {
            Simple::Known(truth) => return Bounds::exactly(truth),
            Simple::Open(residue) => residue,
        };
        if let [only] = residue.rules.as_slice()
            && only.positive.is_empty()
            && only.negative.is_empty()
        {
            let all = only.variables.iter().map(|variable| self.prior(*variable)).product();
            return Bounds { low: all, high: all };
        }
        if let Some(bounds) = self.known.get(&residue) {
            return *bounds;
        }
        let parts = residue.alternatives();
        let bounds = if parts.is_empty() {
            let Some(variable) = residue.next(&self.rank) else { return Bounds::UNKNOWN };
            let prior = self.prior(variable);
            let no = self.count(residue.given(variable, false), depth + 1);
            let yes = self.count(residue.given(variable, true), depth + 1);
            Bounds {
                low: prior * yes.low + (1.0 - prior) * no.low,
                high: prior * yes.high + (1.0 - prior) * no.high,
            }
        } else {
            let (mut low, mut high) = (1.0, 1.0);
            for part in parts {
                let part = self.count(part, depth + 1);
                low *= 1.0 - part.low;
                high *= 1.0 - part.high;
            }
            Bounds { low: 1.0 - low, high: 1.0 - high }
        };
        if self.left.memory >= cost {
            self.left.memory -= cost;
            self.known.insert(residue, bounds);
        }
        bounds
    }

    fn prior(&self, variable: u32) -> f64 {
        self.priors.get(variable as usize).copied().unwrap_or(0.0)
    }
}
