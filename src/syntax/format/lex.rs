//! The lexemes of one statement, each with the comments that follow it.
//!
//! Invariant: the statement has been read without a mistake, so that nothing here fails.

use crate::syntax::lexer;

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
    let said = text.get(..end).unwrap_or(text);
    let mut lexemes: Vec<Lexeme> = Vec::new();
    let mut fresh = false;
    let mut closing = end;
    let mut minus: Option<usize> = None;
    for lexeme in lexer::lexemes(said).from(start) {
        let written = lexeme.of(text);
        let kind = match lexeme.kind {
            lexer::Kind::Blank => {
                fresh |= written.contains('\n');
                continue;
            }
            lexer::Kind::Comment => {
                let place = if fresh { Place::OwnLine } else { Place::EndOfLine };
                if let Some(last) = lexemes.last_mut() {
                    last.comments.push(Comment { text: written.trim_end().to_owned(), place });
                }
                continue;
            }
            lexer::Kind::Mark => match written {
                "{" => {
                    closing = lexeme.start;
                    break;
                }
                "." if lexeme.end == end => {
                    closing = lexeme.start;
                    break;
                }
                "," | ":" => Kind::Mark,
                "(" => Kind::Open,
                ")" => Kind::Close,
                _ => Kind::Word,
            },
            // A minus before what is no number stands close to it.
            lexer::Kind::Operator if written == "-" && said.get(lexeme.end..).is_some_and(is_negated) => {
                minus = Some(lexeme.start);
                continue;
            }
            lexer::Kind::Text | lexer::Kind::OpenText => Kind::Text,
            lexer::Kind::Word
            | lexer::Kind::Variable
            | lexer::Kind::Label
            | lexer::Kind::Number
            | lexer::Kind::Date
            | lexer::Kind::Operator => Kind::Word,
        };
        let written = if kind == Kind::Text { on_one_line(written) } else { written.to_owned() };
        let (start, written) = match minus.take() {
            Some(start) => (start, format!("-{written}")),
            None => (lexeme.start, written),
        };
        lexemes.push(Lexeme { kind, start, text: written, comments: Vec::new() });
        fresh = false;
    }
    Lexed { lexemes, end: closing }
}

/// Whether what follows a minus is what it negates.
fn is_negated(rest: &str) -> bool {
    rest.starts_with(['(', '?'])
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
