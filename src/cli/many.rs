//! Many files, looked at side by side, in one report.
//!
//! Invariant: what comes out does not depend on how many files are looked at at a time.

use super::files::files;
use super::policy::Policies;
use super::progress::Watch;
use super::status::Status;
use crate::config::Levels;
use crate::diagnostic::{Diagnostic, by_place};
use crate::report::{Command, Report, Verdict};
use crate::source::{SourceMap, Span};
use rayon::prelude::*;
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

/// What was found in one file, with the files that it imports.
pub(super) struct Looked {
    pub(super) map: SourceMap,
    pub(super) report: Report,
    pub(super) status: Status,
}

impl Looked {
    /// A file that could not be looked at, and why.
    pub(super) fn unusable(command: Command, map: SourceMap, wrong: Vec<Diagnostic>) -> Self {
        let mut report = Report::new(command);
        report.diagnostics = wrong;
        Looked { map, report, status: Status::Unusable }
    }
}

/// The files that a run is about, and the settings that count for them.
pub(super) struct Chosen {
    /// The doctrine's files, and those of the settings.
    pub(super) map: SourceMap,
    pub(super) paths: Vec<PathBuf>,
    pub(super) policies: Policies,
    /// What is wrong with the settings, and folders that cannot be searched.
    pub(super) wrong: Vec<Diagnostic>,
}

/// The files that paths name; `typed` are levels of the command line, which count more than those of
/// settings.
pub(super) fn choose(paths: &[PathBuf], typed: &Levels) -> Chosen {
    let mut map = SourceMap::new();
    crate::doctrine::add_to(&mut map);
    let (mut policies, mut wrong) = Policies::starting(paths, typed, &mut map);
    let (paths, failed) = files(paths, policies.first());
    wrong.extend(failed);
    wrong.extend(policies.read(&paths, &mut map));
    Chosen { map, paths, policies, wrong }
}

/// Looks at files side by side, so many at a time (as many as there are processors, if it is not said),
/// and returns what came out in their order.
///
/// # Errors
/// The threads cannot be had.
pub(super) fn side_by_side<T: Send>(
    paths: &[PathBuf],
    jobs: Option<usize>,
    look: impl Fn(&Path) -> T + Sync,
) -> io::Result<Vec<T>> {
    // No more threads than files: one that has nothing to do still costs time.
    let threads = jobs.or_else(|| std::thread::available_parallelism().ok().map(usize::from));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(1).min(paths.len()).max(1))
        .stack_size(8 << 20)
        .build()
        .map_err(io::Error::other)?;
    let watch = Watch::begin();
    let all = pool.install(|| paths.par_iter().map(|path| look(path)).collect());
    drop(watch);
    Ok(all)
}

/// Everything that was found.
pub(super) struct Whole {
    pub(super) map: SourceMap,
    pub(super) report: Report,
    pub(super) status: Status,
    /// The names of the files that were looked at.
    pub(super) names: Vec<String>,
    pub(super) policies: Policies,
}

/// Brings together what was found in the files, in their order; what two files have in common is told
/// once.
pub(super) fn together<'a>(
    command: Command,
    chosen: Chosen,
    all: impl IntoIterator<Item = &'a Looked>,
) -> Whole {
    let Chosen { mut map, paths, policies, wrong } = chosen;
    let mut report = Report::new(command);
    let mut status = if wrong.is_empty() { Status::Clean } else { Status::Unusable };
    report.diagnostics = wrong;
    let mut seen: HashSet<Diagnostic> = report.diagnostics.iter().cloned().collect();
    let mut judged = HashSet::new();
    for looked in all {
        let ids = map.absorb(&looked.map);
        let here = |span: Span| match ids.get(span.file.0 as usize) {
            Some(file) => Span { file: *file, ..span },
            None => span,
        };
        status = status.max(looked.status);
        report.verdict = report.verdict.max(looked.report.verdict);
        for mut diagnostic in looked.report.diagnostics.iter().cloned() {
            diagnostic.relocate(here);
            if seen.insert(diagnostic.clone()) {
                report.diagnostics.push(diagnostic);
            }
        }
        let expectations = report.expectations.get_or_insert_default();
        for one in looked.report.expectations.iter().flatten().cloned() {
            let place = one.place.as_ref().map(|place| (place.file.clone(), place.span.start));
            if judged.insert((place, one.scenario.clone(), one.outcome)) {
                expectations.push(one);
            }
        }
        if let Some(unjudged) = looked.report.unjudged {
            let all = report.unjudged.get_or_insert_default();
            all.filtered += unjudged.filtered;
            all.stopped += unjudged.stopped;
        }
    }
    by_place(&mut report.diagnostics, &map);
    // Of what was not looked at, or not to the end, nobody can say that nothing contradicts it.
    let partial = matches!(status, Status::Incomplete | Status::Unusable);
    report.verdict = report.verdict.filter(|verdict| !partial || *verdict != Verdict::Consistent);
    report.files = Some(paths.len());
    let names = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    Whole { map, report, status, names, policies }
}
