//! Where rows come from: the rule and the height of each batch.

use crate::engine::program::RuleId;

/// Where a batch of rows comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The rule, or `None` for facts.
    pub(crate) rule: Option<RuleId>,
    /// 0 for facts, else more than the height of every premise.
    pub(crate) height: u32,
}

/// The origin of facts.
pub(crate) const FACT: Origin = Origin { rule: None, height: 0 };

#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub(super) start: u32,
    pub(super) origin: Origin,
}
