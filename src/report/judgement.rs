//! What is to be said of a sentence, and of an analysis as a whole.

use schemars::JsonSchema;
use serde::Serialize;

/// What is to be said of an analysis as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing in it contradicts anything else in it.
    Consistent,
    /// Sources contradict each other.
    Disputed,
    /// The analyst, or one source, contradicts herself.
    Inconsistent,
    /// It cannot be judged: there are mistakes in how it is written.
    Invalid,
}

/// Whether a sentence is known to be true or known to be false.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// It holds.
    True,
    /// Its negation holds.
    False,
}

/// Whom to believe about a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Holds in every reading, from claims that are in no conflict.
    Undisputed,
    /// Holds in every reading.
    Established,
    /// Holds in some readings.
    Contested,
    /// Holds in no reading, though somebody says it.
    Rejected,
    /// A tenable hypothesis that is ahead of all its rivals: nothing leaves room for them, or each is less likely,
    /// whatever is not known.
    Leading,
    /// A hypothesis that some reading leaves room for.
    Tenable,
    /// Holds only with claims below the threshold.
    Possible,
    /// Nothing shows it.
    Unproven,
    /// A limit was reached before it was known.
    Unknown,
}

impl Status {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Status::Undisputed => "undisputed",
            Status::Established => "established",
            Status::Contested => "contested",
            Status::Rejected => "rejected",
            Status::Leading => "leading",
            Status::Tenable => "tenable",
            Status::Possible => "possible",
            Status::Unproven => "unproven",
            Status::Unknown => "unknown",
        }
    }

    /// Whether there is room for it, and for its opposite.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Status::Contested | Status::Leading | Status::Tenable | Status::Possible)
    }
}

impl Verdict {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::Consistent => "consistent",
            Verdict::Disputed => "disputed",
            Verdict::Inconsistent => "inconsistent",
            Verdict::Invalid => "invalid",
        }
    }
}
