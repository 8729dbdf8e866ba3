//! A council: who decides on what by which rule, who can stop it, and how much power each has.

use super::wire;
use crate::model::value::Number;
use schemars::JsonSchema;
use serde::Serialize;

/// A group, what it decides on and its rule.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Council {
    /// The group.
    pub group: String,
    /// Its explanation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gloss: Option<String>,
    /// What it decides on.
    pub subject: String,
    /// The rule, as it is written.
    pub rule: String,
    /// What each way to carry a decision asks for.
    pub ways: Vec<Vec<Asked>>,
    /// The members, in the order of the file.
    pub members: Vec<Seat>,
    /// Who can stop it alone.
    pub vetoes: Vec<String>,
    /// Of what is carried as votes stand, who could still stop it by a vote against it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unless_against: Vec<String>,
    /// Who has a veto that the rule does not give, such as one outside the group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_vetoes: Vec<String>,
    /// Who can carry it alone.
    pub alone: Vec<String>,
    /// Whose vote never matters.
    #[serde(rename = "never_matter")]
    pub dummies: Vec<String>,
    /// How it stands, once somebody has voted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<VoteState>,
    /// The smallest groups that can block it together, and how many of that size there are.
    #[serde(rename = "smallest_blocking")]
    pub blockers: Smallest,
    /// The smallest groups that can carry it together; of those who have not voted, where somebody has.
    #[serde(rename = "smallest_carrying")]
    pub carriers: Smallest,
    /// How many coalitions carry it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub winning: Option<String>,
    /// How many carry it and do not without any of theirs.
    #[serde(rename = "minimal_winning", skip_serializing_if = "Option::is_none")]
    pub smallest: Option<String>,
    /// How many block it and do not without any of theirs.
    #[serde(rename = "minimal_blocking", skip_serializing_if = "Option::is_none")]
    pub blocking: Option<String>,
    /// The same for those who vote within the groups that are members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Within>,
}

/// What a decision comes to for those who vote within the groups that are members.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Within {
    /// The groups that vote by rules of their own.
    pub groups: Vec<String>,
    /// How many coalitions carry it.
    pub winning: String,
    /// How many carry it and do not without any of theirs.
    #[serde(rename = "minimal_winning", skip_serializing_if = "Option::is_none")]
    pub smallest: Option<String>,
    /// How many block it and do not without any of theirs.
    #[serde(rename = "minimal_blocking", skip_serializing_if = "Option::is_none")]
    pub blocking: Option<String>,
    /// Those who vote, the members of a group in its place.
    pub members: Vec<Seat>,
}

/// How a vote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum VoteState {
    /// Those who are for it suffice.
    Carried,
    /// Those who are against it leave too few.
    Blocked,
    /// Neither.
    Open,
}

impl VoteState {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            VoteState::Carried => "carried",
            VoteState::Blocked => "blocked",
            VoteState::Open => "open",
        }
    }
}

/// What a way asks for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Asked {
    /// Its name.
    #[serde(rename = "requirement")]
    pub name: String,
    /// How much it takes, such as `at least 85`.
    pub takes: String,
    /// Out of how much.
    pub out_of: String,
    /// What is counted, such as `votes`.
    pub counts: String,
    /// Who does not vote counts towards it: only votes against it fail it.
    #[serde(rename = "silence_counts", skip_serializing_if = "std::ops::Not::not")]
    pub silence: bool,
    /// It is the yes of one member.
    #[serde(skip)]
    pub of_one: bool,
}

/// Sets of members of one size.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Smallest {
    /// Some of them, one of each kind.
    pub sets: Vec<Vec<String>>,
    /// The kinds of these: all of some members, and so many of others who count the same.
    pub kinds: Vec<Vec<AnyOf>>,
    /// How many there are: of all sizes, or of the smallest one where there are many.
    pub number: String,
    /// How many of them are of other kinds.
    #[serde(skip)]
    pub more: String,
    /// Whether these are all with nobody to spare, whatever their size.
    pub whole: bool,
}

impl Smallest {
    /// With what is known of how many there are with nobody to spare, whatever their size.
    #[must_use]
    pub(crate) fn of_all(mut self, all: Option<&impl ToString>) -> Self {
        self.whole |= all.is_some_and(|all| all.to_string() == self.number);
        self
    }
}

/// So many of some members.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AnyOf {
    /// How many of them.
    pub number: usize,
    /// The members.
    pub of: Vec<String>,
}

/// A member.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Seat {
    /// Its name.
    pub name: String,
    /// What it counts towards each requirement, in the order of the ways.
    pub weights: Vec<String>,
    /// How it votes: for, or against.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::ballot")]
    #[schemars(with = "Option<wire::Ballot>")]
    pub vote: Option<bool>,
    /// Its power, where it could be counted.
    #[serde(flatten)]
    pub power: Option<SeatPower>,
}

/// Measures of a member's power, as exact numbers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SeatPower {
    /// In how many winning coalitions it is needed.
    pub swings: String,
    /// Banzhaf, normalised.
    #[serde(serialize_with = "wire::measure")]
    #[schemars(with = "wire::Measure")]
    pub banzhaf: Number,
    /// Banzhaf, absolute.
    #[serde(rename = "banzhaf_absolute", serialize_with = "wire::measure")]
    #[schemars(with = "wire::Measure")]
    pub absolute: Number,
    /// Shapley and Shubik.
    #[serde(rename = "shapley_shubik", serialize_with = "wire::measure")]
    #[schemars(with = "wire::Measure")]
    pub shapley: Number,
    /// Johnston.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::some_measure")]
    #[schemars(with = "Option<wire::Measure>")]
    pub johnston: Option<Number>,
    /// Deegan and Packel.
    #[serde(
        rename = "deegan_packel",
        skip_serializing_if = "Option::is_none",
        serialize_with = "wire::some_measure"
    )]
    #[schemars(with = "Option<wire::Measure>")]
    pub deegan: Option<Number>,
    /// Holler.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::some_measure")]
    #[schemars(with = "Option<wire::Measure>")]
    pub holler: Option<Number>,
}
