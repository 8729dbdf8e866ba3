//! `strat score`: the forecasts of one analysis, or of a folder of them, against what happened.
//!
//! Invariant: what comes out does not depend on how many files are looked at at a time.

use super::arguments::{Color, Look, WeighFormat};
use super::clock;
use super::many::{Looked, Whole, choose, side_by_side, together};
use super::output::{Output, style, terminal};
use super::single::{Single, single};
use super::status::Status;
use crate::config::Levels;
use crate::diagnostic::Severity;
use crate::reason::{score, tallied};
use crate::render::{csv, json, text};
use crate::report::{Command as Kind, Scores};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Scores the forecasts of files and prints how they fared.
///
/// # Errors
/// The output cannot be written.
pub(super) fn run<W: Write>(
    out: &mut Output<W>,
    color: Color,
    paths: &[PathBuf],
    look: &Look,
    format: WeighFormat,
) -> io::Result<Status> {
    let Single { map, report, status } = match paths {
        [file] if !file.is_dir() => one(file, look),
        _ => many(paths, look)?,
    };
    let printed = match format {
        WeighFormat::Json => json::report(&report, &map).map_err(io::Error::other)?,
        WeighFormat::Csv if report.scores.is_some() => {
            report.scores.as_ref().map(csv::scores).unwrap_or_default()
        }
        WeighFormat::Csv | WeighFormat::Text => text::report(&report, &map, &style(color.into(), terminal())),
    };
    clock::answered();
    out.write(&printed)?;
    Ok(status)
}

/// The scores of all files: those of one as they are, those of several counted again.
fn merged(mut all: impl Iterator<Item = Scores>) -> Option<Scores> {
    let first = all.next()?;
    let rest: Vec<Scores> = all.collect();
    if rest.is_empty() {
        return Some(first);
    }
    let questions = std::iter::once(&first).chain(&rest).flat_map(|one| one.questions.clone()).collect();
    let heard: Vec<String> = std::iter::once(&first)
        .chain(&rest)
        .flat_map(|one| &one.sources)
        .map(|one| one.source.clone())
        .collect();
    let forecasts =
        first.forecasts.into_iter().chain(rest.into_iter().flat_map(|one| one.forecasts)).collect();
    let all = tallied(None, forecasts, &|source| heard.iter().any(|known| known == source));
    Some(Scores { questions, ..all })
}

/// The forecasts of several files, put together.
fn many(paths: &[PathBuf], look: &Look) -> io::Result<Single> {
    let chosen = choose(paths, &Levels::USUAL);
    let all = side_by_side(&chosen.paths, look.threads(), |path| {
        let Single { map, mut report, status } = one(path, look);
        report.diagnostics.retain(|found| found.severity == Severity::Error);
        // That one file of many has no forecasts is no finding.
        let empty = report.scores.as_ref().is_some_and(|scores| scores.forecasts.is_empty());
        Looked { map, report, status: if empty { Status::Clean } else { status } }
    })?;
    let Whole { map, mut report, status, .. } = together(Kind::Score, chosen, &all);
    (report.expectations, report.unjudged, report.files) = (None, None, None);
    report.scores = merged(all.iter().filter_map(|looked| looked.report.scores.clone()));
    let none = report.scores.as_ref().is_none_or(|scores| scores.forecasts.is_empty());
    let status = if none { status.max(Status::Findings) } else { status };
    Ok(Single { map, report, status })
}

/// Scores the forecasts of one file.
fn one(path: &Path, look: &Look) -> Single {
    single(path, look, Kind::Score, |session, _| {
        let scores = score(session)?;
        let found = !scores.forecasts.is_empty() || !scores.questions.is_empty();
        session.report.scores = Some(scores);
        Ok(if found { Status::Clean } else { Status::Findings })
    })
}
