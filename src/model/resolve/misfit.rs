//! Why tokens do not fill a hole of a sentence.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use smol_str::SmolStr;

/// Why tokens do not fill a hole.
#[derive(Clone)]
pub(super) enum Misfit {
    /// No such name.
    Unknown(SmolStr, Span),
    /// A thing of another sort.
    Sort(String, String, Span),
    /// A value that cannot be read.
    Value(Box<Diagnostic>),
    /// It names something whose own statement is faulty, which was told there.
    Told,
}

impl From<Diagnostic> for Misfit {
    fn from(diagnostic: Diagnostic) -> Self {
        Misfit::Value(Box::new(diagnostic))
    }
}
