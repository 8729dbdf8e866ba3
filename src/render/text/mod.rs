//! Text for people: diagnostics with their source, and reports as pages.

mod diagnostic;
mod excerpt;
mod paint;
mod wrap;

pub use diagnostic::{concise, counts, diagnostic, diagnostics};
