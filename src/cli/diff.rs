//! `strat diff`: two versions of files, compared.
//!
//! Invariant: nothing of a repository is changed; an old revision is written to a folder that goes with
//! the run, so that its files import those of the same revision.

use super::arguments::{Color, DiffFormat, Look};
use super::clock;
use super::files::files;
use super::output::{Output, style, terminal};
use super::progress::Watch;
use super::revision::Revision;
use super::standard::standard;
use super::status::{Status, settle};
use super::viewed::played;
use crate::config::Settings;
use crate::diagnostic::{Checked, Diagnostic, Severity};
use crate::model;
use crate::reason::{Options, Session, align, diff};
use crate::render::{json, markdown, text};
use crate::report::{Command as Kind, Difference, Presence, Report, Verdict};
use crate::source::{Disk, SourceMap};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What `strat diff` is asked to do.
pub(super) struct Diff<'a> {
    /// The old and the new version; with a revision, what of the working tree to compare with it.
    pub(super) paths: &'a [PathBuf],
    /// The revision that is the old version.
    pub(super) revision: Option<&'a str>,
    pub(super) look: &'a Look,
    pub(super) format: DiffFormat,
}

/// Where a version is, and how its files are to be named.
struct Place {
    path: PathBuf,
    /// The folder that is left out of names, and what stands in its place.
    shown: Option<(PathBuf, String)>,
}

/// Compares two versions and prints what changed.
///
/// # Errors
/// The output cannot be written.
pub(super) fn run<W: Write>(out: &mut Output<W>, color: Color, asked: &Diff<'_>) -> io::Result<Status> {
    let unusable = |message: &str| {
        let mut told = Output::stderr();
        told.line(message)?;
        told.finish()?;
        Ok(Status::Unusable)
    };
    // The folder of an old revision goes when this goes.
    let mut revision = None;
    let (old, new) = match (asked.revision, asked.paths) {
        (None, [old, new]) => {
            (Place { path: old.clone(), shown: None }, Place { path: new.clone(), shown: None })
        }
        (Some(name), [] | [_]) => {
            let path = asked.paths.first().cloned().unwrap_or_else(|| PathBuf::from("."));
            let written = match Revision::write(name, &path) {
                Ok(written) => revision.insert(written),
                Err(message) => return unusable(&message),
            };
            let shown = Some((written.folder().to_owned(), format!("{name}:")));
            (Place { path: written.path().to_owned(), shown }, Place { path, shown: None })
        }
        (None, _) => return unusable("say which two: `strat diff OLD NEW`, or `strat diff --git REVISION`"),
        (Some(_), _) => return unusable("with `--git` there is one path: `strat diff --git REVISION PATH`"),
    };
    if old.path.is_dir() != new.path.is_dir() && old.path.exists() && new.path.exists() {
        return unusable("a file and a folder cannot be compared: name two files, or two folders");
    }
    let mut map = SourceMap::new();
    crate::doctrine::add_to(&mut map);
    let mut report = Report::new(Kind::Diff);
    let mut status = Status::Clean;
    let mut all = Vec::new();
    let (pairs, wrong) = pairs(&old.path, &new.path);
    if !wrong.is_empty() {
        status = Status::Unusable;
    }
    report.diagnostics.extend(wrong);
    let watch = Watch::begin();
    for (before, after) in pairs {
        let (found, ended) = one(&before, &after, asked.look, &mut map, &mut report.diagnostics);
        status = status.max(ended);
        all.extend(found);
    }
    drop(watch);
    let map = renamed(&map, &old);
    // Of a version with mistakes in how it is written, only part can be compared.
    let invalid = all.iter().any(|one| one.verdicts.contains(&Some(Verdict::Invalid)));
    if invalid || all.iter().flat_map(|one| &one.appeared).any(|found| found.severity == Severity::Error) {
        status = status.max(Status::Findings);
    }
    report.differences = Some(all);
    let found = report.differences.as_deref().unwrap_or_default();
    let printed = match asked.format {
        DiffFormat::Text => text::report(&report, &map, &style(color.into(), terminal())),
        DiffFormat::Json => json::report(&report, &map).map_err(io::Error::other)?,
        DiffFormat::Markdown => markdown::differences(found, &report.diagnostics, &map),
    };
    clock::answered();
    out.write(&printed)?;
    drop(revision);
    Ok(status)
}

