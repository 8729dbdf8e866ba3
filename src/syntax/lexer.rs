//! Any text to its lexemes: the one place that says what a word, a number, a text in quotes is.
//!
//! Statements, messages, the layout of files, highlighting and completion all read these lexemes, whether
//! the text is finished or not.
//!
//! Invariant: lossless and total. The lexemes of a text lie side by side on character boundaries and are
//! together the whole text; nothing fails. What the grammar takes as a word, a variable, a number, a date
//! or a text is one lexeme here.

use pest::unicode::{XID_CONTINUE, XID_START};

/// A piece of a text, as a range of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lexeme {
    /// What it is.
    pub kind: Kind,
    /// Its first byte.
    pub start: usize,
    /// After its last byte.
    pub end: usize,
}

/// What a lexeme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// White space.
    Blank,
    /// A comment, to before the end of its line.
    Comment,
    /// `China`, `no-limits`, `is`
    Word,
    /// `?who`
    Variable,
    /// `@lifeline`
    Label,
    /// A text in quotes.
    Text,
    /// A text whose closing quote is missing.
    OpenText,
    /// `12`, `-3`, `3_000`, `0.35`, `4/3`, `85%`
    Number,
    /// `2024-10`, `2024-10-26`
    Date,
    /// `+`, `-`, `*`, `/`
    Operator,
    /// Everything else, a character each; `!=`, `<=` and `>=` are one.
    Mark,
}

impl Lexeme {
    /// Its text.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether it says something: neither white space nor comment.
    pub fn is_said(&self) -> bool {
        !matches!(self.kind, Kind::Blank | Kind::Comment)
    }
}

/// The lexemes of a text, one after the other.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    /// The lexemes from a byte on, which stands on a character boundary.
    pub(super) fn from(self, at: usize) -> Lexer<'a> {
        Lexer { at, ..self }
    }
}

/// The lexemes of a text.
pub fn lexemes(text: &str) -> Lexer<'_> {
    Lexer { text, at: 0 }
}

impl Iterator for Lexer<'_> {
    type Item = Lexeme;

    fn next(&mut self) -> Option<Lexeme> {
        let rest = self.text.get(self.at..)?;
        let first = rest.chars().next()?;
        let (kind, length) = read(rest, first);
        let start = self.at;
        self.at += length.max(first.len_utf8());
        Some(Lexeme { kind, start, end: self.at })
    }
}

/// What the first lexeme of a text is, and its length in bytes.
fn read(rest: &str, first: char) -> (Kind, usize) {
    let bytes = rest.as_bytes();
    let second = bytes.get(1).copied();
    match first {
        ' ' | '\t' | '\r' | '\n' => {
            let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
            (Kind::Blank, bytes.iter().position(|byte| !blank(byte)).unwrap_or(bytes.len()))
        }
        '#' => (Kind::Comment, rest.find('\n').unwrap_or(rest.len())),
        '"' => {
            let (length, closed) = text_length(rest);
            (if closed { Kind::Text } else { Kind::OpenText }, length)
        }
        '?' => match rest.get(1..).map_or(0, variable_length) {
            0 => (Kind::Mark, 1),
            length => (Kind::Variable, 1 + length),
        },
        '@' => match rest.get(1..).map_or(0, word_length) {
            0 => (Kind::Mark, 1),
            length => (Kind::Label, 1 + length),
        },
        '0'..='9' => number(bytes),
        '-' if second.is_some_and(|byte| byte.is_ascii_digit()) => number(bytes),
        '+' | '-' | '*' | '/' => (Kind::Operator, 1),
        '!' | '<' | '>' if second == Some(b'=') => (Kind::Mark, 2),
        _ => match word_length(rest) {
            0 => (if first.is_whitespace() { Kind::Blank } else { Kind::Mark }, first.len_utf8()),
            length => (Kind::Word, length),
        },
    }
}

/// The word that a text begins with, empty if there is none.
pub(super) fn first_word(text: &str) -> &str {
    text.get(..word_length(text)).unwrap_or("")
}

/// The text without the white space and the comments at its start.
pub(super) fn unblanked(text: &str) -> &str {
    let said = lexemes(text).find(Lexeme::is_said);
    said.and_then(|lexeme| text.get(lexeme.start..)).unwrap_or("")
}

/// Whether a character begins a word.
fn begins(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || !c.is_ascii() && XID_START(c)
}

