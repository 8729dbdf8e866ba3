//! A revision of a Git repository to a folder of files.
//!
//! Invariant: the repository, its index and its working tree stay as they are.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The files of a revision, in a folder that goes when this goes.
pub(super) struct Revision {
    folder: PathBuf,
    path: PathBuf,
    _kept: tempfile::TempDir,
}

impl Revision {
    /// Writes what a revision has at the folder of a path (or at the folder that the path is).
    ///
    /// # Errors
    /// Git is missing, there is no repository or no such revision: what to tell the user.
    pub(super) fn write(name: &str, path: &Path) -> Result<Self, String> {
        let shown = crate::diagnostic::clean::line(name).into_owned();
        // Git would take it for an option.
        if name.starts_with('-') {
            return Err(format!("`{shown}` is no revision"));
        }
        let (place, file) = match (path.is_dir(), path.file_name()) {
            (false, Some(file)) => (path.parent().unwrap_or(Path::new("")), Some(file)),
            (true, _) | (_, None) => (path, None),
        };
        let place = if place.as_os_str().is_empty() { Path::new(".") } else { place };
        let git = |arguments: &[&str]| git(Command::new("git").arg("-C").arg(place).args(arguments));
        let prefix = git(&["rev-parse", "--show-prefix"]).map_err(|told| {
            let shown = crate::diagnostic::clean::line(&place.to_string_lossy()).into_owned();
            // Git's own words differ from version to version.
            let missing = told.contains("not a git repository");
            if missing { format!("`{shown}` is in no Git repository") } else { told }
        })?;
        let commit = git(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])
            .map_err(|_| format!("there is no revision `{shown}`"))?;
        let kept = tempfile::tempdir().map_err(|error| format!("cannot make a folder: {error}"))?;
        let folder = kept.path().join("tree");
        std::fs::create_dir(&folder).map_err(|error| format!("cannot make a folder: {error}"))?;
        let tree = format!("{commit}:{prefix}");
        // A folder that the revision has not yet is empty.
        if git(&["rev-parse", "--verify", "--quiet", &tree]).is_ok() {
            let index = kept.path().join("index");
            let command = || {
                let mut command = Command::new("git");
                command.arg("-C").arg(place).env("GIT_INDEX_FILE", &index);
                // A link of a revision could lead anywhere.
                command.args(["-c", "core.symlinks=false"]);
                command
            };
            self::git(command().args(["read-tree", &tree]))?;
            let mut lead = std::ffi::OsString::from("--prefix=");
            lead.push(folder.join(""));
            // From a folder below, only what is under it would be written; the top has it all.
            let top = git(&["rev-parse", "--show-toplevel"])?;
            self::git(command().args(["-C", &top, "checkout-index", "--all", "--quiet"]).arg(lead))?;
        }
        let path = file.map_or_else(|| folder.clone(), |file| folder.join(file));
        Ok(Self { folder, path, _kept: kept })
    }

    /// The folder with the files.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What was asked for: the folder, or a file in it, whether or not the revision has it.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

/// Runs Git: what it prints, without the line break.
fn git(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("cannot run `git`: {error}"))?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        return Err(crate::diagnostic::clean::line(told.trim()).into_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end_matches(['\n', '\r']).to_owned())
}
