//! Claims that are free and bear on nothing that is demanded, to claims that are left out.
//!
//! Such a claim can only add contradictions: a world in which it is true stays one when it is false.
//! **Invariant:** what is demanded can hold together without these claims just if it can with them. That is
//! so because no contradiction comes from the absence of what they bear on, and no question needs them for
//! its answer.

use crate::reason::lineage::Cone;
use std::collections::BTreeSet;

/// The elements, by position, that neither these atoms rest on, nor anything by whose absence one of these
/// contradictions comes about; `by_head` has the rules of each atom.
pub(super) fn needless(
    cone: &Cone,
    by_head: &[Vec<u32>],
    demanded: impl Iterator<Item = u32>,
    clashes: impl Iterator<Item = u32>,
) -> BTreeSet<u32> {
    let below = |roots: Vec<u32>| {
        let mut seen = vec![false; cone.atoms];
        let mut open = roots;
        let mut found: Vec<u32> = Vec::new();
        while let Some(atom) = open.pop() {
            let Some(known) = seen.get_mut(atom as usize).filter(|known| !**known) else { continue };
            *known = true;
            for at in by_head.get(atom as usize).into_iter().flatten() {
                let Some(rule) = cone.rules.get(*at as usize) else { continue };
                open.extend(rule.positive.iter().chain(&rule.negative));
                found.push(*at);
            }
        }
        found
    };
    let rule = |at: u32| cone.rules.get(at as usize);
    let absent = below(clashes.collect()).into_iter().filter_map(rule).flat_map(|rule| &rule.negative);
    let needed = below(demanded.chain(absent.copied()).collect());
    let mut found: BTreeSet<u32> = (0..).take(cone.elements.len()).collect();
    for element in needed.into_iter().filter_map(rule).flat_map(|rule| &rule.elements) {
        found.remove(element);
    }
    found
}
