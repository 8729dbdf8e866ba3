//! `strat check`: many files, one report.
//!
//! Invariant: files are looked at side by side, and what is printed does not depend on how many at a time.

use super::Status;
use super::arguments::{CheckFormat, Color, Deny, Look};
use super::files::files;
use super::output::{Output, style, terminal};
use super::run::{options, settle};
use crate::config::{self, Baseline, Failing, Levels, Settings, Unused};
use crate::diagnostic::{Checked, Diagnostic, Severity};
use crate::edit::{Fix, apply};
use crate::model;
use crate::reason::Session;
use crate::render::{github, json, junit, sarif, text};
use crate::report::{Command as Kind, Report};
use crate::source::{self, FileId, Origin, SourceMap, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What `strat check` is asked to do.
pub(super) struct Check<'a> {
    pub(super) paths: &'a [PathBuf],
    pub(super) look: &'a Look,
    pub(super) format: CheckFormat,
    pub(super) deny: Option<Deny>,
    /// Levels of the command line, which count more than those of the settings.
    pub(super) levels: Levels,
    pub(super) fixing: Fixing,
    pub(super) baseline: Option<&'a Path>,
    pub(super) keeping: Keeping,
    /// How many files are looked at side by side; as many as there are processors if it is not said.
    pub(super) jobs: Option<usize>,
}

/// What is done about findings that can be mended for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fixing {
    /// They are mended, and the rest is told.
    Mend,
    /// They are told.
    Tell,
}

/// What is done with the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// It is held against the findings.
    Compare,
    /// It is written anew from them.
    Write,
}

/// What was found in one file, with the files that it imports.
struct Looked {
    map: SourceMap,
    report: Report,
    status: Status,
}

/// Checks files and prints one report.
///
/// # Errors
/// The output cannot be written.
pub(super) fn check<W: Write>(out: &mut Output<W>, color: Color, asked: &Check<'_>) -> io::Result<Status> {
    let mut whole = look(asked)?;
    let mut told = Output::stderr();
    if asked.fixing == Fixing::Mend {
        let (made, failed) = mend(&whole);
        if made > 0 {
            told.line(&format!("{} mended", findings(made)))?;
            whole = look(asked)?;
        }
        if !failed.is_empty() {
            whole.status = Status::Unusable;
            whole.report.diagnostics.extend(failed);
        }
    }
    let Whole { mut map, mut report, mut status, names, settings } = whole;
    if let Some(path) = asked.baseline {
        match baseline(path, asked.keeping, &mut report, &map) {
            Ok(Some(line)) => told.line(&line)?,
            Ok(None) => {}
            Err(message) => {
                told.line(&message)?;
                told.finish()?;
                return Ok(Status::Unusable);
            }
        }
    }
    told.finish()?;
    let failing = match (asked.deny, settings.failing) {
        (None, Failing::Errors) => Severity::Error,
        (Some(Deny::Warnings), _) | (_, Failing::Warnings) => Severity::Warning,
    };
    if report.diagnostics.iter().any(|found| found.severity >= failing) {
        status = status.max(Status::Findings);
    }
    // Where a place is in no file of the map, renderers leave it out.
    doctrine_first(&mut map);
    let printed = match asked.format {
        CheckFormat::Text => text::report(&report, &map, &style(color.into(), terminal())),
        CheckFormat::Json => json::report(&report, &map).map_err(io::Error::other)?,
        CheckFormat::Concise => text::concise_report(&report, &map),
        CheckFormat::Sarif => sarif::sarif(&report, &map).map_err(io::Error::other)?,
        CheckFormat::Github => github::github(&report, &map),
        CheckFormat::Junit => junit::findings(&report, &map, &names, failing),
    };
    out.write(&printed)?;
    Ok(status)
}

/// Everything that was found.
struct Whole {
    map: SourceMap,
    report: Report,
    status: Status,
    /// The names of the files that were looked at.
    names: Vec<String>,
    settings: Settings,
}

/// A map without any file still begins with the doctrine's.
fn doctrine_first(map: &mut SourceMap) {
    if map.files().next().is_none() {
        crate::doctrine::add_to(map);
    }
}

fn look(asked: &Check<'_>) -> io::Result<Whole> {
    let mut map = SourceMap::new();
    crate::doctrine::add_to(&mut map);
    let start = asked.paths.first().map_or(Path::new("."), |path| folder(path));
    let found = config::find(start, &mut map);
    let mut settings = found.settings;
    settings.levels.and(&asked.levels);
    let (paths, wrong) = files(asked.paths, &settings);
    let mut report = Report::new(Kind::Check);
    let mut status = Status::Clean;
    report.diagnostics.extend(found.diagnostics);
    report.diagnostics.extend(wrong);
    if !report.diagnostics.is_empty() {
        status = Status::Unusable;
    }
    // No more threads than files: one that has nothing to do still costs time.
    let threads = asked.jobs.or_else(|| std::thread::available_parallelism().ok().map(usize::from));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(1).min(paths.len()).max(1))
        .stack_size(8 << 20)
        .build()
        .map_err(io::Error::other)?;
    let levels = &settings.levels;
    let all: Vec<Looked> =
        pool.install(|| paths.par_iter().map(|path| one(path, asked.look, levels)).collect());
    let mut seen: HashSet<Diagnostic> = report.diagnostics.iter().cloned().collect();
    for looked in all {
        let ids = map.absorb(&looked.map);
        let here = |span: Span| match ids.get(span.file.0 as usize) {
            Some(file) => Span { file: *file, ..span },
            None => span,
        };
        status = status.max(looked.status);
        report.verdict = report.verdict.max(looked.report.verdict);
        for mut diagnostic in looked.report.diagnostics {
            diagnostic.relocate(here);
            if !seen.contains(&diagnostic) {
                seen.insert(diagnostic.clone());
                report.diagnostics.push(diagnostic);
            }
        }
        let expectations = looked.report.expectations.unwrap_or_default().into_iter().map(|mut one| {
            one.place = here(one.place);
            one
        });
        report.expectations.get_or_insert_default().extend(expectations);
    }
    let names = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    report.files = Some(paths.len());
    Ok(Whole { map, report, status, names, settings })
}

