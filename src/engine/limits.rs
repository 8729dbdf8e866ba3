//! What an evaluation may use, and the account of what it has used.
//!
//! **Invariant:** limits on rows and bytes are looked at after fixed amounts of work, so the same
//! program stops at the same row everywhere; those on time are looked at as often as is cheap.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use super::database::Database;
use super::program::{Domain, RuleId};

/// What an evaluation may use, and who looks on. The default sets no limit.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// The most rows, facts included.
    pub rows: Option<u64>,
    /// The most bytes for rows, their identity and indexes.
    pub bytes: Option<u64>,
    /// When to stop.
    pub deadline: Option<Instant>,
    /// Stop as soon as this is set.
    pub interrupt: Option<Arc<AtomicBool>>,
    /// Where to count the rows that are derived, for somebody who watches.
    pub watched: Option<Arc<AtomicU64>>,
}

/// A limit that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So many rows.
    Rows(u64),
    /// So many bytes.
    Bytes(u64),
    /// The deadline.
    Deadline,
    /// The interrupt flag.
    Interrupt,
    /// The size of a computed value: it was too large for the domain to keep.
    Overflow,
}

/// An evaluation that ended early.
#[derive(Debug)]
pub struct Stopped {
    /// The limit that ended it.
    pub limit: Limit,
    /// The rule that computed too large a value, else the one that had derived the most rows, if any had.
    pub rule: Option<RuleId>,
    /// How many rows that rule had derived.
    pub derived: u64,
    /// What had been computed: each true row is rightly so unless its stratum recurses through
    /// negation or reads one that was not finished.
    pub database: Database,
}

/// Row numbers are 32 bits wide; this leaves room for a round of batches.
const MOST_ROWS: u64 = 4_000_000_000;

/// The bytes are counted again after so many new rows.
const RECOUNT: u64 = 16_384;

/// The running account.
#[derive(Debug)]
pub(crate) struct Meter<'a> {
    limits: &'a Limits,
    derived: Vec<u64>,
    rows: u64,
    recount: u64,
    overflowing: Option<RuleId>,
}

impl<'a> Meter<'a> {
    /// Starts with the rows that are there.
    pub(crate) fn new(limits: &'a Limits, rules: usize, rows: u64) -> Self {
        Self { limits, derived: vec![0; rules], rows, recount: 0, overflowing: None }
    }

    /// Notes rows of a rule.
    pub(crate) fn add(&mut self, rule: RuleId, rows: u32) {
        self.rows += u64::from(rows);
        if let Some(watched) = &self.limits.watched {
            watched.fetch_add(u64::from(rows), Ordering::Relaxed);
        }
        if let Some(derived) = self.derived.get_mut(rule.index()) {
            *derived += u64::from(rows);
        }
    }

    /// The account as it is, to come back to after rows have been dropped again.
    pub(crate) fn mark(&self) -> (Vec<u64>, u64) {
        (self.derived.clone(), self.rows)
    }

    /// Comes back to a mark.
    pub(crate) fn restore(&mut self, (derived, rows): (Vec<u64>, u64)) {
        self.derived = derived;
        self.rows = rows;
        self.recount = 0;
    }

    /// Whether the rows and bytes are within their limits.
    pub(crate) fn check_size(&mut self, bytes_held: impl Fn() -> u64) -> Result<(), Limit> {
        let most = self.limits.rows.unwrap_or(MOST_ROWS).min(MOST_ROWS);
        if self.rows > most {
            return Err(Limit::Rows(most));
        }
        if let Some(bytes) = self.limits.bytes
            && self.rows >= self.recount
        {
            if bytes_held() > bytes {
                return Err(Limit::Bytes(bytes));
            }
            self.recount = self.rows + RECOUNT;
        }
        Ok(())
    }

    /// Counts the bytes at the next look, whatever has been added, unless there are too few rows for them to
    /// matter: a program may have thousands of strata.
    pub(crate) fn recount(&mut self) {
        if self.rows >= RECOUNT {
            self.recount = 0;
        }
    }

    /// Whether the values that a rule computed could all be kept.
    pub(crate) fn check_values<D: Domain + ?Sized>(
        &mut self,
        rule: RuleId,
        domain: &mut D,
    ) -> Result<(), Limit> {
        if domain.take_overflow() {
            self.overflowing = Some(rule);
            return Err(Limit::Overflow);
        }
        Ok(())
    }

    /// Whether there is time.
    pub(crate) fn check_time(&self) -> Result<(), Limit> {
        if self.limits.interrupt.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed)) {
            return Err(Limit::Interrupt);
        }
        if self.limits.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Err(Limit::Deadline);
        }
        Ok(())
    }

    /// The rule that computed too large a value, else the first of those that derived the most rows; and how
    /// many it derived.
    pub(crate) fn largest(&self) -> Option<(RuleId, u64)> {
        if let Some(rule) = self.overflowing {
            return Some((rule, self.derived.get(rule.index()).copied().unwrap_or(0)));
        }
        let rules = (0..).map(RuleId).zip(self.derived.iter().copied());
        rules.filter(|(_, derived)| *derived > 0).max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))
    }
}
