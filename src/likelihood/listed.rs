//! All worlds of a problem in a list, those alike in everything that matters taken as one.
//!
//! All worlds are looked at, 64 at a time: a bit of a word is a world, and the alternating fixpoint (Van
//! Gelder 1993) is that of whole words. The lightest is found by looking at each. **Invariant:** a class is here
//! if and only if some world that is not excluded has these truth values of the tracked atoms.
#![expect(clippy::indexing_slicing, reason = "atoms and variables are numbered by the lineage")]

use super::class::{Class, TRACKED};
use super::lineage::{AtomId, Lineage, Rule};
use super::problem::Problem;
use super::simplex::{Columns, Least, Stopped, Weights, weigh};
use super::whole::whole;
use rustc_hash::FxHashSet;

/// The most times that rules are looked at, for words of worlds.
const WORK: u64 = 1 << 27;

/// Words of worlds that are looked at together.
const BLOCK: usize = 64;

/// Which worlds of a word have the n-th of their first six variables true.
const PATTERNS: [u64; 6] = [
    0xAAAA_AAAA_AAAA_AAAA,
    0xCCCC_CCCC_CCCC_CCCC,
    0xF0F0_F0F0_F0F0_F0F0,
    0xFF00_FF00_FF00_FF00,
    0xFFFF_0000_FFFF_0000,
    0xFFFF_FFFF_0000_0000,
];

type Words = [u64; BLOCK];

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
    let mut column = vec![0; problem.lineage.priors().len()];
    for (at, variable) in used.iter().enumerate() {
        column[*variable as usize] = at;
    }
    let negation = rules.iter().any(|(_, rule)| !rule.negative.is_empty());
    let evaluation = Evaluation { lineage: &problem.lineage, rules, column, negation };
    let mut found: FxHashSet<Class> = FxHashSet::default();
    let mut first = 0;
    while first < words {
        let count = usize::try_from(words - first).unwrap_or(BLOCK).min(BLOCK);
        let model = evaluation.block(first);
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

struct Evaluation<'a> {
    lineage: &'a Lineage,
    rules: Vec<(AtomId, &'a Rule)>,
    /// The place of each variable among those that are used.
    column: Vec<usize>,
    negation: bool,
}

impl Evaluation<'_> {
    /// The truth of all atoms in the worlds from a word on.
    fn block(&self, first: u64) -> Vec<Words> {
        let chosen: Vec<Words> = self.rules.iter().map(|(_, rule)| self.chosen(rule, first)).collect();
        let mut upper = self.least(&chosen, None);
        if !self.negation {
            return upper;
        }
        let mut lower = self.least(&chosen, Some(&upper));
        loop {
            let next = self.least(&chosen, Some(&lower));
            if next == upper {
                return lower;
            }
            upper = next;
            lower = self.least(&chosen, Some(&upper));
        }
    }

    /// The worlds in which the variables of a rule are all true.
    fn chosen(&self, rule: &Rule, first: u64) -> Words {
        let mut words = [u64::MAX; BLOCK];
        for variable in &rule.variables {
            let column = self.column[variable.0 as usize];
            for (at, word) in (first..).zip(&mut words) {
                *word &= match PATTERNS.get(column) {
                    Some(pattern) => *pattern,
                    None if at >> (column - PATTERNS.len()) & 1 == 1 => u64::MAX,
                    None => 0,
                };
            }
        }
        words
    }

    /// The least model where an atom counts as false unless it is blocked.
    fn least(&self, chosen: &[Words], blocked: Option<&[Words]>) -> Vec<Words> {
        let mut model = vec![[0_u64; BLOCK]; self.lineage.atoms()];
        loop {
            let mut changed = false;
            for ((head, rule), chosen) in self.rules.iter().zip(chosen) {
                let mut body = *chosen;
                for atom in &rule.positive {
                    let other = &model[atom.0 as usize];
                    body.iter_mut().zip(other).for_each(|(word, other)| *word &= other);
                }
                if let Some(blocked) = blocked {
                    for atom in &rule.negative {
                        let other = &blocked[atom.0 as usize];
                        body.iter_mut().zip(other).for_each(|(word, other)| *word &= !other);
                    }
                }
                for (word, body) in model[head.0 as usize].iter_mut().zip(body) {
                    changed |= body & !*word != 0;
                    *word |= body;
                }
            }
            if !changed {
                return model;
            }
        }
    }
}
