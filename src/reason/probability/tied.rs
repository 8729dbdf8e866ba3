//! A question that is too large to the claims that make it so.
//!
//! What makes a question hard are sentences on which much rests at once. **Invariant:** what is named is in the question,
//! and more rests on it than on what is not named.

use super::likelihoods::Likelihoods;
use super::question::Question;
use crate::likelihood::AtomId;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The most claims that are named.
const NAMED: usize = 3;

impl Likelihoods<'_> {
    /// The claims on whose sentences most conditions rest, first those on which most do; none where no two rest on any.
    pub(super) fn tied(&self, question: &Question) -> Vec<String> {
        let lineage = &question.problem.lineage;
        let mut read: BTreeMap<AtomId, usize> = BTreeMap::new();
        for (_, rule) in lineage.rules() {
            for atom in rule.positive.iter().chain(&rule.negative) {
                *read.entry(*atom).or_default() += 1;
            }
        }
        let mut resting = vec![0_usize; question.variables.len()];
        for (head, rule) in lineage.rules() {
            for variable in &rule.variables {
                if let Some(slot) = resting.get_mut(variable.0 as usize) {
                    *slot += read.get(&head).copied().unwrap_or(0);
                }
            }
        }
        let mut order: Vec<usize> = (0..resting.len()).filter(|at| resting.get(*at) > Some(&1)).collect();
        order.sort_by_key(|at| Reverse(resting.get(*at).copied()));
        let mut found: Vec<String> = Vec::new();
        for at in order {
            let Some((Some(element), _)) = question.variables.get(at) else { continue };
            let name = self.called(*element);
            if !found.contains(&name) {
                found.push(name);
            }
            if found.len() == NAMED {
                break;
            }
        }
        found
    }
}
