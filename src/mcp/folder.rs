//! What tools work in: a folder, the texts in it, and whether files may be written there.
//!
//! Invariant: no path leads out of the folder, links followed.

use crate::Workspace;
use std::path::{Path, PathBuf};

/// Whether files may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writing {
    /// They may.
    Allowed,
    /// They may not.
    Refused,
}

/// What calls are answered from.
pub(super) struct Folder {
    pub(super) workspace: Workspace,
    /// The folder below which files are read, without links.
    pub(super) root: PathBuf,
    pub(super) writing: Writing,
}

impl Folder {
    /// The path of a file below the folder.
    ///
    /// # Errors
    /// It is absolute, leads out of the folder, or there is no such file.
    pub(super) fn path(&self, given: &str) -> Result<PathBuf, String> {
        let outside = || format!("`{given}` is no file below the folder of the server");
        if Path::new(given).is_absolute() {
            return Err(outside());
        }
        let real = self.workspace.real(self.root.join(given)).ok_or_else(outside)?;
        if real.starts_with(&self.root) { Ok(real) } else { Err(outside()) }
    }
}
