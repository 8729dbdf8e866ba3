//! What readings choose from: the statements, rows, hypotheses and applications that may be believed or not.

use crate::engine::Constant;
use crate::model::statement::{StatementId, SymbolId};
use crate::syntax::ast::Sign;
use std::collections::{BTreeMap, BTreeSet};

/// Something that is chosen to be believed or not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::reason) enum Assumption {
    /// A statement, with all that it concludes; the first one where several share a label.
    Claim(StatementId),
    /// A row of a table, by the statement that names the table.
    Row(StatementId, u32),
    /// A hypothesis: what it means and its block.
    Hypothesis(SymbolId),
    /// An application of a contestable rule.
    Application(StatementId, Vec<Constant>),
    /// What the view leaves open, by position: that it is so, or that it is not.
    Option(u32, Sign),
}

/// An element, by the order in which elements were met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::reason) struct AssumptionId(pub(in crate::reason) u32);

impl AssumptionId {
    pub(in crate::reason) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Whether the analyst's own statements are up for choice too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contest {
    /// No: she vouches for them.
    Claims,
    /// Yes, in order to see what rests on them.
    Given,
    /// Nothing that was said is, but what the view leaves open: its options.
    Options,
}

/// What readings choose from.
#[derive(Clone, Debug)]
pub(in crate::reason) struct Assumptions {
    /// Whether given statements are up for choice.
    pub(super) contest: Contest,
    /// The hypotheses that the view entertains: they are not up for choice.
    pub(super) entertained: BTreeSet<SymbolId>,
    /// The hypotheses that somebody stands for; others are only tried.
    pub(super) standing: BTreeSet<SymbolId>,
    /// The first statement of each label: what is said in one breath is one claim.
    pub(super) labelled: BTreeMap<SymbolId, StatementId>,
}
