//! Likelihoods that no distribution satisfies, and the smallest sets of claims behind them.
//!
//! What is left out of a set is freed: it may be true or not and demands nothing, so a larger set never
//! becomes coherent, and a set is made smallest by leaving out one claim after the other (deletion: Chinneck
//! and Dravnieks 1991). **Invariant:** a set that is given out cannot hold together; where a limit was
//! reached in showing that none of it can be missed, it may be larger than needed.

use super::program::{Program, Target};
use super::question::{Origin, Question};
use super::stated::{Hedged, Stated};
use super::{Likelihoods, Selection, When};
use crate::likelihood::{Coherence, Distributions, Reach};
use crate::model::value::Number;
use crate::reason::lineage::{AtomId, ElementId};
use dashu_ratio::RBig;
use std::collections::BTreeSet;

/// The most times that a set is looked at without one of its claims.
const TRIED: usize = 400;

/// A part of a program: who constrains it, what is to be possible in it, and the claims that are open in it.
type Part = (Vec<Origin>, Vec<usize>, Vec<ElementId>);

/// How much work the worlds of one part may take where many parts are looked at, or one many times.
pub(super) const REACH: Reach = Reach { nodes: 50_000, ..Reach::DEFAULT };

/// The most sets that are told.
const SETS: usize = 20;

/// An end of a stated likelihood, with its weight in the sum that breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reason) struct Weighed {
    /// Who states it.
    pub(in crate::reason) origin: Origin,
    /// The lower end or the upper one.
    pub(in crate::reason) end: End,
    /// The weight.
    pub(in crate::reason) weight: RBig,
}

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(in crate::reason) enum End {
    Low,
    High,
}

/// Why likelihoods cannot hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Why {
    /// Weighed so, the ends ask for more than any world has.
    Sum(Vec<Weighed>),
    /// A sentence holds in every world, or in none, by its position.
    Settled(usize, Target),
    /// A sentence that is said to be possible cannot hold.
    NotPossible(usize),
    /// There is no world in which these claims are true.
    NoWorld,
}

/// Claims that cannot hold together.
#[derive(Clone, Debug)]
pub(in crate::reason) struct Fault {
    /// The claims whose likelihoods take part.
    pub(in crate::reason) hedged: BTreeSet<ElementId>,
    /// The unhedged ones taken at their word.
    pub(in crate::reason) flat: BTreeSet<ElementId>,
    /// Why.
    pub(in crate::reason) why: Why,
}

impl Fault {
    /// All claims that take part.
    pub(in crate::reason) fn elements(&self) -> BTreeSet<ElementId> {
        self.hedged.union(&self.flat).copied().collect()
    }
}

