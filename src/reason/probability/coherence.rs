//! Likelihoods that no distribution satisfies: one fault for each part of a program.
//!
//! **Invariant:** the claims of a fault cannot hold together, whatever else is believed; they may be more than
//! are needed.

use super::program::{Program, Target};
use super::question::{Origin, Question};
use super::stated::Hedged;
use super::{Likelihoods, When};
use crate::likelihood::{Coherence, Distributions, Reach};
use crate::model::value::Number;
use crate::reason::provenance::AssumptionId;
use dashu_ratio::RBig;
use std::collections::{BTreeMap, BTreeSet};

/// How much work the worlds of one part may take where many parts are looked at, or one many times.
pub(super) const REACH: Reach = Reach { nodes: 50_000, ..Reach::DEFAULT };

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
    pub(in crate::reason) hedged: BTreeSet<AssumptionId>,
    /// The unhedged ones taken at their word.
    pub(in crate::reason) flat: BTreeSet<AssumptionId>,
    /// Why.
    pub(in crate::reason) why: Why,
}

/// Of what a fault is one, in the order in which they are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// Of a contradiction, by position.
    Contradiction(usize),
    /// Of an exhaustive question, by position.
    Question(usize),
    /// Of a stated likelihood, by position.
    Stated(usize),
    /// Of a part, by its least atom.
    Part(u32),
}

impl Fault {
    /// Whether a claim takes part.
    pub(super) fn has(&self, element: AssumptionId) -> bool {
        self.hedged.contains(&element) || self.flat.contains(&element)
    }

    /// Whether one of some claims takes part.
    pub(super) fn touches(&self, claims: &BTreeSet<AssumptionId>) -> bool {
        !self.hedged.is_disjoint(claims) || !self.flat.is_disjoint(claims)
    }

    /// Whether only some claims take part.
    pub(super) fn is_within(&self, claims: &BTreeSet<AssumptionId>) -> bool {
        self.hedged.is_subset(claims) && self.flat.is_subset(claims)
    }

    /// All claims that take part.
    pub(in crate::reason) fn elements(&self) -> BTreeSet<AssumptionId> {
        self.hedged.union(&self.flat).copied().collect()
    }
}

