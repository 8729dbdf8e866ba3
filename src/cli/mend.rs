//! Findings that carry what mends them, to the files with it written in: `strat check --fix`.
//!
//! Invariant: a file with what is written in reads at least as well as before. Every change is tried on a copy in memory
//! first, all of a file together and, where that fails, one by one; what would make another mistake is left.

use super::format::difference;
use super::many::Whole;
use super::output::Output;
use super::standard::standard;
use crate::diagnostic::{Diagnostic, Severity};
use crate::edit::{Fix, Sureness, apply};
use crate::model;
use crate::render::Style;
use crate::source::{self, Disk, FileId, Origin, Overlay, SourceFile, SourceMap};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How often findings are looked for again: mending one may show another one behind it.
pub(super) const ROUNDS: usize = 8;

/// What was made of some findings.
#[derive(Default)]
pub(super) struct Mended {
    /// How many were mended.
    pub(super) made: usize,
    /// What could not be written.
    pub(super) failed: Vec<Diagnostic>,
}

/// How many findings of a report can be mended, surely enough.
pub(super) fn mendable(found: &[Diagnostic], least: Sureness) -> usize {
    found.iter().filter_map(|one| one.fix.as_ref()).filter(|fix| fix.sureness >= least).count()
}

/// Mends what can be mended surely enough, in the files.
pub(super) fn mend(whole: &Whole, least: Sureness) -> Mended {
    let mut mended = Mended::default();
    for (file, fixes) in by_file(whole, least) {
        let path = PathBuf::from(&*file.name);
        // What was read may have changed since: then nothing is certain any more.
        let mut again = SourceMap::new();
        let same = source::load::read(&Disk, &mut again, &path)
            .is_ok_and(|id| again.file(id).is_some_and(|now| now.text == file.text));
        if !same {
            continue;
        }
        let (text, made) = tried(&path, &file.text, &fixes);
        if made == 0 {
            continue;
        }
        match source::save(&path, &text) {
            Ok(()) => mended.made += made,
            Err(error) => mended.failed.push(Diagnostic::unwritable(&path, &error)),
        }
    }
    mended
}

/// Shows what would be written into the files; how many findings that would mend.
///
/// # Errors
/// The output cannot be written.
pub(super) fn show<W: Write>(
    out: &mut Output<W>,
    whole: &Whole,
    least: Sureness,
    style: &Style,
) -> io::Result<usize> {
    let mut count = 0;
    for (file, fixes) in by_file(whole, least) {
        let path = PathBuf::from(&*file.name);
        let (text, made) = tried(&path, &file.text, &fixes);
        if made > 0 {
            out.write(&difference(&path, "mended", (&file.text, &text), style))?;
            count += made;
        }
    }
    Ok(count)
}

/// The fixes by the files of the analyst's that they change.
fn by_file(whole: &Whole, least: Sureness) -> Vec<(&SourceFile, Vec<&Fix>)> {
    let mut by_file: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
    let fixes = whole.report.diagnostics.iter().filter_map(|found| found.fix.as_deref());
    for fix in fixes.filter(|fix| fix.sureness >= least) {
        if let Some(first) = fix.edits.first()
            && fix.edits.iter().all(|edit| edit.span.file == first.span.file)
        {
            by_file.entry(first.span.file).or_default().push(fix);
        }
    }
    let own = |(id, fixes)| Some((whole.map.file(id).filter(|file| file.origin == Origin::User)?, fixes));
    by_file.into_iter().filter_map(own).collect()
}

/// The text with as many of the fixes in it as make no other mistake, and how many these are.
fn tried(path: &Path, text: &str, fixes: &[&Fix]) -> (String, usize) {
    let before = mistakes(path, text);
    let all = apply(text, fixes);
    if all.made > 0 && mistakes(path, &all.text) <= before {
        return (all.text, all.made);
    }
    let mut kept: Vec<&Fix> = Vec::new();
    for fix in fixes {
        kept.push(fix);
        let applied = apply(text, &kept);
        if applied.made < kept.len() || mistakes(path, &applied.text) > before {
            kept.pop();
        }
    }
    let applied = apply(text, &kept);
    (applied.text, applied.made)
}

/// How many mistakes there are in how a file is written, if it had this text.
fn mistakes(path: &Path, text: &str) -> usize {
    let mut files = Overlay::over(Disk);
    files.open(path, text);
    let mut map = SourceMap::new();
    let found = match model::load(standard(), &files, path, &mut map) {
        Ok(checked) => checked.diagnostics,
        Err(diagnostic) => vec![diagnostic],
    };
    found.iter().filter(|one| one.severity == Severity::Error).count()
}
