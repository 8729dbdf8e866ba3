//! `every`, `only` and the aggregates, in another form than theirs.

use super::failure::Failure;
use super::tokens::Kind;
use crate::diagnostic::{Code, Diagnostic};

/// What is wrong with the quantifier before the place, if one is.
pub(super) fn explain(failure: &Failure<'_>) -> Option<Diagnostic> {
    let end = failure.here.min(failure.pieces.len().saturating_sub(1));
    (failure.first..=end).rev().find_map(|at| {
        let word = failure.word(at);
        match word {
            "every" | "only" => deviation(failure, at, word),
            word if is_aggregate(word) && failure.word(at + 1) == "of" => {
                loose(failure, at, word).or_else(|| deviation(failure, at, word))
            }
            _ => None,
        }
    })
}

/// What is counted by a word in the place of a variable: `count of members where (…)`.
pub(super) fn counted(failure: &Failure<'_>) -> Option<Diagnostic> {
    let end = failure.here.min(failure.pieces.len().saturating_sub(1));
    (failure.first..=end).rev().find_map(|at| {
        let word = failure.word(at);
        let counts = is_aggregate(word) && failure.word(at + 1) == "of" && failure.word(at + 3) == "where";
        let what = failure.word(at + 2);
        (counts && !what.is_empty()).then(|| {
            let letter =
                what.chars().next().filter(char::is_ascii_alphabetic).unwrap_or('m').to_ascii_lowercase();
            failure
                .at_piece(
                    Code::Unreadable,
                    at + 2,
                    format!("`{what}` is a word, and what `{word}` ranges over is a variable"),
                    "a variable belongs here",
                )
                .help(format!(
                    "write `{word} of ?{letter} where (…)`, and `?{letter}` again in the parentheses"
                ))
        })
    })
}

/// Whether a word begins an aggregate.
fn is_aggregate(word: &str) -> bool {
    matches!(word, "count" | "sum" | "average" | "min" | "max")
}

/// An aggregate that no variable takes.
fn loose(failure: &Failure<'_>, at: usize, word: &str) -> Option<Diagnostic> {
    let taken = at.checked_sub(1).is_some_and(|before| failure.text_of(before) == "=");
    (!taken).then(|| {
        failure
            .at_piece(
                Code::Unreadable,
                at,
                String::from("what is counted must be given to a variable"),
                "here",
            )
            .help(format!("write `?n = {word} of ?m where (…)`, and compare `?n` afterwards: `and ?n >= 3`"))
    })
}

/// The first part of the form that is missing, where it is not beyond the place.
fn deviation(failure: &Failure<'_>, at: usize, word: &str) -> Option<Diagnostic> {
    let variable = at + if matches!(word, "every" | "only") { 1 } else { 2 };
    if failure.kind(variable) != Some(Kind::Variable) {
        return Some(missing(failure, variable, word, "a variable such as `?m`"));
    }
    if failure.word(variable + 1) != "where" {
        return Some(missing(failure, variable + 1, word, "`where`"));
    }
    let domain = variable + 2;
    if failure.kind(domain) != Some(Kind::Open) {
        return Some(missing(failure, domain, word, "a condition in parentheses"));
    }
    if word != "every" {
        return None;
    }
    let has = closing(failure, domain)? + 1;
    if failure.word(has) != "has" {
        return Some(missing(failure, has, word, "`has`"));
    }
    (failure.kind(has + 1) != Some(Kind::Open))
        .then(|| missing(failure, has + 1, word, "a condition in parentheses"))
}

/// The number of the parenthesis that closes an open one.
fn closing(failure: &Failure<'_>, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    (open..failure.pieces.len()).find(|&at| {
        match failure.kind(at) {
            Some(Kind::Open) => depth += 1,
            Some(Kind::Close) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

fn missing(failure: &Failure<'_>, at: usize, word: &str, what: &str) -> Diagnostic {
    let form = match word {
        "every" => "`every ?m where (?m belongs to axis) has (?m can provide oil)`",
        "only" => "`only ?m where (?m can provide oil)`",
        _ => "`?n = count of ?m where (?m belongs to axis)`",
    };
    let at = at.min(failure.pieces.len());
    let (span, label) =
        if at < failure.pieces.len() { (failure.span(at), "before this") } else { (failure.gap(), "here") };
    Diagnostic::new(Code::Unreadable, format!("{what} is missing after `{word}`"))
        .label(span, label)
        .help(format!("write, for example, {form}"))
}
