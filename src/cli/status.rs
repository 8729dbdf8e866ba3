//! How a run ended, and what a limit that was reached makes of it.

use crate::engine::Coverage;
use crate::reason::{Session, Stop};

/// How a run ended; a worse one is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    /// Nothing to report.
    Clean,
    /// Findings, an unproven question or a failed expectation.
    Findings,
    /// A limit was reached, so the answer is incomplete.
    Incomplete,
    /// The command could not be run.
    Unusable,
}

impl Status {
    /// What the process ends with.
    pub(super) fn code(self) -> u8 {
        match self {
            Status::Clean => 0,
            Status::Findings => 1,
            Status::Unusable => 2,
            Status::Incomplete => 4,
        }
    }
}

/// The status of some work; a limit that was reached goes into the report.
pub(super) fn settle(done: Result<Status, Stop>, session: &mut Session<'_>) -> Status {
    match done {
        Ok(status) => match session.coverage() {
            Coverage::Complete => status,
            Coverage::Bounded => match session.contradicts_itself() {
                Ok(true) => Status::Findings,
                Ok(false) => Status::Incomplete,
                Err(stop) => settle(Err(stop), session),
            },
        },
        Err(Stop(diagnostic)) => {
            session.report.diagnostics.push(*diagnostic);
            Status::Incomplete
        }
    }
}
