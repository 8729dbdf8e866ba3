//! That a game cannot be played, and why.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(super) type Refused = Box<Diagnostic>;

pub(super) fn refused(message: String, place: Span, label: &str, help: &str) -> Refused {
    Box::new(Diagnostic::new(Code::GameRule, message).label(place, label.to_owned()).help(help))
}
