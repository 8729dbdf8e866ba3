//! `strat check`: many files, one report.
//!
//! Invariant: files are looked at side by side, and what is printed does not depend on how many at a time.

use super::arguments::{CheckFormat, Color, Deny, Look, Shown};
use super::many::{Looked, Whole, choose, side_by_side, together};
use super::output::{Output, style, terminal};
use super::policy::Policies;
use super::put_aside::put_aside;
use super::standard::standard;
use super::status::Status;
use super::typed::opened;
use super::viewed::played;
use super::{clock, mend};
use crate::config::{Baseline, Beside, Levels};
use crate::diagnostic::{Checked, Diagnostic, Severity};
use crate::edit::Sureness;
use crate::engine::Coverage;
use crate::model;
use crate::render::{github, json, junit, sarif, text};
use crate::report::{Command as Kind, Report};
use crate::source::{self, SourceMap};
use crate::workspace::{Part, checked};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What `strat check` is asked to do.
pub(super) struct Check<'a> {
    pub(super) paths: &'a [PathBuf],
    pub(super) look: &'a Look,
    pub(super) format: CheckFormat,
    pub(super) deny: Option<Deny>,
    /// Levels of the command line, which count more than those of the settings.
    pub(super) levels: Levels,
    pub(super) fixing: Fixing,
    pub(super) baseline: Option<&'a Path>,
    pub(super) keeping: Keeping,
    /// Which findings are annotations, where these are printed.
    pub(super) shown: Option<Shown>,
    /// How many files are looked at side by side; as many as there are processors if it is not said.
    pub(super) jobs: Option<usize>,
}

/// What is done about findings that can be mended for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fixing {
    /// Those that can be mended so surely are, and the rest is told.
    Mend(Sureness),
    /// What would be mended so surely is shown.
    Show(Sureness),
    /// They are told.
    Tell,
}

/// What is done with the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// It is held against the findings.
    Compare,
    /// It is written anew from them.
    Write,
}

/// Checks files and prints one report.
///
/// # Errors
/// The output cannot be written.
pub(super) fn check<W: Write>(out: &mut Output<W>, color: Color, asked: &Check<'_>) -> io::Result<Status> {
    let mut whole = look(asked)?;
    match asked.fixing {
        Fixing::Tell => {}
        Fixing::Show(least) => {
            let shown = mend::show(out, &whole, least, &style(color.into(), terminal()))?;
            tell(&format!("{} would be mended", findings(shown)))?;
            return Ok(if shown == 0 { Status::Clean } else { Status::Findings });
        }
        Fixing::Mend(least) => {
            let mut made = 0;
            for _ in 0..mend::ROUNDS {
                let mended = mend::mend(&whole, least);
                made += mended.made;
                if mended.made > 0 {
                    whole = look(asked)?;
                }
                if !mended.failed.is_empty() {
                    whole.status = Status::Unusable;
                    whole.report.diagnostics.extend(mended.failed);
                    break;
                }
                if mended.made == 0 {
                    break;
                }
            }
            let likely = match least {
                Sureness::Certain => mend::mendable(&whole.report.diagnostics, Sureness::Likely),
                Sureness::Likely => 0,
            };
            let more = match likely {
                0 => String::new(),
                count => format!(
                    "; {} more with `--unsafe-fixes`, which writes what is likely meant",
                    findings(count)
                ),
            };
            tell(&format!("{} mended{more}", findings(made)))?;
        }
    }
    finish(out, color, asked, whole)
}

/// Holds what was found against the baseline, and prints it.
///
/// # Errors
/// The output cannot be written.
pub(super) fn finish<W: Write>(
    out: &mut Output<W>,
    color: Color,
    asked: &Check<'_>,
    whole: Whole,
) -> io::Result<Status> {
    let Whole { map, mut report, mut status, names, policies } = whole;
    if let Some(path) = asked.baseline {
        let mut told = Output::stderr();
        match baseline(path, asked.keeping, &mut report, &map) {
            Ok(Some(line)) => told.line(&line)?,
            Ok(None) => {}
            Err(message) => {
                told.line(&message)?;
                told.finish()?;
                return Ok(Status::Unusable);
            }
        }
        told.finish()?;
    }
    if asked.fixing == Fixing::Tell && asked.format == CheckFormat::Text {
        let mendable = mend::mendable(&report.diagnostics, Sureness::Certain);
        if mendable > 0 {
            tell(&format!("{} can be mended: `strat check --fix`", findings(mendable)))?;
        }
    }
    let fails = |found: &Diagnostic| fails(found, asked.deny, &policies, &map);
    if report.diagnostics.iter().any(fails) {
        status = status.max(Status::Findings);
    }
    let printed = match asked.format {
        CheckFormat::Text => text::report(&report, &map, &style(color.into(), terminal())),
        CheckFormat::Json => json::report(&report, &map).map_err(io::Error::other)?,
        CheckFormat::Concise => text::concise_report(&report, &map),
        CheckFormat::Sarif => sarif::sarif(&report, &map).map_err(io::Error::other)?,
        CheckFormat::Github => github::github(&report, &map, asked.shown.is_some()),
        CheckFormat::Junit => junit::findings(&report, &map, &names, fails),
    };
    clock::answered();
    out.write(&printed)?;
    Ok(status)
}

