//! The text before the cursor to what is being written there: which slot of which statement.
//!
//! Invariant: pure text, and forgiving: a slot that is not recognised offers nothing.

use crate::source::{FileId, Span};
use crate::syntax::ast::{Token, TokenKind};
use crate::syntax::language::{self, Argument, Declares};
use crate::syntax::lexer::{Kind, lexemes};
use crate::syntax::{token, words};

/// What is being written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Slot {
    /// The first word of an input.
    Start,
    /// The next part of a sentence that has begun with these tokens.
    Sentence(Vec<Token>),
    /// A clause of a statement that begins with this word, or a qualifier; `words` are there already.
    Clause {
        /// The keyword of the statement; none for a sentence.
        keyword: Option<String>,
        /// The words of the clause that are whole.
        words: Vec<String>,
        /// Names could go on the list of the clause before.
        list: Option<Argument>,
    },
    /// What follows the words of a clause.
    Argument(Argument),
    /// Between the things of a list.
    AfterThing,
    /// A label, or a sentence.
    Retracted,
    /// The word after `expect`.
    Expected,
    /// Nothing that can be completed: a new name, a text.
    Nothing,
}

/// A slot with the text in it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// What is being written.
    pub(super) slot: Slot,
    /// Where the unfinished word begins, in bytes.
    pub(super) start: usize,
    /// The unfinished word.
    pub(super) partial: String,
}

/// A piece of the current statement.
struct Piece {
    kind: Option<TokenKind>,
    mark: char,
}

/// The slot at the end of a text.
pub(super) fn slot(text: &str) -> Found {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut start, mut partial) = (text.len(), String::new());
    for lexeme in lexemes(text) {
        let piece = lexeme.of(text);
        let last = lexeme.end == text.len();
        match lexeme.kind {
            Kind::Blank => {}
            Kind::Comment if last => return Found { slot: Slot::Nothing, start, partial },
            Kind::Comment => {}
            Kind::Mark => match piece.chars().next().unwrap_or_default() {
                '.' | '{' | '}' => pieces.clear(),
                mark @ ('?' | '@') if last => {
                    (start, partial) = (lexeme.start, mark.to_string());
                }
                '?' => pieces.clear(),
                mark => pieces.push(Piece { kind: None, mark }),
            },
            Kind::OpenText | Kind::Word | Kind::Variable | Kind::Label if last => {
                (start, partial) = (lexeme.start, piece.to_owned());
            }
            _ => pieces.push(Piece { kind: token(&lexeme, text), mark: ' ' }),
        }
    }
    Found { slot: of(&pieces), start, partial }
}

fn of(pieces: &[Piece]) -> Slot {
    let pieces = match pieces {
        [label, colon, rest @ ..] if matches!(label.kind, Some(TokenKind::Label(_))) && colon.mark == ':' => {
            rest
        }
        all => all,
    };
    let Some(first) = pieces.first() else { return Slot::Start };
    let Some(TokenKind::Word(word)) = &first.kind else { return sentence(pieces) };
    let lower = word.to_lowercase();
    let rest = pieces.get(1..).unwrap_or_default();
    match lower.as_str() {
        "why" => sentence(skip(rest, &["not", "false"])),
        "how" => sentence(skip(rest, &["likely"])),
        "what" if is_word(rest.first(), "if") => sentence(rest.get(1..).unwrap_or_default()),
        "what" if is_word(rest.first(), "would") => sentence(rest.get(3..).unwrap_or_default()),
        "suppose" | "assume" | "observe" => sentence(rest),
        "retract" => {
            if rest.is_empty() {
                Slot::Retracted
            } else {
                Slot::Nothing
            }
        }
        "expect" => expected(rest),
        "rule" | "impossible" | "forbid" | "forecast" | "hypothesis" => match colon(rest) {
            Some(body) => sentence(body),
            None if rest.iter().any(|piece| piece.mark == ',') => declaration(word, rest),
            None => Slot::Nothing,
        },
        "commitment" | "promise" | "threat" => match colon(rest) {
            Some(body) => sentence(body),
            None => declaration(word, rest),
        },
        "according" | "confidence" => clause(None, pieces),
        keyword if goes_on(keyword) && keyword == word => declaration(keyword, rest),
        keyword if words::begins_a_statement(keyword) && keyword == word => Slot::Nothing,
        _ => sentence(pieces),
    }
}

/// Whether what follows the statement's word can be told: names, links, clauses.
fn goes_on(keyword: &str) -> bool {
    let declares = language::statement(keyword).is_some_and(|known| known.declares != Declares::Nothing);
    declares || own(keyword).next().is_some()
}

/// The links and clauses of a statement, without what any statement takes.
fn own(keyword: &str) -> impl Iterator<Item = (&'static str, Argument)> {
    language::continuations(keyword)
        .filter(|(words, _)| !language::CLAUSES.iter().any(|one| one.words == *words && one.qualifies()))
}

fn is_word(piece: Option<&Piece>, word: &str) -> bool {
    matches!(piece.and_then(|piece| piece.kind.as_ref()), Some(TokenKind::Word(said)) if said == word)
}

