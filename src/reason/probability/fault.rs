//! Claims that cannot hold together, and why.

use crate::likelihood;
use crate::reason::provenance::AssumptionId;
use dashu_ratio::RBig;
use std::collections::BTreeSet;

/// What is known of a sentence once unhedged claims are believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Target {
    /// It holds in every world.
    Certain,
    /// It holds in none.
    Impossible,
    /// It depends: an atom of the problem.
    Open(likelihood::AtomId),
}

/// Who states a constraint of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) enum Origin {
    /// The likelihood of a sentence, by its position.
    Stated(usize),
    /// The likelihood of an application of a rule.
    Applied(AssumptionId),
}

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
    /// Of what is judged of an atom.
    Judged(u32),
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
