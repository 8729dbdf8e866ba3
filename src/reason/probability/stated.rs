//! A likelihood that is stated of a sentence, and what it commits to.

use super::when::When;
use crate::model::statement::{Attribution, Literal, Stated as Written};
use crate::model::value::scale::Range;
use crate::reason::provenance::{AssumptionId, AtomId};

/// What a likelihood commits to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Hedged {
    /// A probability in an interval.
    Within(Range),
    /// A probability above zero.
    Possible,
}

impl Hedged {
    /// What an attribution commits to, if it is hedged.
    pub(super) fn of(attribution: &Attribution) -> Option<Self> {
        Some(match &attribution.likelihood.as_ref()?.stated {
            Written::Range(range) => Self::Within(range.clone()),
            Written::Possible => Self::Possible,
        })
    }
}

/// A likelihood that is stated of a sentence.
#[derive(Clone, Debug)]
pub(in crate::reason) struct Stated {
    /// The claim that states it.
    pub(in crate::reason) element: AssumptionId,
    /// The sentence.
    pub(in crate::reason) literal: Literal,
    /// Its node; `None` if no choice of claims makes it hold.
    pub(in crate::reason) atom: Option<AtomId>,
    /// How likely it is said to be.
    pub(in crate::reason) hedged: Hedged,
    /// Of which time it speaks.
    pub(in crate::reason) when: When,
}
