//! The text of a table as rows of cells, each with its place (RFC 4180, with the separators that are in use).
//!
//! Invariant: a row ends where its line does, unless a cell in quotes holds the break; quotes that do not
//! close, or that something follows, cost the row at which they open and no other.

use crate::source::{FileId, Span};
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What divides the cells of a table.
pub(in crate::model::resolve) const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A cell: where its text stands, without quotes.
#[derive(Clone, Copy)]
struct Cell {
    start: usize,
    end: usize,
    /// It stands in quotes, and quotes in it are doubled.
    quoted: bool,
}

impl Cell {
    /// Its text with each doubled quote as the one that it stands for.
    fn unquoted(self, text: Cow<'_, str>) -> Cow<'_, str> {
        match self.quoted && text.contains("\"\"") {
            true => Cow::Owned(text.replace("\"\"", "\"")),
            false => text,
        }
    }
}

/// What the next line of a table is.
pub(in crate::model::resolve) enum Line {
    /// A row, at its place; its cells are those of [`Rows::cell`] until the next one is read.
    Row(Span),
    /// Quotes that open here are not closed, or not at the end of the cell.
    Broken(Span, Quotes),
}

/// What is wrong with quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model::resolve) enum Quotes {
    /// They are never closed.
    Open,
    /// Something stands between their end and that of the cell.
    Followed,
}

/// The rows of a text, one after the other.
pub(in crate::model::resolve) struct Rows<'t> {
    file: FileId,
    text: &'t str,
    separator: u8,
    /// Where the row that was read last begins.
    start: usize,
    at: usize,
    cells: Vec<Cell>,
}

impl<'t> Rows<'t> {
    /// The rows of a file whose cells this sign divides.
    pub(in crate::model::resolve) fn new(file: FileId, text: &'t str, separator: u8) -> Self {
        // Old systems mark the end of a file by a character of its own.
        let text = text.trim_end_matches('\u{1a}');
        let at = said(text).map_or(0, |(_, line)| line);
        Self { file, text, separator, start: at, at, cells: Vec::new() }
    }

    /// The next row; `None` at the end. Lines with nothing on them, and those with nothing in their cells, are
    /// passed over: they say nothing.
    pub(in crate::model::resolve) fn next(&mut self) -> Option<Line> {
        loop {
            match self.next_line()? {
                Line::Row(_) if self.cells.iter().all(|cell| self.is_blank(cell)) => {}
                line => return Some(line),
            }
        }
    }

    fn is_blank(&self, cell: &Cell) -> bool {
        self.text.get(cell.start..cell.end).is_none_or(|text| text.trim().is_empty())
    }

    /// Whether the row that was read last has something beyond so many cells.
    pub(in crate::model::resolve) fn is_wider(&self, width: usize) -> bool {
        self.cells.iter().skip(width).any(|cell| !self.is_blank(cell))
    }

    fn next_line(&mut self) -> Option<Line> {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(self.at), Some(b'\n' | b'\r')) {
            self.at += 1;
        }
        if self.at >= bytes.len() {
            return None;
        }
        let start = self.at;
        self.start = start;
        self.cells.clear();
        loop {
            match self.read_cell() {
                Ok(Ended::Cell) => {}
                Ok(Ended::Row) => return Some(Line::Row(self.span(start, self.at))),
                Err((opening, quotes)) => {
                    let rest = bytes.get(opening..).unwrap_or_default();
                    let line = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                    self.at = line.map_or(bytes.len(), |length| opening + length);
                    return Some(Line::Broken(self.span(opening, opening + 1), quotes));
                }
            }
        }
    }

    fn read_cell(&mut self) -> Result<Ended, (usize, Quotes)> {
        let bytes = self.text.as_bytes();
        let ends = |byte: u8| byte == self.separator || matches!(byte, b'\n' | b'\r');
        let until = |from: usize| {
            let rest = bytes.get(from..).unwrap_or_default();
            rest.iter().position(|byte| ends(*byte)).map_or(bytes.len(), |length| from + length)
        };
        let blanks = |from: usize| {
            let rest = bytes.get(from..).unwrap_or_default();
            let blank = |byte: &u8| matches!(byte, b' ' | b'\t') && *byte != self.separator;
            from + rest.iter().take_while(|byte| blank(byte)).count()
        };
        let opening = blanks(self.at);
        let end = if bytes.get(opening) == Some(&b'"') {
            let closing = closing(bytes, opening + 1).ok_or((opening, Quotes::Open))?;
            self.cells.push(Cell { start: opening + 1, end: closing, quoted: true });
            let end = blanks(closing + 1);
            if bytes.get(end).is_some_and(|byte| !ends(*byte)) {
                return Err((opening, Quotes::Followed));
            }
            end
        } else {
            let end = until(self.at);
            self.cells.push(Cell { start: self.at, end, quoted: false });
            end
        };
        self.at = end;
        if bytes.get(end) == Some(&self.separator) {
            self.at += 1;
            Ok(Ended::Cell)
        } else {
            Ok(Ended::Row)
        }
    }

    /// How many rows there are at most: that many lines are left.
    pub(in crate::model::resolve) fn at_most(&self) -> usize {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        rest.iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// The row that was read last, from its first character to its last, also where it is broken.
    pub(in crate::model::resolve) fn whole(&self) -> Span {
        self.span(self.start, self.at)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span::new(self.file, at(start), at(end))
    }

    /// The text of a cell of the row that was read last, as it is compared: without blanks around it, white
    /// space and canonical composition folded. `None` where the row has no such cell, or nothing in it.
    pub(in crate::model::resolve) fn cell(&self, column: usize) -> Option<Cow<'t, str>> {
        let cell = self.cells.get(column)?;
        let text = folded(self.text.get(cell.start..cell.end)?);
        if text.is_empty() {
            return None;
        }
        Some(cell.unquoted(text))
    }

    /// The text of a cell as a text of its own: without blanks around it, and with the line breaks and blanks
    /// inside of it. `None` as above.
    pub(in crate::model::resolve) fn verbatim(&self, column: usize) -> Option<Cow<'t, str>> {
        let cell = self.cells.get(column)?;
        let text = self.text.get(cell.start..cell.end)?.trim();
        if text.is_empty() {
            return None;
        }
        let lines = match text.contains('\r') {
            true => Cow::Owned(text.replace("\r\n", "\n")),
            false => Cow::Borrowed(text),
        };
        Some(cell.unquoted(composed(lines)))
    }

    /// Where a cell of that row stands; the place for it at the end of a row that is too short.
    pub(in crate::model::resolve) fn place(&self, column: usize) -> Option<Span> {
        match self.cells.get(column) {
            Some(cell) => {
                let text = self.text.get(cell.start..cell.end).unwrap_or_default();
                let (front, back) = (text.trim_start().len(), text.trim_end().len());
                if back == 0 {
                    return Some(self.span(cell.start, cell.end.max(cell.start)));
                }
                Some(self.span(cell.start + (text.len() - front), cell.start + back))
            }
            None => self.cells.last().map(|last| self.span(last.end, last.end)),
        }
    }

    /// How many cells that row has.
    pub(in crate::model::resolve) fn width(&self) -> usize {
        self.cells.len()
    }

    /// The cells of that row.
    pub(in crate::model::resolve) fn cells(&self) -> impl Iterator<Item = Cow<'t, str>> {
        (0..self.cells.len()).map(|column| self.cell(column).unwrap_or_default())
    }
}

