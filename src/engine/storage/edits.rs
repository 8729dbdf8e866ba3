//! What edits have done to a table once it was evaluated: rows put out of the model, rows put in, other
//! derivations of rows that stay.
//!
//! **Invariant:** a row keeps its number, and its place in the identity and in every index, when it is
//! buried; readers pass it over. So putting a row out and in again moves nothing.
#![expect(clippy::indexing_slicing, reason = "a word is there for each row that was buried")]

use rustc_hash::FxHashMap;

use super::identity::Rows;
use super::table::{Origin, Segment, Table};
use crate::engine::program::Constant;

/// The rows that are out, and the origins that differ from those of the segments.
#[derive(Clone, Debug, Default)]
pub(super) struct Edits {
    /// A bit for each row that is out; rows beyond the last word are in.
    buried: Vec<u64>,
    count: u32,
    origins: FxHashMap<u32, Origin>,
    height: u32,
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

impl Table {
    /// Whether a row is in the model.
    pub(crate) fn alive(&self, number: u32) -> bool {
        self.edits.count == 0 || {
            let word = self.edits.buried.get(number as usize / 64).copied().unwrap_or(0);
            word >> (number % 64) & 1 == 0
        }
    }

    /// How many rows are in the model.
    pub(crate) fn living(&self) -> u32 {
        self.len - self.edits.count
    }

    /// Puts a row out of the model.
    pub(crate) fn bury(&mut self, number: u32) {
        if self.alive(number) {
            let at = number as usize / 64;
            if self.edits.buried.len() <= at {
                self.edits.buried.resize(at + 1, 0);
            }
            self.edits.buried[at] |= 1 << (number % 64);
            self.edits.count += 1;
        }
    }

    /// Puts a row in, as derived so.
    pub(crate) fn raise(&mut self, number: u32, origin: Origin) {
        if !self.alive(number) {
            self.edits.buried[number as usize / 64] &= !(1 << (number % 64));
            self.edits.count -= 1;
        }
        self.rederive(number, origin);
    }

    /// Changes how a row is derived.
    pub(crate) fn rederive(&mut self, number: u32, origin: Origin) {
        self.edits.height = self.edits.height.max(origin.height);
        if self.entered(number) == origin {
            self.edits.origins.remove(&number);
        } else {
            self.edits.origins.insert(number, origin);
        }
    }

    /// The number of a row, which is appended if there was none: buried, and to be raised.
    pub(crate) fn enter(&mut self, row: &[Constant], origin: Origin) -> u32 {
        let Self { len, values, identity, segments, .. } = self;
        let number = identity.enter(row, *len, values);
        if number < *len {
            return number;
        }
        values.extend_from_slice(row);
        *len += 1;
        if segments.last().is_none_or(|segment| segment.origin != origin) {
            segments.push(Segment { start: number, origin });
        }
        self.bury(number);
        number
    }

    /// The number of a row that is in the model.
    pub(crate) fn find_living(&self, row: &[Constant]) -> Option<u32> {
        self.find(row).filter(|number| self.alive(*number))
    }

    /// Whether a row is in the model.
    pub(crate) fn holds(&self, row: &[Constant]) -> bool {
        if self.edits.count == 0 { self.contains(row) } else { self.find_living(row).is_some() }
    }

    /// Readies the table for rows that are looked up by number while others come in.
    pub(crate) fn number_rows(&mut self) {
        self.identity.number_rows(Rows { settled: &self.values, fresh: &[], arity: self.arity });
    }
}
