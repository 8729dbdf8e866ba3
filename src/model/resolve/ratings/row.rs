//! An item as a table or a file writes it, and what is wrong with one.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::matrix::{Mark, Weight};
use crate::source::Span;
use smol_str::SmolStr;

/// An item as a table or a file writes it: its marks are still by the names of hypotheses.
pub(super) struct Row {
    pub(super) text: SmolStr,
    pub(super) name: Option<SmolStr>,
    pub(super) span: Span,
    pub(super) marks: Vec<(usize, Mark)>,
    pub(super) credibility: Option<Weight>,
    pub(super) relevance: Option<Weight>,
}

/// What is wrong with a matrix.
pub(super) fn fault(message: String, span: Span, label: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::MatrixRule, message).label(span, label)
}

/// The marks that there are.
pub(super) const MARKS: &str =
    "the marks are `CC`, `C`, `N`, `I`, `II` and `NA`, from very consistent to very inconsistent";

pub(super) fn unknown_mark(text: &str, span: Span) -> Diagnostic {
    fault(format!("`{text}` is no mark"), span, "not known").help(MARKS)
}