impl Likelihoods<'_> {
    /// Who states a constraint.
    pub(in crate::reason) fn stater(&self, origin: Origin) -> Option<ElementId> {
        match origin {
            Origin::Stated(at) => self.stated.get(at).map(|stated| stated.element),
            Origin::Applied(element) => Some(element),
        }
    }

    /// What cannot hold together under a selection, one fault a part; not made smallest.
    pub(super) fn faults(&self, program: &Program) -> Vec<Fault> {
        self.faults_in(program, &self.parts(program))
    }

    /// The same, the parts of the program being known.
    pub(super) fn faults_in(&self, program: &Program, parts: &[Question]) -> Vec<Fault> {
        let mut found = self.plain_faults(program);
        found.extend(parts.iter().filter_map(|part| self.fault(part)));
        found
    }

    /// The first fault of a program with a likelihood in it; `coherent` remembers the parts that have none,
    /// from one selection to the next.
    fn first_fault(&self, program: &Program, coherent: &mut BTreeSet<Part>) -> Option<Fault> {
        // What is flat on all sides is a matter of conflicts, not of likelihoods.
        let hedged = |fault: &Fault| !fault.hedged.is_empty();
        self.plain_faults(program).into_iter().find(hedged).or_else(|| {
            self.parts(program).into_iter().find_map(|part| {
                let known: Part = (
                    part.origins.clone(),
                    part.possible.iter().map(|(at, _)| *at).collect(),
                    part.variables.iter().map(|(element, _)| *element).collect(),
                );
                if coherent.contains(&known) {
                    return None;
                }
                let found = self.fault(&part).filter(hedged);
                if found.is_none() {
                    coherent.insert(known);
                }
                found
            })
        })
    }

    /// The faults that are seen without any distribution.
    pub(super) fn plain_faults(&self, program: &Program) -> Vec<Fault> {
        let mut found = Vec::new();
        for clash in self.certain_clashes(program) {
            found.push(Fault { hedged: BTreeSet::new(), flat: clash, why: Why::NoWorld });
        }
        // Where claims are independent, likelihoods are priors and demand nothing of sentences.
        let settled = if self.lineage.model.frame.independent { Vec::new() } else { self.settled(program) };
        for (at, target) in settled {
            let Some(stated) = self.stated.get(at).filter(|stated| stated.when == When::Now) else {
                continue;
            };
            let broken = match (&stated.hedged, target) {
                (Hedged::Within(range), Target::Certain) => *range.high() < Number::ONE,
                (Hedged::Within(range), Target::Impossible) => *range.low() > Number::ZERO,
                (Hedged::Possible, Target::Impossible) => true,
                (Hedged::Possible, Target::Certain) | (_, Target::Open(_)) => false,
            };
            if broken {
                let flat = stated.atom.map(|atom| self.rests(program, atom)).unwrap_or_default();
                let hedged = BTreeSet::from([stated.element]);
                found.push(Fault { hedged, flat, why: Why::Settled(at, target) });
            }
        }
        found
    }

    /// What cannot hold together in a part.
    fn fault(&self, part: &Question) -> Option<Fault> {
        let flat = part.believed.clone();
        if self.is_independent(part) {
            let fault = Fault { hedged: BTreeSet::new(), flat, why: Why::NoWorld };
            return self.has_no_world(part).then_some(fault);
        }
        let targets: Vec<_> = part.possible.iter().map(|(_, atom)| *atom).collect();
        let mut distributions = Distributions::within_reach(&part.problem, &targets, REACH);
        match distributions.coherence(&|_| true) {
            Coherence::Incoherent(multipliers) => {
                let mut terms = Vec::new();
                for (origin, [low, high]) in part.origins.iter().zip(multipliers) {
                    for (end, weight) in [(End::Low, low), (End::High, high)] {
                        if weight != RBig::ZERO {
                            terms.push(Weighed { origin: *origin, end, weight });
                        }
                    }
                }
                let hedged = terms.iter().filter_map(|term| self.stater(term.origin)).collect();
                Some(Fault { hedged, flat, why: Why::Sum(terms) })
            }
            Coherence::Impossible => Some(Fault { hedged: BTreeSet::new(), flat, why: Why::NoWorld }),
            Coherence::Coherent => part.possible.iter().find_map(|(at, atom)| {
                let most = distributions.interval(&|_| true, *atom)?.high;
                let hedged = part.origins.iter().filter_map(|origin| self.stater(*origin));
                let own = self.stated.get(*at).map(|stated| stated.element);
                (most == RBig::ZERO).then(|| Fault {
                    hedged: hedged.chain(own).collect(),
                    flat: flat.clone(),
                    why: Why::NotPossible(*at),
                })
            }),
            Coherence::Unknown => None,
        }
    }

    /// The faults of claims by themselves, everything else being free.
    fn faults_of(&mut self, elements: &BTreeSet<ElementId>) -> Vec<Fault> {
        self.looks = self.looks.saturating_sub(1);
        let selection = Selection { kept: Some(elements.clone()), ..Selection::default() };
        let program = self.program(&[], &selection);
        let mut faults = self.faults(&program);
        faults.retain(|fault| fault.elements().is_subset(elements));
        faults
    }

    /// A smallest set that was found before, of claims that a condition holds for.
    pub(super) fn known_fault(&self, wanted: impl Fn(&BTreeSet<ElementId>) -> bool) -> Option<Fault> {
        self.smallest.iter().find(|fault| wanted(&fault.elements())).cloned()
    }

    /// A smallest part of a fault that still cannot hold together.
    pub(super) fn smallest(&mut self, fault: &Fault) -> Fault {
        let all = fault.elements();
        if let Some(known) = self.known_fault(|known| known.is_subset(&all)) {
            return known;
        }
        let least = self.reduced(fault);
        self.smallest.push(least.clone());
        least
    }

    fn reduced(&mut self, fault: &Fault) -> Fault {
        let mut tried = 0;
        let mut least = fault.clone();
        if let Some(found) = self.faults_of(&fault.hedged).into_iter().next() {
            least = found;
        }
        let mut blocks: Vec<Vec<ElementId>> = Vec::new();
        for group in [&least.hedged, &least.flat] {
            if !group.is_empty() {
                blocks.push(group.iter().copied().collect());
            }
        }
        while let Some(block) = blocks.pop() {
            let all = least.elements();
            let block: Vec<ElementId> = block.into_iter().filter(|element| all.contains(element)).collect();
            if block.is_empty() || tried >= TRIED || all.len() == 1 {
                continue;
            }
            tried += 1;
            let rest: BTreeSet<ElementId> =
                all.iter().copied().filter(|element| !block.contains(element)).collect();
            if let Some(found) = self.faults_of(&rest).into_iter().next() {
                least = found;
            } else if block.len() > 1 {
                let (first, second) = block.split_at(block.len() / 2);
                blocks.push(second.to_vec());
                blocks.push(first.to_vec());
            }
        }
        least
    }

    /// Smallest sets of claims that cannot hold together, each told once.
    pub(in crate::reason) fn incoherent(&mut self) -> Vec<Fault> {
        let mut found: Vec<Fault> = Vec::new();
        let mut freed: BTreeSet<ElementId> = BTreeSet::new();
        let mut coherent = BTreeSet::new();
        while found.len() < SETS {
            let selection = Selection { freed: freed.clone(), ..Selection::default() };
            let program = self.program(&[], &selection);
            let Some(fault) = self.first_fault(&program, &mut coherent) else { break };
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

    /// The claims that bear on a sentence: those that it rests on and those whose likelihoods do.
    pub(super) fn bearing(&self, program: &Program, target: AtomId) -> BTreeSet<ElementId> {
        let (question, _) = self.question(program, target);
        let stated = question.origins.iter().filter_map(|origin| self.stater(*origin));
        let open = question.variables.iter().map(|(element, _)| *element);
        stated.chain(open).chain(question.believed.iter().copied()).collect()
    }
}
