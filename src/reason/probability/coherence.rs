//! Likelihoods that no distribution satisfies: one fault for each part of a program.
//!
//! **Invariant:** the claims of a fault cannot hold together, whatever else is believed; they may be more than
//! are needed.

use super::fault::{End, Fault, Origin, Subject, Target, Weighed, Why};
use super::graph::Graph;
use super::likelihoods::Likelihoods;
use super::program::Program;
use super::question::Question;
use super::stated::Hedged;
use super::when::When;
use crate::likelihood::{Coherence, Distributions, Reach};
use crate::model::value::Number;
use crate::reason::provenance::AssumptionId;
use dashu_ratio::RBig;
use std::collections::{BTreeMap, BTreeSet};

/// How much work the worlds of one part may take where many parts are looked at, or one many times.
pub(super) const REACH: Reach = Reach { nodes: 50_000, ..Reach::DEFAULT };

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
                    let stated = (0..self.stated.len()).map(Subject::Stated);
                    let judged =
                        (0_u32..).take(graph.slice.atoms).filter(|atom| self.is_prior_of(graph, *atom));
                    clashes.chain(questions).chain(stated).chain(judged.map(Subject::Judged)).collect()
                }
                Some(change) => {
                    let of_atom = |atom: &u32| {
                        let clash = graph.clash_at.get(atom).map(|at| Subject::Contradiction(*at));
                        let questions = graph.answers.get(atom).into_iter().flatten();
                        let stated = graph.stated_of.get(atom).into_iter().flatten();
                        let questions = questions.map(|at| Subject::Question(*at));
                        let judged = self.is_prior_of(graph, *atom).then_some(Subject::Judged(*atom));
                        let stated = stated.map(|at| Subject::Stated(*at));
                        clash.into_iter().chain(questions).chain(stated).chain(judged)
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
            Subject::Judged(atom) => self.judgements_at_odds(program, atom),
            Subject::Part(_) => None,
        }
    }

    /// Whether judgements of an atom are priors.
    fn is_prior_of(&self, graph: &Graph, atom: u32) -> bool {
        self.provenance.model.is_independent() && self.any_element(graph, atom, |of, at| of.is_judgement(at))
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
        let loosened = part.problem.loosened();
        let problem = loosened.as_ref().unwrap_or(&part.problem);
        let mut distributions = Distributions::within_reach(problem, &targets, REACH);
        match distributions.coherence(&|_| true) {
            Coherence::Incoherent(multipliers) => Some(self.sum_that_breaks(part, multipliers)),
            Coherence::Impossible => Some(Fault { hedged: BTreeSet::new(), flat, why: Why::NoWorld }),
            Coherence::Coherent => {
                let not_possible = part.possible.iter().find_map(|(at, atom)| {
                    let most = distributions.interval(&|_| true, *atom)?.high;
                    let hedged = part.origins.iter().filter_map(|origin| self.stater(*origin));
                    let own = self.stated.get(*at).map(|stated| stated.element);
                    (most == RBig::ZERO).then(|| Fault {
                        hedged: hedged.chain(own).collect(),
                        flat: flat.clone(),
                        why: Why::NotPossible(*at),
                    })
                });
                let judges = |at: &usize| matches!(part.origins.get(*at), Some(Origin::Applied(id)) if self.judges(*id));
                let judgements: Vec<usize> = (0..part.origins.len()).filter(judges).collect();
                not_possible.or_else(|| {
                    problem.quarrel(&judgements, REACH).map(|shown| self.sum_that_breaks(part, shown))
                })
            }
            Coherence::Unknown => None,
        }
    }

    /// The fault that multipliers of the constraints of a part show.
    fn sum_that_breaks(&self, part: &Question, multipliers: Vec<[RBig; 2]>) -> Fault {
        let mut terms = Vec::new();
        for (origin, [low, high]) in part.origins.iter().zip(multipliers) {
            for (end, weight) in [(End::Low, low), (End::High, high)] {
                if weight != RBig::ZERO {
                    terms.push(Weighed { origin: *origin, end, weight });
                }
            }
        }
        let hedged = terms.iter().filter_map(|term| self.stater(term.origin)).collect();
        Fault { hedged, flat: part.believed.clone(), why: Why::Sum(terms) }
    }
}
