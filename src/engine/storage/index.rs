//! A table and the columns a join binds to the rows that match, without a scan.
//!
//! A [`Grouped`] index is built once over rows that no longer change: the columns a join still
//! needs lie side by side, key by key. A [`Chained`] index follows a table that grows round by
//! round: each row points at the previous one with its key. **Invariant:** both cover the rows
//! below the number they were brought up to, and list a key's rows in an order that depends on the
//! table only.
#![expect(
    clippy::indexing_slicing,
    reason = "columns are below the arity, groups and rows below their counts"
)]

use std::ops::Range;

use super::slots::{Place, Slots, hash};
use super::table::Table;
use crate::engine::program::{Constant, RuleId};

/// Ends a chain.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// Copies the key of a row.
fn key_of(row: &[Constant], columns: &[usize], key: &mut Vec<Constant>) {
    key.clear();
    key.extend(columns.iter().map(|&column| row[column]));
}

/// Keys numbered in the order of their first appearance.
#[derive(Clone, Debug, Default)]
struct Keys {
    slots: Slots,
    keys: Vec<Constant>,
    count: u32,
}

impl Keys {
    fn key(&self, group: u32, width: usize) -> &[Constant] {
        let start = group as usize * width;
        &self.keys[start..start + width]
    }

    fn find(&self, key: &[Constant]) -> Option<u32> {
        self.slots.find(hash(key), |group| self.key(group, key.len()) == key)
    }

    fn number(&mut self, key: &[Constant]) -> u32 {
        self.slots.reserve(1);
        let hash = hash(key);
        match self.slots.place(hash, &mut |group| self.key(group, key.len()) == key) {
            Place::Found(group) => group,
            Place::Free(at) => {
                let group = self.count;
                self.slots.fill(at, hash, group);
                self.keys.extend_from_slice(key);
                self.count += 1;
                group
            }
        }
    }

    fn bytes(&self) -> usize {
        self.slots.bytes() + self.keys.capacity() * size_of::<Constant>()
    }
}

/// Whether an array over all values up to the greatest is worth its memory.
fn dense(greatest: u32, rows: usize) -> bool {
    greatest as usize <= rows.saturating_mul(4).max(1 << 12)
}

#[derive(Clone, Debug)]
enum Groups {
    /// One key column of small values: the value is the group.
    Dense,
    /// Anything else.
    Hashed(Keys),
}

/// The rows of a table, arranged so that rows with equal keys are neighbours.
#[derive(Clone, Debug)]
pub(crate) struct Partition {
    groups: Groups,
    /// Where each group starts, and at last where the last one ends.
    starts: Vec<u32>,
}

impl Partition {
    /// Arranges the rows below `rows`; tells `put` of each row and the position it gets.
    fn build(table: &Table, rows: u32, key: &[usize], mut put: impl FnMut(&[Constant], u32, usize)) -> Self {
        let arity = table.arity();
        let single = match *key {
            [column] => {
                let greatest = (0..rows).map(|row| table.row(row)[column].0).max().unwrap_or(0);
                dense(greatest, rows as usize).then_some((column, greatest as usize + 1))
            }
            _ => None,
        };
        if let Some((column, groups)) = single {
            let mut starts = vec![0_u32; groups + 1];
            let values = &table.values()[..rows as usize * arity];
            for row in values.chunks_exact(arity) {
                starts[row[column].index()] += 1;
            }
            Self::accumulate(&mut starts);
            for (number, row) in (0..rows).rev().zip(values.chunks_exact(arity).rev()) {
                let start = &mut starts[row[column].index()];
                *start -= 1;
                put(row, number, *start as usize);
            }
            return Self { groups: Groups::Dense, starts };
        }
        let mut keys = Keys::default();
        let mut buffer = Vec::with_capacity(key.len());
        let mut starts: Vec<u32> = Vec::new();
        let mut group_of = Vec::with_capacity(rows as usize);
        for number in 0..rows {
            key_of(table.row(number), key, &mut buffer);
            let group = keys.number(&buffer);
            if group as usize >= starts.len() {
                starts.push(0);
            }
            starts[group as usize] += 1;
            group_of.push(group);
        }
        starts.push(0);
        Self::accumulate(&mut starts);
        for (number, group) in (0..rows).zip(&group_of).rev() {
            let start = &mut starts[*group as usize];
            *start -= 1;
            put(table.row(number), number, *start as usize);
        }
        Self { groups: Groups::Hashed(keys), starts }
    }

    /// Turns counts into ends; putting backwards turns ends into starts.
    fn accumulate(counts: &mut [u32]) {
        let mut sum = 0;
        for count in counts {
            sum += *count;
            *count = sum;
        }
    }

    /// The positions of the rows with that key.
    pub(crate) fn range(&self, key: &[Constant]) -> Range<u32> {
        let group = match (&self.groups, key) {
            (Groups::Dense, [value]) => value.index(),
            (Groups::Dense, _) => return 0..0,
            (Groups::Hashed(keys), _) => match keys.find(key) {
                Some(group) => group as usize,
                None => return 0..0,
            },
        };
        match (self.starts.get(group), self.starts.get(group + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        }
    }

    fn bytes(&self) -> usize {
        let keys = match &self.groups {
            Groups::Dense => 0,
            Groups::Hashed(keys) => keys.bytes(),
        };
        keys + self.starts.capacity() * size_of::<u32>()
    }
}

/// Some columns of the rows, key by key.
#[derive(Clone, Debug)]
pub(crate) struct Grouped {
    partition: Partition,
    width: usize,
    payload: Vec<Constant>,
}

impl Grouped {
    /// Groups the visible rows by the key columns, and keeps the payload columns of each.
    pub(crate) fn build(table: &Table, rows: u32, key: &[usize], columns: &[usize]) -> Self {
        let width = columns.len();
        let mut payload = vec![Constant(0); rows as usize * width];
        let partition = Partition::build(table, rows, key, |row, _, position| {
            let target = &mut payload[position * width..(position + 1) * width];
            for (value, &column) in target.iter_mut().zip(columns) {
                *value = row[column];
            }
        });
        Self { partition, width, payload }
    }