/// The files to compare with each other, by their place in the two folders; what is in one only stands
/// alone.
fn pairs(old: &Path, new: &Path) -> (Vec<(PathBuf, PathBuf)>, Vec<Diagnostic>) {
    if !old.is_dir() && !new.is_dir() {
        return (vec![(old.to_owned(), new.to_owned())], Vec::new());
    }
    let settings = Settings::default();
    let mut wrong = Vec::new();
    let mut names: BTreeSet<PathBuf> = BTreeSet::new();
    for folder in [old, new].into_iter().filter(|folder| folder.is_dir()) {
        let (found, failed) = files(&[folder.to_owned()], &settings);
        wrong.extend(failed);
        // A name may have lost the `./` of its folder.
        let near = folder.strip_prefix("./").unwrap_or(folder);
        names.extend(found.iter().map(|path| {
            path.strip_prefix(folder).or_else(|_| path.strip_prefix(near)).unwrap_or(path).to_owned()
        }));
    }
    let join = |folder: &Path, name: &Path| {
        if folder == Path::new(".") { name.to_owned() } else { folder.join(name) }
    };
    (names.iter().map(|name| (join(old, name), join(new, name))).collect(), wrong)
}

/// Compares two files; what cannot be read is told.
fn one(
    before: &Path,
    after: &Path,
    look: &Look,
    map: &mut SourceMap,
    wrong: &mut Vec<Diagnostic>,
) -> (Option<Difference>, Status) {
    let name = after.to_string_lossy().into_owned();
    // What is in one version only is compared with an analysis that says nothing.
    let presence = match (before.exists(), after.exists()) {
        (true, false) => Presence::Old,
        (false, true) => Presence::New,
        (true, true) | (false, false) => Presence::Both,
    };
    let mut load = |path: &Path| match model::load(standard(), &Disk, path, map) {
        Ok(Checked { mut value, diagnostics }) => match played(&mut value, map, look) {
            Ok(options) => Some((value, diagnostics, options)),
            Err(mistyped) => {
                wrong.extend(mistyped);
                None
            }
        },
        Err(diagnostic) => {
            wrong.push(diagnostic);
            None
        }
    };
    let silent = || (standard().begin(), Vec::new(), Options::default());
    let (old, new) = match presence {
        Presence::Both => (load(before), load(after)),
        Presence::Old => (load(before), Some(silent())),
        Presence::New => (Some(silent()), load(after)),
    };
    let (Some(mut old), Some(new)) = (old, new) else { return (None, Status::Unusable) };
    let renamed = if presence == Presence::Both { align(&mut old.0, &new.0) } else { Vec::new() };
    let mut was = Session::new(&old.0, Kind::Diff, old.1, old.2);
    let mut is = Session::new(&new.0, Kind::Diff, new.1, new.2);
    let compared = diff(&name, presence, &renamed, &mut was, &mut is, map);
    let coverage = settle(Ok(Status::Clean), &mut was);
    match compared {
        Ok(found) => (Some(found), coverage.max(settle(Ok(Status::Clean), &mut is))),
        Err(stop) => {
            wrong.push(*stop.0);
            (None, Status::Incomplete)
        }
    }
}

/// The map with the files of a revision under the names that they have there.
fn renamed(map: &SourceMap, old: &Place) -> SourceMap {
    let mut named = SourceMap::new();
    for (_, file) in map.files() {
        let name = match &old.shown {
            Some((folder, lead)) => match Path::new(&*file.name).strip_prefix(folder) {
                Ok(below) => format!("{lead}{}", below.to_string_lossy()),
                Err(_) => file.name.to_string(),
            },
            None => file.name.to_string(),
        };
        named.add(name, file.text.clone(), file.origin);
    }
    named
}
