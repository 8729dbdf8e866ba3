//! The smallest sets of claims that cannot hold together.
//!
//! What is left out of a set is freed: it may be true or not and demands nothing, so a larger set never
//! becomes coherent, and a set is made smallest by leaving out one claim after the other (deletion: Chinneck
//! and Dravnieks 1991). Sets that are behind one contradiction are looked for first, each by itself, since large
//! parts take long. **Invariant:** a set that is given out cannot hold together; where a limit was
//! reached in showing that none of it can be missed, it may be larger than needed.

use super::fault::Fault;
use super::likelihoods::{Clashes, Likelihoods};
use super::question::Question;
use super::selection::{Rest, Selection};
use super::stated::Stated;
use crate::reason::provenance::AssumptionId;
use std::collections::BTreeSet;

/// The most times that a set is looked at without one of its claims.
const TRIED: usize = 400;

/// The most sets that are told.
const SETS: usize = 20;

/// The most contradictions that are looked at by themselves, the most claims behind one of these, and the most times
/// that they are looked at without some of them.
const CLASHES: usize = 2_000;
const BEHIND: usize = 24;
const LOOKS: usize = 64;

impl Likelihoods<'_> {
    /// A fault of claims by themselves, everything else being free.
    fn fault_of(&mut self, elements: &BTreeSet<AssumptionId>) -> Option<Fault> {
        self.fault_alone(elements).unwrap_or_else(|| self.fault_with(elements, Rest::Free))
    }

    /// The same, as far as it is found out without looking at anything else.
    fn fault_alone(&mut self, elements: &BTreeSet<AssumptionId>) -> Option<Option<Fault>> {
        if self.fault_with(elements, Rest::Out).is_none() {
            return Some(None);
        }
        self.fault_with(elements, Rest::Apart).map(Some)
    }

    fn fault_with(&mut self, elements: &BTreeSet<AssumptionId>, rest: Rest) -> Option<Fault> {
        let selection = Selection { kept: Some(elements.clone()), rest, ..Selection::default() };
        let program = self.program(&[], &selection);
        self.work = self.work.saturating_sub(program.size());
        self.faults(&program).find(|fault| fault.is_within(elements)).cloned()
    }

    /// A smallest set that was found before, of claims that a condition holds for.
    pub(super) fn known_fault(&self, wanted: impl Fn(&Fault) -> bool) -> Option<Fault> {
        self.smallest.iter().find(|fault| wanted(fault)).cloned()
    }

    /// A smallest part of a fault that still cannot hold together.
    pub(super) fn smallest(&mut self, fault: &Fault) -> Fault {
        let all = fault.elements();
        if let Some(known) = self.known_fault(|known| known.is_within(&all)) {
            return known;
        }
        let least = self.reduced(fault);
        self.smallest.push(least.clone());
        least
    }

    fn reduced(&mut self, fault: &Fault) -> Fault {
        let mut tried = 0;
        let mut least = fault.clone();
        if let Some(found) = self.fault_of(&fault.hedged) {
            least = found;
        }
        let mut blocks: Vec<Vec<AssumptionId>> = Vec::new();
        for group in [&least.hedged, &least.flat] {
            if !group.is_empty() {
                blocks.push(group.iter().copied().collect());
            }
        }
        while let Some(block) = blocks.pop() {
            let all = least.elements();
            let block: Vec<AssumptionId> =
                block.into_iter().filter(|element| all.contains(element)).collect();
            if block.is_empty() || tried >= TRIED || all.len() == 1 {
                continue;
            }
            tried += 1;
            let rest: BTreeSet<AssumptionId> =
                all.iter().copied().filter(|element| !block.contains(element)).collect();
            if let Some(found) = self.fault_of(&rest) {
                least = found;
            } else if block.len() > 1 {
                let (first, second) = block.split_at(block.len() / 2);
                blocks.push(second.to_vec());
                blocks.push(first.to_vec());
            }
        }
        least
    }

    /// Looks for what cannot hold together among the claims behind each contradiction, or behind each that a
    /// likelihood has a part in.
    pub(super) fn look_at_clashes(&mut self, which: Clashes) {
        if self.looked_at.contains(&which) {
            return;
        }
        let program = self.program(&[], &Selection::default());
        let mut behind: BTreeSet<BTreeSet<AssumptionId>> = BTreeSet::new();
        let open = program.graph.clashes.iter().filter(|clash| program.is_possible(**clash));
        for clash in open.take(CLASHES) {
            let elements = program.under([*clash]);
            if elements.len() <= BEHIND {
                behind.insert(elements.iter().filter_map(|at| program.element(*at)).collect());
            }
        }
        let hedged =
            |elements: &BTreeSet<AssumptionId>| elements.iter().any(|one| self.hedge(*one).is_some());
        behind.retain(|elements| match which {
            Clashes::Hedged => hedged(elements),
            Clashes::All => !self.looked_at.contains(&Clashes::Hedged) || !hedged(elements),
        });
        self.looked_at.insert(which);
        for elements in behind {
            if let Some(Some(fault)) = self.fault_alone(&elements) {
                self.smallest(&fault);
                self.quarrels.push(elements);
            }
        }
    }

    /// Looks for all other smallest sets behind the contradictions that a fault is behind.
    pub(super) fn look_beside(&mut self, fault: &Fault) {
        let (found, rest) =
            std::mem::take(&mut self.quarrels).into_iter().partition(|elements| fault.is_within(elements));
        self.quarrels = rest;
        let found: Vec<BTreeSet<AssumptionId>> = found;
        found.iter().for_each(|elements| self.look_at(elements));
    }

    /// Looks for all smallest sets of some claims that cannot hold together: each that is left has none of one claim
    /// at least of each that was found (Reiter 1987).
    fn look_at(&mut self, elements: &BTreeSet<AssumptionId>) {
        let mut open = vec![BTreeSet::new()];
        let mut seen: BTreeSet<BTreeSet<AssumptionId>> = BTreeSet::new();
        while let Some(without) = open.pop() {
            if seen.len() >= LOOKS || !seen.insert(without.clone()) {
                continue;
            }
            let rest: BTreeSet<AssumptionId> = elements.difference(&without).copied().collect();
            let known = self.known_fault(|fault| fault.is_within(&rest));
            let Some(found) = known.or_else(|| self.fault_of(&rest).map(|fault| self.smallest(&fault)))
            else {
                continue;
            };
            let least = found.elements();
            // Where all of them take part, no other set is within them.
            if least.len() < rest.len() {
                open.extend(least.into_iter().map(|element| {
                    let mut without = without.clone();
                    without.insert(element);
                    without
                }));
            }
        }
    }

    /// A smallest set that was found before, of what is demanded in a part.
    pub(super) fn known_in(&self, part: &Question) -> Option<Fault> {
        if self.smallest.is_empty() {
            return None;
        }
        let staters: BTreeSet<AssumptionId> =
            part.origins.iter().filter_map(|origin| self.stater(*origin)).collect();
        self.known_fault(|known| {
            !known.hedged.is_empty()
                && known.hedged.is_subset(&staters)
                && known.flat.is_subset(&part.believed)
        })
    }

    /// Smallest sets of claims that cannot hold together, each told once.
    pub(in crate::reason) fn incoherent(&mut self) -> Vec<Fault> {
        self.look_at_clashes(Clashes::Hedged);
        let mut found: Vec<Fault> = Vec::new();
        let mut freed: BTreeSet<AssumptionId> = BTreeSet::new();
        while found.len() < SETS {
            let selection = Selection { freed: freed.clone(), ..Selection::default() };
            let program = self.program(&[], &selection);
            let Some(fault) = self.first_fault(&program) else { break };
            let least = self.smallest(&fault);
            // What is said twice is told once.
            let out = least.hedged.iter().next().or_else(|| fault.hedged.iter().next()).copied();
            freed.extend(out);
            let atom = |at: &Stated| out == Some(at.element);
            let atoms: BTreeSet<_> =
                self.stated.iter().filter(|at| atom(at)).map(|at| (at.atom, at.when)).collect();
            let again = self.stated.iter().filter(|at| atoms.contains(&(at.atom, at.when)));
            freed.extend(again.map(|at| at.element));
            if !least.hedged.is_empty() {
                found.push(least);
            }
        }
        found
    }
}
