//! The tokeniser behind sentences: the span of a sentence to its words, names and numbers.
//!
//! Invariant: the grammar has accepted the text, so nothing here fails; what no token can begin
//! with is passed over.

use super::ast::{Operator, Token, TokenKind};
use crate::source::{FileId, Span};
use smol_str::{SmolStr, SmolStrBuilder};
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The tokens of a sentence that stands at byte `base` of `file`.
pub(super) fn tokens(text: &str, file: FileId, base: u32) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(8);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let offset = text.len() - rest.len();
        let (length, kind) = next(rest, first);
        let length = length.max(first.len_utf8());
        let at = |offset: usize| base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        if let Some(kind) = kind {
            tokens.push(Token { span: Span::new(file, at(offset), at(offset + length)), kind });
        }
        rest = rest.get(length..).unwrap_or("");
    }
    tokens.shrink_to_fit();
    tokens
}

/// The tokens of a text that consists of words, numbers and dates with blanks between them, and of nothing else.
pub(super) fn whole(text: &str, file: FileId, base: u32) -> Option<Vec<Token>> {
    let tokens = tokens(text, file, base);
    let mut end = 0;
    for token in &tokens {
        let (from, to) =
            (token.span.start.checked_sub(base)? as usize, token.span.end.checked_sub(base)? as usize);
        let between = text.get(end..from)?;
        let divided = end == 0 || !between.is_empty();
        let plain = match &token.kind {
            TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Date(_) | TokenKind::Operator(_) => true,
            TokenKind::Variable(_) | TokenKind::Label(_) | TokenKind::Text(_) => false,
        };
        if !divided || !plain || !between.chars().all(|c| c == ' ') {
            return None;
        }
        end = to;
    }
    (text.len() == end && !tokens.is_empty()).then_some(tokens)
}

/// The length of the first token in bytes and what it is; nothing for white space and comments.
fn next(rest: &str, first: char) -> (usize, Option<TokenKind>) {
    let part = |length: usize| rest.get(..length).unwrap_or("");
    match first {
        ' ' | '\t' | '\r' | '\n' => (1, None),
        '#' => (rest.find('\n').unwrap_or(rest.len()), None),
        '"' => {
            let length = string_length(rest);
            (length, Some(TokenKind::Text(unquote(part(length)))))
        }
        '?' | '@' => {
            let length = match first {
                '?' => 1 + run_length(rest.get(1..).unwrap_or("")),
                _ => 1 + word_length(rest.get(1..).unwrap_or("")),
            };
            let name = composed(rest.get(1..length).unwrap_or(""));
            (length, Some(if first == '?' { TokenKind::Variable(name) } else { TokenKind::Label(name) }))
        }
        '0'..='9' => number(rest),
        '-' if rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) => number(rest),
        '+' => (1, Some(TokenKind::Operator(Operator::Add))),
        '-' => (1, Some(TokenKind::Operator(Operator::Subtract))),
        '*' => (1, Some(TokenKind::Operator(Operator::Multiply))),
        '/' => (1, Some(TokenKind::Operator(Operator::Divide))),
        _ => match word_length(rest) {
            0 => (first.len_utf8(), None),
            length => (length, Some(TokenKind::Word(composed(part(length))))),
        },
    }
}

/// How many bytes the first lexeme takes: a token, or a sign of comparison.
pub(super) fn length(rest: &str) -> usize {
    let Some(first) = rest.chars().next() else { return 0 };
    match first {
        '!' | '<' | '>' if rest.as_bytes().get(1) == Some(&b'=') => 2,
        _ => next(rest, first).0.max(first.len_utf8()),
    }
}

/// A single token made of the whole text: a number, a date, a name, a variable or a string.
pub(super) fn single(text: &str, span: Span) -> Token {
    let kind = text.chars().next().and_then(|first| next(text, first).1);
    Token { span, kind: kind.unwrap_or_else(|| TokenKind::Word(SmolStr::new(text))) }
}

/// How many bytes at the start are letters, digits and low lines, as in the name of a variable.
fn run_length(text: &str) -> usize {
    text.bytes()
        .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80))
        .unwrap_or(text.len())
}

/// How many bytes at the start are a word: letters and digits, with hyphens between them.
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    while let Some(&byte) = bytes.get(length) {
        let next = bytes.get(length + 1).copied().unwrap_or(b' ');
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | 0x80.. => length += 1,
            b'-' if length > 0 && (next.is_ascii_alphanumeric() || next == b'_' || next >= 0x80) => {
                length += 1;
            }
            _ => break,
        }
    }
    length
}

