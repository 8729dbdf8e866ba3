//! How values that are exact inside are written on the wire.

use crate::model::value::scale::Range;
use serde::Serializer;
use serde::ser::SerializeStruct;

/// An interval as `low` and `high`, the only place where exact numbers are rounded.
pub(super) fn interval<S: Serializer>(range: &Range, to: S) -> Result<S::Ok, S::Error> {
    let mut object = to.serialize_struct("Interval", 2)?;
    object.serialize_field("low", &range.low().to_f64())?;
    object.serialize_field("high", &range.high().to_f64())?;
    object.end()
}

/// A part that is written only where it is so.
pub(super) fn yes<T, S: Serializer>(_: &T, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bool(true)
}

/// Whether there is nothing to count.
pub(super) fn none(count: &usize) -> bool {
    *count == 0
}
