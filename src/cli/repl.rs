//! The interactive session: a terminal gets an editor, a pipe a transcript.

use super::Status;
use super::arguments::Color;
use super::output::{Output, style, terminal};
use crate::repl::{Conversation, Keeping, Setup, converse, place, transcript};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// Whether what is typed is kept for the next session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Privacy {
    /// It is.
    Kept,
    /// It is not.
    Private,
}

/// Talks with an analysis until somebody leaves.
///
/// # Errors
/// The input cannot be read or the output not be written.
pub(super) fn run<W: Write>(
    out: &mut Output<W>,
    color: Color,
    file: Option<PathBuf>,
    privacy: Privacy,
) -> io::Result<Status> {
    let look = || style(color.into(), terminal());
    let setup = Setup { file, ..Setup::default() };
    let (mut conversation, greeting) = Conversation::new(setup, look());
    let mut write = |text: &str| {
        out.write(text)?;
        if text.ends_with('\n') { out.finish() } else { Ok(()) }
    };
    write(&greeting.text)?;
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        transcript(&mut conversation, io::stdin().lock(), &mut write)?;
        return Ok(Status::Clean);
    }
    write("`help` says what can be typed, Ctrl-D leaves\n")?;
    let keeping = match privacy {
        Privacy::Kept => place(),
        Privacy::Private => Keeping::Nothing,
    };
    converse(conversation, keeping, &look, &mut write)?;
    Ok(Status::Clean)
}
