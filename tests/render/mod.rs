//! What renderers show, built from values by hand.

mod diagnostics;
mod mock;
mod reports;
