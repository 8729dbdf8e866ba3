//! What can be done about what is wrong at a place, and with what stands there.
//!
//! Every fix of `strat check --fix` is offered where its finding is, and all of them together; besides, a name that is
//! not declared can be declared.
//!
//! Invariant: an action is a proposal: the editor carries it out or not.

use super::asked::{Asked, Subject, parameters};
use super::diagnostics;
use super::position::{Position, Range};
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{Edit, Fix, Sureness};
use crate::rpc::Failure;
use crate::source::Span;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The kinds of actions.
pub(super) const KINDS: &[&str] = &["quickfix", "source.fixAll.strat"];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    text_document: super::asked::Identifier,
    range: Range,
    #[serde(default)]
    context: Context,
}

#[derive(Default, Deserialize)]
struct Context {
    only: Option<Vec<String>>,
}

impl Context {
    /// Whether actions of a kind are wanted.
    fn wants(&self, kind: &str) -> bool {
        let of = |wanted: &String| {
            kind == wanted || kind.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        self.only.as_ref().is_none_or(|only| only.iter().any(of))
    }
}

/// `textDocument/codeAction`
pub(super) fn actions(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let Wanted { text_document, range, context } = parameters(params)?;
    let subject = asked.subject(&text_document.uri)?;
    let found = subject.opened.check(asked.budget)?;
    let mut actions = Vec::new();
    let here = |one: &&Diagnostic| {
        let places = one.labels.iter().filter(|label| label.span.file == subject.file);
        let ranges = places.filter_map(|label| subject.opened.range(label.span));
        ranges.into_iter().any(|place| place.start <= range.end && range.start <= place.end)
    };
    for one in found.diagnostics().iter().filter(here).filter(|_| context.wants("quickfix")) {
        if let Some(fix) = &one.fix
            && let Some(edit) = changes(&subject, std::iter::once(&**fix))
        {
            actions.push(quick(&subject, one, &fix.title, edit, fix.sureness == Sureness::Certain));
        }
        for (title, edit) in declarations(&subject, one) {
            actions.push(quick(&subject, one, &title, edit, false));
        }
    }
    let fixes = found.diagnostics().iter().filter_map(|one| one.fix.as_deref());
    let fixes: Vec<&Fix> = fixes.filter(|fix| fix.sureness == Sureness::Certain).collect();
    if context.wants("source.fixAll.strat") && !fixes.is_empty() {
        let apart = apart(&fixes);
        if let Some(edit) = changes(&subject, apart) {
            actions.push(json!({ "title": "Mend all that can be mended for certain", "kind": "source.fixAll.strat", "edit": edit }));
        }
    }
    Ok(actions.into())
}

fn quick(subject: &Subject, found: &Diagnostic, title: &str, edit: Value, preferred: bool) -> Value {
    let told = diagnostics::wire(&subject.opened, Some(subject.file), found);
    json!({
        "title": title,
        "kind": "quickfix",
        "diagnostics": told.into_iter().collect::<Vec<_>>(),
        "isPreferred": preferred,
        "edit": edit,
    })
}

/// The fixes that do not overlap, the first ones first.
fn apart<'f>(fixes: &[&'f Fix]) -> Vec<&'f Fix> {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut apart = Vec::new();
    let overlap =
        |one: Span, other: Span| one.file == other.file && one.start < other.end && other.start < one.end;
    for fix in fixes {
        if fix
            .edits
            .iter()
            .all(|edit| taken.iter().all(|other| edit.span != other.span && !overlap(edit.span, other.span)))
        {
            taken.extend(&fix.edits);
            apart.push(*fix);
        }
    }
    apart
}

/// Fixes as an edit of documents; `None` if one of them is in no document.
fn changes<'f>(subject: &Subject, fixes: impl IntoIterator<Item = &'f Fix>) -> Option<Value> {
    let mut changes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for edit in fixes.into_iter().flat_map(|fix| &fix.edits) {
        let range = Value::from(subject.opened.range(edit.span)?);
        let uri = subject.opened.uri(edit.span.file)?.to_owned();
        changes.entry(uri).or_default().push(json!({ "range": range, "newText": edit.text }));
    }
    (!changes.is_empty()).then(|| json!({ "changes": changes }))
}

/// The words before what is to be written, in the help of diagnostics.
const DECLARE: &str = "declare it: `";

/// Declarations that a diagnostic proposes, put before the first statement that speaks of the name.
fn declarations(subject: &Subject, found: &Diagnostic) -> Vec<(String, Value)> {
    if !matches!(found.code, Code::UnknownName | Code::NoSentence) {
        return Vec::new();
    }
    let told = found.help.iter().chain(&found.notes);
    let proposed = told.filter_map(|text| {
        let from = text.find(DECLARE)? + DECLARE.len();
        let rest = text.get(from..)?;
        rest.get(..rest.find("`")?)
    });
    let Some(place) = found.span().and_then(|span| subject.opened.range(span)) else { return Vec::new() };
    let edits = proposed.map(|statement| {
        let line = statement_line(subject, place.start.line);
        let start = Position { line, character: 0 };
        let edit =
            json!({ "range": Value::from(Range { start, end: start }), "newText": format!("{statement}\n") });
        let changes = json!({ "changes": { (subject.document.uri.clone()): [edit] } });
        (format!("Declare it: `{statement}`"), changes)
    });
    edits.collect()
}

/// The line on which the outermost statement around a line begins.
fn statement_line(subject: &Subject, line: u32) -> u32 {
    let text = subject.text();
    let offset = subject.document.lines.offset(text, Position { line, character: 0 });
    let before = text.get(..offset).unwrap_or("");
    let indented = |line: &&str| line.starts_with([' ', '\t', '}']);
    let this = text.get(offset..).and_then(|rest| rest.lines().next()).unwrap_or("");
    if !indented(&this) {
        return line;
    }
    let up = before.lines().rev().take_while(indented).count();
    line.saturating_sub(u32::try_from(up).unwrap_or(0) + 1)
}
