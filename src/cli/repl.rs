//! The interactive session: a terminal gets an editor, a pipe a transcript.

use super::Status;
use super::arguments::Color;
use super::output::{Output, style, terminal};
use crate::repl::{Conversation, Setup, transcript};
use std::io::{self, Write};
use std::path::PathBuf;

/// Talks with an analysis until somebody leaves.
///
/// # Errors
/// The input cannot be read or the output not be written.
pub(super) fn run<W: Write>(
    out: &mut Output<W>,
    color: Color,
    file: Option<PathBuf>,
    private: bool,
) -> io::Result<Status> {
    let _ = private;
    let setup = Setup { file, ..Setup::default() };
    let (mut conversation, greeting) = Conversation::new(setup, style(color.into(), terminal()));
    out.write(&greeting.text)?;
    transcript(&mut conversation, io::stdin().lock(), &mut |text| {
        out.write(text)?;
        if text.ends_with('\n') { out.finish() } else { Ok(()) }
    })?;
    Ok(Status::Clean)
}
