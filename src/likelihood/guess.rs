//! Bounds of what is not counted, at the price of looking at each rule a few times.
//!
//! What follows without negation holds in more worlds the more statements are true, so that conclusions
//! are positively associated (Harris 1960; Fortuin, Kasteleyn and Ginibre 1971): two hold together at
//! least as often as if they were independent, and both fail at least as often. **Invariant:** the weights
//! are never more than those of the worlds.
#![expect(clippy::indexing_slicing, reason = "atoms are numbered by the lineage, below the count given")]

use super::mass::{Bounds, Mass};
use super::residual::Residual;

/// How often each rule is looked at.
const ROUNDS: usize = 12;

/// What can be said of a residue without counting.
pub(super) fn guess(residue: &Residual, priors: &[Bounds], atoms: usize) -> Mass {
    if residue.rules.iter().any(|rule| !rule.negative.is_empty()) {
        return Mass { yes: 0.0, no: 0.0 };
    }
    let prior = |variable: &u32| priors.get(*variable as usize).copied().unwrap_or(Bounds::point(0.0));
    let mut low = vec![0.0_f64; atoms];
    let mut high = vec![1.0_f64; atoms];
    for _ in 0..ROUNDS {
        // The probability that no rule of a head is applied is at least the product over its rules.
        let mut fails = vec![1.0_f64; atoms];
        for rule in &residue.rules {
            let stated: f64 = rule.variables.iter().map(|variable| prior(variable).high).product();
            let applied = rule.positive.iter().map(|atom| high[*atom as usize]).fold(stated, f64::min);
            fails[rule.head as usize] *= 1.0 - applied;
            let stated: f64 = rule.variables.iter().map(|variable| prior(variable).low).product();
            let applied = rule.positive.iter().map(|atom| low[*atom as usize]).fold(stated, |a, b| a * b);
            let known = &mut low[rule.head as usize];
            *known = known.max(applied);
        }
        for (high, fails) in high.iter_mut().zip(fails) {
            *high = high.min(1.0 - fails);
        }
    }
    let root = residue.root as usize;
    Mass { yes: low[root], no: 1.0 - high[root] }
}
