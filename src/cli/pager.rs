//! An answer that is longer than the window goes through the pager, as git's do.
//!
//! `PAGER` says which; `less` where it says nothing, and none where it says `cat` or nothing at all. A pager that cannot be
//! started is none.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

/// The pager of somebody who has chosen none, and how it is to behave unless somebody says: it leaves colours and the text on
/// the screen.
const USUAL: &str = "less";
const MANNERS: &str = "FRX";

/// How a shell says that there is no such program.
const NOT_FOUND: i32 = 127;

/// Lines of the window that the next prompt needs.
const PROMPT: usize = 1;

/// Shows a text in the pager; tells whether it did.
pub(super) fn page(text: &str) -> bool {
    let Some(pager) = wanted() else { return false };
    longer_than_the_window(text) && through(&pager, text).is_ok_and(|ended| ended)
}

/// The command of the pager, if one is wanted.
fn wanted() -> Option<String> {
    let pager = env::var("PAGER").unwrap_or_else(|_| String::from(USUAL));
    let dumb = env::var_os("TERM").is_none_or(|terminal| terminal == "dumb");
    let none = matches!(pager.trim(), "" | "cat");
    (!none && !dumb && io::stdout().is_terminal()).then_some(pager)
}

/// Whether a text has more lines than the window has room for.
fn longer_than_the_window(text: &str) -> bool {
    let rows = terminal_size::terminal_size().map(|(_, rows)| usize::from(rows.0)).filter(|rows| *rows > 0);
    rows.is_some_and(|rows| text.lines().count() + PROMPT > rows)
}

/// Whether the pager took the text. What it has not read when somebody leaves it is not wanted.
fn through(pager: &str, text: &str) -> io::Result<bool> {
    let mut command = Command::new("sh");
    command.args(["-c", pager]).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        command.env("LESS", MANNERS);
    }
    let mut child = command.spawn()?;
    if let Some(mut input) = child.stdin.take()
        && let Err(error) = input.write_all(text.as_bytes())
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        return Err(error);
    }
    Ok(child.wait()?.code() != Some(NOT_FOUND))
}
