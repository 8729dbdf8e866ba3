//! What renderers show, built from values by hand.

mod diagnostics;
