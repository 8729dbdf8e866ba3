//! Rows of one or two columns to one bit each, where they lie close together.
//!
//! Constants that belong together are interned together, so closures and memberships are dense: of
//! the 64 rows that differ only in the last bits of one column, many are there. Such a block is a
//! word of bits, found by what its rows share. **Invariant:** a bit is set if and only if the table
//! has the row; which number the row has is worked out when it is first asked.
#![expect(clippy::indexing_slicing, reason = "places are reduced to the number of blocks, bits to 64")]

use std::sync::OnceLock;

use crate::engine::program::Constant;

/// Marks a free place: more bits than a block's name can have.
const VACANT: u64 = u64::MAX;

/// The rows that share all but the last six bits of one column.
#[derive(Clone, Copy, Debug)]
struct Block {
    name: u64,
    rows: u64,
}

/// Which column of a row is told apart by bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spread {
    /// The first, and the second belongs to the block's name.
    First,
    /// The last.
    Last,
}

impl Spread {
    /// The name of a row's block, and the row's bit in it.
    pub(crate) fn split(self, row: &[Constant]) -> (u64, u32) {
        match (self, row) {
            (_, &[only]) => (u64::from(only.0 >> 6), only.0 & 63),
            (Self::Last, &[first, last]) => (u64::from(first.0) << 32 | u64::from(last.0 >> 6), last.0 & 63),
            (Self::First, &[first, last]) => {
                (u64::from(last.0) << 32 | u64::from(first.0 >> 6), first.0 & 63)
            }
            (_, _) => (VACANT - 1, 0),
        }
    }
}

/// The hash of a block's name.
pub(crate) fn hash(name: u64) -> u64 {
    let product = u128::from(name ^ 0x9E37_79B9_7F4A_7C15) * u128::from(0xD6E8_FEB8_6659_FD93_u64);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Rows as bits of blocks.
#[derive(Clone, Debug)]
pub(crate) struct Blocks {
    spread: Spread,
    blocks: Vec<Block>,
    used: usize,
    numbers: OnceLock<Numbers>,
}

/// The numbers of all rows: block by block in the order of their places, bit by bit.
#[derive(Clone, Debug)]
struct Numbers {
    /// For each place how many rows the places before it have.
    before: Vec<u32>,
    numbers: Vec<u32>,
}

impl Blocks {
    /// No rows.
    pub(crate) fn new(spread: Spread) -> Self {
        Self { spread, blocks: Vec::new(), used: 0, numbers: OnceLock::new() }
    }

    fn home(name: u64, places: usize) -> usize {
        ((u128::from(hash(name)) * places as u128) >> 64) as usize
    }

    /// The place of a block, or the free place where it belongs. There must be one.
    fn place(&self, name: u64) -> usize {
        let mut at = Self::home(name, self.blocks.len());
        loop {
            let there = self.blocks[at].name;
            if there == name || there == VACANT {
                return at;
            }
            at += 1;
            if at == self.blocks.len() {
                at = 0;
            }
        }
    }

    /// Whether a row is there.
    pub(crate) fn contains(&self, row: &[Constant]) -> bool {
        if self.blocks.is_empty() {
            return false;
        }
        let (name, bit) = self.spread.split(row);
        let block = self.blocks[self.place(name)];
        block.name == name && block.rows >> bit & 1 == 1
    }

    /// Fetches from memory what adding a row will look at.
    pub(crate) fn fetch(&self, row: &[Constant]) {
        let name = self.spread.split(row).0;
        std::hint::black_box(self.blocks[Self::home(name, self.blocks.len())].name);
    }

    /// Adds a row; whether it is new. There must be room: see [`Blocks::reserve`].
    pub(crate) fn insert(&mut self, row: &[Constant]) -> bool {
        let (name, bit) = self.spread.split(row);
        let at = self.place(name);
        let block = &mut self.blocks[at];
        if block.name == VACANT {
            *block = Block { name, rows: 1 << bit };
            self.used += 1;
            return true;
        }
        let new = block.rows >> bit & 1 == 0;
        block.rows |= 1 << bit;
        new
    }

    /// Forgets the numbers that were worked out, since rows will be added.
    pub(crate) fn forget_numbers(&mut self) {
        self.numbers = OnceLock::new();
    }

    /// The number of blocks.
    pub(crate) fn len(&self) -> usize {
        self.used
    }

    /// Whether so many more blocks have room.
    pub(crate) fn has_room(&self, more: usize) -> bool {
        (self.used + more) * 4 <= self.blocks.len() * 3
    }

    /// Makes room for so many more blocks.
    pub(crate) fn reserve(&mut self, more: usize) {
        if self.has_room(more) {
            return;
        }
        let places = ((self.used + more) * 2).max(16);
        let old = std::mem::replace(&mut self.blocks, vec![Block { name: VACANT, rows: 0 }; places]);
        for block in old {
            if block.name != VACANT {
                let at = self.place(block.name);
                self.blocks[at] = block;
            }
        }
    }

    /// The number of a row, given all rows in the order of their numbers.
    pub(crate) fn find<'r>(
        &self,
        row: &[Constant],
        rows: impl Iterator<Item = &'r [Constant]>,
    ) -> Option<u32> {
        if !self.contains(row) {
            return None;
        }
        let numbers = self.numbers.get_or_init(|| self.number(rows));
        let (name, bit) = self.spread.split(row);
        let at = self.place(name);
        let rank = (self.blocks[at].rows & ((1 << bit) - 1)).count_ones();
        Some(numbers.numbers[(numbers.before[at] + rank) as usize])
    }

    fn number<'r>(&self, rows: impl Iterator<Item = &'r [Constant]>) -> Numbers {
        let mut sum = 0;
        let mut before = Vec::with_capacity(self.blocks.len());
        for block in &self.blocks {
            before.push(sum);
            sum += block.rows.count_ones();
        }
        let mut numbers = vec![0; sum as usize];
        for (number, row) in (0..).zip(rows) {
            let (name, bit) = self.spread.split(row);
            let at = self.place(name);
            let rank = (self.blocks[at].rows & ((1 << bit) - 1)).count_ones();
            numbers[(before[at] + rank) as usize] = number;
        }
        Numbers { before, numbers }
    }

    /// The bytes held.
    pub(crate) fn bytes(&self) -> usize {
        let numbers =
            self.numbers.get().map_or(0, |numbers| numbers.before.capacity() + numbers.numbers.capacity());
        self.blocks.capacity() * size_of::<Block>() + numbers * size_of::<u32>()
    }
}
