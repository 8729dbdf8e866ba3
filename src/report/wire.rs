//! How parts of a report are written where the wire has another shape than the program.
//!
//! Invariant: the only place where exact numbers are rounded.

use crate::model::value::Number;
use crate::model::value::scale::Range;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// An interval of probabilities.
#[derive(Serialize, JsonSchema)]
struct Interval {
    /// Its lower end, from 0 to 1.
    low: f64,
    /// Its upper end, from 0 to 1.
    high: f64,
}

impl Serialize for Range {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Interval { low: self.low().to_f64(), high: self.high().to_f64() }.serialize(to)
    }
}

impl JsonSchema for Range {
    fn schema_name() -> Cow<'static, str> {
        Interval::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Interval::json_schema(generator)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.to_f64())
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        f64::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        f64::json_schema(generator)
    }
}

/// An exact fraction, and the same rounded.
#[derive(Serialize, JsonSchema)]
pub(super) struct Measure {
    /// Exactly: `3/7`.
    fraction: String,
    /// Rounded.
    value: f64,
}

pub(super) fn measure<S: Serializer>(number: &Number, to: S) -> Result<S::Ok, S::Error> {
    Measure { fraction: number.ratio().to_string(), value: number.to_f64() }.serialize(to)
}

pub(super) fn some_measure<S: Serializer>(number: &Option<Number>, to: S) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => measure(number, to),
        None => to.serialize_none(),
    }
}

/// How a member votes.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Ballot {
    For,
    Against,
}

pub(super) fn ballot<S: Serializer>(vote: &Option<bool>, to: S) -> Result<S::Ok, S::Error> {
    vote.map(|yes| if yes { Ballot::For } else { Ballot::Against }).serialize(to)
}

/// A part that is written only where it is so.
pub(super) fn yes<T, S: Serializer>(_: &T, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bool(true)
}

/// Whether there is nothing to count.
pub(super) fn none(count: &usize) -> bool {
    *count == 0
}
