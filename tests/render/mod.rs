//! What renderers show, built from values by hand.

mod codes;
mod diagnostics;
mod json;
mod maps;
mod mock;
mod reports;
mod spreadsheet;
