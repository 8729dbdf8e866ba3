//! A word of the language where a name is meant.

use super::failure::Failure;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::from_pest::entry_of;
use crate::syntax::{language, words};
use std::collections::BTreeMap;

/// What is said of a word of the language where a name is meant.
pub(super) fn reserved(failure: &Failure<'_>, at: usize) -> Diagnostic {
    let word = failure.word(at);
    let role = if entry_of(word).is_some() {
        "begins a statement"
    } else if words::joins(word) {
        "joins sentences"
    } else if language::begun_by(word).is_some() {
        "begins a clause"
    } else {
        "has a meaning of its own"
    };
    failure
        .at_piece(Code::ReservedName, at, format!("`{word}` cannot be a name: it {role}"), "here")
        .help(format!("choose another name, such as `{}`", other_name(failure.statement(), word)))
}

/// Keeps, of what is said of one word of the language that is used as a name, what is said first: whoever renames the
/// thing mends the rest.
pub(in crate::syntax) fn told_once(text: &str, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let word = |one: &Diagnostic| {
        let span = one.labels.first()?.span;
        text.get(span.start as usize..span.end as usize).map(str::to_owned)
    };
    let mut named: BTreeMap<String, Span> = BTreeMap::new();
    for one in diagnostics.iter().filter(|one| one.code == Code::ReservedName) {
        let (Some(word), Some(span)) = (word(one), one.span()) else { continue };
        let first = named.entry(word).or_insert(span);
        *first = (*first).min(span);
    }
    diagnostics.retain(|one| {
        !matches!(one.code, Code::ReservedName | Code::ClauseOutOfPlace)
            || word(one)
                .and_then(|word| named.get(&word).copied())
                .is_none_or(|first| one.code == Code::ReservedName && one.span() == Some(first))
    });
    diagnostics
}

fn other_name(statement: &str, word: &str) -> String {
    if statement.is_empty() || statement == word {
        format!("the_{word}")
    } else {
        format!("{word}_{statement}")
    }
}
