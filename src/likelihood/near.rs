//! Which constraints are nearest to what is asked about, counted in rules.

use super::lineage::AtomId;
use super::problem::Problem;
use std::collections::VecDeque;

/// The constraints by their distance from the targets, the nearest first.
pub(super) fn nearest(problem: &Problem, targets: &[AtomId]) -> Vec<usize> {
    // Atoms and variables are nodes, and a rule ties its head to what its body names.
    let atoms = problem.lineage.atoms();
    let mut ties: Vec<Vec<usize>> = vec![Vec::new(); atoms + problem.lineage.priors().len()];
    for (head, rule) in problem.lineage.rules() {
        let named = rule.positive.iter().chain(&rule.negative).map(|atom| atom.0 as usize);
        for other in named.chain(rule.variables.iter().map(|variable| atoms + variable.0 as usize)) {
            for (from, to) in [(head.0 as usize, other), (other, head.0 as usize)] {
                if let Some(list) = ties.get_mut(from) {
                    list.push(to);
                }
            }
        }
    }
    let mut distance = vec![usize::MAX; ties.len()];
    let mut open: VecDeque<usize> = VecDeque::new();
    for target in targets {
        if let Some(slot) = distance.get_mut(target.0 as usize) {
            *slot = 0;
            open.push_back(target.0 as usize);
        }
    }
    while let Some(at) = open.pop_front() {
        let next = distance.get(at).map_or(usize::MAX, |known| known.saturating_add(1));
        for other in ties.get(at).into_iter().flatten() {
            if let Some(slot) = distance.get_mut(*other)
                && *slot == usize::MAX
            {
                *slot = next;
                open.push_back(*other);
            }
        }
    }
    let mut order: Vec<(usize, usize)> = (problem.constraints.iter().enumerate())
        .map(|(at, constraint)| {
            let all = constraint.atoms().filter_map(|atom| distance.get(atom.0 as usize));
            (all.min().copied().unwrap_or(usize::MAX), at)
        })
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, at)| at).collect()
}
