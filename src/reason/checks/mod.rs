//! Coded checks: what the doctrine cannot say, since it speaks of proofs and of readings. One file each.
//!
//! Invariant: a check looks and never changes what follows; each has a code and a page.

mod circular;
pub(super) mod expectations;
pub(super) mod expected;
pub(super) mod findings;
mod later;
pub(super) mod survey;
pub(super) mod units;
mod unrebutted;

use super::{Session, Stop};
use crate::model::statement::SymbolId;
use crate::theory::Evaluated;

impl Session<'_> {
    /// Reports parts of a hypothesis that are concluded from other parts of it, in a view.
    pub(super) fn circular(&mut self, evaluated: &mut Evaluated, scenario: Option<SymbolId>) {
        let found = circular::circular(self.model, evaluated, scenario);
        self.report.diagnostics.extend(found);
    }

    /// Reports sources that had not spoken by the day of the analysis, and statements of a later day.
    pub(super) fn later(&mut self) {
        let found = later::later(self.model);
        self.report.diagnostics.extend(found);
        self.report.diagnostics.extend(later::dated_later(self.model));
    }

    /// Reports hypotheses that are rejected and that nothing rebuts.
    pub(super) fn unrebutted(&mut self, evaluated: &Evaluated) -> Result<(), Stop> {
        let found = unrebutted::unrebutted(self, evaluated)?;
        self.report.diagnostics.extend(found);
        Ok(())
    }
}
