//! The end of the time that a run may take, whatever it is at: reading, concluding, or telling why.
//!
//! An evaluation looks at the clock itself, and can name the rule that concluded the most; it is given a
//! moment for that. **Invariant:** a run prints either its answer or that time was up, never parts of both.

use super::arguments::{
    AskFormat, BriefFormat, CheckFormat, Color, Command, DiffFormat, Format, GameFormat, Look, MapFormat,
    TestFormat, WeighFormat,
};
use super::output::{Output, style, terminal};
use super::progress;
use super::status::Status;
use crate::engine::Limit;
use crate::reason::limit_reached;
use crate::render::{github, json, junit, sarif, text};
use crate::report::{Command as Kind, Report};
use crate::source::SourceMap;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// So much later than an evaluation would end by itself.
const MOMENT: Duration = Duration::from_secs(2);

/// Whether the answer of this run is being printed.
static ANSWERED: Mutex<bool> = Mutex::new(false);

/// From now on the answer is printed, however long that takes.
pub(super) fn answered() {
    *ANSWERED.lock().unwrap_or_else(PoisonError::into_inner) = true;
}

/// How the run would print what it has found.
#[derive(Clone, Copy)]
enum Print {
    Text,
    Json,
    Concise,
    Sarif,
    Github,
    Junit,
}

/// Sets the clock for a command, if it has a limit on time and comes to an end by itself.
///
/// # Errors
/// There is no thread for it.
pub(super) fn set(command: &Command, color: Color, exit: fn(i32) -> !) -> io::Result<()> {
    let Some(seconds) = command.look().map(Look::seconds) else { return Ok(()) };
    let Some((kind, print)) = kind(command) else { return Ok(()) };
    let pause = Duration::from_secs(seconds).saturating_add(MOMENT);
    thread::Builder::new().spawn(move || {
        thread::sleep(pause);
        let answered = ANSWERED.lock().unwrap_or_else(PoisonError::into_inner);
        if *answered {
            return;
        }
        progress::clear();
        let told = tell(kind, print, color);
        drop(answered);
        let _unfinished = crate::source::abandon();
        exit(i32::from(told.unwrap_or(Status::Unusable).code()))
    })?;
    Ok(())
}

/// What a command prints, and how.
fn kind(command: &Command) -> Option<(Kind, Print)> {
    let found = match command {
        Command::Brief { format, .. } => match format {
            BriefFormat::Json => (Kind::Brief, Print::Json),
            BriefFormat::Text | BriefFormat::Markdown => (Kind::Brief, Print::Text),
        },
        Command::Watchlist { format, .. } => (Kind::Watchlist, plain(*format)),
        Command::Score { format, .. } => {
            (Kind::Score, if *format == WeighFormat::Json { Print::Json } else { Print::Text })
        }
        Command::Game { format, .. } => {
            (Kind::Game, if *format == GameFormat::Json { Print::Json } else { Print::Text })
        }
        Command::Council { format, .. } => (Kind::Council, plain(*format)),
        Command::Report { .. } => (Kind::Brief, Print::Text),
        Command::Map { format, .. } => {
            (Kind::Map, if *format == Some(MapFormat::Json) { Print::Json } else { Print::Text })
        }
        Command::Ask { format, .. } => match format {
            AskFormat::Json => (Kind::Ask, Print::Json),
            AskFormat::Text | AskFormat::Dot | AskFormat::Mermaid => (Kind::Ask, Print::Text),
        },
        Command::Weigh { format, .. } => match format {
            WeighFormat::Json => (Kind::Weigh, Print::Json),
            WeighFormat::Text | WeighFormat::Csv => (Kind::Weigh, Print::Text),
        },
        Command::Check { watch: true, .. } => return None,
        Command::Check { format, .. } => match format {
            CheckFormat::Text => (Kind::Check, Print::Text),
            CheckFormat::Json => (Kind::Check, Print::Json),
            CheckFormat::Concise => (Kind::Check, Print::Concise),
            CheckFormat::Sarif => (Kind::Check, Print::Sarif),
            CheckFormat::Github => (Kind::Check, Print::Github),
            CheckFormat::Junit => (Kind::Check, Print::Junit),
        },
        Command::Test { format, .. } => match format {
            TestFormat::Text => (Kind::Test, Print::Text),
            TestFormat::Json => (Kind::Test, Print::Json),
            TestFormat::Junit => (Kind::Test, Print::Junit),
        },
        Command::Diff { format, .. } => match format {
            DiffFormat::Json => (Kind::Diff, Print::Json),
            DiffFormat::Text | DiffFormat::Markdown => (Kind::Diff, Print::Text),
        },
        #[cfg(feature = "lsp")]
        Command::Lsp => return None,
        #[cfg(feature = "mcp")]
        Command::Mcp { .. } => return None,
        Command::Serve { .. }
        | Command::Fmt { .. }
        | Command::New { .. }
        | Command::Completions { .. }
        | Command::Man
        | Command::Explain { .. }
        | Command::Doctrine { .. }
        | Command::Repl { .. } => return None,
    };
    Some(found)
}

fn plain(format: Format) -> Print {
    match format {
        Format::Text => Print::Text,
        Format::Json => Print::Json,
    }
}

/// Prints that time was up.
fn tell(kind: Kind, print: Print, color: Color) -> io::Result<Status> {
    let map = SourceMap::new();
    // There is no page, answer or comparison to print; what stands in its place is a finding.
    let mut report = Report::new(match print {
        Print::Text if kind != Kind::Ask => Kind::Check,
        _ => kind,
    });
    report.diagnostics.push(limit_reached(Limit::Deadline));
    let printed = match print {
        Print::Text => text::report(&report, &map, &style(color.into(), terminal())),
        Print::Json => json::report(&report, &map).map_err(io::Error::other)?,
        Print::Concise => text::concise_report(&report, &map),
        Print::Sarif => sarif::sarif(&report, &map).map_err(io::Error::other)?,
        Print::Github => github::github(&report, &map, true),
        Print::Junit => junit::findings(&report, &map, &[], |_| true),
    };
    let mut out = Output::stdout();
    out.write(&printed)?;
    out.finish()?;
    Ok(Status::Incomplete)
}
