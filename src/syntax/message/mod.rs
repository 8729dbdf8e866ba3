//! Mistakes of syntax in an analyst's words: never the name of a rule of the grammar.
//!
//! A statement that the grammar does not accept is cut into pieces again, and the kinds of mistakes
//! that people make are looked for, the most telling first; only where none is found, the message
//! says what stands there and what could.
//!
//! Invariant: one statement gives one diagnostic, at the first place that cannot be read.

mod clause_placement;
mod clauses;
mod connectives;
mod expected;
mod failure;
pub(super) mod lexical;
mod marks;
mod numbers;
mod quantifiers;
mod reserved;
pub(super) mod shape;
mod statement_head;
pub(super) mod suspicious;
mod tokens;
mod voting;

pub(super) use lexical::not_as_it_looks;
pub(super) use reserved::told_once;

use super::from_pest::Rule;
use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use failure::Failure;
use pest::error::{Error, ErrorVariant, InputLocation};

/// The byte up to which the grammar could read the text.
pub(super) fn place_of(error: &Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}

/// The diagnostic for a text that the grammar does not accept.
pub(super) fn syntax(error: &Error<Rule>, rule: Rule, text: &str, file: FileId, base: u32) -> Diagnostic {
    let at = place_of(error);
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        ErrorVariant::CustomError { .. } => &[],
    };
    let failure = Failure::new(text, rule, expected, text.floor_char_boundary(at), (file, base));
    voting::explain(&failure)
        .or_else(|| numbers::explain(&failure))
        .or_else(|| marks::explain(&failure))
        .or_else(|| quantifiers::counted(&failure))
        .or_else(|| statement_head::explain(&failure))
        .or_else(|| clause_placement::explain(&failure))
        .or_else(|| connectives::explain(&failure))
        .unwrap_or_else(|| expected::explain(&failure))
}
