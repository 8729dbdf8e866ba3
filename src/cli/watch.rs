//! `strat check --watch`: files are looked at again when they change, or what they import does.
//!
//! Invariant: what is shown is what a run at that moment would show; whether a file is looked at again
//! depends on what it and its imports hold, and not on what the system tells of changes.

use super::arguments::Color;
use super::check::{Check, finish, one};
use super::many::{Chosen, Looked, choose, side_by_side, together};
use super::output::{Output, Reader, Terminal, terminal};
use super::status::Status;
use crate::config::Settings;
use crate::diagnostic::clean;
use crate::report::Command as Kind;
use crate::source::{self, Disk, Origin, SourceFile, SourceMap};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// Several changes that come within this time of each other are one: editors write in steps.
const QUIET: Duration = Duration::from_millis(50);

/// How often folders are looked through where the system tells of no changes.
const POLLED: Duration = Duration::from_secs(1);

/// What was found in a file, and what it was found with.
struct Kept {
    settings: Settings,
    looked: Looked,
}

impl Kept {
    /// Whether it would be found again: nothing that was read has changed, and nothing was missing.
    fn holds(&self, settings: &Settings) -> bool {
        let files = self.looked.map.files().filter(|(_, file)| file.origin == Origin::User);
        let missing = self.looked.report.diagnostics.iter().any(|found| found.code.is_of_files());
        *settings == self.settings && !missing && files.into_iter().all(|(_, file)| unchanged(file))
    }
}

/// Whether a file still holds what was read.
pub(super) fn unchanged(file: &SourceFile) -> bool {
    let mut map = SourceMap::new();
    let now = source::load::read(&Disk, &mut map, Path::new(&*file.name));
    now.is_ok_and(|id| map.file(id).is_some_and(|now| now.text == file.text))
}

/// Checks files whenever they change, until it is interrupted or nobody reads any more.
///
/// # Errors
/// The output cannot be written, or changes cannot be watched.
pub(super) fn watch<W: Write>(out: &mut Output<W>, color: Color, asked: &Check<'_>) -> io::Result<Status> {
    let (sender, changes) = channel();
    let mut places = Places::new(sender)?;
    let folders: Vec<&Path> = asked.paths.iter().map(PathBuf::as_path).filter(|path| path.is_dir()).collect();
    if asked.paths.is_empty() {
        places.add(Path::new("."), RecursiveMode::Recursive);
    }
    for folder in folders {
        places.add(folder, RecursiveMode::Recursive);
    }
    if let Some(reason) = &places.failed {
        let mut told = Output::stderr();
        told.line(&format!("changes cannot be watched: {reason}"))?;
        told.finish()?;
        return Ok(Status::Unusable);
    }
    let mut kept: BTreeMap<PathBuf, Kept> = BTreeMap::new();
    let mut shown: Option<Vec<PathBuf>> = None;
    loop {
        let chosen = choose(asked.paths, &asked.levels);
        let stale: Vec<PathBuf> = chosen
            .paths
            .iter()
            .filter(|path| !kept.get(*path).is_some_and(|kept| kept.holds(chosen.policies.of(path))))
            .cloned()
            .collect();
        let again = |path: &Path| {
            let settings = chosen.policies.of(path);
            Kept { settings: settings.clone(), looked: one(path, asked.look, &settings.levels) }
        };
        let looked = side_by_side(&stale, asked.jobs.or(asked.look.threads()), again)?;
        kept.extend(stale.iter().cloned().zip(looked));
        let same = stale.is_empty() && shown.as_ref() == Some(&chosen.paths);
        let mut known = true;
        for path in &chosen.paths {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            known &= places.add(folder.unwrap_or(Path::new(".")), RecursiveMode::NonRecursive);
        }
        for (_, file) in kept.values().flat_map(|kept| kept.looked.map.files()) {
            if let Some(folder) = Path::new(&*file.name).parent().filter(|_| file.origin == Origin::User) {
                let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                known &= places.add(folder, RecursiveMode::NonRecursive);
            }
        }
        if !same {
            shown = Some(chosen.paths.clone());
            show(out, color, asked, chosen, &kept, stale.len())?;
            if out.reader() == Reader::Gone {
                return Ok(Status::Clean);
            }
        }
        // What changed before its folder was watched is found by looking once more.
        if known && !wait(&changes) {
            return Ok(Status::Unusable);
        }
    }
}

/// Shows everything that is known, on a screen that was cleared.
fn show<W: Write>(
    out: &mut Output<W>,
    color: Color,
    asked: &Check<'_>,
    chosen: Chosen,
    kept: &BTreeMap<PathBuf, Kept>,
    again: usize,
) -> io::Result<()> {
    match terminal() {
        Terminal::Columns(_) => out.write("\u{1b}[2J\u{1b}[3J\u{1b}[H")?,
        Terminal::None => {}
    }
    let all = chosen.paths.len();
    let paths = chosen.paths.clone();
    let looked = paths.iter().filter_map(|path| kept.get(path)).map(|kept| &kept.looked);
    finish(out, color, asked, together(Kind::Check, chosen, looked))?;
    out.finish()?;
    let files = if all == 1 { "file" } else { "files" };
    let mut told = Output::stderr();
    told.line(&format!("looked at {again} of {all} {files}; waiting for changes, Ctrl-C ends"))?;
    told.finish()
}

/// Waits until something has changed and changes no more; `false` if nothing can change any more.
fn wait(changes: &Receiver<()>) -> bool {
    if changes.recv().is_err() {
        return false;
    }
    loop {
        match changes.recv_timeout(QUIET) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// The folders that are watched.
struct Places {
    watcher: Box<dyn Watcher>,
    added: BTreeMap<PathBuf, RecursiveMode>,
    /// Why a folder could not be watched.
    failed: Option<String>,
}

impl Places {
    fn new(sender: Sender<()>) -> io::Result<Places> {
        let tell = move |event: notify::Result<Event>| {
            // Reading a file is no change of it; of trouble with watching, a look at the files tells.
            if !event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
                // Nobody waits any more when the run ends.
                let _ = sender.send(());
            }
        };
        let watcher: Box<dyn Watcher> = match RecommendedWatcher::new(tell.clone(), Config::default()) {
            Ok(watcher) => Box::new(watcher),
            Err(_) => {
                let config = Config::default().with_poll_interval(POLLED);
                Box::new(PollWatcher::new(tell, config).map_err(io::Error::other)?)
            }
        };
        Ok(Places { watcher, added: BTreeMap::new(), failed: None })
    }

    /// Watches a folder; `true` if it was watched already. One that cannot be watched is tried once.
    fn add(&mut self, folder: &Path, mode: RecursiveMode) -> bool {
        let below = |(known, how): (&PathBuf, &RecursiveMode)| {
            known == folder
                || *how == RecursiveMode::Recursive
                    && (known == Path::new(".") && folder.is_relative() && !folder.starts_with("..")
                        || folder.starts_with(known))
        };
        if self.added.iter().any(below) {
            return true;
        }
        self.added.insert(folder.to_owned(), mode);
        if let Err(error) = self.watcher.watch(folder, mode) {
            self.failed = Some(clean::line(&error.to_string()).into_owned());
        }
        false
    }
}
