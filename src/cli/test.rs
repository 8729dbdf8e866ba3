//! `strat test`: the expectations of many files, one line each.
//!
//! Invariant: an expectation that was asked about and not judged never passes silently: it is counted,
//! and the run fails.

use super::arguments::{Color, Look, TestFormat};
use super::clock;
use super::many::{Looked, Whole, choose, side_by_side, together};
use super::output::{Output, style, terminal};
use super::standard::standard;
use super::status::{Status, settle};
use super::viewed::played;
use crate::config::Levels;
use crate::diagnostic::{Checked, Code, Severity};
use crate::model::statement::{Context, SymbolId};
use crate::model::{self, Model};
use crate::reason::Session;
use crate::render::{json, junit, text};
use crate::report::{Command as Kind, Outcome, Unjudged};
use crate::source::{Disk, SourceMap, Span};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What `strat test` is asked to do.
pub(super) struct Test<'a> {
    pub(super) paths: &'a [PathBuf],
    /// Texts of which an expectation must hold one, if there are any.
    pub(super) filter: &'a [String],
    pub(super) look: &'a Look,
    pub(super) format: TestFormat,
    /// How many files are looked at side by side; as many as there are processors if it is not said.
    pub(super) jobs: Option<usize>,
}

/// Judges the expectations of files and prints how they fared.
///
/// # Errors
/// The output cannot be written.
pub(super) fn run<W: Write>(out: &mut Output<W>, color: Color, asked: &Test<'_>) -> io::Result<Status> {
    let chosen = choose(asked.paths, &Levels::USUAL);
    let all = side_by_side(&chosen.paths, asked.jobs.or(asked.look.threads()), |path| one(path, asked))?;
    let Whole { map, mut report, mut status, .. } = together(Kind::Test, chosen, &all);
    let judged = report.expectations.get_or_insert_default();
    let unjudged = report.unjudged.get_or_insert_default();
    if judged.iter().any(|one| one.outcome == Outcome::Failed) || unjudged.stopped > 0 {
        status = status.max(Status::Findings);
    }
    if judged.is_empty() && unjudged.stopped == 0 && unjudged.filtered > 0 {
        // A run that tests nothing because of a slip must not look like one that passed.
        Output::stderr().line("no expectation matches the filter")?;
        status = status.max(Status::Unusable);
    }
    let printed = match asked.format {
        TestFormat::Text => text::report(&report, &map, &style(color.into(), terminal())),
        TestFormat::Json => json::report(&report, &map).map_err(io::Error::other)?,
        TestFormat::Junit => junit::expectations(&report, &map),
    };
    clock::answered();
    out.write(&printed)?;
    Ok(status)
}

/// Judges the expectations of one file.
fn one(path: &Path, asked: &Test<'_>) -> Looked {
    let mut map = SourceMap::new();
    let Checked { mut value, diagnostics } = match model::load(standard(), &Disk, path, &mut map) {
        Ok(checked) => checked,
        Err(diagnostic) => return Looked::unusable(Kind::Test, map, vec![diagnostic]),
    };
    let options = match played(&mut value, &mut map, asked.look) {
        Ok(options) => options,
        Err(wrong) => return Looked::unusable(Kind::Test, map, wrong),
    };
    let wanted = wanted(&value, &map, asked.filter, options.view.scenario);
    let filtered = value.expectations.len() - wanted.len();
    let mut session = Session::new(&value, Kind::Test, diagnostics, options);
    let status = if session.invalid() {
        Status::Findings
    } else if wanted.is_empty() && !asked.filter.is_empty() {
        Status::Clean
    } else {
        settle(session.check().map(|_| Status::Clean), &mut session)
    };
    let mut report = session.report;
    // What fires is for `check`; what could not be judged, and what contradicts itself, is told here too: an
    // expectation is met by anything where everything can be concluded.
    report.diagnostics.retain(|found| {
        let of_test = !Levels::may_change(found.code)
            || matches!(
                found.code,
                Code::LimitReached
                    | Code::Contradiction
                    | Code::ImpossibleHolds
                    | Code::Rivals
                    | Code::PreferenceCircle
            );
        found.severity == Severity::Error && of_test
    });
    let wrong = report.diagnostics.iter().any(|found| found.code != Code::LimitReached);
    let status = if wrong { status.max(Status::Findings) } else { status };
    let mut judged = report.expectations.take().unwrap_or_default();
    judged.retain(|one| one.place.as_ref().is_some_and(|place| wanted.contains(&place.span)));
    judged.sort_by(|one, other| one.place.cmp(&other.place));
    let stopped = value.unread_expectations + wanted.len().saturating_sub(judged.len());
    report.unjudged = Some(Unjudged { filtered, stopped });
    report.expectations = Some(judged);
    Looked { map, report, status }
}

/// The places of the expectations that are asked about; in a scenario, of its own.
fn wanted(model: &Model, map: &SourceMap, filter: &[String], scenario: Option<SymbolId>) -> BTreeSet<Span> {
    let texts: Vec<String> = filter.iter().map(|text| text.to_lowercase()).collect();
    let fits = |one: &&model::Expectation| {
        if scenario.is_some_and(|symbol| one.context != Context::Scenario(symbol)) {
            return false;
        }
        let scenario = match one.context {
            Context::Base => String::new(),
            Context::Scenario(symbol) | Context::Hypothesis(symbol) | Context::Game(symbol) => {
                model.name(symbol).to_lowercase()
            }
        };
        let (words, place) = (one.words.to_lowercase(), map.place(one.span).to_lowercase());
        texts.is_empty()
            || texts.iter().any(|text| [&words, &place, &scenario].iter().any(|it| it.contains(text)))
    };
    model.expectations.iter().filter(fits).map(|one| one.span).collect()
}
