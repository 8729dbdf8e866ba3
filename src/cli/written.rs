//! What a command makes, to standard output or to a file that somebody names.

use super::output::Output;
use super::status::Status;
use crate::diagnostic::clean;
use crate::source;
use std::io::{self, Write};
use std::path::Path;

/// Writes to a file, whole or not at all; without one to standard output. A file that is read is not written over.
///
/// # Errors
/// Standard output or standard error cannot be written.
pub(super) fn written<W: Write>(
    out: &mut Output<W>,
    content: impl AsRef<[u8]>,
    to: Option<&Path>,
    read: &Path,
) -> io::Result<Status> {
    let Some(path) = to else { return out.bytes(content.as_ref()).map(|()| Status::Clean) };
    let shown = clean::line(&path.to_string_lossy()).into_owned();
    let same = path.canonicalize().is_ok_and(|path| read.canonicalize().is_ok_and(|read| read == path));
    let source = path.extension().is_some_and(|extension| extension == "strat");
    let refused = if same {
        Some(format!("`{shown}` is the analysis itself: write to another file"))
    } else if source {
        Some(format!("`{shown}` would be taken for an analysis: write to a file such as `report.html`"))
    } else {
        source::save(path, content).err().map(|error| match error.kind() {
            io::ErrorKind::NotFound => format!("cannot write `{shown}`: its folder is not there"),
            io::ErrorKind::IsADirectory => format!("cannot write `{shown}`: it is a folder"),
            io::ErrorKind::PermissionDenied => format!("cannot write `{shown}`: it may not be written"),
            _ => format!("cannot write `{shown}`: {error}"),
        })
    };
    match refused {
        None => Ok(Status::Clean),
        Some(message) => {
            let mut told = Output::stderr();
            told.line(&message)?;
            told.finish()?;
            Ok(Status::Unusable)
        }
    }
}
