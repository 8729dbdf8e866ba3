//! Writing files so that a failure at any moment leaves the old file or the new one, whole.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Result, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Files that are being written beside those that they will replace.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Writes a file whole or not at all, with the permissions it had. A link stays a link.
///
/// # Errors
/// The path is a folder, or its folder cannot take the file; the old file is then as it was.
pub fn save(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    let real = fs::canonicalize(path);
    let path = real.as_deref().unwrap_or(path);
    if path.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let permissions = fs::metadata(path).map(|metadata| metadata.permissions());
    if permissions.as_ref().is_ok_and(fs::Permissions::readonly) {
        return Err(ErrorKind::PermissionDenied.into());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".strat-").suffix(".tmp");
    #[cfg(unix)]
    if permissions.is_err() {
        // As any new file: what the user's mask leaves of this.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = begin(|| builder.tempfile_in(folder.unwrap_or(Path::new("."))), |file| file.path())?;
    let unfinished = file.path().to_owned();
    let written = file
        .write_all(content.as_ref())
        .and_then(|()| permissions.map_or(Ok(()), |same| file.as_file().set_permissions(same)))
        .and_then(|()| file.as_file().sync_all())
        .and_then(|()| file.persist(path).map(drop).map_err(|error| error.error));
    lock().remove(&unfinished);
    written
}

/// Writes a folder of files whole or not at all; the paths of the files are relative to it.
///
/// # Errors
/// [`ErrorKind::AlreadyExists`] if something is there already that is not an empty folder; or the folder
/// around it, which is made where it is missing, cannot take it. Nothing but that folder is there then that was not
/// there before.
pub fn save_folder(path: &Path, files: &[(String, String)]) -> Result<()> {
    if fs::symlink_metadata(path).is_ok()
        && fs::read_dir(path).map_or(true, |mut inside| inside.next().is_some())
    {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let around = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(around)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".strat-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    // The folder goes again if anything fails before it gets its name.
    let folder = begin(|| builder.tempdir_in(around), |folder| folder.path())?;
    let unfinished = folder.path().to_owned();
    let written = files.iter().try_for_each(|(name, text)| {
        let file = folder.path().join(name);
        file.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(file, text)
    });
    let written = written.and_then(|()| fs::rename(folder.path(), path));
    lock().remove(&unfinished);
    if written.is_ok() {
        // Under its new name it stays.
        let _ = folder.keep();
    }
    written
}

fn lock() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a file or a folder that is not finished yet, and notes it: in one step, as far as [`end`] is
/// concerned.
fn begin<T>(make: impl FnOnce() -> Result<T>, path: impl FnOnce(&T) -> &Path) -> Result<T> {
    let mut all = lock();
    let made = make()?;
    all.insert(path(&made).to_owned());
    Ok(made)
}

/// Removes what is being written at this moment, for a process that is about to end. Nothing is begun any more as
/// long as what is returned is kept.
#[must_use]
pub fn abandon() -> impl Drop {
    let mut all = lock();
    for path in std::mem::take(&mut *all) {
        // Whether it goes or not, nothing more can be done.
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
    all
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
        save(&link, "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_folder_comes_whole_or_not_at_all() {
        let around = tempfile::tempdir().unwrap();
        let path = around.path().join("a");
        let files =
            |name: &str| vec![(String::from("x/y"), String::from("1")), (name.to_owned(), String::new())];
        assert!(save_folder(&path, &files("x/y/z")).is_err());
        assert_eq!(fs::read_dir(around.path()).unwrap().count(), 0);
        fs::create_dir(&path).unwrap();
        save_folder(&path, &files("z")).unwrap();
        assert_eq!(fs::read_to_string(path.join("x/y")).unwrap(), "1");
        assert_eq!(save_folder(&path, &files("z")).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read_dir(around.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_may_not_be_written_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(save(&folder.path().join("none/a"), "new").is_err());
        assert!(save(folder.path(), "new").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
