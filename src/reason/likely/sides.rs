//! Where likelihoods cannot hold together, the ways to leave claims aside so that the rest can.
//!
//! A tree of removals (Reiter 1987, hitting sets) over smallest sets that cannot hold together. Whoever is
//! preferred is not left aside: `prefer`, then grades; what a `normally` rule concludes gives way first.
//! What is left aside may be true or not, and demands nothing. **Invariant:** each way leaves aside no more than it must, and touches only what bears on the sentence.

use super::{Likelihoods, Selection};
use crate::reason::lineage::{AtomId, ElementId};
use crate::reason::readings::losers;
use std::collections::BTreeSet;

/// The most sets of removals that are looked at for one sentence.
const TRIED: usize = 60;

impl Likelihoods<'_> {
    /// The smallest sets of claims to leave aside so that the likelihoods that bear on a sentence can hold
    /// together; one empty set where they can as they are, and `None` where that is not found out.
    pub(super) fn sides(&mut self, target: AtomId) -> Option<Vec<BTreeSet<ElementId>>> {
        let mut open: BTreeSet<(usize, BTreeSet<ElementId>)> = BTreeSet::from([(0, BTreeSet::new())]);
        let mut found: Vec<BTreeSet<ElementId>> = Vec::new();
        let mut tried = 0;
        while let Some((_, aside)) = open.pop_first() {
            if found.iter().any(|known| known.is_subset(&aside)) {
                continue;
            }
            tried += 1;
            if tried > TRIED {
                return None;
            }
            let selection = Selection { freed: aside.clone(), ..Selection::default() };
            let program = self.program(&[target], &selection);
            if program.is_new() {
                self.work = self.work.checked_sub(program.size())?;
            }
            let bearing = self.bearing(&program, target);
            let known = self.known_fault(|fault| !fault.touches(&aside) && bearing.touches(fault));
            let least = match known {
                Some(known) => known,
                None => {
                    let Some(fault) = self.faults(&program).find(|fault| bearing.touches(fault)).cloned()
                    else {
                        found.push(aside);
                        continue;
                    };
                    self.smallest(&fault)
                }
            };
            let least: Vec<ElementId> = least.elements().into_iter().collect();
            for out in losers(&self.lineage, &least) {
                let mut more = aside.clone();
                more.insert(out);
                open.insert((more.len(), more));
            }
        }
        Some(found)
    }
}
