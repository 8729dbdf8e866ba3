//! Reading model files: regular files only, size and encoding checked.

use super::foreign::{self, Encoding};
use super::{FileId, FileKind, FileSystem, Origin, SourceMap, Span};
use std::io;
use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 512 << 20;

/// What a file is to be, to whoever names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// The analysis itself.
    Model,
    /// A file that is imported.
    Import,
    /// A table of facts or names.
    Table,
    /// The text of a source.
    Text,
    /// The settings of a folder.
    Settings,
}

/// Why a file cannot take part in an analysis.
#[derive(Debug)]
pub struct LoadError {
    /// The path as it was given.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with a file.
#[derive(Debug)]
pub enum Reason {
    /// It is missing, or may not be read.
    Unreadable(io::Error),
    /// It is a folder.
    Folder,
    /// It is a device, a pipe or a socket.
    NotRegular,
    /// It holds more than [`MAX_BYTES`].
    TooLarge,
    /// It is UTF-16 text.
    Utf16,
    /// The byte is part of no UTF-8 character; the span stands where it was, in the text as read.
    NotUtf8(u8, Span),
    /// A NUL byte, at the span.
    Nul(Span),
}

/// Reads a file into the map under its path as given.
///
/// # Errors
/// The file is missing, not a regular file, too large, or not clean UTF-8. Where there is a place
/// to point at, the file is in the map all the same, with unreadable bytes replaced.
pub fn read(files: &dyn FileSystem, map: &mut SourceMap, path: &Path) -> Result<FileId, LoadError> {
    let bytes = bytes(files, path)?;
    decode(map, path, bytes)
}

/// Reads a table, or the text of a source, which other programs write: also as UTF-16 or Windows-1252.
///
/// # Errors
/// As of [`read`]; the bytes are neither UTF-8 nor UTF-16 nor Windows-1252.
pub fn read_foreign(
    files: &dyn FileSystem,
    map: &mut SourceMap,
    path: &Path,
) -> Result<(FileId, Encoding), LoadError> {
    let bytes = bytes(files, path)?;
    let (text, encoding) = match foreign::text(&bytes) {
        Some((text, encoding)) => (text.into_bytes(), encoding),
        None => (bytes, Encoding::Utf8),
    };
    Ok((decode(map, path, text)?, encoding))
}

fn bytes(files: &dyn FileSystem, path: &Path) -> Result<Vec<u8>, LoadError> {
    let fail = |reason| LoadError { path: path.to_owned(), reason };
    match files.kind(path).map_err(|error| fail(Reason::Unreadable(error)))? {
        FileKind::Folder => return Err(fail(Reason::Folder)),
        FileKind::Other => return Err(fail(Reason::NotRegular)),
        FileKind::File(length) if length > MAX_BYTES => return Err(fail(Reason::TooLarge)),
        FileKind::File(_) => {}
    }
    let bytes = files.read(path, MAX_BYTES + 1).map_err(|error| fail(Reason::Unreadable(error)))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(fail(Reason::TooLarge));
    }
    Ok(bytes)
}

/// Puts the bytes of a file into the map as text.
///
/// # Errors
/// The bytes are not clean UTF-8, see [`read`].
pub fn decode(map: &mut SourceMap, path: &Path, bytes: Vec<u8>) -> Result<FileId, LoadError> {
    let fail = |reason| LoadError { path: path.to_owned(), reason };
    let name = path.to_string_lossy().into_owned();
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(fail(Reason::Utf16));
    }
    let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            let nul = text.find('\0').map(at);
            let id = map.add(name, text, Origin::User);
            nul.map_or(Ok(id), |offset| Err(fail(Reason::Nul(Span::new(id, offset, offset + 1)))))
        }
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let byte = bytes.get(offset).copied().unwrap_or_default();
            // The replacement character is three bytes wide and stands where the bad byte stood.
            let id = map.add(name, String::from_utf8_lossy(&bytes).into_owned(), Origin::User);
            Err(fail(Reason::NotUtf8(byte, Span::new(id, at(offset), at(offset) + 3))))
        }
    }
}
