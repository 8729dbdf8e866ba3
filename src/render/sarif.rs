//! Findings as SARIF 2.1.0 (OASIS), for code scanning.
//!
//! Invariant: valid by the schema of the standard; columns count characters, as `columnKind` says.

use crate::diagnostic::{Code, Diagnostic, Label, Severity};
use crate::report::Report;
use crate::source::{Origin, SourceMap, Span};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The findings of a report as a SARIF log, indented, ending in a line break.
///
/// # Errors
/// None that an analysis can cause; serde_json's own, should it fail.
pub fn sarif(report: &Report, sources: &SourceMap) -> Result<String, serde_json::Error> {
    let codes: Vec<Code> =
        report.diagnostics.iter().map(|found| found.code).collect::<BTreeSet<Code>>().into_iter().collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = report.diagnostics.iter().map(|found| result(found, &codes, sources)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "strat",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    super::json::written(&log)
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.number(),
        "shortDescription": {"text": code.title()},
        "help": {"text": code.page(), "markdown": code.page()},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn level(severity: Severity) -> &'static str {
    severity.word()
}

fn result(found: &Diagnostic, codes: &[Code], sources: &SourceMap) -> Value {
    let mut text = found.message.clone();
    for more in found.help.iter().map(|help| format!("help: {help}")).chain(found.notes.iter().cloned()) {
        text.push('\n');
        text.push_str(&more);
    }
    // A reader of the log can open neither the doctrine nor what was typed.
    let own = |label: &&Label| sources.file(label.span.file).is_some_and(|file| file.origin == Origin::User);
    let mut labels = found.labels.iter().filter(own);
    let mut value = json!({
        "ruleId": found.code.number(),
        "ruleIndex": codes.iter().position(|code| *code == found.code),
        "level": level(found.severity),
        "message": {"text": text},
        "partialFingerprints": {"finding/v1": fingerprint(found, sources)},
    });
    if let Some(object) = value.as_object_mut() {
        if let Some(first) = labels.next() {
            object.insert(String::from("locations"), json!([location(first, None, sources)]));
        }
        let related: Vec<Value> =
            labels.enumerate().map(|(at, label)| location(label, Some(at), sources)).collect();
        if !related.is_empty() {
            object.insert(String::from("relatedLocations"), Value::Array(related));
        }
        // What was typed is no file in which anything could be written.
        let own = |span: Span| sources.file(span.file).is_some_and(|file| file.origin == Origin::User);
        let fix = found.fix.as_deref().filter(|fix| fix.edits.iter().all(|edit| own(edit.span)));
        if let Some(fix) = fix {
            let changes: Vec<Value> = fix
                .edits
                .iter()
                .map(|edit| {
                    json!({
                        "artifactLocation": {"uri": uri(edit.span, sources)},
                        "replacements": [{
                            "deletedRegion": region(edit.span, sources),
                            "insertedContent": {"text": edit.text},
                        }],
                    })
                })
                .collect();
            let fix = json!([{"description": {"text": fix.title}, "artifactChanges": changes}]);
            object.insert(String::from("fixes"), fix);
        }
    }
    value
}

fn location(label: &Label, id: Option<usize>, sources: &SourceMap) -> Value {
    let mut value = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri(label.span, sources)},
            "region": region(label.span, sources),
        },
    });
    if let Some(object) = value.as_object_mut() {
        if let Some(id) = id {
            object.insert(String::from("id"), json!(id));
        }
        if !label.text.is_empty() {
            object.insert(String::from("message"), json!({"text": label.text}));
        }
    }
    value
}

fn region(span: Span, sources: &SourceMap) -> Value {
    let Some(file) = sources.file(span.file) else { return json!({"startLine": 1}) };
    let (start, end) = (file.position(span.start), file.position(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a relative reference: everything that has a meaning in a URI is escaped (RFC 3986).
fn uri(span: Span, sources: &SourceMap) -> String {
    let name = sources.file(span.file).map_or("", |file| &file.name);
    let mut out = String::new();
    for byte in name.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    if out.starts_with('/') { format!("file://{out}") } else { out }
}

/// The same for the same finding wherever it stands in its file (FNV-1a, 64 bits).
fn fingerprint(found: &Diagnostic, sources: &SourceMap) -> String {
    let file = found.span().map_or_else(String::new, |span| uri(span, sources));
    let text = format!("{file}\0{}\0{}", found.code.number(), found.message);
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}
