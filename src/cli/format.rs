//! `strat fmt`: files in the canonical layout.
//!
//! Invariant: a file is replaced whole or stays as it is, and one with mistakes of syntax stays as it is.

use super::files::files;
use super::output::{Output, style, terminal};
use super::status::Status;
use crate::config;
use crate::diagnostic::{Diagnostic, clean};
use crate::render::Style;
use crate::render::text::{self, paint::Paint};
use crate::source::load::Promise;
use crate::source::{self, Disk, FileId, SourceMap};
use crate::syntax::format::format;
use similar::{ChangeTag, TextDiff};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What is done with a file whose layout differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// It is written.
    Write,
    /// The difference is shown.
    Check,
}

/// How many files came to what.
#[derive(Default)]
struct Tally {
    changed: usize,
    same: usize,
    failed: usize,
}

/// Lays out files; `-` is standard input, whose layout goes to standard output.
///
/// # Errors
/// The output cannot be written.
pub(super) fn run<W: Write>(
    out: &mut Output<W>,
    color: super::arguments::Color,
    paths: &[PathBuf],
    mode: Mode,
) -> io::Result<Status> {
    let style = style(color.into(), terminal());
    let mut map = SourceMap::new();
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut tally = Tally::default();
    let mut status = Status::Clean;
    let start =
        paths.first().map_or(Path::new("."), |path| if path.is_dir() { path } else { Path::new(".") });
    let settings = config::find(&Disk, start, &mut map).settings;
    let (files, wrong) = files(paths, &settings);
    if !wrong.is_empty() {
        status = Status::Unusable;
    }
    found.extend(wrong);
    for path in files {
        let typed = path.as_os_str() == "-";
        let read = if typed { standard_input(&mut map) } else { source::load::read(&Disk, &mut map, &path) };
        let file = match read {
            Ok(file) => file,
            Err(error) => {
                found.push(Diagnostic::from_load(&error, Promise::Model, None));
                status = Status::Unusable;
                continue;
            }
        };
        match format(&map, file) {
            Err(diagnostics) => {
                found.extend(diagnostics);
                tally.failed += 1;
                status = status.max(Status::Findings);
            }
            Ok(laid_out) => {
                let text = map.file(file).map_or("", |source| &source.text);
                if typed && mode == Mode::Write {
                    out.write(&laid_out)?;
                } else if *text == laid_out {
                    tally.same += 1;
                } else if mode == Mode::Check {
                    tally.changed += 1;
                    status = status.max(Status::Findings);
                    out.write(&difference(&path, "laid out", (text, &laid_out), &style))?;
                } else if let Err(error) = source::save(&path, &laid_out) {
                    found.push(Diagnostic::unwritable(&path, &error));
                    status = Status::Unusable;
                } else {
                    tally.changed += 1;
                }
            }
        }
    }
    let mut told = Output::stderr();
    told.write(&text::diagnostics(&found, &map, &style))?;
    if paths.iter().all(|path| path.as_os_str() != "-") {
        told.line(&tally.told(mode))?;
    }
    told.finish()?;
    Ok(status)
}

fn standard_input(map: &mut SourceMap) -> Result<FileId, source::load::LoadError> {
    let path = Path::new("<standard input>");
    let mut bytes = Vec::new();
    match io::stdin().take(source::load::MAX_BYTES).read_to_end(&mut bytes) {
        Ok(_) => source::load::decode(map, path, bytes),
        Err(error) => Err(source::load::LoadError {
            path: path.to_owned(),
            reason: source::load::Reason::Unreadable(error),
        }),
    }
}

impl Tally {
    fn told(&self, mode: Mode) -> String {
        let files = |count: usize| if count == 1 { String::from("1 file") } else { format!("{count} files") };
        let changed = match mode {
            Mode::Write => "laid out anew",
            Mode::Check => "would be laid out anew",
        };
        let mut parts = Vec::new();
        for (count, what) in [
            (self.changed, changed),
            (self.same, "left as they are"),
            (self.failed, "with mistakes, which were not touched"),
        ] {
            if count > 0 {
                let what = if count == 1 && what == "left as they are" { "left as it is" } else { what };
                parts.push(format!("{} {what}", files(count)));
            }
        }
        if parts.is_empty() { String::from("no files") } else { parts.join(", ") }
    }
}

/// What would change in a file, as a unified diff; `how` says what the new text is.
pub(super) fn difference(path: &Path, how: &str, (old, new): (&str, &str), style: &Style) -> String {
    let name = clean::line(&path.to_string_lossy()).into_owned();
    let diff = TextDiff::from_lines(old, new);
    let mut out = format!("--- {name}\n+++ {name}, {how}\n");
    for hunk in diff.unified_diff().context_radius(2).iter_hunks() {
        out.push_str(&format!("{}\n", style.paint(Paint::Dim, &hunk.header().to_string())));
        for change in hunk.iter_changes() {
            let line = clean::line(change.value().trim_end_matches(['\n', '\r'])).into_owned();
            out.push_str(&match change.tag() {
                ChangeTag::Equal => format!(" {line}\n"),
                ChangeTag::Delete => format!("{}\n", style.paint(Paint::Bad, &format!("-{line}"))),
                ChangeTag::Insert => format!("{}\n", style.paint(Paint::Good, &format!("+{line}"))),
            });
        }
    }
    out
}
