//! A problem to its worlds, those alike in everything that matters taken as one.
//!
//! All worlds are looked at, 64 at a time: a bit of a word is a world, and the alternating fixpoint (Van
//! Gelder 1993) is that of whole words. **Invariant:** a class is here if and only if some world that is not
//! excluded has these truth values of the tracked atoms.
#![expect(clippy::indexing_slicing, reason = "atoms and variables are numbered by the lineage")]

use super::lineage::{AtomId, Lineage, Rule};
use super::listed::Listed;
use super::problem::Problem;
use super::simplex::{Columns, Least, Stopped, Weights};
use super::sought::Sought;
use rustc_hash::FxHashSet;

/// The truth of the tracked atoms, a bit for each in their order.
pub(super) type Class = u128;

/// The most atoms that can be tracked.
pub(super) const TRACKED: usize = 128;

/// The most statements whose worlds are all looked at.
const VARIABLES: usize = 20;

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

/// The most statements whose worlds are listed before any is sought.
const FEW: usize = 12;

/// The worlds of a problem: listed where they are few, else sought one by one, and listed after all where
/// that was given up.
pub(super) struct Worlds<'a> {
    problem: &'a Problem,
    tracked: Vec<AtomId>,
    sought: Option<Sought>,
    listed: Option<Listed>,
}

impl<'a> Worlds<'a> {
    pub(super) fn new(problem: &'a Problem, tracked: &[AtomId]) -> Self {
        let mut made = Self { problem, tracked: tracked.to_vec(), sought: None, listed: None };
        if problem.lineage.priors().len() > FEW {
            made.sought = Sought::new(problem, tracked);
        }
        if made.sought.is_none() {
            made.list();
        }
        made
    }

    fn list(&mut self) {
        self.listed = classes(self.problem, &self.tracked).map(Listed);
    }
}

impl Columns for Worlds<'_> {
    fn least(&mut self, weights: &Weights) -> Result<Option<Least>, Stopped> {
        if let Some(listed) = &mut self.listed {
            return listed.least(weights);
        }
        let Some(sought) = &mut self.sought else { return Err(Stopped) };
        let found = sought.least(weights);
        let known = match &found {
            Ok(Some(least)) => least.bound == super::simplex::weigh(weights, least.class),
            Ok(None) => true,
            Err(Stopped) => false,
        };
        if !known {
            self.list();
            if let Some(listed) = &mut self.listed {
                return listed.least(weights);
            }
        }
        found
    }
}

/// The classes of the worlds of a problem, in ascending order; `None` where there are too many worlds.
pub(super) fn classes(problem: &Problem, tracked: &[AtomId]) -> Option<Vec<Class>> {
    let rules: Vec<(AtomId, &Rule)> = problem.lineage.rules().collect();
    let mut used: Vec<u32> =
        rules.iter().flat_map(|(_, rule)| &rule.variables).map(|variable| variable.0).collect();
    used.sort_unstable();
    used.dedup();
    let words = 1_u64 << used.len().saturating_sub(6).min(40);
    if used.len() > VARIABLES || words.saturating_mul(rules.len() as u64) > WORK || tracked.len() > TRACKED {
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
                let mut class: Class = 0;
                for (at, atom) in tracked.iter().enumerate() {
                    class |= Class::from(truth(atom) >> bit & 1) << at;
                }
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
