//! What helps to use the command line: completions for shells, the manual page, the pages of codes and rules.
//!
//! Both are made in memory first: the crates that make them panic on a closed pipe.

use super::arguments::Arguments;
use super::output::Output;
use super::standard::standard;
use super::status::Status;
use crate::diagnostic::{Code, clean};
use crate::model::catalogue;
use crate::render::{Style, text};
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

/// Shows the page of a code, or a rule or finding of the doctrine by its name; without a name, every code with its title.
///
/// # Errors
/// The output cannot be written.
pub(super) fn explain<W: Write>(
    out: &mut Output<W>,
    name: Option<&str>,
    style: &Style,
) -> io::Result<Status> {
    let Some(name) = name else {
        for code in Code::ALL {
            out.line(&format!("{}  {}", code.number(), code.title()))?;
        }
        out.line(
            "`strat explain CODE` shows the page of one, `strat explain NAME` that of a rule or finding.",
        )?;
        return Ok(Status::Clean);
    };
    if let Some(code) = Code::parse(name) {
        return out.write(&text::manual(code.page(), style)).map(|()| Status::Clean);
    }
    match catalogue::page(standard(), name.trim_matches('`')) {
        Some(page) => out.write(&text::written(&page, style.width)).map(|()| Status::Clean),
        None => {
            let name = clean::line(name);
            Output::stderr().line(&format!(
                "there is no code and no rule `{name}`; codes look like S0202, and `strat doctrine` lists the rules"
            ))?;
            Ok(Status::Unusable)
        }
    }
}
