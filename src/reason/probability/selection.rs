//! Which claims are believed, and what a reader counts as one claim.

use crate::model::statement::{StatementId, SymbolId};
use crate::reason::provenance::{Assumption, AssumptionId};
use std::collections::BTreeSet;

/// Which claims are believed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) struct Selection {
    /// Claims that demand nothing: they may be true or not.
    pub(in crate::reason) freed: BTreeSet<AssumptionId>,
    /// Claims that are left out: they are false.
    pub(in crate::reason) dropped: BTreeSet<AssumptionId>,
    /// If not all of them, the claims that demand something; the others may be true or not.
    pub(in crate::reason) kept: Option<BTreeSet<AssumptionId>>,
    /// What becomes of these others where nothing that is kept rests on them.
    pub(in crate::reason) rest: Rest,
}

/// What becomes of claims on which nothing that is kept rests. What cannot hold together with them apart never can;
/// what can where they are out always can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) enum Rest {
    /// They are not looked at, nor are the contradictions that they have a part in.
    #[default]
    Apart,
    /// They are false.
    Out,
    /// They may be true or not.
    Free,
}

impl Selection {
    /// Whether a claim demands anything: to be true, or to be as likely as it says.
    pub(super) fn demands(&self, element: AssumptionId) -> bool {
        !self.freed.contains(&element)
            && !self.dropped.contains(&element)
            && self.kept.as_ref().is_none_or(|kept| kept.contains(&element))
    }
}

/// What a reader counts as one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) enum Claim {
    /// A statement.
    Statement(StatementId),
    /// A row of the table that a statement names.
    Row(StatementId, u32),
    /// A hypothesis.
    Hypothesis(SymbolId),
}

impl Claim {
    pub(super) fn of(element: &Assumption) -> Option<Self> {
        Some(match element {
            Assumption::Claim(id) | Assumption::Application(id, _) => Self::Statement(*id),
            Assumption::Row(id, row) => Self::Row(*id, *row),
            Assumption::Hypothesis(symbol) => Self::Hypothesis(*symbol),
            Assumption::Option(..) => return None,
        })
    }
}
