//! What stands between the lines: how much a likelihood is, and how expectations fare.

use super::asked::{Asked, InRange, parameters};
use super::sentence;
use crate::model::occurrences::Entity;
use crate::model::resolve::walk;
use crate::model::value::scale::{Hedge, percents};
use crate::report::Outcome;
use crate::rpc::Failure;
use crate::source::{Origin, SourceMap, Span};
use crate::syntax;
use crate::syntax::ast::StatementKind;
use serde_json::{Value, json};

/// `textDocument/inlayHint`: behind a word of likelihood its interval.
pub(super) fn hints(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let InRange { text_document, range } = parameters(params)?;
    let subject = asked.subject(&text_document.uri)?;
    let model = subject.analysis()?.model();
    let whole = Span::new(subject.file, subject.offset(range.start), subject.offset(range.end));
    let hints = model.occurrences.within(whole).iter().filter_map(|one| {
        let Entity::Likelihood(word) = &one.entity else { return None };
        let Some(Hedge::Word(found)) = model.frame.scale.find(word) else { return None };
        let place = subject.opened.range(one.span)?.end;
        let label = format!(" ({})", percents(&found.range));
        Some(json!({ "position": { "line": place.line, "character": place.character }, "label": label }))
    });
    Ok(hints.collect::<Vec<_>>().into())
}

/// `textDocument/codeLens`: above an expectation how it fares, above scenarios and questions what can be asked of them.
pub(super) fn lenses(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let subject = asked.document(params)?;
    let uri = &subject.document.uri;
    let mut lenses = Vec::new();
    let mut add = |span: Span, title: String, question: String| {
        let Some(range) = subject.opened.range(span).map(Value::from) else { return };
        let command = json!({ "title": title, "command": "strat.ask", "arguments": [uri, question] });
        lenses.push(json!({ "range": range, "command": command }));
    };
    let model = subject.analysis()?.model();
    let found = subject.opened.check(asked.budget)?;
    for one in found.report().expectations.iter().flatten() {
        let Some(span) = one.place.as_ref().map(|place| place.span).filter(|span| span.file == subject.file)
        else {
            continue;
        };
        let title = match (one.outcome, &one.found) {
            (Outcome::Passed, _) => String::from("met"),
            (Outcome::Failed, Some(found)) => format!("not met: {}", found.words),
            (Outcome::Failed, None) => String::from("not met"),
        };
        let expected = model.expectations.iter().find(|expectation| expectation.span == span);
        let Some(question) = expected.and_then(|expected| sentence::question(model, expected)) else {
            continue;
        };
        add(span, title, question);
    }
    let mut map = SourceMap::new();
    let file = map.add("document", subject.text(), Origin::User);
    let tree = syntax::parse(&map, file).value;
    walk(&tree.statements, &mut |statement| {
        let (names, title) = match &statement.kind {
            StatementKind::Scenario(list) | StatementKind::Game(list) => (&list.names, "play it through"),
            StatementKind::Question(list) => (&list.names, "weigh its hypotheses"),
            _ => return,
        };
        if let Some(name) = names.first() {
            let span = Span { file: subject.file, ..name.span };
            add(span, title.to_owned(), format!("about {}", name.text));
        }
    });
    Ok(lenses.into())
}