fn skip<'p>(pieces: &'p [Piece], words: &[&str]) -> &'p [Piece] {
    if words.iter().any(|word| is_word(pieces.first(), word)) {
        pieces.get(1..).unwrap_or_default()
    } else {
        pieces
    }
}

fn colon(pieces: &[Piece]) -> Option<&[Piece]> {
    let at = pieces.iter().position(|piece| piece.mark == ':')?;
    pieces.get(at + 1..)
}

fn expected(pieces: &[Piece]) -> Slot {
    if pieces.is_empty() {
        return Slot::Expected;
    }
    if is_word(pieces.first(), "violated") {
        return Slot::Argument(Argument::Rules);
    }
    if let Some(body) = colon(pieces) {
        return sentence(body);
    }
    sentence(skip(
        pieces,
        &["unproven", "undisputed", "established", "contested", "rejected", "tenable", "possible"],
    ))
}

/// The last sentence of a formula, or the qualifier after it.
fn sentence(pieces: &[Piece]) -> Slot {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match &piece.kind {
            None if piece.mark == ',' => {
                let rest = pieces.get(at + 1..).unwrap_or_default();
                return match rest.iter().position(|piece| piece.mark == ',') {
                    Some(_) => sentence_after_comma(rest),
                    None => clause(None, rest),
                };
            }
            None => tokens.clear(),
            Some(TokenKind::Word(word)) => {
                let opens =
                    tokens.is_empty() && matches!(word.as_str(), "not" | "normally" | "every" | "only");
                if words::joins(word) || opens || matches!(word.as_str(), "where") {
                    tokens.clear();
                } else {
                    tokens.push(placeless(TokenKind::Word(word.clone())));
                }
            }
            Some(kind) => tokens.push(placeless(kind.clone())),
        }
    }
    Slot::Sentence(tokens)
}

/// The clause after the last comma.
fn sentence_after_comma(pieces: &[Piece]) -> Slot {
    let last = pieces.iter().rposition(|piece| piece.mark == ',').map_or(0, |at| at + 1);
    clause(None, pieces.get(last..).unwrap_or_default())
}

fn placeless(kind: TokenKind) -> Token {
    Token { span: Span::new(FileId(0), 0, 0), kind }
}

/// A name, its gloss, and its clauses.
fn declaration(keyword: &str, pieces: &[Piece]) -> Slot {
    let mut segments = pieces.split(|piece| piece.mark == ',');
    let mut last = segments.next_back().unwrap_or_default();
    let first = segments.next().is_none();
    if keyword == "prefer" && last.is_empty() {
        return Slot::Argument(Argument::Things(&["source"]));
    }
    if first {
        // The name and its explanation, or several names joined by `and`.
        let names = last
            .iter()
            .position(|piece| match &piece.kind {
                Some(TokenKind::Word(word)) => clause_at(keyword, word.as_str()),
                _ => false,
            })
            .unwrap_or(last.len());
        if names == last.len() && (last.is_empty() || is_word(last.last(), "and")) {
            return Slot::Nothing;
        }
        last = last.get(names..).unwrap_or_default();
    }
    let before = pieces.get(..pieces.len() - last.len()).unwrap_or_default();
    clause_of(keyword, last, before)
}

fn clause_at(keyword: &str, word: &str) -> bool {
    own(keyword).any(|(words, _)| words.split(' ').next() == Some(word))
}

fn clause_of(keyword: &str, pieces: &[Piece], before: &[Piece]) -> Slot {
    match clause(Some(keyword), pieces) {
        Slot::Clause { keyword, words, .. } if words.is_empty() => {
            Slot::Clause { list: list_before(keyword.as_deref().unwrap_or_default(), before), keyword, words }
        }
        other => other,
    }
}

/// What the last clause before a comma lists, so that its list could go on.
fn list_before(keyword: &str, before: &[Piece]) -> Option<Argument> {
    let segment = before.split(|piece| piece.mark == ',').rfind(|segment| !segment.is_empty())?;
    segment.iter().rev().find_map(|piece| match &piece.kind {
        Some(TokenKind::Word(word)) => {
            let (_, follows) = own(keyword).find(|(words, _)| words == word)?;
            matches!(follows, Argument::Things(_)).then_some(follows)
        }
        _ => None,
    })
}

/// A clause or a qualifier from its first word on.
fn clause(keyword: Option<&str>, pieces: &[Piece]) -> Slot {
    let said: Vec<String> = pieces
        .iter()
        .map_while(|piece| match &piece.kind {
            Some(TokenKind::Word(word)) => Some(word.to_string()),
            _ => None,
        })
        .collect();
    for (words, follows) in language::continuations(keyword.unwrap_or_default()) {
        let count = words.split(' ').count();
        if said.get(..count).is_some_and(|head| head.join(" ") == words) {
            let rest = pieces.get(count..).unwrap_or_default();
            return match follows {
                Argument::Condition => sentence(rest),
                _ if rest.is_empty() || is_word(rest.last(), "and") => Slot::Argument(follows),
                _ => Slot::AfterThing,
            };
        }
    }
    if said.len() < pieces.len() {
        return Slot::Nothing;
    }
    Slot::Clause { keyword: keyword.map(str::to_owned), words: said, list: None }
}
