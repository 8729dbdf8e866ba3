//! What is known of the worlds of a lineage: which there are, and how likely some of them are.

use super::lineage::{AtomId, Lineage};
use dashu_ratio::RBig;

/// Of what a constraint bounds the probability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// That an atom holds.
    Atom(AtomId),
    /// That a rule is applied where its body holds: a conditional probability. No demand is made where the
    /// body cannot hold.
    Conditional {
        /// The body holds.
        body: AtomId,
        /// The body holds, and the rule is applied.
        both: AtomId,
    },
}

/// An interval for a probability, ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// Of what.
    pub subject: Subject,
    /// The least, from 0 to 1.
    pub low: RBig,
    /// The greatest, from 0 to 1.
    pub high: RBig,
}

/// The worlds there are, and what every distribution over them satisfies.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// The statements and what follows from them. A world is a choice of its variables.
    pub lineage: Lineage,
    /// Atoms that hold in no world: contradictions.
    pub excluded: Vec<AtomId>,
    /// Atoms that hold in every world: questions of which one answer is right.
    pub required: Vec<AtomId>,
    /// What is demanded of a distribution.
    pub constraints: Vec<Constraint>,
}

/// A linear demand: a sum of probabilities, each with its coefficient, is at least a number.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) terms: Vec<(AtomId, RBig)>,
    pub(super) at_least: RBig,
}

impl Constraint {
    /// The demands of the two ends, the lower one first. An end that demands nothing has no row.
    pub(super) fn rows(&self) -> [Option<Row>; 2] {
        let above = self.low > RBig::ZERO;
        let below = self.high < RBig::ONE;
        match &self.subject {
            Subject::Atom(atom) => [
                above.then(|| Row { terms: vec![(*atom, RBig::ONE)], at_least: self.low.clone() }),
                below.then(|| Row { terms: vec![(*atom, -RBig::ONE)], at_least: -self.high.clone() }),
            ],
            Subject::Conditional { body, both } => [
                above.then(|| Row {
                    terms: vec![(*both, RBig::ONE), (*body, -self.low.clone())],
                    at_least: RBig::ZERO,
                }),
                below.then(|| Row {
                    terms: vec![(*both, -RBig::ONE), (*body, self.high.clone())],
                    at_least: RBig::ZERO,
                }),
            ],
        }
    }

    /// The atoms that it speaks of.
    pub(super) fn atoms(&self) -> impl Iterator<Item = AtomId> {
        let (first, second) = match self.subject {
            Subject::Atom(atom) => (atom, None),
            Subject::Conditional { body, both } => (body, Some(both)),
        };
        std::iter::once(first).chain(second)
    }
}
