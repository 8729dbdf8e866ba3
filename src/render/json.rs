//! A report as one JSON object with stable keys; `docs/strat.schema.json`, made of the types, describes it.
//!
//! A part that the command did not compute is absent. Control characters are escaped. Lines and columns count from 1, columns in
//! characters; likelihoods are floating point numbers, the only place where exact numbers are rounded.
//!
//! Invariant: the object is nested less than 128 levels deep, since readers of JSON have limits of their
//! own; a proof that goes deeper is cut, and says so.

use crate::diagnostic::clean;
use crate::report::Report;
use crate::source::SourceMap;

/// The report as JSON, indented, ending in a line break.
///
/// # Errors
/// None that an analysis can cause; serde_json's own, should it fail.
pub fn report(report: &Report, sources: &SourceMap) -> Result<String, serde_json::Error> {
    let mut located = report.clone();
    located.locate(sources);
    written(&located)
}

/// Any value as indented JSON without control characters, ending in a line break.
pub(super) fn written(value: &impl serde::Serialize) -> Result<String, serde_json::Error> {
    let mut text = escape(serde_json::to_string_pretty(value)?);
    text.push('\n');
    Ok(text)
}

/// Escapes the control characters that JSON lets through: C1, and those that reorder text.
///
/// They stand within strings only, and are of the basic plane, so `\uXXXX` says the same.
fn escape(json: String) -> String {
    let let_through = |c: char| c >= '\u{7f}' && clean::hostile(c);
    if !json.contains(let_through) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if let_through(c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}
