//! How parts of a report are written where the wire has another shape than the program.
//!
//! Invariant: the only place where exact numbers are rounded.

use super::{
    CONCEPTS, Change, Diagnosticity, Implication, Likelihood, Outcome, Pillar, Proof, Settlement, Status,
    Verdict,
};
use crate::model::value::Number;
use crate::model::value::scale::Range;
use indexmap::IndexMap;
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

pub(super) fn passed<S: Serializer>(outcome: &Outcome, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bool(*outcome == Outcome::Passed)
}

pub(super) fn settled<S: Serializer>(settlement: &Settlement, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bool(*settlement == Settlement::Settled)
}

pub(super) fn tells<S: Serializer>(found: &Diagnosticity, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bool(*found == Diagnosticity::Tells)
}

/// The sides of a dispute.
#[derive(Serialize, JsonSchema)]
pub(super) struct Voice<'a> {
    /// Who says it.
    source: &'a str,
    /// What they say that clashes with what the others say.
    claims: &'a [Pillar],
}

pub(super) fn sides<S: Serializer>(all: &[(String, Vec<Pillar>)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(all.iter().map(|(source, claims)| Voice { source, claims }))
}

/// An option of a game.
#[derive(Serialize, JsonSchema)]
pub(super) struct Chosen<'a> {
    /// The action.
    action: &'a str,
    /// Whether it is chosen where the game begins.
    took_place: bool,
}

pub(super) fn options<S: Serializer>(all: &[(String, bool)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(all.iter().map(|(action, took_place)| Chosen { action, took_place: *took_place }))
}

fn named(found: [bool; 4]) -> Vec<&'static str> {
    CONCEPTS.iter().zip(found).filter(|(_, yes)| *yes).map(|(name, _)| *name).collect()
}

/// Concepts of stability by name.
pub(super) fn concepts<S: Serializer>(found: &[bool; 4], to: S) -> Result<S::Ok, S::Error> {
    named(*found).serialize(to)
}

pub(super) fn concepts_by_actor<S: Serializer>(
    all: &IndexMap<String, [bool; 4]>,
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_map(all.iter().map(|(actor, found)| (actor, named(*found))))
}

pub(super) fn bindings<S: Serializer>(all: &[(String, String)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(all.iter().map(|(name, value)| (name, value)))
}

/// Sets of statements, each by its label or its place.
pub(super) fn cuts<S: Serializer>(all: &[Vec<Pillar>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(all.iter().map(|cut| cut.iter().map(Pillar::written).collect::<Vec<_>>()))
}

pub(super) fn some_cuts<S: Serializer>(all: &Option<Vec<Vec<Pillar>>>, to: S) -> Result<S::Ok, S::Error> {
    match all {
        Some(all) => cuts(all, to),
        None => to.serialize_none(),
    }
}

/// The proofs of an answer.
#[derive(Serialize, JsonSchema)]
pub(super) struct Proofs<'a> {
    /// The smallest.
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<&'a Proof>,
    /// The others.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    other_proofs: &'a [Proof],
}

pub(super) fn proofs<S: Serializer>(all: &[Proof], to: S) -> Result<S::Ok, S::Error> {
    Proofs { proof: all.first(), other_proofs: all.get(1..).unwrap_or_default() }.serialize(to)
}

/// What was said of an analysis, and is said now.
#[derive(Serialize, JsonSchema)]
pub(super) struct Verdicts {
    /// Of the old version.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict_before: Option<Verdict>,
    /// Of the new version.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<Verdict>,
}

pub(super) fn verdicts<S: Serializer>(all: &[Option<Verdict>; 2], to: S) -> Result<S::Ok, S::Error> {
    let [verdict_before, verdict] = *all;
    Verdicts { verdict_before, verdict }.serialize(to)
}

/// A conclusion before and after.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change")]
pub(super) struct ChangeShape<'a> {
    /// The conclusion.
    sentence: &'a str,
    /// What was said of it.
    before: Judged<'a>,
    /// What is said of it now.
    after: Judged<'a>,
    /// Statements on which its smallest proof rested, and rests no more.
    without: &'a [String],
    /// Statements on which it rests now, and did not.
    with: &'a [String],
}

/// What is said of a conclusion.
#[derive(Serialize, JsonSchema)]
struct Judged<'a> {
    /// Whom to believe.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    /// How likely it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    likelihood: Option<&'a Likelihood>,
    /// Why: the premises of its smallest proof.
    because: &'a [String],
    /// The smallest sets of statements without which it falls, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cuts: Vec<Vec<String>>,
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let [fell, falls] = self.cuts();
        let shape = ChangeShape {
            sentence: &self.after.sentence,
            before: Judged::new(&self.before, fell),
            after: Judged::new(&self.after, falls),
            without: &self.without,
            with: &self.with,
        };
        shape.serialize(to)
    }
}

impl<'a> Judged<'a> {
    fn new(one: &'a Implication, cuts: Vec<Vec<String>>) -> Self {
        Judged { status: one.status, likelihood: one.likelihood.as_ref(), because: &one.because, cuts }
    }
}