    /// The positions of the rows with that key.
    pub(crate) fn range(&self, key: &[Constant]) -> Range<u32> {
        self.partition.range(key)
    }

    /// The payload columns at a position.
    pub(crate) fn payload(&self, position: u32) -> &[Constant] {
        let start = position as usize * self.width;
        &self.payload[start..start + self.width]
    }

    fn bytes(&self) -> usize {
        self.partition.bytes() + self.payload.capacity() * size_of::<Constant>()
    }
}

/// The numbers of the rows, key by key: what readers of a finished database look up.
#[derive(Clone, Debug)]
pub(crate) struct RowIndex {
    partition: Partition,
    rows: Vec<u32>,
}

impl RowIndex {
    /// Groups all rows by the key columns.
    pub(crate) fn build(table: &Table, key: &[usize]) -> Self {
        let mut rows = vec![0; table.len() as usize];
        let partition =
            Partition::build(table, table.len(), key, |_, number, position| rows[position] = number);
        Self { partition, rows }
    }

    /// The positions of the rows with that key.
    pub(crate) fn range(&self, key: &[Constant]) -> Range<u32> {
        self.partition.range(key)
    }

    /// How many rows of the table are in.
    pub(crate) fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    /// The number of the row at a position; the numbers of one key ascend.
    pub(crate) fn row(&self, position: u32) -> Option<u32> {
        self.rows.get(position as usize).copied()
    }
}

/// Rows linked to the previous row with the same key, newest first.
#[derive(Clone, Debug)]
pub(crate) struct Chained {
    key: Vec<usize>,
    /// The rule whose rows are not in.
    without: Option<RuleId>,
    /// One key column, as long as its values are small: the last row of each value.
    dense: Option<Vec<u32>>,
    /// Otherwise the keys, and the last row of each.
    keys: Keys,
    heads: Vec<u32>,
    previous: Vec<u32>,
}

impl Chained {
    /// An index over no rows yet.
    pub(crate) fn new(key: &[usize], without: Option<RuleId>) -> Self {
        Self {
            key: key.to_vec(),
            without,
            dense: (key.len() == 1).then(Vec::new),
            keys: Keys::default(),
            heads: Vec::new(),
            previous: Vec::new(),
        }
    }

    /// Takes in the rows below `rows` that are not in yet.
    pub(crate) fn extend(&mut self, table: &Table, rows: u32) {
        let mut key = Vec::with_capacity(self.key.len());
        for number in self.previous.len() as u32..rows {
            if table.is_from(number, self.without) {
                self.previous.push(NO_ROW);
                continue;
            }
            key_of(table.row(number), &self.key, &mut key);
            let head = self.head_mut(&key, number as usize);
            let previous = std::mem::replace(head, number);
            self.previous.push(previous);
        }
    }

    /// Where the newest row with that key is noted.
    fn head_mut(&mut self, key: &[Constant], rows: usize) -> &mut u32 {
        if let Some(heads) = &self.dense
            && let [value] = key
            && value.index() >= heads.len()
            && !dense(value.0, rows)
        {
            self.number_keys();
        }
        match (&mut self.dense, key) {
            (Some(heads), [value]) => {
                if value.index() >= heads.len() {
                    heads.resize(value.index() + 1, NO_ROW);
                }
                &mut heads[value.index()]
            }
            _ => {
                let group = self.keys.number(key) as usize;
                if group == self.heads.len() {
                    self.heads.push(NO_ROW);
                }
                &mut self.heads[group]
            }
        }
    }

    /// Gives up the array over values: they are too sparse.
    fn number_keys(&mut self) {
        for (value, head) in (0..).zip(self.dense.take().unwrap_or_default()) {
            if head != NO_ROW {
                self.keys.number(&[Constant(value)]);
                self.heads.push(head);
            }
        }
    }

    /// The newest row with that key, or [`NO_ROW`].
    pub(crate) fn head(&self, key: &[Constant]) -> u32 {
        match (&self.dense, key) {
            (Some(heads), [value]) => heads.get(value.index()).copied().unwrap_or(NO_ROW),
            _ => self.keys.find(key).map_or(NO_ROW, |group| self.heads[group as usize]),
        }
    }

    /// The next older row with the same key, or [`NO_ROW`].
    pub(crate) fn previous(&self, row: u32) -> u32 {
        self.previous[row as usize]
    }

    fn bytes(&self) -> usize {
        let dense = self.dense.as_ref().map_or(0, Vec::capacity);
        self.keys.bytes() + (dense + self.heads.capacity() + self.previous.capacity()) * size_of::<u32>()
    }
}

/// An index made for a join.
#[derive(Clone, Debug)]
pub(crate) enum Index {
    /// Over a relation that is complete.
    Grouped(Grouped),
    /// Over a relation that grows.
    Chained(Chained),
}

impl Index {
    /// The bytes held.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Grouped(index) => index.bytes(),
            Self::Chained(index) => index.bytes(),
        }
    }
}
