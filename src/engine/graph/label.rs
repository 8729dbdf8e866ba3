//! Nodes with their supports to the smallest sets of assumptions that settle the first one.
//!
//! A least fixed point: a set that is new at a node is joined at once with those of the other nodes of
//! each support that the node is part of (semi-naive, as in an assumption-based truth maintenance
//! system: de Kleer 1986). **Invariant:** no set that is given out contains another.

use std::collections::{BTreeSet, VecDeque};

use super::Coverage;

/// A set of assumptions: positions of nodes, ascending.
type Set = Vec<usize>;

/// A list of nodes that settle another together.
struct Support {
    head: usize,
    children: Vec<usize>,
}

struct Labels {
    size: usize,
    sets: Vec<BTreeSet<Set>>,
    /// Sets that are new at a node.
    fresh: VecDeque<(usize, Set)>,
    steps: u64,
}

/// The smallest sets of at most `size` assumptions for node 0. Each node has its supports: lists of nodes
/// that settle it together; an empty list settles it without anything.
pub(super) fn label(
    supports: &[Vec<Vec<usize>>],
    assumptions: &[usize],
    size: usize,
    steps: u64,
) -> (Vec<Set>, Coverage) {
    let mut all: Vec<Support> = Vec::new();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); supports.len()];
    let mut labels =
        Labels { size, sets: vec![BTreeSet::new(); supports.len()], fresh: VecDeque::new(), steps };
    for (head, lists) in supports.iter().enumerate() {
        for children in lists {
            if children.is_empty() {
                labels.add(head, Vec::new());
            }
            for child in children {
                if let Some(slot) = users.get_mut(*child) {
                    slot.push(all.len());
                }
            }
            all.push(Support { head, children: children.clone() });
        }
    }
    for at in assumptions {
        labels.add(*at, vec![*at]);
    }
    while let Some((at, set)) = labels.fresh.pop_front() {
        // It may have been overtaken by a smaller one.
        if labels.is_beyond(at, &set) {
            continue;
        }
        for support in users.get(at).into_iter().flatten().filter_map(|number| all.get(*number)) {
            for union in labels.joined(&set, at, &support.children) {
                labels.add(support.head, union);
            }
            if labels.steps == 0 {
                return (labels.smallest(), Coverage::Bounded);
            }
        }
    }
    (labels.smallest(), Coverage::Complete)
}

impl Labels {
    /// The unions of a set of one child with one set of each other child.
    fn joined(&mut self, set: &Set, own: usize, children: &[usize]) -> Vec<Set> {
        let mut unions: Vec<Set> = vec![set.clone()];
        for child in children.iter().filter(|child| **child != own) {
            let Some(sets) = self.sets.get(*child) else { return Vec::new() };
            let mut next: BTreeSet<Set> = BTreeSet::new();
            for union in &unions {
                if union.len() == self.size {
                    // Nothing can be added: the other must be settled by what is in it.
                    self.steps = self.steps.saturating_sub(1);
                    if parts(union).any(|part| sets.contains(&part)) {
                        next.insert(union.clone());
                    }
                    continue;
                }
                for other in sets {
                    self.steps = self.steps.saturating_sub(1);
                    if self.steps == 0 {
                        return Vec::new();
                    }
                    let both: BTreeSet<usize> = union.iter().chain(other).copied().collect();
                    if both.len() <= self.size {
                        next.insert(both.into_iter().collect());
                    }
                }
            }
            unions = next.into_iter().collect();
        }
        unions
    }

    fn add(&mut self, at: usize, set: Set) {
        self.steps = self.steps.saturating_sub(1);
        if parts(&set).any(|part| self.sets.get(at).is_some_and(|sets| sets.contains(&part))) {
            return;
        }
        if let Some(sets) = self.sets.get_mut(at) {
            sets.insert(set.clone());
            self.fresh.push_back((at, set));
        }
    }

    /// Whether a node has a smaller set that is part of this one.
    fn is_beyond(&self, at: usize, set: &Set) -> bool {
        let sets = self.sets.get(at);
        parts(set).any(|part| part.len() < set.len() && sets.is_some_and(|sets| sets.contains(&part)))
    }

    /// The sets of the first node that contain no other.
    fn smallest(&self) -> Vec<Set> {
        let sets = self.sets.first().into_iter().flatten();
        sets.filter(|set| !self.is_beyond(0, set)).cloned().collect()
    }
}

/// The subsets of a small set, itself included.
fn parts(set: &Set) -> impl Iterator<Item = Set> {
    (0..1_u32 << set.len().min(16)).map(|bits| {
        set.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, member)| *member).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::{Coverage, label};

    #[test]
    fn one_assumption_may_serve_twice() {
        // 0 needs 1 and 2; both follow from 3; 1 follows from 4 too, and 2 from 5.
        let supports =
            vec![vec![vec![1, 2]], vec![vec![3], vec![4]], vec![vec![3], vec![5]], vec![], vec![], vec![]];
        let (sets, coverage) = label(&supports, &[3, 4, 5], 2, 1_000);
        assert_eq!((sets, coverage), (vec![vec![3], vec![4, 5]], Coverage::Complete));
        assert_eq!(label(&supports, &[3, 4, 5], 1, 1_000).0, [[3]]);
    }

    #[test]
    fn circles_settle_nothing() {
        let supports = vec![vec![vec![1]], vec![vec![0], vec![2]], vec![]];
        assert!(label(&supports, &[], 3, 1_000).0.is_empty());
        assert_eq!(label(&supports, &[2], 3, 1_000).0, [[2]]);
    }

    #[test]
    fn a_limit_is_told() {
        let supports = vec![vec![vec![1]], vec![]];
        assert_eq!(label(&supports, &[1], 1, 1).1, Coverage::Bounded);
    }
}
