//! What `strat check` finds, as diagnostics of documents.
//!
//! A document's diagnostics are those of the analysis that begins with it whose first place is in it; those in files
//! that it imports are told where it imports them, unless these are open themselves.
//!
//! Invariant: they are those of `strat check` on the same texts.

use super::asked::{Asked, InDocument, parameters};
use super::document::Document;
use super::out::Out;
use super::position::{Position, Range};
use super::snapshot::{Opened, Snapshot};
use crate::Budget;
use crate::diagnostic::{Code, Diagnostic, Severity, clean};
use crate::rpc::{self, Failure};
use crate::source::{FileId, Origin, SourceMap};
use crate::syntax;
use crate::syntax::ast::{StatementKind, Text};
use serde_json::{Value, json};
use std::path::Path;

/// `textDocument/diagnostic`
pub(super) fn pull(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let InDocument { text_document } = parameters(params)?;
    let document = asked.snapshot.document(&text_document.uri)?;
    let opened = asked.snapshot.open(&document.path);
    let items = of_document(asked.snapshot, document, &opened, asked.budget)?;
    Ok(json!({ "kind": "full", "items": items }))
}

/// Publishes what is wrong with a document: its mistakes at once, and what follows from it when that is known.
pub(super) fn push(snapshot: &Snapshot, path: &Path, budget: &Budget, out: &Out) {
    let Some(document) = snapshot.documents.get(path).filter(|_| !budget.is_over()) else { return };
    let opened = snapshot.open(path);
    if let Ok(analysis) = opened.analysis()
        && !analysis.mistakes().is_empty()
        && !budget.is_over()
    {
        let told = Told { snapshot, document, opened: &opened };
        let mistakes = told.all(analysis.mistakes());
        out.send(published(&document.uri, Some(document.version), mistakes));
    }
    if let Ok(items) = of_document(snapshot, document, &opened, budget) {
        out.send(published(&document.uri, Some(document.version), items));
    }
}

/// The notification that these are the diagnostics of a document.
pub(super) fn published(uri: &str, version: Option<i64>, items: Vec<Value>) -> Value {
    let mut params = json!({ "uri": uri, "diagnostics": items });
    if let (Some(version), Some(params)) = (version, params.as_object_mut()) {
        params.insert(String::from("version"), version.into());
    }
    rpc::notification("textDocument/publishDiagnostics", params)
}

fn of_document(
    snapshot: &Snapshot,
    document: &Document,
    opened: &Opened,
    budget: &Budget,
) -> Result<Vec<Value>, Failure> {
    let found = opened.check(budget)?;
    Ok(Told { snapshot, document, opened }.all(found.diagnostics()))
}

/// A document with its analysis, of which something is told.
struct Told<'a> {
    snapshot: &'a Snapshot,
    document: &'a Document,
    opened: &'a Opened,
}

impl Told<'_> {
    fn all(&self, found: &[Diagnostic]) -> Vec<Value> {
        let file = self.opened.file(&self.document.path);
        let wired = |one: &Diagnostic| wire(self.opened, file, one).or_else(|| self.imported(one));
        found.iter().filter_map(wired).collect()
    }

    /// A diagnostic of an imported file, told where the file is imported; `None` if it is open, and told there.
    fn imported(&self, found: &Diagnostic) -> Option<Value> {
        let place = found.span()?;
        let path =
            self.opened.path(place.file).filter(|path| !self.snapshot.documents.contains_key(*path))?;
        let mut map = SourceMap::new();
        let file = map.add("document", &*self.document.text, Origin::User);
        let tree = syntax::parse(&map, file).value;
        let imports: Vec<&Text> = tree
            .statements
            .iter()
            .filter_map(|statement| match &statement.kind {
                StatementKind::Import(path) => Some(path),
                _ => None,
            })
            .collect();
        let folder = self.document.path.parent().unwrap_or(Path::new("/"));
        let leads =
            |import: &&&Text| self.snapshot.workspace.place(folder.join(import.value.as_str())) == path;
        // What an import imports is told at the first one.
        let import = imports.iter().find(leads).or(imports.first())?;
        let range = self.document.lines.range(&self.document.text, import.span);
        let mut told = at(found, range);
        let location =
            json!({ "location": self.opened.location(place)?, "message": clean::line(&found.message) });
        told.as_object_mut()?.insert(String::from("relatedInformation"), json!([location]));
        Some(told)
    }
}

/// A diagnostic as the protocol has it; `None` for one that belongs to another file.
pub(super) fn wire(opened: &Opened, file: Option<FileId>, found: &Diagnostic) -> Option<Value> {
    let start = Position { line: 0, character: 0 };
    let range = match found.span() {
        Some(span) if Some(span.file) == file => opened.range(span)?,
        Some(_) if file.is_some() => return None,
        // It concerns the file as a whole.
        _ => Range { start, end: start },
    };
    let mut wire = at(found, range);
    let related: Vec<Value> = found
        .labels
        .iter()
        .skip(1)
        .filter_map(|label| {
            Some(json!({ "location": opened.location(label.span)?, "message": clean::line(&label.text) }))
        })
        .collect();
    if !related.is_empty() {
        wire.as_object_mut()?.insert(String::from("relatedInformation"), related.into());
    }
    Some(wire)
}

/// A diagnostic at a place.
fn at(found: &Diagnostic, range: Range) -> Value {
    let severity = match found.severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Note => 3,
    };
    let mut wire = json!({
        "range": Value::from(range),
        "severity": severity,
        "code": found.code.number(),
        "source": "strat",
        "message": message(found),
    });
    if let (true, Some(members)) = (is_unused(found.code), wire.as_object_mut()) {
        members.insert(String::from("tags"), json!([1]));
    }
    wire
}

/// Whether what is told is that something is there for nothing.
fn is_unused(code: Code) -> bool {
    matches!(code, Code::UnusedName | Code::IdleRule | Code::UnreadStatement | Code::UnusedSilencing)
}

/// What is wrong, what is said of the place, what to write instead, and why.
fn message(found: &Diagnostic) -> String {
    let mut out = clean::line(&found.message).into_owned();
    if let Some(first) = found.labels.first().filter(|label| !label.text.is_empty()) {
        out.push_str(&format!(" ({})", clean::line(&first.text)));
    }
    for (kind, text) in
        found.help.iter().map(|help| ("help", help)).chain(found.notes.iter().map(|note| ("note", note)))
    {
        out.push_str(&format!("\n{kind}: {}", clean::block(text)));
    }
    out
}
