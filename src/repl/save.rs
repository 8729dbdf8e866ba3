//! A session to a file: the text of the root file with its comments, without what was taken back, and with
//! what was said after it.
//!
//! Invariant: the file is written whole or not at all, and reads as the model of the session.

use super::draft::{Draft, retracts_sentence, sentence};
use crate::diagnostic::{Checked, Code, Diagnostic, Severity};
use crate::model::{self, Model};
use crate::source::{self, Disk, FileId, Origin, Overlay, SourceMap, Span};
use crate::syntax::{self, ast::StatementKind};
use crate::theory::{Lowered, View};
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
/// The file cannot be written, something was taken back that stands in an imported file, or the text would
/// not be read again as it is meant; nothing is written then.
pub(super) fn save(draft: &Draft, path: &Path) -> Result<Saved, Refused> {
    let here = |diagnostic: Diagnostic| Refused { diagnostics: vec![diagnostic], map: None };
    let (text, notes) = text(draft).map_err(|diagnostic| here(*diagnostic))?;
    let mistakes = mistakes(draft, &text, path);
    let found = draft.found.iter().filter(|found| found.severity == Severity::Error).count();
    let known = found + uncompiled(&draft.base).len();
    if mistakes.diagnostics.len() > known {
        return Err(mistakes);
    }
    source::save(path, &text).map_err(|error| here(Diagnostic::unwritable(path, &error)))?;
    Ok(Saved { lines: text.lines().count(), notes })
}

/// Why nothing was written.
pub(super) struct Refused {
    /// What is wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The text that would have been written, where that is what they speak of.
    pub(super) map: Option<SourceMap>,
}

/// The mistakes that would be found in the file.
fn mistakes(draft: &Draft, text: &str, path: &Path) -> Refused {
    let mut map = SourceMap::new();
    let mut files = Overlay::over(Disk);
    files.open(path, text);
    let diagnostics = match model::load(&draft.doctrine, &files, path, &mut map) {
        Ok(Checked { value, diagnostics }) => {
            let errors = diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
            errors.chain(uncompiled(&value)).collect()
        }
        Err(unreadable) => vec![unreadable],
    };
    Refused { diagnostics, map: Some(map) }
}

/// The mistakes that show only when the statements are put together, in the base view or a scenario.
fn uncompiled(model: &Model) -> Vec<Diagnostic> {
    let lowered = Lowered::new(model);
    let scenarios = model.scenarios.iter().map(|scenario| Some(scenario.symbol));
    let mut found: Vec<Diagnostic> = Vec::new();
    for scenario in std::iter::once(None).chain(scenarios) {
        let compiled = lowered.theory(model, &View { scenario, ..View::default() }, &[]);
        for diagnostic in compiled.diagnostics {
            if diagnostic.severity == Severity::Error && !found.contains(&diagnostic) {
                found.push(diagnostic);
            }
        }
    }
    found
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
    // A clause may speak of several names: it goes only if all that it says was taken back.
    let kept = draft.model.statements().find(|(id, statement)| {
        !draft.retracted.contains(id) && draft.model.is_own(*id) && gone.contains(&statement.span)
    });
    if let Some((_, statement)) = kept {
        return Err(Box::new(
            Diagnostic::new(Code::NotHere, "only part of what stands here was taken back")
                .label(statement.span, "this says more than that")
                .help("say it in statements of their own, or take back the rest too"),
        ));
    }
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
    let crlf = out.contains("\r\n");
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
    if crlf {
        out = out.replace("\r\n", "\n").replace('\n', "\r\n");
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
    let mut ranges: Vec<Range<usize>> = gone
        .iter()
        .map(|span| {
            let range = span.start as usize..span.end as usize;
            let whole = text.get(range.clone()).is_some_and(|said| said.ends_with(['.', '}']));
            if whole { whole_lines(text, range) } else { with_comma(text, range) }
        })
        .collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let end = text.len()..text.len();
    for range in ranges.into_iter().chain([end]) {
        let kept = text.get(at..range.start).unwrap_or_default();
        // A stop whose clauses have all gone moves up to what is left.
        if at > 0 && kept.starts_with('.') {
            out.truncate(out.trim_end().len());
        }
        out.push_str(kept);
        at = at.max(range.end);
    }
    out
}

/// The range of a clause with the comma before it or, if it is the first one, the comma after it.
fn with_comma(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default().trim_end();
    let after = text.get(range.end..).unwrap_or_default();
    let rest = after.trim_start();
    if before.ends_with(',') {
        before.len() - 1..range.end
    } else if let Some(rest) = rest.strip_prefix(',') {
        range.start..text.len() - rest.trim_start().len()
    } else {
        before.len()..range.end
    }
}

/// The range of a statement with its doc comment and its lines, if nothing else stands on them. A comment
/// behind it stays, where the first line was.
fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let line = line_start(text, range.start);
    let after = text.get(range.end..).unwrap_or_default();
    let rest = after.split('\n').next().unwrap_or_default();
    let alone = text.get(line..range.start).is_some_and(|before| before.trim().is_empty());
    let comment = rest.trim_start().starts_with('#');
    if !alone || !(comment || rest.trim().is_empty()) {
        return range;
    }
    let mut start = line;
    while start > 0 {
        let above = line_start(text, start - 1);
        let doc = text.get(above..start).unwrap_or_default().trim();
        if !(doc == "##" || doc.starts_with("## ")) {
            break;
        }
        start = above;
    }
    if comment {
        let indent =
            text.get(start..).map_or(0, |line| line.len() - line.trim_start_matches([' ', '\t']).len());
        return start + indent..range.end + rest.len() - rest.trim_start().len();
    }
    let mut end = (range.end + rest.len() + 1).min(text.len());
    // Of the blank lines on both sides one stays.
    let blank_before = start == 0 || text.get(..start).is_some_and(|before| before.ends_with("\n\n"));
    if blank_before && text.get(end..).is_some_and(|after| after.starts_with('\n')) {
        end += 1;
    }
    start..end
}

/// Where the line of a place begins.
fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
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
            "# kept\nA is b.\n\n## says why\n@l: B is c,\n  likely.\n# kept too\n"
        );
        let text = "x {\n  ## why\n  A is b.  # since\n}\n";
        assert_eq!(without(text, &[span(text, "A is b.")]), "x {\n  # since\n}\n");
        let text = "goal g \"x\" of A, serves h,\n  requires r.";
        assert_eq!(without(text, &[span(text, "of A")]), "goal g \"x\" serves h,\n  requires r.");
        assert_eq!(without(text, &[span(text, "requires r")]), "goal g \"x\" of A, serves h.");
        let all = ["of A", "serves h", "requires r"].map(|part| span(text, part));
        assert_eq!(without(text, &all), "goal g \"x\".");
    }
}
