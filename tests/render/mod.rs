//! What renderers show, built from values by hand.

mod diagnostics;
mod json;
mod mock;
mod reports;
