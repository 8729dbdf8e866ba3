//! What helps to use the command line: completions for shells, the manual page.
//!
//! Both are made in memory first: the crates that make them panic on a closed pipe.

use super::arguments::Arguments;
use super::output::Output;
use super::status::Status;
use clap::CommandFactory;
use std::io::{self, Write};

/// Prints the script that completes commands in a shell.
///
/// # Errors
/// The output cannot be written.
pub(super) fn completions<W: Write>(out: &mut Output<W>, shell: clap_complete::Shell) -> io::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "strat", &mut script);
    out.write(&String::from_utf8_lossy(&script))?;
    Ok(Status::Clean)
}

/// Prints the manual page, in roff, with a section for each command.
///
/// # Errors
/// The output cannot be written.
pub(super) fn manual<W: Write>(out: &mut Output<W>) -> io::Result<Status> {
    let mut page = Vec::new();
    let mut command = Arguments::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        let name = inner.get_name().to_uppercase();
        writeln!(page, ".SH \"COMMAND {name}\"")?;
        let man = clap_mangen::Man::new(inner.clone());
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    out.write(&String::from_utf8_lossy(&page))?;
    Ok(Status::Clean)
}
