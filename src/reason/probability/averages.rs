//! Means of exact numbers, and the middle of a range.
//!
//! **Invariant:** exact as long as the exact number is one that is kept; else it is rounded.

use crate::model::value::Number;
use crate::model::value::scale::Range;

/// The middle of a range.
pub(super) fn middle(range: &Range) -> Number {
    mean(&[range.low().clone(), range.high().clone()])
}

/// The mean of some numbers.
pub(super) fn mean(all: &[Number]) -> Number {
    let sum = all.iter().try_fold(Number::ZERO, |sum, one| sum.add(one));
    let count = Number::from(all.len() as u64);
    let exact = sum.and_then(|sum| sum.divide(&count));
    exact.unwrap_or_else(|| rounded(all.iter().map(Number::to_f64).sum::<f64>() / count.to_f64()))
}

/// A number where the exact one would be longer than numbers are kept.
pub(super) fn rounded(value: f64) -> Number {
    Number::parse(&format!("{value:.15}")).unwrap_or(Number::ZERO)
}
