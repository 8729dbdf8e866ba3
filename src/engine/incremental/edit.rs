//! What is asked of a model, and what came of it.

use crate::engine::facts::RowId;
use crate::engine::program::{Constant, RelationId};

/// Facts to take away and facts to add. What is both is added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Rows that are no longer facts; those that never were are passed over.
    pub removed: Vec<(RelationId, Vec<Constant>)>,
    /// Rows that are facts from now on.
    pub added: Vec<(RelationId, Vec<Constant>)>,
}

/// What an edit did to the rows of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The relation.
    pub relation: RelationId,
    /// The rows that are true now and were not.
    pub gained: Vec<RowId>,
    /// The rows that were true and no longer are; their values can still be read by number.
    pub lost: Vec<RowId>,
    /// The rows that are undefined now and were not.
    pub doubted: Vec<Vec<Constant>>,
    /// The rows that were undefined and no longer are.
    pub settled: Vec<Vec<Constant>>,
}

/// What an edit did to a model: relations ascending, only those that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The relations that changed.
    pub changes: Vec<Change>,
}
