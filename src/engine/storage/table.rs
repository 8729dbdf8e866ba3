//! The rows of one relation: flat, distinct, in the order in which they were first derived.
//!
//! **Invariant:** rows are only ever appended, so a row's number tells when it came in. Rows
//! come in batches of one rule and one round; a segment is kept for each batch, not for each row.
//! During a round only the rows below `visible` are read, so what a rule derives in a round is
//! seen by the next round only, and a row's height exceeds the heights of its premises.
#![expect(clippy::indexing_slicing, reason = "row numbers are below the length, which is public here")]

use super::edits::Edits;
use super::identity::{Identity, Rows};
use super::origin::{FACT, Origin, Segment};
use super::slots::{Place, hash};
use crate::engine::program::{Constant, RuleId};

/// Which rows of a table a literal reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// All that are visible.
    All,
    /// Those that became visible with this round.
    Delta,
    /// Those that were visible in the round before.
    Old,
}

/// The distinct rows of a relation.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(super) arity: usize,
    pub(super) len: u32,
    pub(super) values: Vec<Constant>,
    pub(super) identity: Identity,
    pub(super) segments: Vec<Segment>,
    pub(super) edits: Edits,
    delta: u32,
    visible: u32,
}

impl Table {
    /// No rows, of so many columns.
    pub(crate) fn new(arity: usize) -> Self {
        Self {
            arity,
            len: 0,
            values: Vec::new(),
            identity: Identity::new(arity),
            segments: Vec::new(),
            edits: Edits::default(),
            delta: 0,
            visible: 0,
        }
    }

    /// The number of columns.
    pub(crate) fn arity(&self) -> usize {
        self.arity
    }

    /// The number of rows.
    pub(crate) fn len(&self) -> u32 {
        self.len
    }

    /// The row of that number, which must be below [`Table::len`].
    pub(crate) fn row(&self, number: u32) -> &[Constant] {
        let start = number as usize * self.arity;
        &self.values[start..start + self.arity]
    }

    /// All rows, one after the other.
    pub(crate) fn values(&self) -> &[Constant] {
        &self.values
    }

    /// The number of a row.
    pub(crate) fn find(&self, row: &[Constant]) -> Option<u32> {
        self.identity.find(row, &self.values)
    }

    /// Whether a row is there.
    pub(crate) fn contains(&self, row: &[Constant]) -> bool {
        self.identity.contains(row, &self.values)
    }

    /// The row numbers of a span: from, up to and without.
    pub(crate) fn span(&self, span: Span) -> (u32, u32) {
        match span {
            Span::All => (0, self.visible),
            Span::Delta => (self.delta, self.visible),
            Span::Old => (0, self.delta),
        }
    }

    /// Makes room for so many more rows.
    pub(crate) fn reserve(&mut self, rows: usize) {
        self.values.reserve_exact(rows.saturating_mul(self.arity));
        let Self { identity, values, arity, .. } = self;
        identity.reserve(rows, Rows { settled: &[], fresh: values, arity: *arity });
    }

    /// Adds a row; whether it is new.
    pub(crate) fn insert(&mut self, row: &[Constant], origin: Origin) -> bool {
        self.insert_all(row, 1, origin) == 1
    }

    /// Adds `count` rows of one origin; returns how many were new.
    pub(crate) fn insert_all(&mut self, rows: &[Constant], count: usize, origin: Origin) -> u32 {
        let start = self.len;
        let Self { arity, values, identity, len, .. } = self;
        add(identity, &[], values, len, *arity, rows, count);
        self.note(start, origin);
        self.len - start
    }

    fn note(&mut self, start: u32, origin: Origin) {
        if self.len > start && self.opens(origin) {
            self.segments.push(Segment { start, origin });
        }
    }

    /// Whether rows of that origin need a segment of their own.
    fn opens(&self, origin: Origin) -> bool {
        self.segments.last().is_none_or(|segment| segment.origin != origin)
    }

    /// Takes out what adding rows needs, so that the rows that are there can be read meanwhile. Until
    /// [`Table::absorb`] the table has the same rows and does not know which.
    pub(crate) fn intake(&mut self, origin: Origin) -> Intake {
        let identity = std::mem::replace(&mut self.identity, Identity::new(self.arity));
        Intake { identity, fresh: Vec::new(), start: self.len, len: self.len, arity: self.arity, origin }
    }

    /// Takes in the rows of an intake of this table.
    pub(crate) fn absorb(&mut self, mut intake: Intake) {
        self.identity = intake.identity;
        self.len = intake.len;
        if self.values.is_empty() {
            self.values = intake.fresh;
        } else {
            self.values.append(&mut intake.fresh);
        }
        self.note(intake.start, intake.origin);
    }

