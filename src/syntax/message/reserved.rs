//! A word of the language where a name is meant.

use super::failure::Failure;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::from_pest::entry_of;
use crate::syntax::{language, words};

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

fn other_name(statement: &str, word: &str) -> String {
    if statement.is_empty() || statement == word {
        format!("the_{word}")
    } else {
        format!("{word}_{statement}")
    }
}
