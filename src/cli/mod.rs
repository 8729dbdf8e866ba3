//! The command line: arguments in, reports out, one exit status.

mod arguments;
mod check;
mod clock;
mod diff;
mod doctrine;
mod files;
mod format;
mod guides;
mod many;
mod map;
mod mend;
pub mod output;
mod pager;
mod policy;
mod progress;
mod put_aside;
mod repl;
mod report;
mod revision;
mod run;
mod score;
mod serve;
mod servers;
mod single;
mod standard;
mod starter;
mod status;
mod test;
mod typed;
mod viewed;
mod watch;
mod written;

use clap::Parser;
use output::Output;
use status::Status;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command that the process was started with. A run that is interrupted, or whose time is over, ends the
/// process by `exit`.
pub fn main(exit: fn(i32) -> !) -> ExitCode {
    ExitCode::from(run(std::env::args_os(), exit))
}

/// Runs a command, the name of the program first; the exit status. A run that is interrupted, or whose time is over,
/// ends the process by `exit`.
pub fn run(arguments: impl IntoIterator<Item = OsString>, exit: fn(i32) -> !) -> u8 {
    let arguments = match arguments::Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let status = if error.use_stderr() { Status::Unusable } else { Status::Clean };
            return match error.print() {
                Ok(()) => status.code(),
                Err(_) => Status::Unusable.code(),
            };
        }
    };
    // A file that is being written beside the old one goes with the run, when it is interrupted or told to
    // end. The session sets a handler of its own.
    if !matches!(arguments.command, arguments::Command::Repl { .. }) {
        let _ = ctrlc::set_handler(move || {
            progress::clear();
            let _unfinished = crate::source::abandon();
            exit(130)
        });
    }
    // The engine and the parser bound their recursion, so the main thread's stack will do.
    match std::panic::catch_unwind(move || run::run(arguments, exit)) {
        Ok(Ok(status)) => status.code(),
        Ok(Err(error)) => complain(&format!("the output cannot be written: {error}"), 2),
        Err(_) => complain("this is a bug of strat's: please report it, with the file and the command", 3),
    }
}

fn complain(message: &str, status: u8) -> u8 {
    // There is nobody left to tell if standard error is closed too.
    let told = Output::stderr().line(message);
    if told.is_ok() { status } else { status.max(2) }
}
