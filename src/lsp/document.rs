//! An open document: its text, which the editor changes bit by bit.
//!
//! Invariant: the text is what the editor has, whatever ranges it names; a change of a range that is no range counts
//! as one at the nearest place.

use super::position::{Encoding, Lines, Range};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;

/// An open document.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// As the editor names it.
    pub(super) uri: String,
    pub(super) path: PathBuf,
    /// The editor's count of its versions.
    pub(super) version: i64,
    pub(super) text: Arc<str>,
    pub(super) lines: Arc<Lines>,
}

/// A change: of a range, or of everything.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    range: Option<Range>,
    text: String,
}

impl Document {
    pub(super) fn new(uri: String, path: PathBuf, version: i64, text: &str, encoding: Encoding) -> Self {
        let lines = Arc::new(Lines::new(text, encoding));
        Self { uri, path, version, text: Arc::from(text), lines }
    }

    /// The document after some changes, one after the other.
    pub(super) fn changed(&self, version: i64, changes: &[Change], encoding: Encoding) -> Self {
        let mut text = self.text.to_string();
        let mut lines = Lines::clone(&self.lines);
        for change in changes {
            match change.range {
                None => text.clone_from(&change.text),
                Some(range) => {
                    let (start, end) = (lines.offset(&text, range.start), lines.offset(&text, range.end));
                    text.replace_range(start.min(end)..start.max(end), &change.text);
                }
            }
            lines = Lines::new(&text, encoding);
        }
        Self { version, text: Arc::from(text), lines: Arc::new(lines), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::position::Position;
    use super::*;

    #[test]
    fn changes_follow_each_other() {
        let document = Document::new(String::new(), PathBuf::new(), 1, "ab\ncd", Encoding::Utf16);
        let at = |line, character| Position { line, character };
        let change =
            |start, end, text: &str| Change { range: Some(Range { start, end }), text: text.to_owned() };
        let changes = [
            change(at(0, 1), at(1, 1), "😀"),
            change(at(0, 2), at(0, 9), "!"),
            change(at(7, 0), at(3, 0), "."),
        ];
        assert_eq!(&*document.changed(2, &changes, Encoding::Utf16).text, "a!.");
        let whole = Change { range: None, text: String::from("x") };
        assert_eq!(&*document.changed(2, &[whole], Encoding::Utf16).text, "x");
    }
}
