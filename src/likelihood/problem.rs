//! What is known of the worlds of a lineage: which there are, and how likely some of them are.

use super::lineage::{AtomId, Lineage, VariableId};
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

/// Statements of which one at most is true: the outcomes of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The statements.
    pub variables: Vec<VariableId>,
    /// Whether one of them is true in every world.
    pub exhaustive: bool,
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
    /// Where statements are independent: those that are not, since they are the outcomes of one choice. No statement is
    /// in two of them.
    pub choices: Vec<Choice>,
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

impl Problem {
    /// The problem where what is denied in a circle may be so or not, as one likes: what is neither true nor false may
    /// be either. `None` if nothing is denied in a circle.
    #[must_use]
    pub fn loosened(&self) -> Option<Self> {
        let circle = self.lineage.ground().denied_in_a_circle()?;
        let mut loose = self.clone();
        let mut made = Lineage::new();
        for prior in self.lineage.priors() {
            made.variable(*prior);
        }
        for _ in 0..self.lineage.atoms() {
            made.atom();
        }
        for (head, rule) in self.lineage.rules() {
            let mut rule = rule.clone();
            let of = |atom: &AtomId| circle.get(atom.0 as usize);
            let before = rule.negative.len();
            rule.negative.retain(|atom| of(atom) != of(&head));
            if rule.negative.len() < before {
                rule.variables.push(made.variable(0.5));
            }
            made.rule(head, rule);
        }
        loose.lineage = made;
        Some(loose)
    }
}
