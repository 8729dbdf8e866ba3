//! The nodes of the argument graph: sentences, contradictions and counts, and what supports each.

use super::assumption::AssumptionId;
use super::tally::State;
use crate::engine::{Constant, RelationId, RowId};
use crate::model::statement::{StatementId, SymbolId};

/// A sentence or a contradiction of the graph, by the order in which they were met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::reason) struct AtomId(pub(super) u32);

impl AtomId {
    pub(in crate::reason) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A contradiction, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::reason) struct ContradictionId(pub(in crate::reason) u32);

/// A contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Contradiction {
    /// A sentence and its negation: the rows of both.
    Denied([(RelationId, RowId); 2]),
    /// What an `impossible` says cannot be.
    Impossible(StatementId, (RelationId, RowId)),
    /// Two values of what has one, as an `impossible` says: the rows with them.
    Values(StatementId, [(RelationId, RowId); 2]),
    /// Two hypotheses of one exclusive question: the rows that say that they hold.
    Rivals([SymbolId; 2], [(RelationId, RowId); 2]),
}

impl Contradiction {
    /// The rows that hold together where the contradiction does.
    pub(in crate::reason) fn rows(&self) -> Vec<(RelationId, RowId)> {
        match self {
            Contradiction::Denied(rows) | Contradiction::Values(_, rows) | Contradiction::Rivals(_, rows) => {
                rows.to_vec()
            }
            Contradiction::Impossible(_, row) => vec![*row],
        }
    }
}

/// What a node stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::reason) enum Node {
    /// A row of the upper bound.
    Row(RelationId, RowId),
    /// A row, as far as it does not hold by carrying its own relation over.
    Step(RelationId, RowId),
    /// A contradiction.
    Contradiction(ContradictionId),
    /// A count has this result: the position of the count, the values of its group, the result.
    Result(u32, Vec<Constant>, Constant),
    /// So far has a count come after so many of its rows.
    State(u32, Vec<Constant>, u32, State),
}

/// One way in which a node comes to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Support {
    /// Nodes that hold.
    pub(super) positive: Vec<AtomId>,
    /// Nodes that do not hold.
    pub(super) negative: Vec<AtomId>,
    /// What has to be believed.
    pub(super) elements: Vec<AssumptionId>,
}
