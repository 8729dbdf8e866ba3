//! Rows to whether they are there, by hash or by bits, whichever takes less room.
//!
//! A table starts with hashes; when those would have to grow, a sample tells whether the rows lie
//! close enough together for bits. **Invariant:** the choice depends on the rows and their order only.
#![expect(clippy::indexing_slicing, reason = "rows are cut out of the values by their number")]

use super::blocks::{self, Blocks, Spread};
use super::slots::{Place, Slots, hash};
use crate::engine::program::Constant;

/// Fewer rows than this are not worth a sample.
const SAMPLED_FROM: usize = 4096;

/// Bits are chosen if a block has at least so many rows on average, and given up below the second.
const CLOSE: usize = 3;
const APART: usize = 2;

/// Which rows a table has.
#[derive(Clone, Debug)]
pub(crate) enum Identity {
    /// Row numbers by the hash of the row.
    Hashed(Slots, Trial),
    /// A bit for each row.
    Bits(Blocks),
}

/// Whether bits may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trial {
    /// They may.
    Open,
    /// Not now: rows are still looked up by number while they are added.
    Later,
    /// They did not do, or the rows have too many columns.
    Closed,
}

/// The rows that an identity is of: those that stay where they are, and those that are coming in.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    /// The values of the first rows.
    pub(crate) settled: &'a [Constant],
    /// The values of the rows after them.
    pub(crate) fresh: &'a [Constant],
    /// How many values a row has.
    pub(crate) arity: usize,
}

impl<'a> Rows<'a> {
    fn len(self) -> usize {
        (self.settled.len() + self.fresh.len()) / self.arity.max(1)
    }

    fn iter(self) -> impl Iterator<Item = &'a [Constant]> {
        rows(self.settled, self.arity).chain(rows(self.fresh, self.arity))
    }

    /// The row of a number.
    #[inline]
    pub(crate) fn row(self, number: u32) -> &'a [Constant] {
        let start = number as usize * self.arity;
        match start.checked_sub(self.settled.len()) {
            None => &self.settled[start..start + self.arity],
            Some(start) => &self.fresh[start..start + self.arity],
        }
    }
}

fn rows(values: &[Constant], arity: usize) -> impl Iterator<Item = &[Constant]> {
    values.chunks_exact(arity.max(1))
}

fn row(values: &[Constant], arity: usize, number: u32) -> &[Constant] {
    let start = number as usize * arity;
    &values[start..start + arity]
}

impl Identity {
    /// No rows of so many columns.
    pub(crate) fn new(arity: usize) -> Self {
        let trial = if (1..=2).contains(&arity) { Trial::Later } else { Trial::Closed };
        Self::Hashed(Slots::default(), trial)
    }

    /// Lets bits be tried from now on.
    pub(crate) fn allow_bits(&mut self) {
        match self {
            Self::Hashed(_, trial @ Trial::Later) => *trial = Trial::Open,
            Self::Hashed(_, Trial::Open | Trial::Closed) | Self::Bits(_) => {}
        }
    }

    /// Whether a row is there.
    pub(crate) fn contains(&self, wanted: &[Constant], values: &[Constant]) -> bool {
        match self {
            Self::Hashed(slots, _) => {
                slots.find(hash(wanted), |number| row(values, wanted.len(), number) == wanted).is_some()
            }
            Self::Bits(blocks) => blocks.contains(wanted),
        }
    }

    /// The number of a row.
    pub(crate) fn find(&self, wanted: &[Constant], values: &[Constant]) -> Option<u32> {
        match self {
            Self::Hashed(slots, _) => {
                slots.find(hash(wanted), |number| row(values, wanted.len(), number) == wanted)
            }
            Self::Bits(blocks) => blocks.find(wanted, rows(values, wanted.len())),
        }
    }

    /// Makes room for so many more rows than there are, in the form that suits them.
    pub(crate) fn reserve(&mut self, more: usize, rows: Rows<'_>) {
        match self {
            Self::Hashed(slots, trial) => {
                if slots.has_room(more) {
                    return;
                }
                let suits = match trial {
                    Trial::Open => close_together(rows),
                    Trial::Later | Trial::Closed => None,
                };
                match suits {
                    Some(spread) => {
                        let mut blocks = Blocks::new(spread);
                        for row in rows.iter() {
                            blocks.reserve(1);
                            blocks.insert(row);
                        }
                        blocks.reserve(more);
                        *self = Self::Bits(blocks);
                    }
                    None => slots.reserve(more),
                }
            }
            Self::Bits(blocks) => {
                if blocks.has_room(more) {
                    return;
                }
                if rows.len() >= blocks.len() * APART {
                    blocks.reserve(more);
                    return;
                }
                *self = Self::Hashed(hash_all(rows, more), Trial::Closed);
            }
        }
    }

    /// From now on rows are looked up by number while others come in: so by hash.
    pub(crate) fn number_rows(&mut self, rows: Rows<'_>) {
        match self {
            Self::Hashed(_, trial) => *trial = Trial::Closed,
            Self::Bits(_) => *self = Self::Hashed(hash_all(rows, 0), Trial::Closed),
        }
    }

    /// The number of a row; a new one gets the number `next`.
    pub(crate) fn enter(&mut self, wanted: &[Constant], next: u32, values: &[Constant]) -> u32 {
        match self {
            Self::Hashed(slots, _) => {
                slots.reserve(1);
                let hash = hash(wanted);
                match slots.place(hash, &mut |number| row(values, wanted.len(), number) == wanted) {
                    Place::Found(number) => number,
                    Place::Free(at) => {
                        slots.fill(at, hash, next);
                        next
                    }
                }
            }
            Self::Bits(blocks) => {
                let known = blocks.find(wanted, rows(values, wanted.len()));
                known.unwrap_or_else(|| {
                    blocks.reserve(1);
                    blocks.forget_numbers();
                    blocks.insert(wanted);
                    next
                })
            }
        }
    }

    /// The bytes held.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Hashed(slots, _) => slots.bytes(),
            Self::Bits(blocks) => blocks.bytes(),
        }
    }
}

fn hash_all(rows: Rows<'_>, more: usize) -> Slots {
    let mut slots = Slots::default();
    slots.reserve(rows.len() + more);
    for (number, row) in (0..).zip(rows.iter()) {
        let hash = hash(row);
        if let Place::Free(at) = slots.place(hash, &mut |_| false) {
            slots.fill(at, hash, number);
        }
    }
    slots
}

/// The column by which the rows lie close together, if there is one.
fn close_together(rows: Rows<'_>) -> Option<Spread> {
    let count = rows.len();
    if count < SAMPLED_FROM {
        return None;
    }
    // All rows of one block in so many, so that blocks are seen as full as they are.
    let share = (count / SAMPLED_FROM).next_power_of_two() as u64;
    let mut best = None;
    for spread in [Spread::Last, Spread::First] {
        let names = rows.iter().map(|row| spread.split(row).0);
        let mut sample: Vec<u64> = names.filter(|name| blocks::hash(*name) & (share - 1) == 0).collect();
        let seen = sample.len();
        sample.sort_unstable();
        sample.dedup();
        let fullness = seen.checked_div(sample.len()).unwrap_or(0);
        if fullness >= CLOSE && best.is_none_or(|(known, _)| fullness > known) {
            best = Some((fullness, spread));
        }
        if rows.arity == 1 {
            break;
        }
    }
    best.map(|(_, spread)| spread)
}
