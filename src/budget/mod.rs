//! What an answer may use, and whether it has used it up.
//!
//! A [`Budget`] is handed down to whatever may take long, and asked there in every loop. Invariant: rows, memory
//! and steps run out at the same place everywhere; time and cancellation do not, and an answer that was cut short
//! by them is never told: whoever asked finds out by [`Budget::check`] at the end, since neither is ever taken back
//! while an answer is made.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

/// How many short steps a loop makes before it asks for the time again.
const SELDOM: usize = 256;

/// What an answer may use, and who looks on. The default sets no limit but the one on steps.
#[derive(Clone, Debug)]
pub struct Budget {
    /// The most rows, facts included.
    pub rows: Option<u64>,
    /// The most values that rules may compute from what they conclude themselves: they may go on for ever, each
    /// with a row or two, long before there are too many rows.
    pub values: Option<u64>,
    /// The most bytes for rows, their identity and indexes.
    pub memory: Option<u64>,
    /// How many steps the search for conflicts may take; a step is a look at a rule that a contradiction depends on.
    pub steps: u64,
    /// When to stop.
    pub deadline: Option<Instant>,
    /// Stop as soon as this is set.
    pub cancelled: Option<Arc<AtomicBool>>,
    /// Where to count the rows that are derived, for somebody who watches.
    pub watched: Option<Arc<AtomicU64>>,
}

impl Default for Budget {
    /// No limit on rows, memory and time, and some seconds' worth of values and steps on a machine of today.
    fn default() -> Self {
        Self {
            rows: None,
            values: Some(VALUES),
            memory: None,
            steps: 1_000_000_000,
            deadline: None,
            cancelled: None,
            watched: None,
        }
    }
}

/// The most values that are computed in a circle where nothing is said. A relation of millions of distances has
/// few of them; who counts without end has one for each row.
pub const VALUES: u64 = 1_000_000;

/// A limit that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So many rows.
    Rows(u64),
    /// So many values, computed in a circle.
    Values(u64),
    /// So many bytes.
    Memory(u64),
    /// The deadline.
    Deadline,
    /// Somebody cancelled it.
    Cancelled,
    /// The size of a computed value: it was too large to be kept.
    Overflow,
}

impl Budget {
    /// Whether there is time, and nobody has cancelled.
    ///
    /// # Errors
    /// There is none, or somebody has.
    pub fn check(&self) -> Result<(), Limit> {
        if self.cancelled.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed)) {
            return Err(Limit::Cancelled);
        }
        if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Err(Limit::Deadline);
        }
        Ok(())
    }

    /// Whether time is up, or somebody has cancelled.
    pub fn is_over(&self) -> bool {
        self.check().is_err()
    }

    /// As [`each`](Self::each), for a loop that does little for an item: it asks now and then only.
    pub fn each_row<I: IntoIterator>(&self, items: I) -> impl Iterator<Item = I::Item> + use<'_, I> {
        let items = items.into_iter().enumerate();
        items.take_while(|(at, _)| at % SELDOM != 0 || !self.is_over()).map(|(_, item)| item)
    }

    /// The items of a loop, as long as there is time. A loop that was cut short is found out by
    /// [`check`](Self::check) after it.
    pub fn each<I: IntoIterator>(&self, items: I) -> impl Iterator<Item = I::Item> + use<'_, I> {
        items.into_iter().take_while(|_| !self.is_over())
    }
}
