//! Lints: what is no mistake, and may still be one. One file each.
//!
//! Invariant: a lint looks and never changes what follows; all of them are off unless asked for.

mod aliases;
mod hedges;
mod idle;
mod patterns;
mod single_root;
mod unexpected;
mod unread;
mod unsourced;
mod unused;

use super::{Session, Stop};
use crate::diagnostic::Code;

impl Session<'_> {
    /// Adds what the lints find to the report; only those are run that are `wanted`.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn lint(&mut self, wanted: impl Fn(Code) -> bool) -> Result<(), Stop> {
        if self.invalid() {
            return Ok(());
        }
        if wanted(Code::UnusedName) {
            let found = unused::unused(self.model);
            self.report.diagnostics.extend(found);
        }
        if wanted(Code::Unsourced) {
            let found = unsourced::unsourced(self.model);
            self.report.diagnostics.extend(found);
        }
        if wanted(Code::IdleRule) {
            let found = idle::idle(self)?;
            self.report.diagnostics.extend(found);
        }
        if wanted(Code::UnreadStatement) {
            let found = unread::unread(self)?;
            self.report.diagnostics.extend(found);
        }
        if wanted(Code::HiddenHedge) {
            let found = hedges::hedges(self.model);
            self.report.diagnostics.extend(found);
        }
        if wanted(Code::ShadowedAlias) {
            let found = aliases::aliases(self.model);
            self.report.diagnostics.extend(found);
        }
        if wanted(Code::SingleRoot) {
            let found = single_root::single_root(self)?;
            self.report.diagnostics.extend(found);
        }
        if wanted(Code::Unexpected) {
            let found = unexpected::unexpected(self)?;
            self.report.diagnostics.extend(found);
        }
        Ok(())
    }
}
