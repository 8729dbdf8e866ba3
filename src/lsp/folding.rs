//! The parts of a document: what can be folded, what to select next, and the files that it names.

use super::asked::{Asked, InDocument, parameters};
use super::position::{Lines, Position, Range};
use super::uri;
use crate::model::resolve::walk;
use crate::rpc::Failure;
use crate::source::{Origin, SourceMap, Span};
use crate::syntax;
use crate::syntax::ast::{Ast, ClauseKind, Statement, StatementKind, Text};
use crate::syntax::lexer::{Kind, lexemes};
use serde::Deserialize;
use serde_json::{Value, json};

fn tree(text: &str) -> Ast {
    let mut map = SourceMap::new();
    let file = map.add("document", text, Origin::User);
    syntax::parse(&map, file).value
}

/// `textDocument/foldingRange`: statements of several lines, and comments.
pub(super) fn folding(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let InDocument { text_document } = parameters(params)?;
    let document = asked.snapshot.document(&text_document.uri)?;
    let tree = tree(&document.text);
    let mut found = Vec::new();
    let mut add = |start: u32, end: u32, kind: Option<&str>| {
        if start < end {
            let mut one = json!({ "startLine": start, "endLine": end });
            if let (Some(kind), Some(one)) = (kind, one.as_object_mut()) {
                one.insert(String::from("kind"), kind.into());
            }
            found.push(one);
        }
    };
    walk(&tree.statements, &mut |statement| {
        let range = document.lines.range(&document.text, statement.span);
        add(range.start.line, range.end.line, None);
    });
    for (start, end) in comments(&document.text, &document.lines) {
        add(start, end, Some("comment"));
    }
    found.sort_by_key(|one| one.get("startLine").and_then(Value::as_u64));
    Ok(found.into())
}

/// Comments on lines that follow each other, by their first and last line.
fn comments(text: &str, lines: &Lines) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for comment in lexemes(text).filter(|lexeme| lexeme.kind == Kind::Comment) {
        let line = lines.position(text, comment.start).line;
        match found.last_mut() {
            Some((_, end)) if *end + 1 == line => *end = line,
            _ => found.push((line, line)),
        }
    }
    found
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Selection {
    text_document: super::asked::Identifier,
    positions: Vec<Position>,
}

/// `textDocument/selectionRange`: the word, the part between commas, the statement, its block, the file.
pub(super) fn selection(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let Selection { text_document, positions } = parameters(params)?;
    let document = asked.snapshot.document(&text_document.uri)?;
    let (text, lines) = (&*document.text, &document.lines);
    let tree = tree(text);
    let ranges = positions.into_iter().map(|position| {
        let offset = lines.offset(text, position);
        let mut spans = vec![(0, text.len())];
        around(&tree.statements, offset, &mut spans);
        let (start, end) = spans.last().copied().unwrap_or((0, text.len()));
        if spans.len() > 1 {
            spans.extend(part(text, start, end, offset));
        }
        let word = lexemes(text).find(|one| one.is_said() && one.start <= offset && offset <= one.end);
        spans.extend(word.map(|word| (word.start, word.end)));
        spans.dedup();
        spans.into_iter().fold(Value::Null, |parent, (start, end)| {
            let range = Range { start: lines.position(text, start), end: lines.position(text, end) };
            let mut one = json!({ "range": Value::from(range) });
            if let (false, Some(one)) = (parent.is_null(), one.as_object_mut()) {
                one.insert(String::from("parent"), parent);
            }
            one
        })
    });
    Ok(ranges.collect::<Vec<_>>().into())
}

/// The statements that hold a place, the outermost first. Blocks are nested no deeper than the parser's cap.
fn around(statements: &[Statement], offset: usize, spans: &mut Vec<(usize, usize)>) {
    let holds = |span: Span| span.start as usize <= offset && offset <= span.end as usize;
    if let Some(one) = statements.iter().find(|one| holds(one.span)) {
        spans.push((one.span.start as usize, one.span.end as usize));
        around(one.block.as_deref().unwrap_or_default(), offset, spans);
    }
}

/// The part of a statement between the marks around a place.
fn part(text: &str, start: usize, end: usize, offset: usize) -> Option<(usize, usize)> {
    let within = text.get(start..end)?;
    let marks = lexemes(within).filter(|one| {
        one.kind == Kind::Mark && matches!(one.of(within), "," | "." | ":" | "{" | "}" | "(" | ")")
    });
    let (mut from, mut to) = (start, end);
    for mark in marks {
        if start + mark.end <= offset {
            from = start + mark.end;
        } else if start + mark.start >= offset {
            to = start + mark.start;
            break;
        }
    }
    let said = text.get(from..to)?;
    let from = from + said.len() - said.trim_start().len();
    let to = from + said.trim().len();
    (from <= offset && offset <= to && from < to).then_some((from, to))
}

/// `textDocument/documentLink`: imports, tables, and the texts of sources.
pub(super) fn links(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let InDocument { text_document } = parameters(params)?;
    let document = asked.snapshot.document(&text_document.uri)?;
    let tree = tree(&document.text);
    let mut paths: Vec<&Text> = Vec::new();
    walk(&tree.statements, &mut |statement| match &statement.kind {
        StatementKind::Import(path) | StatementKind::DeclareFrom { path, .. } => paths.push(path),
        StatementKind::Facts(facts) => paths.push(&facts.path),
        StatementKind::Declare(_, list) => {
            paths.extend(list.clauses.iter().filter_map(|clause| match &clause.kind {
                ClauseKind::TextFile(path) => Some(path),
                _ => None,
            }))
        }
        _ => {}
    });
    let folder = document.path.parent().map(std::path::Path::to_owned).unwrap_or_default();
    let links = paths.into_iter().filter_map(|path| {
        let target = asked.snapshot.workspace.real(folder.join(path.value.as_str()))?;
        let range = document.lines.range(&document.text, path.span);
        Some(json!({ "range": Value::from(range), "target": uri::uri(&target) }))
    });
    Ok(links.collect::<Vec<_>>().into())
}
