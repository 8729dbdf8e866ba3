//! A council: who decides on what by which rule, who can stop it, and how much power each has.

use crate::model::value::Number;

/// A group, what it decides on and its rule.
#[derive(Clone, Debug)]
pub struct Council {
    /// The group.
    pub group: String,
    /// Its explanation.
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
    /// Who can carry it alone.
    pub alone: Vec<String>,
    /// Whose vote never matters.
    pub dummies: Vec<String>,
    /// How it stands, once somebody has voted.
    pub state: Option<VoteState>,
    /// The smallest groups that can block it together, and how many of that size there are.
    pub blockers: Smallest,
    /// The smallest groups that can carry it together; of those who have not voted, where somebody has.
    pub carriers: Smallest,
    /// How many coalitions carry it.
    pub winning: Option<String>,
    /// How many carry it and do not without any of theirs.
    pub smallest: Option<String>,
    /// How many block it and do not without any of theirs.
    pub blocking: Option<String>,
}

/// How a vote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its name.
    pub name: String,
    /// How much it takes, such as `at least 85`.
    pub takes: String,
    /// Out of how much.
    pub out_of: String,
}

/// Sets of members of one size.
#[derive(Clone, Debug, Default)]
pub struct Smallest {
    /// Some of them.
    pub sets: Vec<Vec<String>>,
    /// How many there are of this size.
    pub number: u64,
}

/// A member.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Its name.
    pub name: String,
    /// What it counts towards each requirement, in the order of the ways.
    pub weights: Vec<String>,
    /// How it votes: for, or against.
    pub vote: Option<bool>,
    /// Its power, where it could be counted.
    pub power: Option<SeatPower>,
}

/// Measures of a member's power, as exact numbers.
#[derive(Clone, Debug)]
pub struct SeatPower {
    /// In how many winning coalitions it is needed.
    pub swings: String,
    /// Banzhaf, normalised.
    pub banzhaf: Number,
    /// Banzhaf, absolute.
    pub absolute: Number,
    /// Shapley and Shubik.
    pub shapley: Number,
    /// Johnston.
    pub johnston: Option<Number>,
    /// Deegan and Packel.
    pub deegan: Option<Number>,
    /// Holler.
    pub holler: Option<Number>,
}