impl Likelihoods<'_> {
    /// Who states a constraint.
    pub(in crate::reason) fn stater(&self, origin: Origin) -> Option<AssumptionId> {
        match origin {
            Origin::Stated(at) => self.stated.get(at).map(|stated| stated.element),
            Origin::Applied(element) => Some(element),
        }
    }

    /// What cannot hold together under a selection, one fault a part; not made smallest.
    pub(super) fn faults<'p>(&self, program: &'p Program) -> impl Iterator<Item = &'p Fault> {
        self.plain_faults(program).chain(self.summed(program).values())
    }

    /// The same, with what each is a fault of.
    pub(super) fn subjects<'p>(
        &self,
        program: &'p Program,
    ) -> impl Iterator<Item = (&'p Subject, &'p Fault)> {
        self.plain(program).iter().chain(self.summed(program))
    }

    /// The faults that are seen without any distribution.
    pub(super) fn plain_faults<'p>(&self, program: &'p Program) -> impl Iterator<Item = &'p Fault> {
        self.plain(program).values()
    }

    fn plain<'p>(&self, program: &'p Program) -> &'p BTreeMap<Subject, Fault> {
        program.plain.get_or_init(|| {
            let graph = &program.graph;
            let mut found = BTreeMap::new();
            let subjects: BTreeSet<Subject> = match &program.change {
                None => {
                    let clashes = (0..graph.clashes.len()).map(Subject::Contradiction);
                    let questions = (0..graph.exhaustive.len()).map(Subject::Question);
                    clashes.chain(questions).chain((0..self.stated.len()).map(Subject::Stated)).collect()
                }
                Some(change) => {
                    let of_atom = |atom: &u32| {
                        let clash = graph.clash_at.get(atom).map(|at| Subject::Contradiction(*at));
                        let questions = graph.answers.get(atom).into_iter().flatten();
                        let stated = graph.stated_of.get(atom).into_iter().flatten();
                        let questions = questions.map(|at| Subject::Question(*at));
                        clash.into_iter().chain(questions).chain(stated.map(|at| Subject::Stated(*at)))
                    };
                    let own = change.elements.iter().filter_map(|element| graph.stated_by.get(element));
                    let own = own.flatten().map(|at| Subject::Stated(*at));
                    let changed: BTreeSet<Subject> =
                        change.atoms.iter().flat_map(of_atom).chain(own).collect();
                    let same = self.plain(&change.base).iter();
                    let same = same.filter(|(subject, _)| !changed.contains(subject));
                    found.extend(same.map(|(subject, fault)| (*subject, fault.clone())));
                    changed
                }
            };
            for subject in subjects {
                found.extend(self.plain_fault(program, subject).map(|fault| (subject, fault)));
            }
            found
        })
    }

    fn plain_fault(&self, program: &Program, subject: Subject) -> Option<Fault> {
        let graph = &program.graph;
        let no_world = |roots: &[u32]| Fault {
            hedged: BTreeSet::new(),
            flat: self.believed(program, roots.iter().copied()),
            why: Why::NoWorld,
        };
        match subject {
            Subject::Contradiction(at) => {
                let atom = *graph.clashes.get(at)?;
                (program.counts(at) && program.is_certain(atom)).then(|| no_world(&[atom]))
            }
            Subject::Question(at) => {
                let all = graph.exhaustive.get(at)?;
                (!all.iter().any(|atom| program.is_possible(*atom))).then(|| no_world(all))
            }
            // Where claims are independent, likelihoods are priors and demand nothing of sentences.
            Subject::Stated(at) if self.is_prior(at) => self.at_odds(program, at),
            Subject::Stated(at) => {
                let target = self.settled(program, at)?;
                let stated = self.stated.get(at).filter(|stated| stated.when == When::Now)?;
                let broken = match (&stated.hedged, target) {
                    (Hedged::Within(range), Target::Certain) => *range.high() < Number::ONE,
                    (Hedged::Within(range), Target::Impossible) => *range.low() > Number::ZERO,
                    (Hedged::Possible, Target::Impossible) => true,
                    (Hedged::Possible, Target::Certain) | (_, Target::Open(_)) => false,
                };
                broken.then(|| Fault {
                    hedged: BTreeSet::from([stated.element]),
                    flat: self.believed(program, stated.atom.map(|atom| atom.index() as u32)),
                    why: Why::Settled(at, target),
                })
            }
            Subject::Part(_) => None,
        }
    }

    /// The faults of parts, by distributions.
    fn summed<'p>(&self, program: &'p Program) -> &'p BTreeMap<Subject, Fault> {
        program.summed.get_or_init(|| {
            let mut found = BTreeMap::new();
            if let Some(change) = &program.change {
                let gone = program.replaced();
                let same = self
                    .summed(&change.base)
                    .iter()
                    .filter(|(subject, _)| !matches!(subject, Subject::Part(part) if gone.contains(part)));
                found.extend(same.map(|(subject, fault)| (*subject, fault.clone())));
            }
            for (name, atoms) in &program.parts().atoms {
                let fault = self.part(program, atoms).and_then(|part| self.fault(&part));
                found.extend(fault.map(|fault| (Subject::Part(*name), fault)));
            }
            found
        })
    }

    /// The first fault of a program with a likelihood in it; what is flat on all sides is a matter of
    /// conflicts, not of likelihoods.
    pub(super) fn first_fault(&self, program: &Program) -> Option<Fault> {
        self.faults(program).find(|fault| !fault.hedged.is_empty()).cloned()
    }

    /// What cannot hold together in a part.
    fn fault(&self, part: &Question) -> Option<Fault> {
        let flat = part.believed.clone();
        if let Some(known) = self.known_in(part) {
            return Some(known);
        }
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
}
