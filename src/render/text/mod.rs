//! Text for people: diagnostics with their source, and reports as pages.

mod answers;
mod brief;
mod diagnostic;
mod excerpt;
mod glyphs;
mod paint;
mod proof;
mod report;
mod support;
mod wrap;

pub use diagnostic::{concise, counts, diagnostic, diagnostics};
pub use report::{concise_report, report};
