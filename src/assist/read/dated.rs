//! A sentence with a day at its end: *who joined x before 2020*.
//!
//! Invariant: the day is written, or the name of what happened on it.

use super::denied::undenied;
use super::reading::Reading;
use super::sentence::sentences;
use crate::assist::cut::Word;
use crate::assist::fit::Fitter;
use crate::model::Model;
use crate::model::sort::SortId;
use crate::syntax::lexer::Kind;
use crate::syntax::months::month;

/// `what happened in 2024`, `who joined x before 2020`: a date at the end, which the sentence is held to.
pub(super) fn dated(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    let [rest @ .., date] = words else { return Vec::new() };
    let article = |word: &Word| matches!(word.lower.as_str(), "the" | "a" | "an");
    let Some((joint, rest)) = rest.split_last().map(|(last, before)| match before.split_last() {
        Some((joint, rest)) if article(last) => (joint, rest),
        _ => (last, before),
    }) else {
        return Vec::new();
    };
    let day = matches!(date.kind, Kind::Date | Kind::Number);
    let relation = match joint.lower.as_str() {
        "in" | "during" | "on" | "by" => "during",
        "before" | "until" => "before",
        "after" | "since" => "after",
        _ => return Vec::new(),
    };
    let happening = |word: &[Word]| {
        let named = fitter.phrases.at(word);
        named.into_iter().find(|named| {
            let sort = fitter.model.symbol(named.symbol).map(|symbol| symbol.sort);
            named.length == word.len()
                && sort.is_some_and(|sort| fitter.model.sorts.is_below(sort, SortId::HAPPENING))
        })
    };
    let day = match day {
        true => Some(date.text.clone()),
        false if month(&date.lower).is_some() => last(fitter.model, &date.lower),
        false => happening(std::slice::from_ref(date)).map(|named| fitter.model.write_symbol(named.symbol)),
    };
    let Some(day) = day else { return Vec::new() };
    let (rest, denied) = undenied(rest);
    let sign = if denied { "not " } else { "" };
    sentences(fitter, &rest)
        .into_iter()
        .map(|(sentence, doubt)| Reading {
            question: format!("{sign}{sentence} on ?when and ?when {relation} {day}?"),
            counted: false,
            unit: None,
            doubt,
        })
        .collect()
}

/// A month without its year, which is the last one that the analysis has seen; `None` where it has no day.
fn last(model: &Model, word: &str) -> Option<String> {
    let number = month(word)?;
    let seen = model.as_of()?.to_string();
    let (year, rest) = seen.split_once('-')?;
    let now: u32 = rest.get(..2)?.parse().ok()?;
    let year: u32 = year.parse().ok()?;
    let year = if number > now { year.checked_sub(1)? } else { year };
    Some(format!("{year:04}-{number:02}"))
}
