//! All worlds of a problem in a list, those alike in everything that matters taken as one.
//!
//! All worlds are looked at, many at a time: a bit of a word is a world. The lightest is found by looking at each. **Invariant:** a class is here
//! if and only if some world that is not excluded has these truth values of the tracked atoms.
#![expect(clippy::indexing_slicing, reason = "atoms and variables are numbered by the lineage")]

use super::class::{Class, TRACKED};
use super::lineage::{AtomId, Rule};
use super::problem::Problem;
use super::simplex::{Columns, Least, Stopped, Weights, weigh};
use super::whole::whole;
use crate::ground::{Choices, Truths, block, well_founded};
use rustc_hash::FxHashSet;

/// The most times that rules are looked at, for words of worlds.
const WORK: u64 = 1 << 27;

/// Words of worlds that are looked at together.
const BLOCK: usize = 64;

/// How many atoms are looked up together.
const CHUNK: usize = 8;

/// Classes in ascending order.
pub(super) struct Listed(Vec<Class>);

impl Listed {
    /// The worlds of a problem; `None` where more statements than these are open.
    pub(super) fn new(problem: &Problem, tracked: &[AtomId], most: usize) -> Option<Self> {
        classes(problem, tracked, most).map(Self)
    }
}

impl Columns for Listed {
    fn least(&mut self, weights: &Weights) -> Result<Option<Least>, Stopped> {
        let class = match whole(weights) {
            Some(weights) => self.lightest(&weights),
            None => self.0.iter().copied().min_by_key(|class| weigh(weights, *class)),
        };
        Ok(class.map(|class| Least { class, bound: weigh(weights, class) }))
    }
}

impl Listed {
    fn lightest(&self, weights: &[i128]) -> Option<Class> {
        let tables: Vec<Vec<i128>> = weights
            .chunks(CHUNK)
            .map(|chunk| {
                let sum = |set: usize| {
                    let held = chunk.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
                    held.map(|(_, weight)| *weight).sum()
                };
                (0..1_usize << chunk.len()).map(sum).collect()
            })
            .collect();
        self.0.iter().copied().min_by_key(|class| {
            let parts = tables
                .iter()
                .enumerate()
                .map(|(at, table)| table.get(class.byte(at) as usize).copied().unwrap_or(0));
            parts.sum::<i128>()
        })
    }
}

/// The classes of the worlds of a problem, in ascending order; `None` where more statements than these are open.
fn classes(problem: &Problem, tracked: &[AtomId], most: usize) -> Option<Vec<Class>> {
    let rules: Vec<(AtomId, &Rule)> = problem.lineage.rules().collect();
    let mut used: Vec<u32> =
        rules.iter().flat_map(|(_, rule)| &rule.variables).map(|variable| variable.0).collect();
    used.sort_unstable();
    used.dedup();
    let words = 1_u64 << used.len().saturating_sub(6).min(40);
    if used.len() > most || words.saturating_mul(rules.len() as u64) > WORK || tracked.len() > TRACKED {
        return None;
    }
    let program = problem.lineage.ground();
    let mut column = vec![None; problem.lineage.priors().len()];
    for (at, variable) in used.iter().enumerate() {
        column[*variable as usize] = Some(at);
    }
    let mut found: FxHashSet<Class> = FxHashSet::default();
    let mut first = 0;
    while first < words {
        let count = usize::try_from(words - first).unwrap_or(BLOCK).min(BLOCK);
        let leaves: Vec<[u64; BLOCK]> =
            column.iter().map(|at| at.map_or([0; BLOCK], |at| block(at, first))).collect();
        let Ok(Truths { certain: model, .. }) = well_founded(&program, &mut Choices::<BLOCK>, &leaves);
        for word in (0..BLOCK).take(count) {
            let truth = |atom: &AtomId| model[atom.0 as usize][word];
            let mut left = if used.len() < 6 { (1_u64 << (1_u64 << used.len())) - 1 } else { u64::MAX };
            left = problem.excluded.iter().fold(left, |left, atom| left & !truth(atom));
            left = problem.required.iter().fold(left, |left, atom| left & truth(atom));
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left - 1;
                let mut class = Class::default();
                let held = tracked.iter().enumerate().filter(|(_, atom)| truth(atom) >> bit & 1 == 1);
                held.for_each(|(at, _)| class.insert(at));
                found.insert(class);
            }
        }
        first += BLOCK as u64;
    }
    let mut classes: Vec<Class> = found.into_iter().collect();
    classes.sort_unstable();
    Some(classes)
}
