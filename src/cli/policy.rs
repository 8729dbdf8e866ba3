//! Which settings count for which file: those of the first `strat.toml` in its folder or above it.
//!
//! Invariant: each `strat.toml` is read once, and what is wrong with it is told once.

use crate::config::{self, Failing, Levels, Settings};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Disk, SourceMap};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The settings of a run, by the folders of its files.
pub(super) struct Policies {
    /// Levels of the command line, which count more than those of settings.
    typed: Levels,
    all: Vec<Settings>,
    /// The position of the settings of a `strat.toml`.
    by_file: BTreeMap<Option<PathBuf>, usize>,
    /// The position of the settings of a folder.
    by_folder: BTreeMap<PathBuf, usize>,
}

impl Policies {
    /// The settings of the first path, which say what is looked at; with what is wrong with them.
    pub(super) fn starting(
        paths: &[PathBuf],
        typed: &Levels,
        map: &mut SourceMap,
    ) -> (Policies, Vec<Diagnostic>) {
        let start =
            paths.first().map_or(Path::new("."), |path| if path.is_dir() { path } else { folder(path) });
        let mut policies = Policies {
            typed: typed.clone(),
            all: Vec::new(),
            by_file: BTreeMap::new(),
            by_folder: BTreeMap::new(),
        };
        let wrong = policies.add(start, map);
        (policies, wrong)
    }

    /// The settings that say what is looked at.
    pub(super) fn first(&self) -> &Settings {
        const NONE: &Settings = &Settings::NONE;
        self.all.first().unwrap_or(NONE)
    }

    /// Reads the settings of files, and returns what is wrong with them.
    pub(super) fn read(&mut self, files: &[PathBuf], map: &mut SourceMap) -> Vec<Diagnostic> {
        files.iter().flat_map(|file| self.add(folder(file), map)).collect()
    }

    fn add(&mut self, folder: &Path, map: &mut SourceMap) -> Vec<Diagnostic> {
        if self.by_folder.contains_key(folder) {
            return Vec::new();
        }
        let file = config::above(&Disk, folder);
        if let Some(known) = self.by_file.get(&file) {
            self.by_folder.insert(folder.to_owned(), *known);
            return Vec::new();
        }
        let found = config::find(&Disk, folder, map);
        let mut settings = found.settings;
        settings.levels.and(&self.typed);
        self.by_file.insert(file, self.all.len());
        self.by_folder.insert(folder.to_owned(), self.all.len());
        self.all.push(settings);
        found.diagnostics
    }

    /// The settings of a file; of one that was not [read](Policies::read), those of the nearest folder
    /// above it that is known, else the first.
    pub(super) fn of(&self, file: &Path) -> &Settings {
        let above = file.ancestors().skip(1);
        let known = above.map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        let at = known.filter_map(|folder| self.by_folder.get(folder)).next();
        at.and_then(|at| self.all.get(*at)).unwrap_or(self.first())
    }

    /// The severity from which on findings in a file fail the run.
    pub(super) fn failing(&self, file: Option<&str>) -> Severity {
        let settings = file.map_or(self.first(), |file| self.of(Path::new(file)));
        match settings.failing {
            Failing::Errors => Severity::Error,
            Failing::Warnings => Severity::Warning,
        }
    }
}

/// The folder whose settings count for a file.
fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
