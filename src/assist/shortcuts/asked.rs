//! What can be asked for in a word or two.
//!
//! Invariant: a value, which says nothing of how it was asked.

use crate::model::sort::SortId;
use crate::model::statement::SymbolId;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::assist) enum Shortcut {
    /// Who can stop what.
    Vetoes,
    /// Whose claims stand against whose.
    Conflicts,
    /// Errors, warnings and findings.
    Wrong,
    /// What most rests on.
    Weakest,
    /// What rests on one source alone.
    OneSource,
    /// What falls due by a date, written as it is.
    Due(String),
    /// What falls due in a year, a month or on a day, written as it is.
    DueIn(String),
    /// Two scenarios, or a scenario and the analysis as it is.
    Compare(Option<SymbolId>, Option<SymbolId>),
    /// What stands against a statement.
    Contradicts(SymbolId),
    /// All that somebody says aside.
    Without(SymbolId),
    /// The things of a sort, with what they are.
    Listing(SortId),
    /// The hypotheses of every question, with what became of them.
    Hypotheses,
    /// What it comes to: the answer, what it rests on, who disagrees.
    Summary,
    /// What is not known: what is taken for granted, what is open.
    Unknown,
    /// What to look for.
    Watch,
    /// The sources, the most reliable first.
    Reliability,
    /// A line of the file.
    Line(usize),
    /// How to ask, and how to say something.
    Help(Vec<String>),
}
