//! Paths on the command line to the files that they name.

use crate::config::{self, Settings};
use crate::diagnostic::{Code, Diagnostic, clean};
use crate::source::{Disk, FileSystem, SourceMap};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::overrides::{Override, OverrideBuilder};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The files that paths name, each once: folders are searched for `.strat` files, in the order of their
/// names, leaving out what `.gitignore` and the settings do. Symbolic links in folders are not followed.
/// Folders that cannot be searched are told.
pub(super) fn files(paths: &[PathBuf], settings: &Settings) -> (Vec<PathBuf>, Vec<Diagnostic>) {
    let mut wrong = Vec::new();
    let excluded = excluded(settings, &mut wrong);
    let mut chosen: Vec<PathBuf> = paths.to_vec();
    if chosen.is_empty() {
        chosen.extend(settings.paths.iter().map(|path| nearer(&settings.folder.join(path))));
    }
    if chosen.is_empty() {
        chosen.push(PathBuf::from("."));
    }
    let mut below = Nearer { start: settings, by_folder: BTreeMap::new() };
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for path in &chosen {
        if !path.is_dir() {
            if seen.insert(path.clone()) {
                found.push(path.clone());
            }
            continue;
        }
        let mut walk = ignore::WalkBuilder::new(path);
        if let Some(excluded) = &excluded {
            walk.overrides(excluded.clone());
        }
        for entry in walk.sort_by_file_path(Ord::cmp).build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let message = format!("cannot search a folder: {}", clean::line(&error.to_string()));
                    wrong.push(Diagnostic::new(Code::FileNotFound, message).help("check who may read it"));
                    continue;
                }
            };
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            if is_file && entry.path().extension().is_some_and(|extension| extension == "strat") {
                let file = entry.into_path();
                let file = file.strip_prefix("./").map(Path::to_owned).unwrap_or(file);
                if !below.leaves_out(&file) && seen.insert(file.clone()) {
                    found.push(file);
                }
            }
        }
    }
    (found, wrong)
}

/// What the settings further down leave out: those nearer to a file than the ones that the search began
/// with.
struct Nearer<'a> {
    start: &'a Settings,
    by_folder: BTreeMap<PathBuf, Option<Gitignore>>,
}

impl Nearer<'_> {
    fn leaves_out(&mut self, file: &Path) -> bool {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let start = self.start;
        let patterns = self.by_folder.entry(folder.to_owned()).or_insert_with(|| {
            // What is wrong with them is told where the settings of the files are read.
            let settings = config::find(&Disk, folder, &mut SourceMap::new()).settings;
            if settings.folder == start.folder || settings.exclude.is_empty() {
                return None;
            }
            let mut builder = GitignoreBuilder::new(&settings.folder);
            for pattern in &settings.exclude {
                builder.add_line(None, pattern).ok()?;
            }
            builder.build().ok()
        });
        let Some(patterns) = patterns else { return false };
        let real = Disk.canonical(folder).unwrap_or_else(|_| folder.to_owned());
        let real = real.join(file.file_name().unwrap_or_default());
        real.starts_with(patterns.path()) && patterns.matched_path_or_any_parents(&real, false).is_ignore()
    }
}

/// A path relative to the current folder, where it lies below it.
fn nearer(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    match path.strip_prefix(&here) {
        Ok(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Ok(below) => below.to_owned(),
        Err(_) => path.to_owned(),
    }
}

/// What the settings leave out.
fn excluded(settings: &Settings, wrong: &mut Vec<Diagnostic>) -> Option<Override> {
    if settings.exclude.is_empty() {
        return None;
    }
    let mut builder = OverrideBuilder::new(&settings.folder);
    for pattern in &settings.exclude {
        // In an override the mark leaves out; without it a pattern would be the only one let in.
        if let Err(error) = builder.add(&format!("!{pattern}")) {
            let message = format!("`{pattern}` is no pattern: {error}");
            let help = "write patterns as in `.gitignore`";
            wrong.push(Diagnostic::new(Code::BadConfiguration, message).help(help));
        }
    }
    builder.build().ok()
}
