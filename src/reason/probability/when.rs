//! Of which time a likelihood speaks, and by what its sentence then holds.
//!
//! What has happened by an early day has happened by every later one, so the sentences of forecasts with
//! different deadlines are different sentences, and each implies the next. What is denied goes the other way:
//! what does not happen by a late day does not happen by an early one; and nothing contradicts itself but at one
//! time. **Invariant:** a sentence at a time
//! holds by claims of that time, and by those of times from which it carries over.

use super::Likelihoods;
use crate::model::Model;
use crate::model::statement::Kind;
use crate::reason::provenance::{Assumption, AssumptionId, Contradiction, Rule, Slice};
use crate::syntax::ast::Sign;
use jiff::civil;
use std::collections::{BTreeMap, BTreeSet};

/// Of which time a claim speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) enum When {
    /// Of what is.
    Now,
    /// Of what is to come about, the last day for it included.
    By(civil::Date),
    /// Of what is to come about at some time.
    Ever,
}

impl When {
    /// Of which time an element speaks: forecasts look ahead.
    pub(super) fn of(model: &Model, element: Option<&Assumption>) -> Self {
        let Some(Assumption::Claim(id) | Assumption::Application(id, _)) = element else { return When::Now };
        let Some(Kind::Forecast(forecast)) = model.statement(*id).map(|statement| statement.kind) else {
            return When::Now;
        };
        model.deadlines.get(&forecast).map_or(When::Ever, |due| When::By(due.date.last()))
    }
}

/// A graph in which sentences hold at their times.
pub(in crate::reason) struct Timed {
    /// The graph.
    pub(super) slice: Slice,
    /// For each likelihood that is stated, the atom of its sentence at its time.
    pub(super) stated: Vec<Option<u32>>,
    /// For each contradiction, the atom of its being one at some time.
    pub(super) clashes: Vec<u32>,
}

impl Likelihoods<'_> {
    /// Sets the sentences of a graph apart by their times.
    pub(super) fn timed(&self, slice: Slice) -> Timed {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let stated: Vec<Option<u32>> =
            self.stated.iter().map(|stated| Some(number(stated.atom?.index()))).collect();
        let clashes: Vec<u32> = self.clashes.iter().map(|atom| number(atom.index())).collect();
        let times = self.times(&slice);
        if times.iter().all(|when| *when == When::Now) || self.lineage.model.frame.independent {
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
        let of = |element: &AssumptionId| When::of(self.lineage.model, self.lineage.element(*element));
        let times: BTreeSet<When> = slice.elements.iter().map(of).chain([When::Now]).collect();
        times.into_iter().collect()
    }

    /// Whether a claim makes a sentence of this sign hold at a time.
    fn at(&self, when: When, sign: Sign) -> Box<dyn Fn(AssumptionId) -> bool + '_> {
        Box::new(move |element| {
            let other = When::of(self.lineage.model, self.lineage.element(element));
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
            elements.any(|element| When::of(self.lineage.model, self.lineage.element(*element)) != When::Now)
        };
        let foreseen: BTreeSet<u32> =
            slice.rules.iter().filter(|rule| ahead(rule)).map(|rule| rule.head).collect();
        let bodies: BTreeMap<u32, &[u32]> =
            slice.rules.iter().map(|rule| (rule.head, rule.positive.as_slice())).collect();
        let all = self.lineage.clashes().iter().zip(clashes);
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
