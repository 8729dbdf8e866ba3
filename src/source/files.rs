//! Where the texts of an analysis come from: the disk, a folder in memory, or open buffers over either.
//!
//! Invariant: what a [`FileSystem`] tells of a path is true of the file that the path leads to, links followed.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read};
use std::ops::Bound;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A file, with its length in bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A device, a pipe or a socket: reading it may never end.
    Other,
}

/// Files by path. An analysis reads its texts through one of these, and nowhere else.
pub trait FileSystem: Send + Sync {
    /// The one absolute path of a file, with links followed: two paths to one file have the same.
    ///
    /// # Errors
    /// Nothing is there, or it may not be looked at.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;

    /// Whether there is a link at a path, wherever it leads.
    fn is_link(&self, _path: &Path) -> bool {
        false
    }

    /// An absolute path as it is shown: as short as it can be said.
    fn shown(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    /// What a path leads to.
    ///
    /// # Errors
    /// Nothing is there, or it may not be looked at.
    fn kind(&self, path: &Path) -> io::Result<FileKind>;

    /// The bytes of a file, as many as `at_most`.
    ///
    /// # Errors
    /// Nothing is there, or it may not be read.
    fn read(&self, path: &Path, at_most: u64) -> io::Result<Vec<u8>>;
}

impl<F: FileSystem + ?Sized> FileSystem for Arc<F> {
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.as_ref().canonical(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        self.as_ref().is_link(path)
    }

    fn shown(&self, path: &Path) -> PathBuf {
        self.as_ref().shown(path)
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        self.as_ref().kind(path)
    }

    fn read(&self, path: &Path, at_most: u64) -> io::Result<Vec<u8>> {
        self.as_ref().read(path, at_most)
    }
}

/// The files of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl FileSystem for Disk {
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::canonicalize(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        path.is_symlink()
    }

    fn shown(&self, path: &Path) -> PathBuf {
        let here = std::env::current_dir().unwrap_or_default();
        path.strip_prefix(&here).unwrap_or(path).to_owned()
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        let metadata = std::fs::metadata(path)?;
        Ok(if metadata.is_dir() {
            FileKind::Folder
        } else if metadata.is_file() {
            FileKind::File(metadata.len())
        } else {
            FileKind::Other
        })
    }

    fn read(&self, path: &Path, at_most: u64) -> io::Result<Vec<u8>> {
        let file = std::fs::File::open(path)?;
        // Room for all of it at once: a table may have hundreds of megabytes.
        let length = usize::try_from(file.metadata()?.len().min(at_most)).unwrap_or(0);
        let mut bytes = Vec::with_capacity(length.saturating_add(1));
        file.take(at_most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Files that are held in memory, by path. Folders are there as soon as a file is below them.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Arc<[u8]>>,
}

impl Memory {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file at a path, in place of what was there.
    pub fn insert(&mut self, path: impl AsRef<Path>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(absolute(path.as_ref()), bytes.into().into());
    }

    /// Takes a file away; whether it was there.
    pub fn remove(&mut self, path: impl AsRef<Path>) -> bool {
        self.files.remove(&absolute(path.as_ref())).is_some()
    }
}

impl FileSystem for Memory {
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.kind(path).map(|_| absolute(path))
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        let path = absolute(path);
        if let Some(bytes) = self.files.get(&path) {
            return Ok(FileKind::File(bytes.len() as u64));
        }
        let next = self.files.range::<Path, _>((Bound::Included(&*path), Bound::Unbounded)).next();
        let is_folder = path.parent().is_none() || next.is_some_and(|(file, _)| file.starts_with(&path));
        is_folder.then_some(FileKind::Folder).ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn read(&self, path: &Path, at_most: u64) -> io::Result<Vec<u8>> {
        let bytes = self.files.get(&absolute(path)).ok_or(ErrorKind::NotFound)?;
        Ok(bytes.iter().take(usize::try_from(at_most).unwrap_or(usize::MAX)).copied().collect())
    }
}

/// Open buffers over other files: a buffer hides the file at its path, whether or not there is one.
#[derive(Clone, Debug, Default)]
pub struct Overlay<Base> {
    base: Base,
    open: Memory,
}

impl<Base: FileSystem> Overlay<Base> {
    /// Nothing is open yet.
    pub fn over(base: Base) -> Self {
        Self { base, open: Memory::new() }
    }

    /// Opens a buffer, or gives an open one another text.
    pub fn open(&mut self, path: &Path, text: impl Into<Vec<u8>>) {
        let path = self.place(path);
        self.open.insert(path, text);
    }

    /// Closes a buffer; whether one was open.
    pub fn close(&mut self, path: &Path) -> bool {
        let path = self.place(path);
        self.open.remove(path)
    }

    /// Where a path leads. A file that only a buffer holds is where its folder really is.
    pub fn place(&self, path: &Path) -> PathBuf {
        if let Ok(real) = self.base.canonical(path) {
            return real;
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        match (self.base.canonical(folder), path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => absolute(path),
        }
    }
}

impl<Base: FileSystem> FileSystem for Overlay<Base> {
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let place = self.place(path);
        if self.open.kind(&place).is_ok() { Ok(place) } else { self.base.canonical(path) }
    }

    fn is_link(&self, path: &Path) -> bool {
        self.base.is_link(path)
    }

    fn shown(&self, path: &Path) -> PathBuf {
        self.base.shown(path)
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        match self.open.kind(&self.place(path)) {
            Ok(kind @ FileKind::File(_)) => Ok(kind),
            Ok(folder) => self.base.kind(path).or(Ok(folder)),
            Err(_) => self.base.kind(path),
        }
    }

    fn read(&self, path: &Path, at_most: u64) -> io::Result<Vec<u8>> {
        self.open.read(&self.place(path), at_most).or_else(|_| self.base.read(path, at_most))
    }
}

/// A path from a folder, with its `.` and `..` followed by name alone.
pub(crate) fn lexically(from: &Path, path: &Path) -> PathBuf {
    let mut target = from.to_owned();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                target.pop();
            }
            Component::Normal(name) => target.push(name),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    target
}

/// A path from the root: in memory there is no folder to stand in.
fn absolute(path: &Path) -> PathBuf {
    lexically(Path::new("/"), path)
}
