//! Rows and keys to hashes, and hashes to numbers: open addressing over numbers stored elsewhere.
//!
//! A slot holds the whole 32-bit hash beside the number, so most misses end without a look at the
//! row, and growing never reads one. A slot's place is monotone in its hash, so growing streams.
#![expect(clippy::indexing_slicing, reason = "places are reduced to the number of slots")]

use crate::engine::program::Constant;

/// The hash of a row or a key.
pub(crate) fn hash(row: &[Constant]) -> u32 {
    const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
    const FACTOR: u64 = 0xD6E8_FEB8_6659_FD93;
    fn fold(word: u64) -> u64 {
        let product = u128::from(word) * u128::from(FACTOR);
        (product as u64) ^ ((product >> 64) as u64)
    }
    let mut state = SEED;
    let mut pairs = row.chunks_exact(2);
    for pair in &mut pairs {
        state = fold(state ^ (u64::from(pair[0].0) | u64::from(pair[1].0) << 32));
    }
    if let [last] = pairs.remainder() {
        state = fold(state ^ u64::from(last.0) ^ 0x5851_F42D_0000_0000);
    }
    (state >> 32) as u32 ^ (state as u32).rotate_left(7)
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    number: u32,
}

/// Marks a slot without a number; so `u32::MAX` cannot be stored.
const VACANT: u32 = u32::MAX;

/// A set of numbers below `u32::MAX`, found by the hash of what they stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots {
    slots: Vec<Slot>,
    used: usize,
}

/// Where a search ended.
pub(crate) enum Place {
    /// At the number that was looked for.
    Found(u32),
    /// At the free slot where it belongs.
    Free(usize),
}

impl Slots {
    fn home(&self, hash: u32) -> usize {
        ((u64::from(hash) * self.slots.len() as u64) >> 32) as usize
    }

    /// The number with that hash for which `is` holds.
    pub(crate) fn find(&self, hash: u32, mut is: impl FnMut(u32) -> bool) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        match self.place(hash, &mut is) {
            Place::Found(number) => Some(number),
            Place::Free(_) => None,
        }
    }

    /// Fetches from memory what a search for that hash will look at.
    pub(crate) fn fetch(&self, hash: u32) {
        std::hint::black_box(self.slots[self.home(hash)].hash);
    }

    /// Where the number is or belongs. There must be a free slot: see [`Slots::reserve`].
    pub(crate) fn place(&self, hash: u32, is: &mut impl FnMut(u32) -> bool) -> Place {
        let mut at = self.home(hash);
        loop {
            let slot = self.slots[at];
            if slot.number == VACANT {
                return Place::Free(at);
            }
            if slot.hash == hash && is(slot.number) {
                return Place::Found(slot.number);
            }
            at += 1;
            if at == self.slots.len() {
                at = 0;
            }
        }
    }

    /// Fills the free slot that [`Slots::place`] found.
    pub(crate) fn fill(&mut self, at: usize, hash: u32, number: u32) {
        self.slots[at] = Slot { hash, number };
        self.used += 1;
    }

    /// Whether so many more numbers have room.
    pub(crate) fn has_room(&self, more: usize) -> bool {
        (self.used + more) * 5 <= self.slots.len() * 4 && !self.slots.is_empty()
    }

    /// Makes room for so many more numbers.
    pub(crate) fn reserve(&mut self, more: usize) {
        if self.has_room(more) {
            return;
        }
        let needed = self.used + more;
        let grown = (needed * 3 / 2).max(self.slots.len() * 3 / 2).max(8);
        let old = std::mem::replace(&mut self.slots, vec![Slot { hash: 0, number: VACANT }; grown]);
        for slot in old {
            if slot.number == VACANT {
                continue;
            }
            let mut at = self.home(slot.hash);
            while self.slots[at].number != VACANT {
                at += 1;
                if at == self.slots.len() {
                    at = 0;
                }
            }
            self.slots[at] = slot;
        }
    }

    /// The bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>()
    }
}
