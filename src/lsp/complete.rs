//! What could be written at a place of a document: words, names by their sorts, and whole sentences with holes.
//!
//! What may stand there is told by [`assist`](crate::assist), as in a session; what it means is added here.

use super::asked::{Asked, AtPosition, parameters};
use super::position::Range;
use crate::assist::complete::{self as assist, Place};
use crate::model::Model;
use crate::model::template::{Part, Template};
use crate::rpc::Failure;
use crate::syntax::language;
use serde_json::{Value, json};
use smol_str::format_smolstr;

/// The kinds of completion items of the protocol.
mod kind {
    pub(super) const FUNCTION: u8 = 3;
    pub(super) const VARIABLE: u8 = 6;
    pub(super) const VALUE: u8 = 12;
    pub(super) const KEYWORD: u8 = 14;
    pub(super) const SNIPPET: u8 = 15;
    pub(super) const REFERENCE: u8 = 18;
}

/// How much of the text before the place is looked at: the statement that is written is near.
const BEFORE: usize = 16 << 10;

/// `textDocument/completion`
pub(super) fn complete(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let at: AtPosition = parameters(params)?;
    let subject = asked.subject(&at.text_document.uri)?;
    let model = subject.analysis()?.model();
    let text = subject.text();
    let offset = subject.offset(at.position) as usize;
    let before = text.get(..offset).unwrap_or(text);
    let from = begin(before);
    let near = before.get(from..).unwrap_or_default();
    let found = assist::complete(model, near, Place::File);
    let start = from + found.start;
    let replaced = Range { start: subject.document.lines.position(text, start), end: at.position };
    let typed = text.get(start..offset).unwrap_or_default();
    let mut items: Vec<Value> =
        found.candidates.iter().map(|one| item(model, &one.display, &one.replacement, replaced)).collect();
    if assist::begins_sentence(near) {
        items.extend(sentences(model, typed, replaced));
    }
    Ok(json!({ "isIncomplete": false, "items": items }))
}

/// Where to begin to read, so that the statement at the end is whole: at an end of a statement, or of a line.
pub(super) fn begin(before: &str) -> usize {
    let mut from = before.len().saturating_sub(BEFORE);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    if from == 0 {
        return 0;
    }
    before.get(from..).and_then(|rest| rest.find(".\n")).map_or(from, |at| from + at + 1)
}

fn edit(range: Range, text: &str) -> Value {
    json!({ "range": Value::from(range), "newText": text })
}

/// A word or a name, with what is known of it.
fn item(model: &Model, display: &str, replacement: &str, range: Range) -> Value {
    let mut item = json!({
        "label": display,
        "kind": kind::KEYWORD,
        "textEdit": edit(range, replacement),
        "filterText": display,
    });
    let bare = display.trim_matches('"');
    let spellings = [bare.into(), format_smolstr!("is {bare}"), format_smolstr!("unit {bare}")];
    let symbol = spellings.iter().find_map(|name| model.names.get(name)).and_then(|id| model.symbol(*id));
    let mut add = |name: &str, value: Value| {
        if let Some(item) = item.as_object_mut() {
            item.insert(name.to_owned(), value);
        }
    };
    if let Some(symbol) = symbol {
        let sort = model.sorts.name(symbol.sort);
        add("kind", if display.starts_with('@') { kind::REFERENCE } else { kind::VALUE }.into());
        add("detail", sort.into());
        if let Some(gloss) = &symbol.gloss {
            add("documentation", gloss.as_str().into());
        }
    } else if display.starts_with('?') {
        add("kind", kind::VARIABLE.into());
    } else if let Some(statement) = language::statement(display) {
        add("detail", statement.example.into());
        add("documentation", statement.doc.into());
    } else if let Some(clause) = language::CLAUSES.iter().find(|clause| clause.words == display) {
        add("detail", clause.example.into());
        add("documentation", clause.doc.into());
    }
    item
}

/// The sentences of all relations, their holes to be filled.
fn sentences(model: &Model, typed: &str, range: Range) -> Vec<Value> {
    let typed = typed.to_lowercase();
    let mut items = Vec::new();
    for relation in model.relation_names.values().filter_map(|id| model.relation(*id)) {
        let Some(template) = relation.sentences.first() else { continue };
        let shown = model.pattern(template, &relation.holes);
        if !shown.to_lowercase().contains(&typed) {
            continue;
        }
        let mut item = json!({
            "label": shown,
            "kind": if model.module(relation.span).is_some() { kind::SNIPPET } else { kind::FUNCTION },
            "detail": relation.name.as_str(),
            "insertTextFormat": 2,
            "textEdit": edit(range, &snippet(model, template, &relation.holes)),
            "filterText": format!("{typed}{}", template.words().collect::<Vec<_>>().join(" ")),
            "sortText": format!("~{shown}"),
        });
        if let (Some(doc), Some(item)) = (&relation.doc, item.as_object_mut()) {
            item.insert(String::from("documentation"), json!({ "kind": "markdown", "value": doc.as_str() }));
        }
        items.push(item);
    }
    items
}

/// A sentence as a snippet: `${1:actor} depends on ${2:actor}`.
fn snippet(model: &Model, template: &Template, holes: &[Vec<crate::model::sort::SortId>]) -> String {
    let parts = template.parts.iter().map(|part| match part {
        Part::Word(word) => word.to_string(),
        Part::Hole(hole) => {
            let sorts = holes.get(*hole).map_or(String::new(), |sorts| model.sorts.words(sorts));
            format!("${{{}:{sorts}}}", hole + 1)
        }
    });
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::position::Position;
    use super::*;
    use crate::model::Doctrine;

    #[test]
    fn every_sentence_is_a_snippet() {
        let doctrine = Doctrine::standard();
        let start = Position { line: 0, character: 0 };
        let all = sentences(doctrine.model(), "", Range { start, end: start });
        assert_eq!(all.len(), doctrine.model().relation_names.len());
        let depends = all.iter().filter_map(|one| one.pointer("/textEdit/newText")?.as_str());
        assert!(depends.into_iter().any(|text| text == "${1:actor} depends on ${2:actor} for ${3:resource}"));
    }
}
