//! Statements that the grammar takes and nobody means: a keyword with a capital, a clause that is
//! read as a likelihood, a number with a comma.
//!
//! Invariant: what is looked at first is cheap, since every statement of a file comes by here.

use super::failure::Failure;
use super::{clause_placement, clauses, numbers, shape, statement_head, tokens};
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::Fix;
use crate::source::{FileId, Span};
use crate::syntax::ast::{
    Literal, Name, Qualifier, QualifierKind, Sentence, StatementKind, Token, TokenKind,
};
use crate::syntax::from_pest::{Rule, accepts, entry_of};
use crate::syntax::words;

/// A statement that has been read, and the text that it was read from.
pub(in super::super) struct Read<'a> {
    pub(in super::super) rule: Rule,
    pub(in super::super) text: &'a str,
    pub(in super::super) file: FileId,
    /// Where the text stands in its file.
    pub(in super::super) base: u32,
    pub(in super::super) kind: &'a StatementKind,
    pub(in super::super) qualifiers: &'a [Qualifier],
}

impl Read<'_> {
    /// What nobody means in the statement, if there is such a thing.
    pub(in super::super) fn doubt(&self) -> Option<Diagnostic> {
        self.number().or_else(|| self.opening()).or_else(|| self.likelihood())
    }

    /// Whether it has a condition, to which a further sentence may belong.
    fn has_body(&self) -> bool {
        matches!(self.kind, StatementKind::Assert(assertion) if assertion.body.is_some())
    }

    fn failure(&self, at: usize) -> Failure<'_> {
        Failure::new(self.text, self.rule, &[], at, (self.file, self.base))
    }

    /// `3,000`, of which the grammar makes a clause of its own; `3.000`, which would be three; `30_00`.
    fn number(&self) -> Option<Diagnostic> {
        let bytes = self.text.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mark = |at: &usize| matches!(bytes.get(*at), Some(b',' | b'.' | b'_'));
        let marked = |at: usize| at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2);
        if !(0..bytes.len()).filter(mark).any(marked) {
            return None;
        }
        let failure = self.failure(0);
        let wrong = (0..failure.pieces.len()).find(|&at| {
            let text = failure.text_of(at);
            failure.kind(at) == Some(tokens::Kind::Number)
                && (text.contains(',') || numbers::in_groups(text).is_some_and(|groups| !groups))
        })?;
        Some(numbers::written_wrongly(failure.text_of(wrong), failure.span(wrong)))
    }

    /// `Actor China is state`, `actr China "…"`, `If A then B`, `scenaro x { … }`
    fn opening(&self) -> Option<Diagnostic> {
        let suspicious = match self.kind {
            StatementKind::Assert(assertion) => {
                capital_joint(&assertion.literal)
                    || statement_like(&assertion.literal)
                    || leading(&assertion.literal)
                        .is_some_and(|(first, _)| first.eq_ignore_ascii_case("according"))
            }
            StatementKind::Rule(rule) => rule.head.first().is_some_and(capital_joint),
            StatementKind::Block => self
                .qualifiers
                .iter()
                .any(|one| matches!(&one.kind, QualifierKind::Likely(words) if words.text.contains(' '))),
            _ => false,
        };
        if !suspicious {
            return None;
        }
        let failure = self.failure(self.text.len());
        if let Some(told) =
            statement_head::condition_first(&failure).or_else(|| statement_head::source_first(&failure))
        {
            return Some(told);
        }
        let meant = statement_head::meant(&failure)?;
        let rest = failure.between(failure.first + 1, failure.pieces.len());
        let whole = format!("{} {rest}", meant.word);
        let joint = entry_of(meant.word).is_none();
        let readable = entry_of(meant.word).is_some_and(|rule| accepts(rule, &whole));
        (joint || readable).then(|| statement_head::misspelt_first_word(&failure, &meant))
    }

    /// The last of the single words that follow each other after commas, from one of them on.
    fn last_listed<'w>(&'w self, first: &'w Name) -> &'w Name {
        let all = self.qualifiers.iter().map_while(|qualifier| match &qualifier.kind {
            QualifierKind::Likely(words) if !words.text.contains(' ') && !usual(&words.text) => Some(words),
            _ => None,
        });
        all.last().filter(|last| last.span.start >= first.span.start).unwrap_or(first)
    }

    /// Words after a comma that are no likelihood.
    fn likelihood(&self) -> Option<Diagnostic> {
        let doubtful = self.qualifiers.iter().find_map(|qualifier| match &qualifier.kind {
            QualifierKind::Likely(words) if !usual(&words.text) => Some(words),
            _ => None,
        })?;
        self.no_likelihood(doubtful)
    }

    fn no_likelihood(&self, words: &Name) -> Option<Diagnostic> {
        let first = words.text.split(' ').next().unwrap_or("");
        if usual(&words.text.to_lowercase()) {
            let lower = words.text.to_lowercase();
            return Some(
                Diagnostic::new(
                    Code::CapitalKeyword,
                    format!("`{}` is written in small letters", words.text),
                )
                .label(words.span, "here")
                .help(format!("write `{lower}`"))
                .fix(Fix::write(words.span, lower)),
            );
        }
        let place = |length: usize| {
            let end = words.span.start.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
            Span::new(words.span.file, words.span.start, end)
        };
        let failure = self.failure(0);
        let statement = failure.statement();
        if statement == "expect" && words.text.starts_with("at most ") {
            return Some(clause_placement::at_most(words.span));
        }
        if let Some(clause) = clauses::nearly_begun_by(first, statement) {
            let capital = clause.first().eq_ignore_ascii_case(first);
            let code = if capital { Code::CapitalKeyword } else { Code::MisspeltWord };
            let message = if capital {
                format!("`{first}` is written in small letters")
            } else {
                clause_placement::unknown(&failure, first)
            };
            return Some(
                Diagnostic::new(code, message)
                    .label(place(first.len()), "here")
                    .help(format!("write `{}`", clause.words))
                    .fix(Fix::write(place(first.len()), clause.first())),
            );
        }
        if self.rule == Rule::qualifier_block && words.text.contains(' ') {
            return Some(shape::no_header(words.span));
        }
        if let Some((name, kind)) = words.text.split_once(" are ").or_else(|| words.text.split_once(" is "))
            && matches!(statement, "actor" | "group")
        {
            let one = kind.strip_suffix('s').filter(|one| one.len() > 3).unwrap_or(kind);
            return Some(
                Diagnostic::new(Code::Unreadable, "a list ends with `and` before its last name")
                    .label(words.span, "this is no clause and no likelihood")
                    .help(format!("write `and {name} is {one}`, without the comma before `and`")),
            );
        }
        let single = !words.text.contains(' ');
        // What has no explanation and is a word of nothing else is one more name.
        let listed = single && (words.text.starts_with(char::is_uppercase) || lists(self.kind));
        if listed && !matches!(statement, "" | "rule" | "impossible" | "forbid") {
            let last = self.last_listed(words);
            return Some(
                Diagnostic::new(Code::Unreadable, "a list ends with `and` before its last name")
                    .label(words.span, "this is no clause and no likelihood")
                    .help(format!("write `and {}`, or, if this is no list, a clause", last.text))
                    .fix(Fix::write(last.span, format!("and {}", last.text))),
            );
        }
        let sentence = words.text.split(' ').count() > 5
            || words.text.split(' ').any(|word| word.starts_with(char::is_uppercase));
        sentence.then(|| {
            let help = match self.rule {
                Rule::suppose => "write a `suppose` for each sentence",
                Rule::assertion if !self.has_body() => {
                    "write a statement of its own: end the first one with a full stop"
                }
                _ => "write `and` before it, or a statement of its own",
            };
            Diagnostic::new(Code::WrongJoint, "a comma does not join sentences")
                .label(words.span, "this is no clause and no likelihood")
                .help(help)
        })
    }
}

