//! The account of what an evaluation has used of its budget.
//!
//! **Invariant:** limits on rows and bytes are looked at after fixed amounts of work, so the same
//! program stops at the same row everywhere; those on time are looked at as often as is cheap.

pub use crate::budget::{Budget, Limit};
use std::sync::atomic::Ordering;

use super::database::Database;
use super::program::{Domain, RuleId};

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
    budget: &'a Budget,
    derived: Vec<u64>,
    rows: u64,
    recount: u64,
    overflowing: Option<RuleId>,
}

impl<'a> Meter<'a> {
    /// Starts with the rows that are there.
    pub(crate) fn new(budget: &'a Budget, rules: usize, rows: u64) -> Self {
        Self { budget, derived: vec![0; rules], rows, recount: 0, overflowing: None }
    }

    /// Notes rows of a rule.
    pub(crate) fn add(&mut self, rule: RuleId, rows: u32) {
        self.rows += u64::from(rows);
        if let Some(watched) = &self.budget.watched {
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
        let most = self.budget.rows.unwrap_or(MOST_ROWS).min(MOST_ROWS);
        if self.rows > most {
            return Err(Limit::Rows(most));
        }
        if let Some(bytes) = self.budget.memory
            && self.rows >= self.recount
        {
            if bytes_held() > bytes {
                return Err(Limit::Memory(bytes));
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

    /// Whether rules that feed on themselves have computed no more values than they may.
    pub(crate) fn check_circle(&self, computed: u64) -> Result<(), Limit> {
        match self.budget.values {
            Some(most) if computed > most => Err(Limit::Values(most)),
            Some(_) | None => Ok(()),
        }
    }

    /// Whether there is time.
    pub(crate) fn check_time(&self) -> Result<(), Limit> {
        self.budget.check()
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
