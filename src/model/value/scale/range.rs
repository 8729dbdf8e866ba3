//! Intervals of probability, and the row of a scale in which a word with such an interval stands.

use crate::model::value::Number;
use std::fmt;

/// A closed interval of probabilities.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    pub(super) low: Number,
    pub(super) high: Number,
}

/// Why two numbers are no range of probabilities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeError {
    /// One of them is below 0 or above 1.
    Outside,
    /// The first is above the second.
    Reversed,
}

impl Range {
    /// From `low` to `high`, both between 0 and 1.
    ///
    /// # Errors
    /// An end lies outside, or they come in the wrong order.
    pub fn new(low: Number, high: Number) -> Result<Range, RangeError> {
        if low < Number::ZERO || high > Number::ONE {
            Err(RangeError::Outside)
        } else if low > high {
            Err(RangeError::Reversed)
        } else {
            Ok(Range { low, high })
        }
    }

    /// From 0 to 1: it says nothing.
    pub fn all() -> Range {
        Range { low: Number::ZERO, high: Number::ONE }
    }

    /// A range of whole per cents, for tables whose order is plain to see.
    pub(super) fn percent(low: i64, high: i64) -> Range {
        Range { low: Number::percent(low), high: Number::percent(high) }
    }

    /// The least probability.
    pub fn low(&self) -> &Number {
        &self.low
    }

    /// The greatest probability.
    pub fn high(&self) -> &Number {
        &self.high
    }

    /// Whether it holds every probability of the other.
    pub fn contains(&self, other: &Range) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    pub(super) fn holds(&self, probability: &Number) -> bool {
        self.low <= *probability && *probability <= self.high
    }
}

/// Which of the rows of synonyms of a scale a word stands in. ICD 203 has two, and asks not to mix them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// Stands in every row: no other word for the range.
    Any,
    /// The first row.
    First,
    /// The second row.
    Second,
}

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RangeError::Outside => "a probability lies between 0% and 100%",
            RangeError::Reversed => "the lower end comes first",
        })
    }
}