/// The folder whose settings count for a path.
fn folder(path: &Path) -> &Path {
    if path.is_dir() {
        return path;
    }
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Looks at one file.
fn one(path: &Path, look: &Look, levels: &Levels) -> Looked {
    let mut map = SourceMap::new();
    match model::load(path, &mut map) {
        Ok(Checked { mut value, diagnostics }) => {
            let mut found = diagnostics;
            let options = options(&mut value, &mut map, look, &mut found);
            let mut session = Session::new(&value, Kind::Check, found, options);
            let wanted = |code| levels.of(code) != config::Level::Off;
            let done = session.check().and_then(|_| session.lint(wanted)).map(|()| Status::Clean);
            let status = settle(done, &mut session);
            let mut report = session.report;
            // Where the whole analysis was not looked at, a silencing may have its use elsewhere.
            let whole = status == Status::Clean
                && !look.is_partial()
                && report.verdict != Some(crate::report::Verdict::Invalid);
            let unused = if whole { Unused::Told } else { Unused::Passed };
            config::silence(&map, &mut report.diagnostics, unused);
            levels.apply(&mut report.diagnostics);
            Looked { map, report, status }
        }
        Err(diagnostic) => {
            let mut report = Report::new(Kind::Check);
            report.diagnostics.push(diagnostic);
            Looked { map, report, status: Status::Unusable }
        }
    }
}

/// Makes the fixes: how many were made, and which files could not be written.
fn mend(whole: &Whole) -> (usize, Vec<Diagnostic>) {
    let mut by_file: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
    for fix in whole.report.diagnostics.iter().filter_map(|found| found.fix.as_deref()) {
        if let Some(first) = fix.edits.first()
            && fix.edits.iter().all(|edit| edit.span.file == first.span.file)
        {
            by_file.entry(first.span.file).or_default().push(fix);
        }
    }
    let (mut made, mut failed) = (0, Vec::new());
    for (id, fixes) in by_file {
        let Some(file) = whole.map.file(id).filter(|file| file.origin == Origin::User) else { continue };
        let path = PathBuf::from(&*file.name);
        // What was read may have changed since: then nothing is certain any more.
        let mut again = SourceMap::new();
        let same = source::load::read(&mut again, &path)
            .is_ok_and(|id| again.file(id).is_some_and(|now| now.text == file.text));
        if !same {
            continue;
        }
        let applied = apply(&file.text, &fixes);
        match source::save(&path, &applied.text) {
            Ok(()) => made += applied.made,
            Err(error) => failed.push(Diagnostic::unwritable(&path, &error)),
        }
    }
    (made, failed)
}

/// Holds the findings against a baseline, or writes it: a line to tell, or why it cannot be used.
fn baseline(
    path: &Path,
    keeping: Keeping,
    report: &mut Report,
    map: &SourceMap,
) -> Result<Option<String>, String> {
    let name = crate::diagnostic::clean::line(&path.to_string_lossy()).into_owned();
    match keeping {
        Keeping::Write => {
            let baseline = Baseline::of(&report.diagnostics, map);
            let mut text = serde_json::to_string_pretty(&baseline)
                .map_err(|error| format!("cannot write `{name}`: {error}"))?;
            text.push('\n');
            source::save(path, &text).map_err(|error| format!("cannot write `{name}`: {error}"))?;
            let known = baseline.apply(&mut report.diagnostics, map);
            Ok(Some(format!("{} written to `{name}`", findings(known.passed))))
        }
        Keeping::Compare => {
            let text =
                std::fs::read_to_string(path).map_err(|error| format!("cannot read `{name}`: {error}"))?;
            let baseline: Baseline =
                serde_json::from_str(&text).map_err(|error| format!("`{name}` is no baseline: {error}"))?;
            let known = baseline.apply(&mut report.diagnostics, map);
            let gone = (known.gone > 0).then(|| {
                format!(
                    "{} findings of `{name}` are gone: write it anew with `--update-baseline`",
                    known.gone
                )
            });
            Ok(gone)
        }
    }
}

/// `1 finding`, `2 findings`.
fn findings(count: usize) -> String {
    if count == 1 { String::from("1 finding") } else { format!("{count} findings") }
}
