//! Where likelihoods cannot hold together, the ways to leave claims aside so that the rest can.
//!
//! A tree of removals (Reiter 1987, hitting sets) over smallest sets that cannot hold together. Whoever is
//! preferred is not left aside: `prefer`, then grades; what a `normally` rule concludes gives way first.
//! What is left aside may be true or not, and demands nothing. **Invariant:** each way leaves aside no more than
//! it must, and only what bears on the sentence, or would if something of it were left aside.

use super::bearing::Bearing;
use super::fault::Fault;
use super::likelihoods::Likelihoods;
use super::program::Program;
use super::selection::Selection;
use crate::reason::dispute::repairs::losers;
use crate::reason::provenance::{AssumptionId, AtomId};
use std::collections::BTreeSet;

/// The most sets of removals that are looked at for one sentence.
const TRIED: usize = 400;

/// The most quarrels that have nothing to do with each other, and bear on one sentence all the same: each doubles
/// the ways.
const APART: usize = 8;

/// The most quarrels elsewhere of which it is looked at what mending them brings about.
const AHEAD: usize = 20;

/// The ways to leave claims aside.
pub(super) enum Sides {
    /// These are all of them; one empty set where nothing has to be left aside.
    All(Vec<BTreeSet<AssumptionId>>),
    /// There are too many of them, or it took too long.
    Many,
}

impl Likelihoods<'_> {
    /// The smallest sets of claims to leave aside so that the likelihoods that bear on a sentence can hold
    /// together.
    pub(super) fn sides(&mut self, target: AtomId) -> Sides {
        if self.is_crowded(target) {
            return Sides::Many;
        }
        // Who wins one quarrel may give way in another that only comes up on the way: then all is looked at again.
        loop {
            let known = self.smallest.len();
            let found = self.removals(target);
            if self.smallest.len() == known || matches!(found, Sides::Many) {
                return found;
            }
        }
    }

    /// As [`sides`](Self::sides), by the quarrels that are known when each claim is looked at.
    fn removals(&mut self, target: AtomId) -> Sides {
        let mut open: BTreeSet<(usize, BTreeSet<AssumptionId>)> = BTreeSet::from([(0, BTreeSet::new())]);
        let mut found: Vec<BTreeSet<AssumptionId>> = Vec::new();
        let mut tried = 0;
        while let Some((_, aside)) = open.pop_first() {
            if found.iter().any(|known| known.is_subset(&aside)) {
                continue;
            }
            tried += 1;
            let selection = Selection { freed: aside.clone(), ..Selection::default() };
            let program = self.program(&[target], &selection);
            if tried > TRIED || !self.afford(&program) {
                return Sides::Many;
            }
            let bearing = self.bearing(&program, target);
            let least = match self.known_fault(|fault| !fault.touches(&aside) && bearing.touches(fault)) {
                Some(known) => known,
                None => {
                    let Some(fault) = self.fault_on(&program, target, &bearing, &aside) else {
                        found.push(aside);
                        continue;
                    };
                    self.smallest(&fault)
                }
            };
            self.look_beside(&least);
            // What wins here may be left aside for the sake of something else.
            let mut out = self.losers(&least);
            let wins: Vec<AssumptionId> =
                least.elements().into_iter().filter(|element| !out.contains(element)).collect();
            out.extend(wins.into_iter().filter(|element| self.gives_way(*element, &aside)));
            for element in out {
                let mut more = aside.clone();
                more.insert(element);
                open.insert((more.len(), more));
            }
        }
        found.retain(|aside| {
            aside.iter().all(|element| {
                let rest = aside.iter().copied().filter(|other| other != element).collect();
                self.gives_way(*element, &rest)
            })
        });
        Sides::All(found)
    }

    /// Whether a claim may be left aside in a quarrel that is known, and that is not mended by leaving these aside.
    fn gives_way(&self, element: AssumptionId, aside: &BTreeSet<AssumptionId>) -> bool {
        let quarrels = self.smallest.iter().filter(|fault| !fault.touches(aside));
        quarrels.filter(|fault| fault.has(element)).any(|fault| self.losers(fault).contains(&element))
    }

    /// Whether the likelihoods that bear on a sentence can hold together, whichever of the others are left aside.
    pub(super) fn is_at_peace(&mut self, program: &Program, target: AtomId) -> bool {
        let bearing = self.bearing(program, target);
        self.fault_on(program, target, &bearing, &BTreeSet::new()).is_none()
    }

    /// A fault that bears on a sentence, or the mending of which would change what does.
    fn fault_on(
        &mut self,
        program: &Program,
        target: AtomId,
        bearing: &Bearing,
        aside: &BTreeSet<AssumptionId>,
    ) -> Option<Fault> {
        let faults: Vec<&Fault> = self.faults(program).collect();
        if let Some(fault) = faults.iter().find(|fault| bearing.touches(fault)) {
            return Some((*fault).clone());
        }
        if faults.len() > AHEAD {
            return None;
        }
        let all = bearing.all();
        let changes = |fault: &&Fault| {
            let least = self.smallest(fault);
            self.losers(&least).into_iter().any(|out| {
                let mut freed = aside.clone();
                freed.insert(out);
                let program = self.program(&[target], &Selection { freed, ..Selection::default() });
                self.faults(&program).any(|fault| bearing.touches(fault))
                    || self.bearing(&program, target).all() != all
            })
        };
        faults.into_iter().find(changes).cloned()
    }

    /// Whether more quarrels bear on a sentence than their ways could be told of.
    fn is_crowded(&mut self, target: AtomId) -> bool {
        let program = self.program(&[target], &Selection::default());
        let bearing = self.bearing(&program, target);
        let mut taken: BTreeSet<AssumptionId> = BTreeSet::new();
        let mut apart = 0;
        for fault in self.smallest.iter().filter(|fault| bearing.touches(fault)) {
            if !fault.touches(&taken) && self.losers(fault).len() > 1 {
                taken.extend(fault.elements());
                apart += 1;
            }
        }
        apart > APART
    }

    /// The claims of a fault that may be left aside.
    fn losers(&self, fault: &Fault) -> Vec<AssumptionId> {
        losers(&self.provenance, &fault.elements().into_iter().collect::<Vec<_>>())
    }

    /// Whether a program may be looked at, for all that was looked at before.
    fn afford(&mut self, program: &Program) -> bool {
        let size = if program.is_new() { program.size() } else { 0 };
        let left = self.work.checked_sub(size);
        self.work = left.unwrap_or(self.work);
        left.is_some()
    }
}
