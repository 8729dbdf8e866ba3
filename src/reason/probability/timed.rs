//! The graph of all claims, in which sentences hold at their times.
//!
//! What has happened by an early day has happened by every later one, so the sentences of forecasts with
//! different deadlines are different sentences, and each implies the next. What is denied goes the other way:
//! what does not happen by a late day does not happen by an early one; and nothing contradicts itself but at one
//! time. **Invariant:** a sentence at a time
//! holds by claims of that time, and by those of times from which it carries over.

use super::graph::Graph;
use super::likelihoods::Likelihoods;
use super::when::When;
use crate::reason::provenance::{
    Assumption, AssumptionId, AtomId, Choice, Contradiction, Links, Rule, Slice,
};
use crate::syntax::ast::Sign;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// A graph in which sentences hold at their times.
struct Timed {
    /// The graph.
    slice: Slice,
    /// For each likelihood that is stated, the atom of its sentence at its time.
    stated: Vec<Option<u32>>,
    /// For each contradiction, the atom of its being one at some time.
    clashes: Vec<u32>,
}

impl Likelihoods<'_> {
    /// The graph of all claims; sentences that are in no part of it can be asked about in another one only.
    pub(super) fn graph(&self, slice: Slice) -> Graph {
        let number = |atom: &AtomId| u32::try_from(atom.index()).unwrap_or(u32::MAX);
        let Timed { slice, stated, clashes } = self.timed(slice);
        let exhaustive: Vec<Vec<u32>> =
            self.exhaustive.iter().map(|all| all.iter().map(number).collect()).collect();
        let mut stated_of: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let mut stated_by: BTreeMap<AssumptionId, Vec<usize>> = BTreeMap::new();
        for (at, (said, atom)) in self.stated.iter().zip(&stated).enumerate() {
            stated_by.entry(said.element).or_default().push(at);
            if let Some(atom) = atom {
                stated_of.entry(*atom).or_default().push(at);
            }
        }
        let mut answers: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, all) in exhaustive.iter().enumerate() {
            for atom in all {
                answers.entry(*atom).or_default().push(at);
            }
        }
        let came_true =
            |element: &AssumptionId| if self.came_true(*element) { Choice::In } else { Choice::Open };
        let mut free: Vec<Choice> = slice.elements.iter().map(came_true).collect();
        let shut = self.shut(&slice, &free);
        for at in &shut {
            if let Some(slot) = free.get_mut(*at as usize) {
                *slot = Choice::Out;
            }
        }
        let hedged = |element: &AssumptionId| {
            matches!(self.provenance.element(*element), Some(Assumption::Application(..)))
                && self.hedge(*element).is_some()
        };
        let mut graph = Graph {
            links: Links::new(&slice),
            stated,
            stated_of,
            stated_by,
            clash_at: clashes.iter().enumerate().map(|(at, atom)| (*atom, at)).collect(),
            behind: clashes.iter().map(|_| OnceCell::new()).collect(),
            clashes,
            answers,
            places: slice.elements.iter().copied().zip(0..).collect(),
            hedged: slice.elements.iter().map(hedged).collect(),
            shut,
            fixed: slice.model(&free),
            asked: BTreeSet::new(),
            absent: BTreeSet::new(),
            exhaustive,
            slice,
        };
        graph.asked = graph.below(graph.exhaustive.iter().flatten().copied());
        let under = graph.below(graph.clashes.iter().copied());
        let rules = under.iter().flat_map(|atom| graph.rules(*atom));
        let absent: Vec<u32> = rules.flat_map(|rule| rule.negative.iter().copied()).collect();
        graph.absent = graph.below(absent.into_iter());
        graph
    }

    /// The elements, by position, that make the condition of a judgement hold for whatever reason, where something else
    /// can make it hold.
    fn shut(&self, slice: &Slice, free: &[Choice]) -> BTreeSet<u32> {
        let is_open = |element: &AssumptionId| self.provenance.opens(*element);
        if !slice.elements.iter().any(is_open) {
            return BTreeSet::new();
        }
        let without = slice.elements.iter().zip(free);
        let without: Vec<Choice> =
            without.map(|(element, choice)| if is_open(element) { Choice::Out } else { *choice }).collect();
        let (_, upper) = slice.model(&without);
        let possible = |rule: &&Rule| upper.get(rule.head as usize).copied().unwrap_or(false);
        let elements = slice.rules.iter().filter(possible).flat_map(|rule| rule.elements.iter().copied());
        elements.filter(|at| slice.elements.get(*at as usize).is_some_and(is_open)).collect()
    }

    /// Sets the sentences of a graph apart by their times.
    fn timed(&self, slice: Slice) -> Timed {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let stated: Vec<Option<u32>> =
            self.stated.iter().map(|stated| Some(number(stated.atom?.index()))).collect();
        let clashes: Vec<u32> = self.clashes.iter().map(|atom| number(atom.index())).collect();
        let times = self.times(&slice);
        if times.iter().all(|when| *when == When::Now) || self.provenance.model.frame.independent {
            return Timed { slice, stated, clashes };
        }
        // Sentences at the times of which something is stated, then both sides of contradictions at all times.
        let mut wanted = Vec::new();
        for (said, atom) in self.stated.iter().zip(&stated) {
            if let Some(atom) = atom {
                wanted.push((*atom, self.at(said.when, said.literal.sign)));
            }
        }
        let denied = self.denied(&slice, &clashes);
        for [yes, no] in denied.iter().flatten() {
            for when in &times {
                wanted.push((*yes, self.at(*when, Sign::Positive)));
                wanted.push((*no, self.at(*when, Sign::Negative)));
            }
        }
        let (slice, made) = slice.narrowed(wanted.into_iter());
        let mut made = made.into_iter();
        let stated = stated.into_iter().map(|atom| atom.and_then(|_| made.next())).collect();
        let pairs: Vec<Vec<[u32; 2]>> = denied
            .iter()
            .flatten()
            .map(|_| times.iter().filter_map(|_| Some([made.next()?, made.next()?])).collect())
            .collect();
        let (slice, paired) = slice.paired(pairs.into_iter());
        let mut paired = paired.into_iter();
        let clashes = clashes.into_iter().zip(denied);
        let clashes = clashes.map(|(clash, denied)| denied.and_then(|_| paired.next()).unwrap_or(clash));
        Timed { slice, stated, clashes: clashes.collect() }
    }

    /// The times of which anything speaks, the present among them.
    fn times(&self, slice: &Slice) -> Vec<When> {
        let of = |element: &AssumptionId| When::of(self.provenance.model, self.provenance.element(*element));
        let times: BTreeSet<When> = slice.elements.iter().map(of).chain([When::Now]).collect();
        times.into_iter().collect()
    }

    /// Whether a claim makes a sentence of this sign hold at a time.
    fn at(&self, when: When, sign: Sign) -> Box<dyn Fn(AssumptionId) -> bool + '_> {
        Box::new(move |element| {
            let other = When::of(self.provenance.model, self.provenance.element(element));
            match sign {
                Sign::Positive => other <= when,
                Sign::Negative => other >= when,
            }
        })
    }

    /// For each contradiction of a sentence with its negation of which forecasts speak, the atoms of the two.
    fn denied(&self, slice: &Slice, clashes: &[u32]) -> Vec<Option<[u32; 2]>> {
        let ahead = |rule: &Rule| {
            let mut elements = rule.elements.iter().filter_map(|at| slice.elements.get(*at as usize));
            elements.any(|element| {
                When::of(self.provenance.model, self.provenance.element(*element)) != When::Now
            })
        };
        let foreseen: BTreeSet<u32> =
            slice.rules.iter().filter(|rule| ahead(rule)).map(|rule| rule.head).collect();
        let bodies: BTreeMap<u32, &[u32]> =
            slice.rules.iter().map(|rule| (rule.head, rule.positive.as_slice())).collect();
        let all = self.provenance.clashes().iter().zip(clashes);
        let pair = |(clash, atom): (&Contradiction, &u32)| match (clash, bodies.get(atom)) {
            (Contradiction::Denied(_), Some([yes, no]))
                if foreseen.contains(yes) || foreseen.contains(no) =>
            {
                Some([*yes, *no])
            }
            (
                Contradiction::Denied(_)
                | Contradiction::Impossible(..)
                | Contradiction::Values(..)
                | Contradiction::Rivals(..),
                _,
            ) => None,
        };
        all.map(pair).collect()
    }
}
