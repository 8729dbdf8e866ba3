//! Servers over standard input and output: for editors, and for language models.

#[cfg(any(feature = "lsp", feature = "mcp"))]
use super::status::Status;
#[cfg(any(feature = "lsp", feature = "mcp"))]
use crate::{Workspace, source::Disk};
#[cfg(any(feature = "lsp", feature = "mcp"))]
use std::io;

/// Serves an editor until it goes.
///
/// # Errors
/// A thread cannot be started.
#[cfg(feature = "lsp")]
pub(super) fn lsp() -> io::Result<Status> {
    use crate::lsp::{Ending, serve};
    let ending = serve(io::BufReader::new(io::stdin()), io::stdout(), Workspace::over(Disk))?;
    Ok(match ending {
        Ending::Orderly => Status::Clean,
        Ending::Abrupt => Status::Findings,
    })
}

/// Serves a language model until it goes; files below the current folder may be written if that was said.
///
/// # Errors
/// The other side cannot be read or written any more.
#[cfg(feature = "mcp")]
pub(super) fn mcp(write: bool) -> io::Result<Status> {
    use crate::mcp::{Server, Writing};
    let writing = if write { Writing::Allowed } else { Writing::Refused };
    let root = std::env::current_dir()?.canonicalize()?;
    Server::new(Workspace::over(Disk), root, writing).serve(io::stdin().lock(), io::stdout())?;
    Ok(Status::Clean)
}