fn leading(literal: &Literal) -> Option<(&str, &[Token])> {
    match &literal.sentence {
        Sentence::Words(tokens) => match tokens.split_first()? {
            (Token { kind: TokenKind::Word(word), .. }, rest) => Some((word.as_str(), rest)),
            _ => None,
        },
        Sentence::Predicate(..) => None,
    }
}

/// `If …`, `Not …`
fn capital_joint(literal: &Literal) -> bool {
    leading(literal).is_some_and(|(first, _)| {
        matches!(first, "If" | "Not" | "Unless" | "When" | "when" | "Every" | "Only" | "And" | "Or")
    })
}

/// Whether a statement declares names and nothing about them, so that a word after a comma is one more.
fn lists(kind: &StatementKind) -> bool {
    match kind {
        StatementKind::Declare(_, declaration) => {
            declaration.gloss().is_none() && declaration.clauses.is_empty() && declaration.names.len() == 1
        }
        _ => false,
    }
}

/// Whether a sentence looks like a declaration: a word of the language with a capital, or a word
/// before a name with a capital or with an explanation.
fn statement_like(literal: &Literal) -> bool {
    let Some((first, rest)) = leading(literal) else { return false };
    let (second, third) = (rest.first().map(|token| &token.kind), rest.get(1).map(|token| &token.kind));
    let Some(TokenKind::Word(second)) = second else { return false };
    let capital =
        first.starts_with(char::is_uppercase) && rest.len() > 1 && entry_of(&first.to_lowercase()).is_some();
    let named = second.starts_with(char::is_uppercase) || matches!(third, Some(TokenKind::Text(_)));
    capital || named && words::nearest_statement_word(first).is_some()
}

/// Whether the words begin as those of likelihood scales do.
fn usual(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or("");
    matches!(
        first,
        "about"
            | "almost"
            | "as"
            | "better"
            | "certain"
            | "chances"
            | "even"
            | "exceptionally"
            | "extremely"
            | "high"
            | "highly"
            | "impossible"
            | "improbable"
            | "likely"
            | "less"
            | "moderately"
            | "more"
            | "nearly"
            | "negligible"
            | "no"
            | "possible"
            | "possibly"
            | "probable"
            | "probably"
            | "realistic"
            | "remote"
            | "roughly"
            | "slightly"
            | "some"
            | "unlikely"
            | "very"
            | "virtually"
    )
}
