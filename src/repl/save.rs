//! A session to a file: the text of the root file with its comments, without what was taken back, and with
//! what was said after it.
//!
//! Invariant: the file is written whole or not at all, and reads as the model of the session.

use super::draft::{Draft, retracts_sentence, sentence};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{self, FileId, Origin, Span};
use crate::syntax::{self, ast::StatementKind};
use std::ops::Range;
use std::path::Path;

/// What was written.
pub(super) struct Saved {
    /// How many lines the file has.
    pub(super) lines: usize,
    /// What could not be written as it was said.
    pub(super) notes: Vec<String>,
}

/// Writes the analysis of a session.
///
/// # Errors
/// The file cannot be written, or something was taken back that stands in an imported file.
pub(super) fn save(draft: &Draft, path: &Path) -> Result<Saved, Box<Diagnostic>> {
    let (text, notes) = text(draft)?;
    source::save(path, &text).map_err(|error| Box::new(Diagnostic::unwritable(path, &error)))?;
    Ok(Saved { lines: text.lines().count(), notes })
}

/// The text of the file.
fn text(draft: &Draft) -> Result<(String, Vec<String>), Box<Diagnostic>> {
    let mut notes = Vec::new();
    let gone: Vec<Span> = draft
        .retracted
        .iter()
        .filter_map(|id| draft.model.statement(*id))
        .map(|statement| statement.span)
        .collect();
    let root = draft.root();
    let typed = |file: FileId| draft.map.file(file).is_some_and(|file| file.origin == Origin::Typed);
    if let Some(span) = gone.iter().find(|span| Some(span.file) != root && !typed(span.file)) {
        return Err(Box::new(
            Diagnostic::new(Code::NotHere, "what was taken back stands in another file")
                .label(*span, "an imported file is not written")
                .help("take it out of that file, or `:undo` and save again"),
        ));
    }
    let mut out = match root.and_then(|root| draft.map.file(root)) {
        Some(file) => {
            let own = gone.iter().filter(|span| Some(span.file) == root).copied();
            without(&file.text, &own.collect::<Vec<_>>())
        }
        None => String::new(),
    };
    let added = added(draft, &gone);
    if !added.is_empty() && !out.is_empty() {
        out.truncate(out.trim_end().len());
        out.push_str("\n\n");
    }
    out.push_str(&added);
    if !draft.supposed.is_empty() {
        let mut name = String::from("supposed");
        while draft.model.names.contains_key(name.as_str()) {
            name.push_str("_again");
        }
        out.push_str(&format!("\nscenario {name} \"what was supposed in a session\" {{\n"));
        for literal in &draft.supposed {
            out.push_str(&format!("  suppose {}.\n", sentence(&draft.model, literal)));
        }
        out.push_str("}\n");
        notes.push(format!("what was supposed is written as the scenario `{name}`"));
    }
    Ok((out, notes))
}

/// What the session states, as it was typed; ends in a line break unless it is empty.
fn added(draft: &Draft, gone: &[Span]) -> String {
    let mut out = String::new();
    for edit in draft.edits() {
        if retracts_sentence(&edit.text) {
            continue;
        }
        let mut cut: Vec<Span> = gone.iter().filter(|span| span.file == edit.file()).copied().collect();
        for statement in &syntax::parse(&draft.map, edit.file()).value.statements {
            if matches!(statement.kind, StatementKind::Retract(_) | StatementKind::Suppose(_)) {
                cut.push(statement.span);
            }
        }
        let rest = without(&edit.text, &cut);
        if !rest.trim().is_empty() {
            out.push_str(rest.trim_end());
            out.push('\n');
        }
    }
    out
}

/// The text without some statements; their doc comments, and lines that they leave empty, go with them.
fn without(text: &str, gone: &[Span]) -> String {
    let mut ranges: Vec<Range<usize>> =
        gone.iter().map(|span| whole_lines(text, span.start as usize..span.end as usize)).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in ranges {
        out.push_str(text.get(at..range.start).unwrap_or_default());
        at = at.max(range.end);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The range of a statement with its lines, if nothing else stands on them, and the doc comment above it.
fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let after = text.get(range.end..).unwrap_or_default();
    let rest = after.split('\n').next().unwrap_or_default();
    if !text.get(line..range.start).unwrap_or_default().trim().is_empty() || !rest.trim().is_empty() {
        return range;
    }
    let mut start = line;
    while let Some(above) = text.get(..start.saturating_sub(1)).filter(|_| start > 0) {
        let line = above.rfind('\n').map_or(0, |at| at + 1);
        let doc = above.get(line..).unwrap_or_default().trim_start();
        if !(doc == "##" || doc.starts_with("## ")) {
            break;
        }
        start = line;
    }
    let mut end = (range.end + rest.len() + 1).min(text.len());
    // Of the blank lines on both sides one stays.
    let blank_before = start == 0 || text.get(..start).is_some_and(|before| before.ends_with("\n\n"));
    if blank_before && text.get(end..).is_some_and(|after| after.starts_with('\n')) {
        end += 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::new(FileId(0), start as u32, (start + part.len()) as u32)
    }

    #[test]
    fn a_statement_goes_with_its_doc_comment_and_its_line() {
        let text = "# kept\nA is b.\n\n## says why\n@l: B is c,\n  likely.\nC is d.  # kept too\n";
        assert_eq!(
            without(text, &[span(text, "@l: B is c,\n  likely.")]),
            "# kept\nA is b.\n\nC is d.  # kept too\n"
        );
        assert_eq!(
            without(text, &[span(text, "C is d.")]),
            "# kept\nA is b.\n\n## says why\n@l: B is c,\n  likely.\n  # kept too\n"
        );
    }
}
