//! What edits have done to a table once it was evaluated: rows put out of the model, rows put in, other
//! derivations of rows that stay.
//!
//! **Invariant:** a row keeps its number, and its place in the identity and in every index, when it is
//! buried; readers pass it over. So putting a row out and in again moves nothing.

use rustc_hash::FxHashMap;

use super::origin::Origin;

/// The rows that are out, and the origins that differ from those of the segments.
#[derive(Clone, Debug, Default)]
pub(super) struct Edits {
    /// A bit for each row that is out; rows beyond the last word are in.
    pub(super) buried: Vec<u64>,
    pub(super) count: u32,
    pub(super) origins: FxHashMap<u32, Origin>,
    pub(super) height: u32,
}

impl Edits {
    /// The origin of a row, if it is another than the one it came in with.
    pub(super) fn origin(&self, number: u32) -> Option<Origin> {
        if self.origins.is_empty() { None } else { self.origins.get(&number).copied() }
    }

    /// The greatest height that an edit gave.
    pub(super) fn height(&self) -> u32 {
        self.height
    }

    /// The bytes held.
    pub(super) fn bytes(&self) -> usize {
        self.buried.capacity() * size_of::<u64>() + self.origins.capacity() * size_of::<(u32, Origin)>()
    }
}
