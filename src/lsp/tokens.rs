//! The words of a document by their roles, for colours that know what a name stands for.
//!
//! Invariant: tokens do not overlap, none runs over the end of a line, and their order is that of the text.

use super::asked::{Asked, InRange, Subject, parameters};
use super::position::Range;
use crate::model::Model;
use crate::model::occurrences::{Entity, Role};
use crate::model::sort::SortId;
use crate::rpc::Failure;
use crate::source::Span;
use crate::syntax::lexer::{Kind, lexemes};
use crate::syntax::words;
use serde_json::{Value, json};

/// The types of tokens, by number.
pub(super) const TYPES: &[&str] = &[
    "keyword",
    "class",
    "type",
    "property",
    "method",
    "event",
    "namespace",
    "function",
    "interface",
    "variable",
    "string",
    "number",
    "comment",
    "operator",
    "decorator",
    "enumMember",
    "macro",
];

/// The modifiers of tokens, by bit.
pub(super) const MODIFIERS: &[&str] = &["declaration", "documentation", "defaultLibrary"];

const DECLARATION: u32 = 1;
const DOCUMENTATION: u32 = 2;
const LIBRARY: u32 = 4;

fn number(kind: &str) -> Option<u32> {
    TYPES.iter().position(|known| *known == kind).and_then(|at| u32::try_from(at).ok())
}

/// `textDocument/semanticTokens/full`
pub(super) fn full(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let subject = asked.document(params)?;
    Ok(json!({ "data": data(&subject, None)? }))
}

/// `textDocument/semanticTokens/range`
pub(super) fn range(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let InRange { text_document, range } = parameters(params)?;
    let subject = asked.subject(&text_document.uri)?;
    Ok(json!({ "data": data(&subject, Some(range))? }))
}

/// Five numbers a token: lines and columns from the one before, length, type and modifiers.
fn data(subject: &Subject, within: Option<Range>) -> Result<Vec<u32>, Failure> {
    let text = subject.text();
    let lines = &subject.document.lines;
    let model = subject.analysis()?.model();
    let mut data = Vec::new();
    let mut last = (0, 0);
    let mut opening = true;
    for lexeme in lexemes(text) {
        let word = lexeme.of(text);
        let span = Span::new(
            subject.file,
            u32::try_from(lexeme.start).unwrap_or(u32::MAX),
            u32::try_from(lexeme.end).unwrap_or(u32::MAX),
        );
        let role = match lexeme.kind {
            Kind::Blank => None,
            Kind::Comment if word.starts_with("##") => Some(("comment", DOCUMENTATION)),
            Kind::Comment => Some(("comment", 0)),
            Kind::Mark => {
                opening |= matches!(word, "." | "{" | "}" | ":");
                None
            }
            _ => role(model, span, lexeme.kind, word, opening),
        };
        if lexeme.is_said() && lexeme.kind != Kind::Mark {
            opening = false;
        }
        let Some((kind, modifiers)) = role else { continue };
        let Some(kind) = number(kind) else { continue };
        let mut at = lexeme.start;
        for line in word.split_inclusive('\n') {
            let place = lines.position(text, at);
            at += line.len();
            let length = u32::try_from(lines.width(line.trim_end_matches(['\r', '\n']))).unwrap_or(u32::MAX);
            let outside = within.is_some_and(|within| place < within.start || place > within.end);
            if length == 0 || outside {
                continue;
            }
            let down = place.line - last.0;
            let right = if down == 0 { place.character - last.1 } else { place.character };
            data.extend([down, right, length, kind, modifiers]);
            last = (place.line, place.character);
        }
    }
    Ok(data)
}

/// What a word is shown as.
fn role(model: &Model, span: Span, kind: Kind, word: &str, opening: bool) -> Option<(&'static str, u32)> {
    if let Some(name) = model.occurrences.at(span.file, span.start).filter(|one| one.span.holds(span)) {
        let declared = if name.role == Role::Declaration { DECLARATION } else { 0 };
        let standard = |declared: Option<Span>| {
            if declared.is_none_or(|span| model.module(span).is_some()) { LIBRARY } else { 0 }
        };
        return Some(match &name.entity {
            Entity::Variable(..) => ("variable", 0),
            Entity::Likelihood(_) | Entity::Scale(_) => ("macro", 0),
            Entity::Rule(_) => ("function", declared),
            Entity::Sort(_) => ("type", declared),
            Entity::Relation(id) => {
                ("interface", declared | standard(model.relation(*id).map(|one| one.span)))
            }
            Entity::Symbol(id) => {
                let symbol = model.symbol(*id)?;
                let below = |sort| model.sorts.is_below(symbol.sort, sort);
                let kind = match symbol.sort {
                    SortId::STATEMENT => "decorator",
                    SortId::KIND | SortId::UNIT => "type",
                    SortId::SOURCE => "namespace",
                    SortId::GOAL | SortId::MATTER => "property",
                    SortId::ACTION => "method",
                    SortId::EVENT | SortId::FORECAST => "event",
                    _ if below(SortId::ACTOR) => "class",
                    _ => "enumMember",
                };
                (kind, declared)
            }
        });
    }
    match kind {
        Kind::Text | Kind::OpenText => Some(("string", 0)),
        Kind::Number | Kind::Date => Some(("number", 0)),
        Kind::Operator => Some(("operator", 0)),
        Kind::Variable => Some(("variable", 0)),
        Kind::Label => Some(("decorator", 0)),
        Kind::Word
            if words::joins(word) || words::begins_a_clause(word) || (opening && words::opens(word)) =>
        {
            Some(("keyword", 0))
        }
        Kind::Word if words::anonymous(word) => Some(("variable", 0)),
        _ => None,
    }
}
