//! The interactive session: a terminal gets an editor, a pipe a transcript.

use super::arguments::{Color, Look};
use super::output::{Output, style, terminal};
use super::pager;
use super::standard::standard;
use super::status::Status;
use super::viewed::{limits, options};
use crate::engine::Budget;
use crate::model;
use crate::render::{Style, text};
use crate::repl::{Conversation, Keeping, Setup, converse, place, transcript};
use crate::source::{Disk, SourceMap};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

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
    look: &Look,
    privacy: Privacy,
) -> io::Result<Status> {
    let style = || style(color.into(), terminal());
    // A deadline is one of each answer, not of the session.
    let bounds = Budget { deadline: None, ..limits(look) };
    let piped = !(io::stdin().is_terminal() && io::stdout().is_terminal());
    if piped && let Some(file) = &file {
        // A script is not run on another analysis, or on less of it, than its author meant.
        let wrong = unusable(file, look);
        if let Some(told) = wrong {
            let mut out = Output::stderr();
            out.write(&told)?;
            out.finish()?;
            return Ok(Status::Unusable);
        }
    }
    let setup = Setup { doctrine: standard().clone(), file, limits: bounds, opening: opening(look) };
    let (mut conversation, greeting) = Conversation::new(setup, style());
    let mut write = |text: &str| {
        out.write(text)?;
        if text.ends_with('\n') { out.finish() } else { Ok(()) }
    };
    write(&greeting.text)?;
    if piped {
        transcript(&mut conversation, io::stdin().lock(), &mut write)?;
        return Ok(Status::Clean);
    }
    write("`help` says what can be typed, Ctrl-D leaves\n")?;
    let keeping = match privacy {
        Privacy::Kept => place(),
        Privacy::Private => Keeping::Nothing,
    };
    // What does not fit in the window is read at leisure.
    let mut answer = |text: &str| if pager::page(text) { Ok(()) } else { write(text) };
    converse(conversation, keeping, &style, &mut answer)?;
    Ok(Status::Clean)
}

/// Why a session cannot begin as it was asked for: the file cannot be read, or an option names nothing.
fn unusable(file: &Path, look: &Look) -> Option<String> {
    let mut map = SourceMap::new();
    let wrong = match model::load(standard(), &Disk, file, &mut map) {
        Err(diagnostic) => vec![diagnostic],
        Ok(checked) => {
            let mut model = checked.value;
            options(&mut model, &mut map, look).err()?
        }
    };
    Some(text::diagnostics(&wrong, &map, &Style::PLAIN))
}

/// The options on how to look at an analysis, as what would be typed for them.
fn opening(look: &Look) -> Vec<String> {
    let commands = [
        (":as", &look.through),
        (":scenario", &look.scenario),
        (":asof", &look.as_of),
        (":enough", &look.likely_enough),
    ];
    let commands =
        commands.into_iter().filter_map(|(command, value)| Some(format!("{command} {}", value.as_ref()?)));
    let supposed = look.suppose.iter().map(|sentence| format!("suppose {}.", sentence.trim_end_matches('.')));
    let timeout = look.timeout.map(|seconds| format!(":set timeout {seconds}"));
    commands.chain(timeout).chain(supposed).collect()
}
