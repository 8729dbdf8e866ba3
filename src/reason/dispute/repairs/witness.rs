//! The atoms of a slice to the smallest sets of elements from which they follow.
//!
//! The sets of an atom come from those of the atoms that its rules need, until nothing is added (labels of an
//! assumption-based truth maintenance system: de Kleer 1986). **Invariant:** what is told of an atom does not
//! depend on what is absent, and none of its sets is part of another one.

use super::circuit::Steps;
use crate::connected::components;
use crate::reason::provenance::Slice;
use crate::solver::GivenUp;
use std::collections::BTreeSet;

/// Elements by their positions in the slice, in ascending order.
type Set = Vec<u32>;

/// The most sets of one atom.
const SETS: usize = 50_000;

/// The smallest sets from which atoms follow.
pub(super) struct Witnesses(Vec<Option<Vec<Set>>>);

impl Witnesses {
    /// Those of an atom; `None` where something plays a part that must not follow, or there are too many.
    pub(super) fn of(&self, atom: u32) -> Option<&[Set]> {
        self.0.get(atom as usize)?.as_deref()
    }
}

/// The smallest sets of elements from which the atoms of a slice follow, but for its root.
pub(super) fn witnesses(slice: &Slice, steps: &mut Steps<'_>) -> Witnesses {
    let mut by_head: Vec<Vec<usize>> = vec![Vec::new(); slice.atoms];
    let mut reads: Vec<Vec<usize>> = vec![Vec::new(); slice.atoms];
    for (at, rule) in slice.rules.iter().enumerate() {
        if let Some(list) = by_head.get_mut(rule.head as usize) {
            list.push(at);
        }
        if let Some(list) = reads.get_mut(rule.head as usize) {
            list.extend(rule.positive.iter().chain(&rule.negative).map(|atom| *atom as usize));
        }
    }
    let mut found = Witnesses(vec![Some(Vec::new()); slice.atoms]);
    // What is read comes first.
    for circle in components(&reads) {
        let mut changed = !circle.contains(&0);
        while changed {
            changed = false;
            for atom in &circle {
                let rules = by_head.get(*atom).map(Vec::as_slice).unwrap_or_default();
                let sets = found.following(slice, rules, steps).ok();
                if let Some(known) = found.0.get_mut(*atom)
                    && *known != sets
                {
                    *known = sets;
                    changed = circle.len() > 1;
                }
            }
        }
    }
    found
}

impl Witnesses {
    /// The smallest sets from which some of the rules conclude.
    fn following(&self, slice: &Slice, rules: &[usize], steps: &mut Steps<'_>) -> Result<Vec<Set>, GivenUp> {
        let mut made: BTreeSet<Set> = BTreeSet::new();
        for rule in rules.iter().filter_map(|at| slice.rules.get(*at)) {
            if !rule.negative.is_empty() {
                return Err(GivenUp);
            }
            made.extend(self.product(&rule.elements, &rule.positive, steps)?);
        }
        smallest(made, steps)
    }

    /// The sets from which all of a body follows.
    fn product(&self, own: &[u32], body: &[u32], steps: &mut Steps<'_>) -> Result<Vec<Set>, GivenUp> {
        let mut own = own.to_vec();
        own.sort_unstable();
        let mut all = vec![own];
        for atom in body {
            let theirs = self.of(*atom).ok_or(GivenUp)?;
            if all.len().saturating_mul(theirs.len()) > SETS {
                return Err(GivenUp);
            }
            let mut next = Vec::with_capacity(all.len() * theirs.len());
            for one in &all {
                for other in theirs {
                    steps.take(1 + one.len() + other.len())?;
                    let mut both: Set = one.iter().chain(other).copied().collect();
                    both.sort_unstable();
                    both.dedup();
                    next.push(both);
                }
            }
            all = next;
        }
        Ok(all)
    }
}

/// Those sets of which no other one is a part, the shortest first.
fn smallest(made: BTreeSet<Set>, steps: &mut Steps<'_>) -> Result<Vec<Set>, GivenUp> {
    if made.len() > SETS {
        return Err(GivenUp);
    }
    let mut made: Vec<Set> = made.into_iter().collect();
    made.sort_by_key(Vec::len);
    let mut kept: Vec<Set> = Vec::with_capacity(made.len());
    for set in made {
        let shorter = kept.partition_point(|known| known.len() < set.len());
        steps.take(1 + shorter)?;
        let part = |known: &Set| known.iter().all(|one| set.binary_search(one).is_ok());
        if !kept.iter().take(shorter).any(part) {
            kept.push(set);
        }
    }
    Ok(kept)
}
