//! The lexemes of a sentence to the tokens of the tree: its words, names and numbers.
//!
//! Invariant: the grammar has accepted the text, so nothing here fails; what is no token is passed over.

use super::ast::{Operator, Token, TokenKind};
use super::lexer::{Kind, Lexeme, lexemes};
use crate::source::{FileId, Span};
use smol_str::{SmolStr, SmolStrBuilder};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The tokens of a sentence that stands at byte `base` of `file`.
pub(super) fn tokens(text: &str, file: FileId, base: u32) -> Vec<Token> {
    let at = |offset: usize| base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
    let mut tokens = Vec::with_capacity(8);
    tokens.extend(lexemes(text).filter_map(|lexeme| {
        let kind = token(&lexeme, text)?;
        Some(Token { span: Span::new(file, at(lexeme.start), at(lexeme.end)), kind })
    }));
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

/// The token that a lexeme of a text is, if it is one.
pub fn token(lexeme: &Lexeme, text: &str) -> Option<TokenKind> {
    let written = lexeme.of(text);
    let after_mark = || composed(written.get(1..).unwrap_or(""));
    Some(match lexeme.kind {
        Kind::Word => TokenKind::Word(composed(written)),
        Kind::Variable => TokenKind::Variable(after_mark()),
        Kind::Label => TokenKind::Label(after_mark()),
        Kind::Text | Kind::OpenText => TokenKind::Text(unquote(written)),
        Kind::Number => TokenKind::Number(SmolStr::new(written)),
        Kind::Date => TokenKind::Date(SmolStr::new(written)),
        Kind::Operator => TokenKind::Operator(match written {
            "+" => Operator::Add,
            "-" => Operator::Subtract,
            "*" => Operator::Multiply,
            _ => Operator::Divide,
        }),
        Kind::Blank | Kind::Comment | Kind::Mark => return None,
    })
}

/// A single token made of the whole text: a number, a date, a name, a variable or a string.
pub(super) fn single(text: &str, span: Span) -> Token {
    let kind = lexemes(text).next().and_then(|lexeme| token(&lexeme, text));
    Token { span, kind: kind.unwrap_or_else(|| TokenKind::Word(SmolStr::new(text))) }
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
