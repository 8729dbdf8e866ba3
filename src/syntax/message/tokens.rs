//! A statement that the grammar does not accept, cut into words and marks for the search of its mistake.
//!
//! Invariant: pieces lie in order, on character boundaries, and hold everything but white space and
//! comments; nothing here fails, whatever the text.

use crate::syntax::lexer;

/// A piece of a statement, as a range of bytes of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a piece looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `China`, `is`
    Word,
    /// `?who`
    Variable,
    /// `@label`
    Label,
    /// `"…"`
    Text,
    /// Whatever begins with a digit: `3_000`, `2024-10`, and also `3,000` and `26.10.2024`.
    Number,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `(`
    Open,
    /// `)`
    Close,
    /// A sign of comparison or arithmetic, or one that means nothing.
    Mark,
}

/// The pieces of a text: its lexemes, but for numbers and signs, of which people write more than there are.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = lexer::lexemes(text);
    while let Some(lexeme) = rest.next() {
        let start = lexeme.start;
        let written = text.get(start..).unwrap_or("");
        let minus = usize::from(written.starts_with('-'));
        let mut end = lexeme.end;
        let kind = match lexeme.kind {
            lexer::Kind::Blank | lexer::Kind::Comment => continue,
            lexer::Kind::Word => Kind::Word,
            lexer::Kind::Variable => Kind::Variable,
            lexer::Kind::Label => Kind::Label,
            lexer::Kind::Text | lexer::Kind::OpenText => Kind::Text,
            lexer::Kind::Number | lexer::Kind::Date => {
                end = start + minus + number(written.get(minus..).unwrap_or(""));
                Kind::Number
            }
            lexer::Kind::Operator | lexer::Kind::Mark => match written.chars().next() {
                Some(',') => Kind::Comma,
                Some(':') if !written.starts_with(":-") => Kind::Colon,
                Some('(') => Kind::Open,
                Some(')') => Kind::Close,
                _ => {
                    let signs = |c: char| "=<>!&|:-".contains(c);
                    let length = written.find(|c: char| !signs(c)).unwrap_or(written.len());
                    end = end.max(start + length);
                    Kind::Mark
                }
            },
        };
        if end > lexeme.end {
            rest = rest.from(end);
        }
        pieces.push(Piece { kind, start, end });
    }
    pieces
}

/// Whether a text is a number or a date as the language writes them.
pub(super) fn well_written(number: &str) -> bool {
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let parts = number.split('-').collect::<Vec<_>>();
    match parts.as_slice() {
        [year, month] if digits(year, 4) && digits(month, 2) => return true,
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => return true,
        _ => {}
    }
    if let [above, below] = number.split('/').collect::<Vec<_>>().as_slice() {
        // What looks like a month of a year is no fraction.
        let month = |year: &str, month: &str| year.len() == 4 && month.len() <= 2;
        let whole = !below.is_empty() && below.bytes().all(|b| b.is_ascii_digit() || b == b'_');
        return whole && !month(above, below) && !month(below, above) && well_written(above);
    }
    let number = number.strip_prefix('-').unwrap_or(number);
    let number = number.strip_suffix('%').unwrap_or(number);
    let (whole, fraction) = number.split_once('.').map_or((number, "0"), |(whole, rest)| (whole, rest));
    let run = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    whole.split('_').all(run) && run(fraction)
}

/// The length of what begins with a digit, stray marks between digits included.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let inside = match byte {
            b'0'..=b'9' | b'_' | b'%' | b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => true,
            b'.' | b'-' | b'/' | b'\'' => digit(at + 1),
            b',' => digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4),
            _ => false,
        };
        if !inside {
            break;
        }
        at += 1;
    }
    text.ceil_char_boundary(at)
}
