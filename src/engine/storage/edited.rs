//! How a table that was evaluated is edited: rows are put out of the model, put in, and derived otherwise.
#![expect(clippy::indexing_slicing, reason = "a word is there for each row that was buried")]

use super::identity::Rows;
use super::origin::{Origin, Segment};
use super::table::Table;
use crate::engine::program::Constant;

impl Table {
    /// Whether a row is in the model.
    pub(crate) fn alive(&self, number: u32) -> bool {
        self.edits.count == 0 || {
            let word = self.edits.buried.get(number as usize / 64).copied().unwrap_or(0);
            word >> (number % 64) & 1 == 0
        }
    }

    /// The rows that are in the model, as they are derived.
    pub(crate) fn without_buried(&self) -> Table {
        let mut living = Table::new(self.arity);
        for number in (0..self.len).filter(|number| self.alive(*number)) {
            living.insert(self.row(number), self.origin(number));
        }
        living
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
