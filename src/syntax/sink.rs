//! Where the diagnostics of one file gather, with a bound on how many are kept.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// How many diagnostics of syntax a file may have before the rest is only counted.
pub(super) const MAX_DIAGNOSTICS: usize = 100;

/// Diagnostics, of which the first [`MAX_DIAGNOSTICS`] are kept and the rest counted.
#[derive(Default)]
pub(super) struct Sink {
    kept: Vec<Diagnostic>,
    dropped: usize,
}

impl Sink {
    /// Keeps what `diagnostic` makes, or counts it without making it.
    pub(super) fn push(&mut self, diagnostic: impl FnOnce() -> Diagnostic) {
        if self.kept.len() < MAX_DIAGNOSTICS {
            self.kept.push(diagnostic());
        } else {
            self.dropped += 1;
        }
    }

    /// The first diagnostic, if there is any.
    pub(super) fn first(self) -> Option<Diagnostic> {
        self.kept.into_iter().next()
    }

    /// The first diagnostics of both in the order of the text, and a note if there were more.
    pub(super) fn finish(mut self, other: Sink, file: FileId) -> Vec<Diagnostic> {
        self.kept.extend(other.kept);
        self.kept.sort_by_key(|diagnostic| diagnostic.span().map(|span| (span.start, span.end)));
        let more = self.dropped + other.dropped + self.kept.len().saturating_sub(MAX_DIAGNOSTICS);
        self.kept.truncate(MAX_DIAGNOSTICS);
        if more > 0 {
            let last = self.kept.last().and_then(Diagnostic::span).unwrap_or(Span::new(file, 0, 0));
            let (mistakes, are) = if more == 1 { ("mistake", "is") } else { ("mistakes", "are") };
            self.kept.push(
                Diagnostic::new(
                    Code::TooManyMistakes,
                    format!("{more} more {mistakes} of syntax in this file {are} not shown"),
                )
                .label(Span::new(file, last.end, last.end), "the last one shown stands here")
                .help("mend the first ones and check again: later ones often come from them"),
            );
        }
        self.kept
    }
}
