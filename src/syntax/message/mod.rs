//! Mistakes of syntax in an analyst's words: never the name of a rule of the grammar.

pub(super) mod lexical;
pub(super) mod shape;

use super::from_pest::Rule;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use pest::error::{Error, InputLocation};

/// The diagnostic for a text that the grammar does not accept.
pub(super) fn syntax(error: &Error<Rule>, rule: Rule, text: &str, file: FileId, base: u32) -> Diagnostic {
    let _ = rule;
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let at = text.floor_char_boundary(at);
    let offset = |at: usize| base.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
    let found = text.get(at..).unwrap_or("");
    let end = found.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(found.len());
    let end = if end == 0 { found.chars().next().map_or(0, char::len_utf8) } else { end };
    let span = Span::new(file, offset(at), offset(at + end));
    Diagnostic::new(Code::Unreadable, "this statement cannot be read")
        .label(span, format!("{:?}", error.variant))
}
