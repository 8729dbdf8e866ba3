//! What a sentence rests on: the smallest sets of contestable statements without which it falls.
//!
//! A tree of removals (Reiter 1987, hitting sets): where the sentence still holds, each cut that contains
//! what was removed so far must take away one of the statements that make it hold. **Invariant:** all
//! cuts up to the size asked for are found, also where `unless` lets a removal do more than take away.

use crate::engine::Coverage;
use crate::reason::provenance::{AssumptionId, AtomId, Choice, Provenance, Root, Slice, Value, choice};
use std::collections::BTreeSet;

/// The most sets of removals that are tried for one sentence.
const TRIED: usize = 20_000;

/// The cuts of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reason) struct Cuts {
    /// The smallest first.
    pub(in crate::reason) sets: Vec<Vec<AssumptionId>>,
    /// Whether these are all of the size asked for.
    pub(in crate::reason) coverage: Coverage,
}

/// The cuts of a node up to a size; none if it does not hold in the base view, or whatever is removed.
pub(in crate::reason) fn cuts(provenance: &mut Provenance<'_>, atom: AtomId, size: usize) -> Cuts {
    let mut found = Cuts { sets: Vec::new(), coverage: Coverage::Complete };
    let Some(slice) = provenance.slices(&[atom]).pop() else { return found };
    if !provenance.whole() {
        found.coverage = Coverage::Bounded;
    }
    if slice.root != Root::Depends {
        return found;
    }
    let base: Vec<Choice> =
        slice.elements.iter().map(|element| choice(!provenance.is_hypothesis(*element))).collect();
    let mut layer: BTreeSet<Vec<u32>> = BTreeSet::from([Vec::new()]);
    let mut cut: Vec<Vec<u32>> = Vec::new();
    let mut tried = 0;
    for step in 0..=size {
        let mut next = BTreeSet::new();
        for removed in &layer {
            if cut.iter().any(|known| known.iter().all(|at| removed.contains(at))) {
                continue;
            }
            tried += 1;
            if tried > TRIED {
                found.coverage = Coverage::Bounded;
                return finish(found, &slice, cut);
            }
            let choices = without(&base, removed);
            if slice.value(&choices) != Value::Holds {
                if removed.is_empty() {
                    return found;
                }
                cut.push(removed.clone());
                continue;
            }
            if step == size {
                continue;
            }
            for at in slice.reasons(&choices) {
                if choices.get(at as usize) == Some(&Choice::In) {
                    let mut more = removed.clone();
                    more.push(at);
                    more.sort_unstable();
                    next.insert(more);
                }
            }
        }
        layer = next;
    }
    finish(found, &slice, cut)
}

fn finish(mut found: Cuts, slice: &Slice, cut: Vec<Vec<u32>>) -> Cuts {
    let elements = |set: Vec<u32>| -> Vec<AssumptionId> {
        let mut all: Vec<AssumptionId> =
            set.into_iter().filter_map(|at| slice.elements.get(at as usize).copied()).collect();
        all.sort_unstable();
        all
    };
    found.sets = cut.into_iter().map(elements).collect();
    found.sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    found
}

fn without(base: &[Choice], removed: &[u32]) -> Vec<Choice> {
    let mut choices = base.to_vec();
    for at in removed {
        if let Some(slot) = choices.get_mut(*at as usize) {
            *slot = Choice::Out;
        }
    }
    choices
}
