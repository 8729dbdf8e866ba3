//! Where something is written: a span to a file and a line that a reader finds.
//!
//! Invariant: a place is resolved when it is made, so that what is told needs no texts to be shown.

use crate::source::{Origin, SourceMap, Span};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// Where something is written. Places are in the order of the texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct Place {
    /// The range in the texts of the analysis that it was found in.
    #[serde(skip)]
    pub span: Span,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What part the file plays.
    #[serde(skip)]
    pub origin: Origin,
}

impl Place {
    /// The place of a span; `None` where the texts do not have it.
    pub fn new(span: Span, texts: &SourceMap) -> Option<Place> {
        let file = texts.file(span.file)?;
        let line = file.position(span.start).line;
        Some(Place { span, file: file.name.to_string(), line, origin: file.origin })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.file, self.line)
    }
}
