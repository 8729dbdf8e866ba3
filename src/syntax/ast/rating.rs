//! Evidence rated against hypotheses: the items of a matrix with their marks, and what a mark means.

use super::clause::Qualifier;
use super::name::{Name, Text};

/// `"TEXT": CC, N, II, credibility high`: an item of evidence with its marks.
#[derive(Clone, Debug)]
pub struct Rated {
    /// What it is.
    pub text: Text,
    /// Its marks: one for each hypothesis, in their order, or each for those that are named.
    pub ratings: Vec<Rating>,
    /// `credibility WORD`
    pub credibility: Option<Name>,
    /// `relevance WORD`
    pub relevance: Option<Name>,
}

/// A mark, `CC for asked and told`.
#[derive(Clone, Debug)]
pub struct Rating {
    /// The mark as it is written.
    pub mark: Name,
    /// The hypotheses that it is for; none where marks stand in the order of the hypotheses.
    pub hypotheses: Vec<Name>,
}

/// How likely a mark makes an item: `CC very likely`, `CC 85% to 99%`.
#[derive(Clone, Debug)]
pub struct RatingWord {
    /// The mark as it is written.
    pub mark: Name,
    /// How likely, in words or between two numbers, which may be one.
    pub likely: Qualifier,
}
