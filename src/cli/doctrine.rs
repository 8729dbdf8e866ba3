//! The standard library: shown as it is written, its sentences as a list, and what its rules do in an analysis.

use super::arguments::Color;
use super::output::{Output, style, terminal};
use super::standard::standard;
use super::status::{Status, settle};
use crate::diagnostic::Checked;
use crate::model::sentences::sentences as listed;
use crate::model::{self, catalogue};
use crate::reason::{Audited, Options, Session, audit as audited};
use crate::render::{Style, text};
use crate::report::{Command as Kind, Report};
use crate::source::{Disk, SourceMap};
use std::io::{self, Write};
use std::path::Path;

/// How many sentences are told of one rule.
const ALONE: usize = 12;

/// Shows the modules, or the module, relation or rule of a name.
///
/// # Errors
/// The output cannot be written.
pub(super) fn show<W: Write>(out: &mut Output<W>, name: Option<&str>, style: &Style) -> io::Result<Status> {
    let Some(name) = name else {
        out.write(&text::written(&catalogue::contents(standard()), style.width))?;
        out.line("`strat doctrine NAME` shows a module, a relation or a rule.")?;
        return Ok(Status::Clean);
    };
    match catalogue::page(standard(), name) {
        Some(page) => out.write(&text::written(&page, style.width)).map(|()| Status::Clean),
        None => {
            Output::stderr().line(&format!(
                "the doctrine has no module, relation or rule `{name}`; `strat doctrine` lists them"
            ))?;
            Ok(Status::Unusable)
        }
    }
}

/// Lists the sentences in which a word occurs; all of them for the empty word.
///
/// # Errors
/// The output cannot be written.
pub(super) fn sentences<W: Write>(out: &mut Output<W>, word: &str, style: &Style) -> io::Result<Status> {
    match listed(standard(), Some(word).filter(|word| !word.is_empty())) {
        Some(list) => out.write(&text::written(&list, style.width)).map(|()| Status::Clean),
        None => {
            let words = format!("no sentence of the doctrine speaks of `{word}`; `--sentences` lists all");
            Output::stderr().line(&words)?;
            Ok(Status::Unusable)
        }
    }
}

/// Tells what the rules do in an analysis.
///
/// # Errors
/// The output cannot be written.
pub(super) fn audit<W: Write>(out: &mut Output<W>, color: Color, file: &Path) -> io::Result<Status> {
    let mut map = SourceMap::new();
    let mut report = Report::new(Kind::Check);
    let status = match model::load(standard(), &Disk, file, &mut map) {
        Ok(Checked { value, diagnostics }) => {
            let mut session = Session::new(&value, Kind::Check, diagnostics, Options::default());
            let mut told = None;
            let done = match session.invalid() {
                true => Ok(Status::Findings),
                false => audited(&mut session).map(|rules| {
                    told = Some(page(&rules));
                    Status::Clean
                }),
            };
            let status = settle(done, &mut session);
            if let Some(text) = told {
                return out.write(&text).map(|()| status);
            }
            report = session.report;
            status
        }
        Err(diagnostic) => {
            report.diagnostics.push(diagnostic);
            Status::Unusable
        }
    };
    out.write(&text::report(&report, &map, &style(color.into(), terminal())))?;
    Ok(status)
}

/// The rules that fire, a line each, with what follows by one alone below it.
fn page(rules: &[Audited]) -> String {
    let widest = rules.iter().map(|one| one.rule.len()).max().unwrap_or(0);
    let mut text = format!("{} rules of the doctrine fire\n", rules.len());
    let mut module = "";
    for one in rules {
        if one.module != module {
            module = &one.module;
            text.push_str(&format!("\n{module}\n"));
        }
        let Audited { rule, concluded, alone, .. } = one;
        text.push_str(&format!("  {rule:widest$}  {concluded}, {} by it alone\n", alone.len()));
        for sentence in alone.iter().take(ALONE) {
            text.push_str(&format!("    - {sentence}\n"));
        }
        if alone.len() > ALONE {
            text.push_str(&format!("    - and {} more\n", alone.len() - ALONE));
        }
    }
    text
}
