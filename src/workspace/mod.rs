//! The public face: texts to analyses, and analyses to what is found out about them.
//!
//! Invariant: everything here is owned, and may be sent to another thread; nothing is kept for the process.

mod analysis;
mod found;
mod look;

pub use analysis::Analysis;
pub use found::{Found, Unreadable};
pub(crate) use look::{Part, checked};

use crate::config;
use crate::model::{self, Doctrine};
use crate::report::{Command, Report};
use crate::source::{FileSystem, Memory, Overlay, SourceMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The texts that analyses are made of, with the doctrine that they are built on.
#[derive(Clone)]
pub struct Workspace {
    doctrine: Doctrine,
    files: Overlay<Arc<dyn FileSystem>>,
}

impl Workspace {
    /// A folder in memory: nothing is read from anywhere else.
    pub fn new() -> Self {
        Self::over(Memory::new())
    }

    /// Files that come from somewhere, such as the [`Disk`](crate::source::Disk).
    pub fn over(files: impl FileSystem + 'static) -> Self {
        Self { doctrine: Doctrine::standard(), files: Overlay::over(Arc::new(files)) }
    }

    /// The same texts, built on another doctrine.
    #[must_use]
    pub fn with_doctrine(self, doctrine: Doctrine) -> Self {
        Self { doctrine, ..self }
    }

    /// Gives a file another text, as an open buffer of an editor does: what is below stays as it is.
    pub fn edit(&mut self, path: impl AsRef<Path>, text: impl Into<String>) {
        self.files.open(path.as_ref(), text.into());
    }

    /// Takes an edit back, so that the file below is seen again; whether there was one.
    pub fn close(&mut self, path: impl AsRef<Path>) -> bool {
        self.files.close(path.as_ref())
    }

    /// The one absolute path of a file, links followed; `None` if nothing is there.
    pub fn real(&self, path: impl AsRef<Path>) -> Option<PathBuf> {
        self.files.canonical(path.as_ref()).ok()
    }

    /// Where a path leads: as [`real`](Self::real), also where no file is yet.
    pub fn place(&self, path: impl AsRef<Path>) -> PathBuf {
        self.files.place(path.as_ref())
    }

    /// Reads an analysis with all that it imports, under the settings of the `strat.toml` above it.
    ///
    /// # Errors
    /// The file itself cannot be read; what is wrong with its text, or with an import, is found by
    /// [`check`](Analysis::check).
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Analysis, Unreadable> {
        let path = path.as_ref();
        let mut texts = SourceMap::new();
        match model::load(&self.doctrine, &self.files, path, &mut texts) {
            Ok(loaded) => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                let settings =
                    config::find(&self.files, folder.unwrap_or(Path::new(".")), &mut SourceMap::new());
                let levels = settings.settings.levels;
                Ok(Analysis::new(&self.doctrine, path.to_owned(), loaded, texts, levels))
            }
            Err(diagnostic) => {
                let mut report = Report::new(Command::Check);
                report.diagnostics.push(diagnostic);
                Err(Unreadable(Box::new(Found::new(report, texts, crate::engine::Coverage::Complete))))
            }
        }
    }
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new()
    }
}