fn number(rest: &str) -> (usize, Option<TokenKind>) {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let digits = |from: usize, count: usize| (from..from + count).all(digit);
    if digits(0, 4) && bytes.get(4) == Some(&b'-') && digits(5, 2) {
        let length = if bytes.get(7) == Some(&b'-') && digits(8, 2) { 10 } else { 7 };
        return (length, Some(TokenKind::Date(SmolStr::new(rest.get(..length).unwrap_or("")))));
    }
    let (mut length, mut fraction) = (1, false);
    while let Some(&byte) = bytes.get(length) {
        match byte {
            b'0'..=b'9' => length += 1,
            b'_' | b'.' if digit(length + 1) => length += 1,
            b'/' if digit(length + 1) && !fraction => {
                length += 1;
                fraction = true;
            }
            b'%' => {
                length += 1;
                break;
            }
            _ => break,
        }
    }
    (length, Some(TokenKind::Number(SmolStr::new(rest.get(..length).unwrap_or("")))))
}

/// The length in bytes of the string at the start of the text, quotes included.
pub(super) fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (offset, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return offset + 1,
            _ => {}
        }
    }
    text.len()
}

/// The text of a string literal: without its quotes, escapes resolved, line breaks with the white
/// space around them folded to one space. An escape that is none stands for itself.
pub(super) fn unquote(literal: &str) -> SmolStr {
    let inner = literal.strip_prefix('"').unwrap_or(literal);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    if !inner.bytes().any(|byte| byte == b'\\' || byte == b'\n') {
        return composed(inner);
    }
    let mut out = SmolStrBuilder::new();
    // White space is held back until it is known whether a line break follows it.
    let mut blanks = 0..0;
    let mut folding = false;
    let mut chars = inner.char_indices();
    while let Some((offset, c)) = chars.next() {
        match c {
            '\n' => {
                folding = true;
                blanks = 0..0;
            }
            ' ' | '\t' | '\r' => {
                blanks = if blanks.is_empty() { offset..offset + 1 } else { blanks.start..offset + 1 };
            }
            c => {
                if folding {
                    out.push(' ');
                } else {
                    out.push_str(inner.get(blanks).unwrap_or(""));
                }
                folding = false;
                blanks = 0..0;
                out.push(if c == '\\' { escape(&mut chars) } else { c });
            }
        }
    }
    if folding {
        out.push(' ');
    } else {
        out.push_str(inner.get(blanks).unwrap_or(""));
    }
    composed(&out.finish())
}

/// A text with its letters composed (NFC), so that what looks the same is the same: `ğ` is one letter, also where
/// it was typed as `g` and a breve.
pub(super) fn composed(text: &str) -> SmolStr {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        SmolStr::new(text)
    } else {
        text.nfc().collect()
    }
}

fn escape(chars: &mut std::str::CharIndices<'_>) -> char {
    let rest = chars.as_str();
    match escaped(rest) {
        Some((length, c)) => {
            for _ in 0..length {
                chars.next();
            }
            c
        }
        None => '\\',
    }
}

/// What the escape after a backslash stands for and how long it is, if it is one.
pub(super) fn escaped(rest: &str) -> Option<(usize, char)> {
    match rest.chars().next()? {
        '"' => Some((1, '"')),
        '\\' => Some((1, '\\')),
        'n' => Some((1, '\n')),
        't' => Some((1, '\t')),
        'u' => {
            let digits = rest.get(1..)?.strip_prefix('{')?;
            let digits = digits.get(..digits.bytes().take(8).position(|byte| byte == b'}')?)?;
            let code = u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
            Some((digits.len() + 3, char::from_u32(code)?))
        }
        _ => None,
    }
}

/// A piece of a text that may not be a statement yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lexeme {
    /// A word, a name, a variable, a number or a string.
    Token(TokenKind),
    /// White space.
    Blank,
    /// A comment to the end of its line.
    Comment,
    /// A mark: comma, stop, bracket, …
    Mark,
}

/// The pieces of any text with the bytes that they take: for highlighting and completion, which see texts
/// before they are finished. Together they are the whole text.
pub fn lexemes(text: &str) -> Vec<(Range<usize>, Lexeme)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(first) = rest.chars().next()
    {
        let (length, kind) = next(rest, first);
        let length = length.max(first.len_utf8());
        let lexeme = match kind {
            Some(TokenKind::Variable(name)) if name.is_empty() => Lexeme::Mark,
            Some(kind) => Lexeme::Token(kind),
            None if first.is_whitespace() => Lexeme::Blank,
            None if first == '#' => Lexeme::Comment,
            None => Lexeme::Mark,
        };
        found.push((at..at + length, lexeme));
        at += length;
    }
    found
}
