//! The options that say how an analysis is looked at, to the view and the limits of an evaluation.
//!
//! Invariant: a mistake in an option is told at what was typed, and such a run is not carried out.

use super::arguments::Look;
use super::progress::concluded;
use super::status::Status;
use crate::budget::VALUES;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::engine::Budget;
use crate::model::sort::SortId;
use crate::model::statement::{Dated, SymbolId};
use crate::model::value::Date;
use crate::model::{Model, resolve};
use crate::reason::{Games, Options, Stop, foreseen, play};
use crate::source::{Origin, SourceMap, Span};
use crate::syntax;
use crate::theory::{Through, View};
use std::time::{Duration, Instant};

/// The view and the limits that the options ask for.
///
/// # Errors
/// What is wrong with them.
pub(super) fn options(
    model: &mut Model,
    map: &mut SourceMap,
    look: &Look,
) -> Result<Options, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut view = View::default();
    if let Some(name) = &look.through {
        match named(model, name, SortId::SOURCE) {
            Some(source) => view.through = Through::Source(source),
            None => found.push(unknown(map, "as", "source", name, &names(model, SortId::SOURCE))),
        }
    }
    if let Some(name) = &look.scenario {
        match named(model, name, SortId::SCENARIO) {
            Some(scenario) => view.scenario = Some(scenario),
            None => found.push(unknown(map, "scenario", "scenario", name, &names(model, SortId::SCENARIO))),
        }
    }
    if let Some(words) = &look.as_of {
        match Date::parse(words) {
            Ok(date) => model.frame.as_of = Some(Dated { date, words: words.into() }),
            Err(error) => found.push(
                Diagnostic::new(Code::InvalidDate, format!("`{words}` is no date: {error}"))
                    .label(typed(map, "as-of", words), "here")
                    .help("write a day as 2024-10-26, a month as 2024-10, a year as 2024"),
            ),
        }
    }
    if let Some(word) = &look.likely_enough {
        match model.frame.scale.low(word) {
            Some(low) => model.frame.threshold = low,
            None => {
                let words: Vec<String> =
                    model.frame.scale.words().iter().map(|word| word.text.to_string()).collect();
                found.push(unknown(map, "likely-enough", "likelihood", word, &words));
            }
        }
    }
    for sentence in &look.suppose {
        let file = map.add("<suppose>", sentence.as_str(), Origin::Typed);
        match syntax::parse_literal(map, file) {
            Ok(literal) => {
                let resolved = resolve::supposition(model, map, &literal);
                found.extend(resolved.diagnostics);
                view.supposed.extend(resolved.value);
            }
            Err(diagnostic) => found.push(diagnostic),
        }
        view.played = true;
    }
    if found.iter().any(|one| one.severity == Severity::Error) {
        return Err(found);
    }
    let mut options = Options { view, budget: limits(look), ..Options::default() };
    if options.view.played && options.view.scenario.is_none() {
        options.view.foreseen = foreseen(model, &options).map_err(|Stop(limit)| vec![*limit])?;
    }
    Ok(options)
}

/// As [`options`], with the games of the model played through in the view: what is found becomes part of the
/// model.
///
/// # Errors
/// What is wrong with the options.
pub(super) fn played(
    model: &mut Model,
    map: &mut SourceMap,
    look: &Look,
) -> Result<Options, Vec<Diagnostic>> {
    let mut options = options(model, map, look)?;
    match play(model, &options, look.max_outcomes) {
        Ok((played, found)) => options.games = Games { played, found },
        Err(Stop(limit)) => options.games.found.push(*limit),
    }
    Ok(options)
}

/// The status of a run in which mistakes were found in what was typed: it could not be carried out.
pub(super) fn mistyped(found: &[Diagnostic], map: &SourceMap) -> Status {
    let wrong = |one: &Diagnostic| {
        let file = one.span().and_then(|span| map.file(span.file));
        one.severity == Severity::Error
            && one.code.is_of_text()
            && file.is_some_and(|file| file.origin == Origin::Typed)
    };
    if found.iter().any(wrong) { Status::Unusable } else { Status::Clean }
}

/// What an evaluation may use.
pub(super) fn limits(look: &Look) -> Budget {
    Budget {
        rows: Some(look.max_rows),
        values: Some((look.max_rows / 50).max(VALUES)),
        memory: Some(look.max_memory.saturating_mul(1 << 20)),
        deadline: Instant::now().checked_add(Duration::from_secs(look.seconds())),
        watched: Some(concluded()),
        ..Budget::default()
    }
}

/// The thing with this name, if it is of the sort.
fn named(model: &Model, name: &str, sort: SortId) -> Option<SymbolId> {
    model.names.get(name).copied().filter(|id| model.symbol(*id).is_some_and(|symbol| symbol.sort == sort))
}

/// The names of a sort, in alphabetical order.
fn names(model: &Model, sort: SortId) -> Vec<String> {
    let of = |id: SymbolId| model.symbol(id).is_some_and(|symbol| symbol.sort == sort);
    let mut all: Vec<String> =
        model.names.values().filter(|id| of(**id)).map(|id| model.name(*id).to_owned()).collect();
    all.sort();
    all.dedup();
    all
}

/// What is wrong with the name of a question that was typed, if there is no such question.
pub(super) fn no_question(model: &Model, map: &mut SourceMap, name: &str) -> Option<Diagnostic> {
    match named(model, name, SortId::QUESTION) {
        Some(_) => None,
        None => Some(unknown(map, "question", "question", name, &names(model, SortId::QUESTION))),
    }
}

/// What is wrong with the name of a thing that was typed, if there is no such thing.
pub(super) fn no_thing(model: &Model, map: &mut SourceMap, name: &str) -> Diagnostic {
    let own = |id: &SymbolId| model.symbol(*id).is_some_and(|symbol| symbol.span.is_some());
    let mut known: Vec<String> =
        model.names.values().filter(|id| own(id)).map(|id| model.name(*id).to_owned()).collect();
    known.sort();
    known.dedup();
    unknown(map, "about", "thing", name, &known)
}

/// Text of an option, as a place.
fn typed(map: &mut SourceMap, option: &str, text: &str) -> Span {
    let file = map.add(format!("<{option}>"), text, Origin::Typed);
    Span::new(file, 0, u32::try_from(text.len()).unwrap_or(u32::MAX))
}

/// The diagnostic for the value of an option that names nothing.
fn unknown(map: &mut SourceMap, option: &str, what: &str, said: &str, known: &[String]) -> Diagnostic {
    let nearest = resolve::spelt_nearest(said, known.iter().map(String::as_str));
    let help = match (nearest, known) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => format!("the file declares no {what}"),
        (None, [one]) => format!("there is only `{one}`"),
        (None, several) => {
            let shown: Vec<&str> = several.iter().take(12).map(String::as_str).collect();
            let more = if several.len() > shown.len() { " …" } else { "" };
            format!("there are {}{more}", resolve::listed(&shown))
        }
    };
    Diagnostic::new(Code::UnknownName, format!("there is no {what} `{said}`"))
        .label(typed(map, option, said), "not known")
        .help(help)
}
