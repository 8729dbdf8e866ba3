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
use crate::syntax::language;
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

/// Shows the page of a code, of a rule, relation or finding of the doctrine, or of a word of the language, by its name; without a name, every code with its title.
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
            "`strat explain CODE` shows the page of one, `strat explain NAME` that of a rule, a finding, a sentence or a word.",
        )?;
        return Ok(Status::Clean);
    };
    if let Some(code) = Code::parse(name) {
        return out.write(&text::manual(code.page(), style)).map(|()| Status::Clean);
    }
    match catalogue::page(standard(), name.trim_matches('`')) {
        Some(page) => out.write(&text::written(&page, style.width)).map(|()| Status::Clean),
        None => match language::named(name) {
            Some(word) => {
                for described in language::described(word) {
                    let written =
                        format!("{}: {}\n    {}\n", described.role, described.doc, described.example);
                    out.write(&text::written(&format!("{word}\n{written}"), style.width))?;
                }
                Ok(Status::Clean)
            }
            None => {
                let name = clean::line(name);
                Output::stderr().line(&format!(
                    "there is no code, rule, relation or word `{name}`; codes look like S0202, `strat doctrine` lists the rules, and `strat ask FILE \"about NAME\"` tells of a thing"
                ))?;
                Ok(Status::Unusable)
            }
        },
    }
}
