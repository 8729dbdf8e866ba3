//! Addresses of documents to paths, and back.
//!
//! Invariant: a document that is no file has a path on which no file stands.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The path of a document. One that is no file, as a new one that was never saved, is in a folder of its own.
pub(super) fn path(uri: &str) -> PathBuf {
    let Some(rest) = uri.strip_prefix("file://") else {
        return Path::new("/\u{1}unsaved").join(uri.replace(['/', '\\'], "_"));
    };
    // `file://host/path`: files of other machines are nobody's here.
    let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
    PathBuf::from(decoded(path))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex =
            after.get(..2).filter(|_| first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The address of a file.
pub(super) fn uri(path: &Path) -> String {
    let mut out = String::from("file://");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte as char)
            }
            other => {
                // Writing to a text cannot fail.
                let _written = write!(out, "%{other:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_back() {
        for text in ["/a/b c.strat", "/ä/€ %.strat", "/"] {
            assert_eq!(path(&uri(Path::new(text))), Path::new(text));
        }
        assert_eq!(path("file:///c%zz"), Path::new("/c%zz"));
        assert_eq!(path("file://localhost/a"), Path::new("/a"));
        assert_eq!(path("untitled:x/../../etc").parent(), Some(Path::new("/\u{1}unsaved")));
    }
}