/// Whether a character goes on with a word.
fn goes_on(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii() && XID_CONTINUE(c)
}

/// How many bytes at the start are a word: letters and digits, with hyphens between them. A low line may
/// begin one, though the grammar takes no such name.
fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    if !chars.next().is_some_and(|(_, first)| begins(first)) {
        return 0;
    }
    while let Some((at, c)) = chars.next() {
        let hyphen = c == '-' && chars.peek().is_some_and(|(_, next)| goes_on(*next));
        if !goes_on(c) && !hyphen {
            return at;
        }
    }
    text.len()
}

/// How many bytes at the start are the name of a variable, which has no hyphens.
fn variable_length(text: &str) -> usize {
    if !text.starts_with(|c: char| c != '_' && begins(c)) {
        return 0;
    }
    text.find(|c: char| !goes_on(c)).unwrap_or(text.len())
}

/// A number or a date; the text begins with a digit, or with a minus before one.
fn number(bytes: &[u8]) -> (Kind, usize) {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let digits = |from: usize, count: usize| (from..from + count).all(digit);
    if digits(0, 4) && bytes.get(4) == Some(&b'-') && digits(5, 2) {
        let day = bytes.get(7) == Some(&b'-') && digits(8, 2);
        return (Kind::Date, if day { 10 } else { 7 });
    }
    // Digits, with low lines between them.
    let run = |from: usize| {
        let mut at = from;
        while digit(at) || at > from && bytes.get(at) == Some(&b'_') && digit(at + 1) {
            at += 1;
        }
        at
    };
    let mut length = run(usize::from(bytes.first() == Some(&b'-')));
    if bytes.get(length) == Some(&b'.') && digit(length + 1) {
        length += 1;
        while digit(length) {
            length += 1;
        }
    }
    match bytes.get(length) {
        Some(b'/') if digit(length + 1) => length = run(length + 1),
        Some(b'%') => length += 1,
        _ => {}
    }
    (Kind::Number, length)
}

/// The length in bytes of the text in quotes at the start, quotes included, and whether it is closed.
fn text_length(text: &str) -> (usize, bool) {
    let mut escaped = false;
    for (offset, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return (offset + 1, true),
            _ => {}
        }
    }
    (text.len(), false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::from_pest::{Rule, matched};
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<(Kind, &str)> {
        lexemes(text).filter(Lexeme::is_said).map(|lexeme| (lexeme.kind, lexeme.of(text))).collect()
    }

    #[test]
    fn lexemes_are_what_they_look_like() {
        assert_eq!(
            kinds("@a: Su-35 \"x\\\" y\" ?n - 1 >= -3.5 2024-10-26 85%. # so"),
            [
                (Kind::Label, "@a"),
                (Kind::Mark, ":"),
                (Kind::Word, "Su-35"),
                (Kind::Text, "\"x\\\" y\""),
                (Kind::Variable, "?n"),
                (Kind::Operator, "-"),
                (Kind::Number, "1"),
                (Kind::Mark, ">="),
                (Kind::Number, "-3.5"),
                (Kind::Date, "2024-10-26"),
                (Kind::Number, "85%"),
                (Kind::Mark, "."),
            ]
        );
        assert_eq!(
            kinds("“Ürümqi” \"open"),
            [(Kind::Mark, "“"), (Kind::Word, "Ürümqi"), (Kind::Mark, "”"), (Kind::OpenText, "\"open"),]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn together_they_are_the_text(text in "[ \n\ta-z0-9@#\"\\\\.?(){},:%/<=_“éд·\u{1b}-]{0,60}") {
            let whole: String = lexemes(&text).map(|lexeme| lexeme.of(&text)).collect();
            prop_assert_eq!(whole, text);
        }

        #[test]
        fn what_the_grammar_takes_is_one_lexeme(text in "[?@\"]?[a-z0-9_“éд·%./\"-]{1,12}") {
            for (rule, kind) in [
                (Rule::word, Kind::Word),
                (Rule::variable, Kind::Variable),
                (Rule::number, Kind::Number),
                (Rule::string, Kind::Text),
            ] {
                let first = lexemes(&text).next().map(|lexeme| (lexeme.kind, lexeme.end));
                if let Some(length) = matched(rule, &text)
                    && !matches!(first, Some((Kind::Date, _)))
                {
                    prop_assert_eq!(first, Some((kind, length)), "{:?} {:?}", text, rule);
                }
            }
        }
    }
}
