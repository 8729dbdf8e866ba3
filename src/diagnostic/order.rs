//! The order in which diagnostics are told.

use super::Diagnostic;
use crate::source::SourceMap;
use std::cmp::Reverse;
use std::sync::Arc;

/// Puts diagnostics in the order of their places: what has no place first, then by the name of the file,
/// line and column, the gravest first where several stand at one place.
///
/// Those at one place and of one weight stay in the order in which they were found.
pub fn by_place(diagnostics: &mut [Diagnostic], sources: &SourceMap) {
    diagnostics.sort_by_cached_key(|found| {
        let place = found.span().and_then(|span| {
            sources.file(span.file).map(|file| (Arc::clone(&file.name), span.start, span.end))
        });
        (place, Reverse(found.severity))
    });
}
