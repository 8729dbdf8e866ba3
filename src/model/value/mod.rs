//! Numbers, dates, durations and quantities: what they are, how they are shown, compared and computed.
//!
//! Pure: no names, no files. A value that is not known to the point (a partial date, `at least 3_000`)
//! is an interval, and a comparison of intervals holds only if it holds for every point of them.
//!
//! Invariant: what [`std::fmt::Display`] shows can be read back as the same value.

mod number;

pub use number::{MAX_BITS, Number, NumberError};
