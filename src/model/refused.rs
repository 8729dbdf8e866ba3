//! Sentence patterns that were refused, to what follows of them only: the statements that were written with them.
//!
//! Invariant: the diagnostics of refused patterns themselves are kept.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceMap, Span};
use crate::syntax::ast::{Ast, StatementKind};

/// Drops what was said of statements that are written in the words of a pattern that was refused: it is one
/// mistake, and mended where the pattern is declared.
pub(super) fn told_once(asts: &[Ast], map: &SourceMap, diagnostics: &mut Vec<Diagnostic>) {
    let refused: Vec<Span> = diagnostics
        .iter()
        .filter(|found| found.code == Code::BadTemplate)
        .filter_map(|found| found.labels.first().map(|label| label.span))
        .collect();
    let patterns: Vec<Vec<&str>> = asts
        .iter()
        .flat_map(|ast| &ast.statements)
        .filter_map(|statement| match &statement.kind {
            StatementKind::Relation(relation) if refused.contains(&relation.template.span) => {
                Some(literal_words(&relation.template.value))
            }
            _ => None,
        })
        .filter(|words| !words.is_empty())
        .collect();
    if patterns.is_empty() {
        return;
    }
    diagnostics.retain(|found| {
        let follows =
            matches!(found.code, Code::WrongJoint | Code::MixedJoints | Code::Unreadable | Code::NoSentence);
        let statement = found.labels.first().map_or("", |label| around(map, label.span));
        let said = |words: &Vec<&str>| {
            words.iter().all(|word| {
                statement.split_whitespace().any(|w| w.trim_end_matches(['.', ',', ')']) == *word)
            })
        };
        !(follows && patterns.iter().any(said))
    });
}

/// The words of a pattern outside of its holes.
fn literal_words(template: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for (at, part) in template.split('{').enumerate() {
        let outside = if at == 0 { part } else { part.split_once('}').map_or("", |(_, after)| after) };
        words.extend(outside.split_whitespace());
    }
    words
}

/// The text of the statement at a place: from the full stop before it to the one after it.
fn around(map: &SourceMap, span: Span) -> &str {
    let Some(file) = map.file(span.file) else { return "" };
    let (before, after) = file.text.split_at_checked(span.start as usize).unwrap_or(("", ""));
    let start = [".\n", "{\n", "\n\n"].iter().filter_map(|end| Some(before.rfind(end)? + end.len())).max();
    let end = after.find(".\n").map_or(file.text.len(), |end| before.len() + end);
    file.text.get(start.unwrap_or(0)..end).unwrap_or("")
}
