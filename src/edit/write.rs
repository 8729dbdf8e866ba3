//! Writing a file so that the old one or the new one is there whole, whatever happens meanwhile.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Files that are being written beside those that they will replace.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Why a file was not written; the old one is whole.
#[derive(Debug)]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// What went wrong.
    pub cause: io::Error,
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "cannot write `{}`: {}", self.path.display(), self.cause)
    }
}

impl std::error::Error for WriteError {}

/// Replaces the text of a file, or makes it. What it is called stays: a symbolic link is followed, and
/// the permissions of an existing file are kept.
///
/// # Errors
/// The file may not be written, or the disk is full; the old text is still there.
pub fn replace_file(path: &Path, text: &str) -> Result<(), WriteError> {
    replace(path, text).map_err(|cause| WriteError { path: path.to_owned(), cause })
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let real = match fs::canonicalize(path) {
        Ok(real) => real,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(error),
    };
    let folder = real.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let old = match fs::metadata(&real) {
        Ok(old) if !old.is_file() => return Err(io::Error::other("it is not a regular file")),
        Ok(old) => {
            // The folder may allow what the file does not: a file that is protected stays as it is.
            fs::OpenOptions::new().append(true).open(&real)?;
            Some(old)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".strat-").suffix(".tmp");
    #[cfg(unix)]
    if old.is_none() {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut new = builder.tempfile_in(folder)?;
    let unfinished = new.path().to_owned();
    lock().insert(unfinished.clone());
    let written = new
        .write_all(text.as_bytes())
        .and_then(|()| old.map_or(Ok(()), |old| new.as_file().set_permissions(old.permissions())))
        .and_then(|()| new.as_file().sync_all())
        .and_then(|()| new.persist(&real).map(drop).map_err(|error| error.error));
    lock().remove(&unfinished);
    written
}

fn lock() -> std::sync::MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what is being written at this moment: the process is about to end.
pub fn remove_unfinished() {
    for path in std::mem::take(&mut *lock()) {
        // Whether it goes or not, nothing more can be done.
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        replace_file(&link, "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_file_that_may_not_be_written_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(replace_file(&folder.path().join("none/a"), "new").is_err());
        assert!(replace_file(folder.path(), "new").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
