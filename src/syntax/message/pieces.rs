//! A statement that the grammar does not accept, cut into words and marks for the search of its mistake.
//!
//! Invariant: pieces lie in order, on character boundaries, and hold everything but white space and
//! comments; nothing here fails, whatever the text.

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

/// The pieces of a text.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        let (kind, length) = match first {
            c if c.is_whitespace() => (None, c.len_utf8()),
            '#' => (None, rest.find('\n').unwrap_or(rest.len())),
            '"' => (Some(Kind::Text), quoted(rest)),
            ',' => (Some(Kind::Comma), 1),
            ':' if !rest.starts_with(":-") => (Some(Kind::Colon), 1),
            '(' => (Some(Kind::Open), 1),
            ')' => (Some(Kind::Close), 1),
            '?' | '@' => {
                let word = run(rest.get(1..).unwrap_or(""), in_word);
                let kind = if first == '?' { Kind::Variable } else { Kind::Label };
                (Some(if word == 0 { Kind::Mark } else { kind }), 1 + word)
            }
            '0'..='9' => (Some(Kind::Number), number(rest)),
            '-' if rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) => {
                (Some(Kind::Number), 1 + number(rest.get(1..).unwrap_or("")))
            }
            c if c.is_alphabetic() || c == '_' => (Some(Kind::Word), run(rest, in_word).max(c.len_utf8())),
            c if "=<>!&|:-".contains(c) => (Some(Kind::Mark), run(rest, |c| "=<>!&|:-".contains(c)).max(1)),
            c => (Some(Kind::Mark), c.len_utf8()),
        };
        if let Some(kind) = kind {
            pieces.push(Piece { kind, start: at, end: at + length });
        }
        at += length.max(1);
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

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// How many bytes at the start are of a kind; a hyphen counts between two characters of a word.
fn run(text: &str, part: fn(char) -> bool) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let hyphen = c == '-' && part('a') && at > 0 && chars.peek().is_some_and(|(_, next)| in_word(*next));
        if !part(c) && !hyphen {
            return at;
        }
    }
    text.len()
}

/// The length of a text in quotes.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
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
