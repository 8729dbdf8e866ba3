//! All the coalitions that win with nobody to spare, where these are few: the minimal winning coalitions.
//!
//! Those of the smallest size alone are not the whole of it: a majority of seats may be met by the two largest and by
//! three smaller ones (Riker 1962, *The Theory of Political Coalitions*).
//!
//! Invariant: every coalition that is told wins, loses without any one member, and none of that kind is left out.

use super::diagram::{Diagram, LOST, Node, WON};
use super::fewest::Fewest;
use dashu_ratio::RBig;
use std::collections::BTreeMap;

/// How many nodes are looked at.
const STEPS: usize = 20_000;

/// All kinds of winning coalitions with nobody to spare, those of few members first; `None` where there are more than so
/// many, or they are not found within the steps.
pub fn minimal(diagram: &Diagram, most: usize) -> Option<Fewest> {
    let mut found: Vec<BTreeMap<usize, usize>> = Vec::new();
    let mut open: Vec<(Node, BTreeMap<usize, usize>)> = vec![(diagram.root, BTreeMap::new())];
    let mut steps = STEPS;
    while let Some((node, counts)) = open.pop() {
        steps = steps.checked_sub(1)?;
        if node == LOST {
            continue;
        }
        let Some((level, children)) = diagram.nodes.get(node as usize).filter(|_| node > WON) else {
            if is_minimal(diagram, &counts) {
                found.push(counts);
                if found.len() > most {
                    return None;
                }
            }
            continue;
        };
        let mut before = None;
        for (count, child) in children.iter().enumerate() {
            // Who makes no difference is to spare.
            if before != Some(*child) {
                let mut counts = counts.clone();
                if count > 0 {
                    counts.insert(*level, count);
                }
                open.push((*child, counts));
            }
            before = Some(*child);
        }
    }
    found.sort_by_key(|counts| (counts.values().sum::<usize>(), counts.clone()));
    let mut told = Fewest { number: RBig::ZERO, kinds: Vec::new(), told: RBig::ZERO };
    for counts in &found {
        let counts: Vec<(usize, usize)> = counts.iter().map(|(level, count)| (*level, *count)).collect();
        told.add(diagram, &counts);
    }
    told.number.clone_from(&told.told);
    (!told.kinds.is_empty()).then_some(told)
}

/// Whether a coalition that wins loses without any one of its members.
fn is_minimal(diagram: &Diagram, counts: &BTreeMap<usize, usize>) -> bool {
    counts.keys().all(|level| {
        let mut fewer = counts.clone();
        if let Some(count) = fewer.get_mut(level) {
            *count -= 1;
        }
        !wins(diagram, &fewer)
    })
}

/// Whether so many of each class win.
fn wins(diagram: &Diagram, counts: &BTreeMap<usize, usize>) -> bool {
    let mut node = diagram.root;
    while let Some((level, children)) = diagram.nodes.get(node as usize).filter(|_| node > WON) {
        let count = counts.get(level).copied().unwrap_or(0);
        let Some(child) = children.get(count) else { return false };
        node = *child;
    }
    node == WON
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voting::{Requirement, Rule};

    #[test]
    fn coalitions_of_all_sizes_are_told() {
        // The Bundestag of 2021: 206, 197, 118, 92, 83, 39 of 735, a majority of 368.
        let weights = vec![206, 197, 118, 92, 83, 39];
        let rule =
            Rule { members: 6, ways: vec![vec![Requirement { weights: weights.clone(), quota: 368 }]] };
        let Ok(diagram) = Diagram::new(&rule) else { panic!("too large") };
        let found = minimal(&diagram, 8).unwrap();
        // Listed by trying every one of the 64 coalitions.
        let sum = |set: u32| (0..6).filter(|at| set & (1 << at) != 0).map(|at| weights[at]).sum::<u128>();
        let all = (0..64u32).filter(|set| {
            sum(*set) >= 368 && (0..6).all(|at| set & (1 << at) == 0 || sum(set & !(1 << at)) < 368)
        });
        assert_eq!(found.kinds.len(), all.count());
        assert_eq!(found.kinds.len(), 7);
        assert!(minimal(&diagram, 6).is_none());
    }
}
