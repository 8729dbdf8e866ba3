//! Files and the places in them.
//!
//! A [`SourceMap`] owns the text of every file that takes part in an analysis; a [`Span`] names a
//! range of bytes in one of them and is three integers wide, so that every later stage can carry
//! places without carrying text. Texts are read by [`load`], through the [`FileSystem`] that it is handed.
//!
//! Invariant: the text of a file is valid UTF-8, and every span lies on character boundaries of it.

mod files;
mod foreign;
mod lines;
pub mod load;
#[cfg(feature = "cli")]
mod save;

pub(crate) use files::lexically;
pub use files::{Disk, FileKind, FileSystem, Memory, Overlay};
pub use foreign::Encoding;
pub use lines::{LineColumn, LineIndex};
#[cfg(feature = "cli")]
pub use save::{abandon, save, save_folder};

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Which file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes, `start..end`, in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span of the bytes `start..end` of `file`.
    pub const fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// The smallest span that holds both; `other` when the two lie in different files is ignored.
    pub fn to(self, other: Span) -> Span {
        if self.file == other.file {
            Span::new(self.file, self.start.min(other.start), self.end.max(other.end))
        } else {
            self
        }
    }

    /// Whether the other span lies within this one.
    pub fn holds(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// What part a file plays: reports name user files only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A file of the analyst's.
    User,
    /// A module of the standard doctrine.
    Doctrine,
    /// Text typed on the command line or in a session.
    Typed,
}

/// The text of a file. Copies share it, and it is the string that was read: a table may have hundreds of megabytes.
#[derive(Clone)]
pub struct Text(Held);

/// Where a text is.
#[derive(Clone)]
enum Held {
    /// In the program itself.
    Fixed(&'static str),
    Shared(Arc<String>),
}

impl Text {
    /// A text that is part of the program, which is not copied.
    #[must_use]
    pub fn fixed(text: &'static str) -> Self {
        Self(Held::Fixed(text))
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::fixed("")
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, out)
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Held::Fixed(text) => text,
            Held::Shared(text) => text,
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Held::Shared(Arc::new(text)))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<Arc<str>> for Text {
    fn from(text: Arc<str>) -> Self {
        Self::from(&*text)
    }
}

/// One file: the name to show, its text and where its lines begin.
#[derive(Clone)]
pub struct SourceFile {
    /// The name to show in messages: the path as the user wrote it, or `<query>`.
    pub name: Arc<str>,
    /// The text, without a byte order mark.
    pub text: Text,
    /// Where the text comes from.
    pub origin: Origin,
    /// Made when it is first asked for: of most files nobody wants to know it.
    lines: Arc<OnceLock<LineIndex>>,
}

impl fmt::Debug for SourceFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, text, origin, .. } = self;
        let mut shown = out.debug_struct("SourceFile");
        shown.field("name", name).field("text", text).field("origin", origin).finish_non_exhaustive()
    }
}

impl SourceFile {
    /// Line and column (both from 1, the column in characters) of a byte offset.
    pub fn position(&self, offset: u32) -> LineColumn {
        self.lines().position(&self.text, offset)
    }

    /// Where the lines begin.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

/// The files of one run, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    /// The files that were taken over from other maps, by name.
    by_name: BTreeMap<Arc<str>, usize>,
}

impl SourceMap {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same files, those below a folder called by their paths from there.
    #[must_use]
    pub fn seen_from(&self, folder: &Path) -> Self {
        let mut seen = self.clone();
        for file in &mut seen.files {
            let below =
                Path::new(&*file.name).strip_prefix(folder).map(|path| Arc::from(&*path.to_string_lossy()));
            if let Ok(name) = below {
                file.name = name;
            }
        }
        seen
    }

    /// Adds a file and returns its id.
    pub fn add(&mut self, name: impl Into<Arc<str>>, text: impl Into<Text>, origin: Origin) -> FileId {
        let text = text.into();
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile { name: name.into(), text, origin, lines: Arc::default() });
        id
    }

    /// Takes over the files of another map and returns their ids here, by their ids there. A file that
    /// is here already under the same name and with the same text is not taken twice.
    pub fn absorb(&mut self, other: &SourceMap) -> Vec<FileId> {
        let mut ids = Vec::with_capacity(other.files.len());
        for (at, file) in other.files.iter().enumerate() {
            let same = |known: &SourceFile| known.name == file.name && known.text == file.text;
            let here = match self.files.get(at) {
                Some(known) if same(known) => Some(at),
                _ => self.by_name.get(&file.name).copied().filter(|at| self.files.get(*at).is_some_and(same)),
            };
            let at = here.unwrap_or_else(|| {
                self.by_name.insert(file.name.clone(), self.files.len());
                self.files.push(file.clone());
                self.files.len() - 1
            });
            ids.push(FileId(u32::try_from(at).unwrap_or(u32::MAX)));
        }
        ids
    }

    /// The file, if `id` came from this map.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// All files with their ids.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0u32..).map(FileId).zip(&self.files)
    }

    /// The text a span covers; empty when the span is not of this map.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file)
            .and_then(|file| file.text.get(span.start as usize..span.end as usize))
            .unwrap_or("")
    }

    /// `name:line` of the start of a span, as proofs and reports show it.
    pub fn place(&self, span: Span) -> String {
        match self.file(span.file) {
            Some(file) => format!("{}:{}", file.name, file.position(span.start).line),
            None => String::from("?"),
        }
    }
}

/// A text with a single space wherever it has white space.
pub(crate) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
