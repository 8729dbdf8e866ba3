//! A question weighed: hypotheses against what speaks for and against them.

use super::{Likelihood, Pillar, Status};

/// A question with its hypotheses and the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighing {
    /// The name of the question.
    pub question: String,
    /// What it asks.
    pub gloss: Option<String>,
    /// The hypotheses, in the order of the question.
    pub hypotheses: Vec<Weighed>,
    /// What bears on them, what tells most apart first.
    pub evidence: Vec<Evidence>,
}

/// A hypothesis, weighed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// Its name.
    pub name: String,
    /// What it says.
    pub gloss: Option<String>,
    /// Whom to believe.
    pub status: Status,
    /// How likely its source holds it to be, in words.
    pub hedge: Option<String>,
    /// How likely it is, by all that is stated.
    pub likelihood: Option<Likelihood>,
    /// Who raises it; empty where nobody stands for it.
    pub sources: Vec<String>,
    /// The statements that rebut it in words, by label.
    pub rebuttals: Vec<String>,
    /// The one source to which everything that speaks against it comes down, if there is one.
    pub root: Option<String>,
}

/// What a piece of evidence says of a hypothesis. Derived from conflicts, never typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// They cannot both hold.
    Excludes,
    /// They cannot both hold together with further claims.
    Against,
    /// Nothing.
    Silent,
    /// It would be the same if the hypothesis were false.
    Nothing,
    /// It suggests it.
    Suggests,
    /// The hypothesis follows from it, alone or with others.
    Supports,
}

impl Rating {
    /// The sign for it in a table.
    pub const fn sign(self) -> &'static str {
        match self {
            Rating::Excludes => "--",
            Rating::Against => "-",
            Rating::Silent => "",
            Rating::Nothing => "0",
            Rating::Suggests => "(+)",
            Rating::Supports => "+",
        }
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Rating::Excludes => "excludes",
            Rating::Against => "against",
            Rating::Silent => "silent",
            Rating::Nothing => "nothing",
            Rating::Suggests => "suggests",
            Rating::Supports => "supports",
        }
    }
}

/// Whether evidence tells hypotheses apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Diagnosticity {
    /// It says more of one than of another.
    Tells,
    /// It says the same of all.
    TellsNothing,
}

/// Something that bears on hypotheses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The statement, or what is observed.
    pub pillar: Pillar,
    /// What it says of each hypothesis, in their order.
    pub ratings: Vec<Rating>,
    /// Whether it tells them apart.
    pub diagnosticity: Diagnosticity,
    /// The other evidence that it only restates, by label.
    pub restates: Vec<String>,
}
