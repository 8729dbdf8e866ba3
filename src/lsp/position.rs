//! Places in a text, as bytes, to the lines and columns of an editor, and back.
//!
//! Invariant: a place that no text has is taken for the nearest one before it that it has: columns stop at the end of
//! their line, lines at the end of the text, and none lies within a character.

use crate::source::Span;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// In what columns are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16, as every editor can.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The name of it in the protocol.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    /// The one to be used with an editor that knows these.
    pub(super) fn among(offered: &[String]) -> Self {
        let known = [Self::Utf8, Self::Utf32];
        known.into_iter().find(|one| offered.iter().any(|name| name == one.name())).unwrap_or_default()
    }

    fn width(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A line and a column of an editor, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub(super) struct Position {
    pub(super) line: u32,
    pub(super) character: u32,
}

/// From one place to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Range {
    pub(super) start: Position,
    pub(super) end: Position,
}

/// Where the lines of a text begin, as editors count them.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    encoding: Encoding,
}

impl Lines {
    pub(super) fn new(text: &str, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|&(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { starts, encoding }
    }

    /// The text of a line, without its end.
    fn line<'t>(&self, text: &'t str, line: usize) -> &'t str {
        let start = self.starts.get(line).copied().unwrap_or(text.len());
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        text.get(start..end).unwrap_or("").trim_end_matches(['\r', '\n'])
    }

    /// The byte of a place.
    pub(super) fn offset(&self, text: &str, position: Position) -> usize {
        let line = position.line as usize;
        let Some(&start) = self.starts.get(line) else { return text.len() };
        let mut column = 0;
        let wanted = position.character as usize;
        let said = self.line(text, line);
        let within = said.char_indices().find(|(_, character)| {
            column += self.encoding.width(*character);
            column > wanted
        });
        start + within.map_or(said.len(), |(at, _)| at)
    }

    /// The place of a byte.
    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = text.get(start..offset.min(text.len())).unwrap_or("");
        let column: usize = before.chars().map(|character| self.encoding.width(character)).sum();
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position { line: narrow(line), character: narrow(column) }
    }

    /// The range of a span of the text.
    pub(super) fn range(&self, text: &str, span: Span) -> Range {
        Range { start: self.position(text, span.start as usize), end: self.position(text, span.end as usize) }
    }

    /// How many columns a piece of text is wide.
    pub(super) fn width(&self, text: &str) -> usize {
        text.chars().map(|character| self.encoding.width(character)).sum()
    }
}

impl From<Range> for Value {
    fn from(range: Range) -> Self {
        let place = |at: Position| json!({ "line": at.line, "character": at.character });
        json!({ "start": place(range.start), "end": place(range.end) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_a_text_comes_back() {
        let text = "aä😀\r\n\rx\n";
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let lines = Lines::new(text, encoding);
            for (offset, _) in text.char_indices().filter(|(_, character)| *character != '\n') {
                assert_eq!(lines.offset(text, lines.position(text, offset)), offset, "{encoding:?}");
            }
            assert_eq!(lines.position(text, text.len()), Position { line: 3, character: 0 });
        }
    }

    #[test]
    fn places_that_are_not_there_are_near_ones() {
        let text = "a😀b\nc";
        let lines = Lines::new(text, Encoding::Utf16);
        let offset = |line, character| lines.offset(text, Position { line, character });
        assert_eq!(offset(0, 2), 1, "within the two units of one character");
        assert_eq!((offset(0, 3), offset(0, 99)), (5, 6));
        assert_eq!((offset(1, 1), offset(9, 0)), (8, 8));
    }
}