/// Tells something beside the report.
fn tell(line: &str) -> io::Result<()> {
    let mut told = Output::stderr();
    told.line(line)?;
    told.finish()
}

/// Whether a finding fails the run.
fn fails(found: &Diagnostic, deny: Option<Deny>, policies: &Policies, map: &SourceMap) -> bool {
    let file = found.span().and_then(|span| map.file(span.file)).map(|file| &*file.name);
    let failing = match deny {
        Some(Deny::Warnings) => Severity::Warning,
        None => policies.failing(file),
    };
    found.severity >= failing
}

fn look(asked: &Check<'_>) -> io::Result<Whole> {
    let chosen = choose(asked.paths, &asked.levels);
    let look = |path: &Path| one(path, asked.look, &chosen.policies.of(path).levels);
    let all = side_by_side(&chosen.paths, asked.jobs.or(asked.look.threads()), look)?;
    Ok(together(Kind::Check, chosen, &all))
}

/// Looks at one file.
pub(super) fn one(path: &Path, look: &Look, levels: &Levels) -> Looked {
    let mut map = SourceMap::new();
    let (files, path) = opened(path, look);
    match model::load(standard(), &files, &path, &mut map) {
        Ok(Checked { mut value, mut diagnostics }) => {
            diagnostics.extend(put_aside(&value, &map));
            let options = match played(&mut value, &mut map, look) {
                Ok(options) => options,
                Err(wrong) => return Looked::unusable(Kind::Check, map, wrong),
            };
            let part = if look.is_partial() { Part::Chosen } else { Part::Whole };
            let (report, coverage) = checked(&value, &map, diagnostics, options, levels, part);
            let status = match coverage {
                Coverage::Complete => Status::Clean,
                Coverage::Bounded => Status::Incomplete,
            };
            Looked { map, report, status }
        }
        Err(diagnostic) => Looked::unusable(Kind::Check, map, vec![diagnostic]),
    }
}

/// Holds the findings against a baseline, or writes it: a line to tell, or why it cannot be used.
fn baseline(
    path: &Path,
    keeping: Keeping,
    report: &mut Report,
    map: &SourceMap,
) -> Result<Option<String>, String> {
    let name = crate::diagnostic::clean::line(&path.to_string_lossy()).into_owned();
    let here = std::env::current_dir().map_err(|error| format!("cannot tell the current folder: {error}"))?;
    let beside = Beside::new(path, &here);
    // A finding that is gone with its file is gone; one of a file that is there was looked for or not.
    let looked_at = |file: &str| {
        map.files().any(|(_, known)| beside.name(&known.name) == file) || !beside.path(file).exists()
    };
    match keeping {
        Keeping::Write => {
            let earlier = std::fs::read_to_string(path).ok().and_then(|text| Baseline::read(&text).ok());
            let baseline = Baseline::of(&report.diagnostics, earlier.as_ref(), map, &beside);
            let mut text = serde_json::to_string_pretty(&baseline)
                .map_err(|error| format!("cannot write `{name}`: {error}"))?;
            text.push('\n');
            source::save(path, &text).map_err(|error| format!("cannot write `{name}`: {error}"))?;
            let known = baseline.apply(&mut report.diagnostics, map, &beside, looked_at);
            report.passed = known.passed;
            let kept = match known.unseen {
                0 => String::new(),
                unseen => format!(
                    ", and {} kept: there are mistakes in how the file is written, so that not everything \
                     could be checked",
                    findings(unseen)
                ),
            };
            Ok(Some(format!("{} written to `{name}`{kept}", findings(known.passed))))
        }
        Keeping::Compare => {
            let text =
                std::fs::read_to_string(path).map_err(|error| format!("cannot read `{name}`: {error}"))?;
            let baseline = Baseline::read(&text).map_err(|error| format!("`{name}` {error}"))?;
            let known = baseline.apply(&mut report.diagnostics, map, &beside, looked_at);
            report.passed = known.passed;
            let mut told = Vec::new();
            if known.unseen > 0 {
                told.push(format!(
                    "{} of `{name}` could not be looked for: mend what is reported first",
                    findings(known.unseen)
                ));
            }
            if known.gone > 0 {
                let verb = if known.gone == 1 { "is" } else { "are" };
                told.push(format!(
                    "{} of `{name}` {verb} gone: write it anew with `--update-baseline`",
                    findings(known.gone)
                ));
            }
            Ok((!told.is_empty()).then(|| told.join("\n")))
        }
    }
}

/// `1 finding`, `2 findings`.
fn findings(count: usize) -> String {
    if count == 1 { String::from("1 finding") } else { format!("{count} findings") }
}
