//! The lexemes of one statement, each with the comments that follow it.
//!
//! Invariant: the statement has been read without a mistake, so that nothing here fails.

use crate::syntax::token;

/// A word or mark of a statement.
#[derive(Clone, Debug)]
pub(super) struct Lexeme {
    pub(super) kind: Kind,
    /// Where it stands in the file.
    pub(super) start: usize,
    /// As it is to be written: a text in quotes on one line.
    pub(super) text: String,
    /// The comments between it and the next lexeme.
    pub(super) comments: Vec<Comment>,
}

/// What a lexeme looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, a name, a variable, a label, a number, a sign.
    Word,
    /// A text in quotes.
    Text,
    /// `,` or `:`
    Mark,
    /// `(`
    Open,
    /// `)`
    Close,
}

/// A comment inside of a statement.
#[derive(Clone, Debug)]
pub(super) struct Comment {
    pub(super) text: String,
    pub(super) place: Place,
}

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind what it speaks of.
    EndOfLine,
    /// On a line of its own.
    OwnLine,
}

/// What a statement says before its full stop or its block, and where that ends.
pub(super) struct Lexed {
    pub(super) lexemes: Vec<Lexeme>,
    /// The place of the full stop or the brace.
    pub(super) end: usize,
}

/// The lexemes of the statement that stands at `start..end`.
pub(super) fn lex(text: &str, start: usize, end: usize) -> Lexed {
    let mut lexemes: Vec<Lexeme> = Vec::new();
    let mut at = start;
    let mut fresh = false;
    while let Some(rest) = text.get(at..end).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        let (kind, length) = match first {
            c if c.is_whitespace() => {
                fresh |= c == '\n';
                at += c.len_utf8();
                continue;
            }
            '#' => {
                let length = rest.find('\n').unwrap_or(rest.len());
                let place = if fresh { Place::OwnLine } else { Place::EndOfLine };
                let comment = rest.get(..length).unwrap_or(rest).trim_end().to_owned();
                if let Some(last) = lexemes.last_mut() {
                    last.comments.push(Comment { text: comment, place });
                }
                at += length;
                continue;
            }
            '{' => break,
            '.' if at + 1 == end => break,
            '"' => (Kind::Text, token::string_length(rest)),
            ',' | ':' => (Kind::Mark, 1),
            '(' => (Kind::Open, 1),
            // A minus before what is no number stands close to it.
            '-' if rest.starts_with("-(") => (Kind::Open, 2),
            '-' if rest.starts_with("-?") => (Kind::Word, 1 + token::length(rest.get(1..).unwrap_or(""))),
            ')' => (Kind::Close, 1),
            _ => (Kind::Word, token::length(rest)),
        };
        let length = length.max(first.len_utf8());
        let written = rest.get(..length).unwrap_or(rest);
        let written = if kind == Kind::Text { on_one_line(written) } else { written.to_owned() };
        lexemes.push(Lexeme { kind, start: at, text: written, comments: Vec::new() });
        fresh = false;
        at += length;
    }
    Lexed { lexemes, end: at }
}

/// A text in quotes with its line breaks, and the white space around them, as single spaces.
fn on_one_line(literal: &str) -> String {
    if !literal.contains('\n') {
        return literal.to_owned();
    }
    let mut lines = literal.split('\n').map(|line| line.trim_matches([' ', '\t', '\r']));
    let blank = |c: char| matches!(c, ' ' | '\t' | '\r');
    let first = literal.split('\n').next().unwrap_or("").trim_end_matches(blank);
    let last = literal.rsplit('\n').next().unwrap_or("").trim_start_matches(blank);
    lines.next();
    let mut middle = lines.collect::<Vec<_>>();
    middle.pop();
    let mut whole = first.to_owned();
    for line in middle.into_iter().chain([last]) {
        whole.push(' ');
        whole.push_str(line);
    }
    whole
}