    /// Begins a round: what was added in the last one becomes the delta and is visible.
    pub(crate) fn advance(&mut self) {
        self.delta = self.visible;
        self.visible = self.len;
    }

    /// From now on rows are derived, not looked up by number while they are added.
    pub(crate) fn allow_bits(&mut self) {
        self.identity.allow_bits();
    }

    /// Begins a stratum: every row is visible, and every row is the delta.
    pub(crate) fn open(&mut self) {
        self.delta = 0;
        self.visible = self.len;
    }

    /// Whether every row is visible and the delta.
    pub(crate) fn is_open(&self) -> bool {
        self.delta == 0 && self.visible == self.len
    }

    /// Whether the last round added nothing.
    pub(crate) fn is_settled(&self) -> bool {
        self.delta == self.visible
    }

    /// The first derivation of a row.
    pub(crate) fn origin(&self, number: u32) -> Origin {
        if let Some(origin) = self.edits.origin(number) {
            return origin;
        }
        self.entered(number)
    }

    /// Whether a row came about first by a rule, if there is one to ask about.
    #[inline]
    pub(crate) fn is_from(&self, number: u32, rule: Option<RuleId>) -> bool {
        rule.is_some() && self.origin(number).rule == rule
    }

    /// How a row came in first.
    pub(super) fn entered(&self, number: u32) -> Origin {
        let after = self.segments.partition_point(|segment| segment.start <= number);
        after.checked_sub(1).map_or(FACT, |at| self.segments[at].origin)
    }

    /// The greatest height of a row, 0 if there is none.
    pub(crate) fn height(&self) -> u32 {
        let highest = self.segments.iter().map(|segment| segment.origin.height).max().unwrap_or(0);
        highest.max(self.edits.height())
    }

    /// The bytes that the rows need; what is only reserved is left out, since it depends on how the rows
    /// came in.
    pub(crate) fn bytes(&self) -> usize {
        self.values.len() * size_of::<Constant>()
            + self.identity.bytes()
            + self.segments.len() * size_of::<Segment>()
            + self.edits.bytes()
    }
}

/// What adding rows to a table needs.
#[derive(Debug)]
pub(crate) struct Intake {
    identity: Identity,
    fresh: Vec<Constant>,
    start: u32,
    len: u32,
    arity: usize,
    origin: Origin,
}

impl Intake {
    /// Adds `count` rows to those of the table that the intake came from; returns how many were new.
    pub(crate) fn insert_all(&mut self, table: &Table, rows: &[Constant], count: usize) -> u32 {
        let start = self.len;
        let Self { identity, fresh, len, arity, .. } = self;
        add(identity, &table.values, fresh, len, *arity, rows, count);
        self.len - start
    }

    /// The bytes that its rows need beyond those of the table that it came from.
    pub(crate) fn bytes(&self, table: &Table) -> usize {
        let segment = usize::from(self.len > self.start && table.opens(self.origin));
        self.fresh.len() * size_of::<Constant>() + self.identity.bytes() + segment * size_of::<Segment>()
    }
}

/// So many rows ahead the memory is asked for where rows are noted: it answers many questions at once
/// in the time of one.
const AHEAD: usize = 32;

/// Adds rows after the settled and the fresh ones.
fn add(
    identity: &mut Identity,
    settled: &[Constant],
    fresh: &mut Vec<Constant>,
    len: &mut u32,
    arity: usize,
    rows: &[Constant],
    count: usize,
) {
    identity.reserve(count, Rows { settled, fresh, arity });
    match identity {
        Identity::Bits(blocks) => {
            blocks.forget_numbers();
            for some in rows.chunks(AHEAD * arity) {
                some.chunks_exact(arity).for_each(|row| blocks.fetch(row));
                for row in some.chunks_exact(arity) {
                    if blocks.insert(row) {
                        fresh.extend_from_slice(row);
                        *len += 1;
                    }
                }
            }
        }
        Identity::Hashed(slots, _) if arity > 0 => {
            let mut hashes = [0; AHEAD];
            for some in rows.chunks(AHEAD * arity) {
                for (known, row) in hashes.iter_mut().zip(some.chunks_exact(arity)) {
                    *known = hash(row);
                    slots.fetch(*known);
                }
                for (&hash, row) in hashes.iter().zip(some.chunks_exact(arity)) {
                    let is = &mut |number: u32| Rows { settled, fresh, arity }.row(number) == row;
                    if let Place::Free(at) = slots.place(hash, is) {
                        slots.fill(at, hash, *len);
                        fresh.extend_from_slice(row);
                        *len += 1;
                    }
                }
            }
        }
        Identity::Hashed(slots, _) => {
            let hash = hash(&[]);
            if count > 0
                && let Place::Free(at) = slots.place(hash, &mut |_| true)
            {
                slots.fill(at, hash, *len);
                *len += 1;
            }
        }
    }
}