enum Ended {
    Cell,
    Row,
}

/// Where quotes close that opened before this byte.
fn closing(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b'"')?;
        match bytes.get(at + 1) {
            Some(b'"') => at += 2,
            _ => return Some(at),
        }
    }
}

/// A text as names and values are compared: trimmed, any white space one blank, letters composed (NFC).
pub(in crate::model::resolve) fn folded(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let blank = |c: char| c.is_whitespace() && c != ' ';
    composed(match text.contains(blank) || text.contains("  ") {
        true => Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        false => Cow::Borrowed(text),
    })
}

/// A text with its letters composed (NFC).
fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        true => text,
        false => Cow::Owned(text.nfc().collect()),
    }
}

/// The separator that the first line of a table says, if it is `sep=;`, and the length of that line.
pub(in crate::model::resolve) fn said(text: &str) -> Option<(u8, usize)> {
    let line = text.split(['\n', '\r']).next()?;
    let sign = line.trim_matches('"').strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?;
    Some((parse(sign)?, line.len()))
}

/// The separator of a declaration: `separator ";"`.
pub(in crate::model::resolve) fn parse(text: &str) -> Option<u8> {
    SEPARATORS.into_iter().find(|separator| text.as_bytes() == [*separator])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_what_is_inside_of_them() {
        let mut rows = Rows::new(FileId(0), "\" one\r\n two  \"\"three\"\" \",x\n", b',');
        assert!(matches!(rows.next(), Some(Line::Row(_))));
        assert_eq!(rows.verbatim(0).as_deref(), Some("one\n two  \"three\""));
        assert_eq!(rows.cell(0).as_deref(), Some("one two \"three\""));
    }

    fn read(text: &str, separator: u8) -> Vec<Vec<String>> {
        let mut rows = Rows::new(FileId(0), text, separator);
        let mut all = Vec::new();
        while let Some(line) = rows.next() {
            all.push(match line {
                Line::Row(_) => rows.cells().map(Cow::into_owned).collect(),
                Line::Broken(span, quotes) => vec![format!("{quotes:?} at {}", span.start)],
            });
        }
        all
    }

    #[test]
    fn cells_are_divided() {
        assert_eq!(read("a,b\r\n\r\nc, d e ,\n", b','), [vec!["a", "b"], vec!["c", "d e", ""]]);
        assert_eq!(
            read("\"a,\"\"b\"\"\", \"c\nd\" ;x\ne", b';'),
            [vec!["Followed at 0"], vec!["d\"", "x"], vec!["e"]]
        );
        assert_eq!(read("\"a;\"\"b\"\"\"; \"c\nd\" ;x\ne", b';'), [vec!["a;\"b\"", "c d", "x"], vec!["e"]]);
        assert_eq!(read("a\tb c\t\"d\"\n", b'\t'), [vec!["a", "b c", "d"]]);
        assert_eq!(read("a,b\n\u{1a}", b','), [vec!["a", "b"]]);
        assert_eq!(read("sep=;\r\na;b\n;;\n", b';'), [vec!["a", "b"]]);
    }

    #[test]
    fn open_quotes_cost_their_row() {
        assert_eq!(read("a,\"b\nc,d\n", b','), [vec!["Open at 2"], vec!["c", "d"]]);
        assert_eq!(read("a,\"b\nc,\"d\"\n", b','), [vec!["Followed at 2"], vec!["c", "d"]]);
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        assert_eq!(folded(" Erdog\u{306}an\u{a0} x"), "Erdoğan x");
        assert_eq!(folded("a\u{202f}b"), "a b");
        assert_eq!(folded("New  York"), "New York");
    }
}
