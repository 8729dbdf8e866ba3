//! Where a finding is shown by the formats that other tools read: a file of the user's, lines and columns.
//!
//! Invariant: a place is never in the doctrine or in text that was typed, which such tools cannot open.

use crate::diagnostic::{Diagnostic, clean};
use crate::source::{LineColumn, Origin, SourceMap, Span};
use std::borrow::Cow;

/// A passage of a file of the user's.
pub(super) struct Place<'a> {
    /// The file, as the user named it.
    pub(super) file: Cow<'a, str>,
    /// Where the passage begins; lines and columns count from 1, columns in characters.
    pub(super) start: LineColumn,
    /// Where it ends: the column after its last character.
    pub(super) end: LineColumn,
}

/// The place of a span, if it lies in a file of the user's.
pub(super) fn place(span: Span, sources: &SourceMap) -> Option<Place<'_>> {
    let file = sources.file(span.file)?;
    match file.origin {
        Origin::User => Some(Place {
            file: clean::line(&file.name),
            start: file.position(span.start),
            end: file.position(span.end),
        }),
        Origin::Doctrine | Origin::Typed => None,
    }
}

/// Where a diagnostic is shown: its first label in a file of the user's.
pub(super) fn primary<'a>(found: &Diagnostic, sources: &'a SourceMap) -> Option<Place<'a>> {
    found.labels.iter().find_map(|label| place(label.span, sources))
}

/// The message with its help and its notes, one a line.
pub(super) fn message(found: &Diagnostic) -> String {
    let mut lines = vec![clean::line(&found.message).into_owned()];
    lines.extend(found.help.iter().map(|help| format!("help: {}", clean::line(help))));
    lines.extend(found.notes.iter().map(|note| format!("note: {}", clean::line(note))));
    lines.join("\n")
}
