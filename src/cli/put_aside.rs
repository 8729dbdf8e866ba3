//! Rows of tables that do not fit, written to the files that statements name: `facts … rejected "rest.csv"`.
//!
//! Invariant: nothing that somebody wrote is lost. A file that is there already is replaced only where each of its lines
//! is one of the table, as if an earlier run had written it.

use crate::diagnostic::{Code, Diagnostic, clean};
use crate::model::{Model, Rejected};
use crate::source::{self, SourceMap};
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Writes the rows; what could not be written is told.
pub(super) fn put_aside(model: &Model, map: &SourceMap) -> Vec<Diagnostic> {
    model.rejected.iter().filter_map(|rejected| write(rejected, map).err()).map(|wrong| *wrong).collect()
}

fn write(rejected: &Rejected, map: &SourceMap) -> Result<(), Box<Diagnostic>> {
    let path = beside(rejected, map);
    let mut text = String::new();
    for row in rejected.headings.iter().chain(&rejected.rows) {
        text.push_str(map.text(*row));
        text.push('\n');
    }
    let table = rejected.rows.first().and_then(|row| map.file(row.file)).map_or("", |file| &file.text);
    match std::fs::read_to_string(&path) {
        Ok(earlier) if earlier == text => return Ok(()),
        Ok(earlier) => {
            let lines: HashSet<&str> = table.lines().map(str::trim_end).collect();
            if !earlier.lines().all(|line| lines.contains(line.trim_end())) {
                let name = clean::line(&path.to_string_lossy()).into_owned();
                return Err(Box::new(
                    Diagnostic::new(
                        Code::NotWritten,
                        format!("`{name}` holds other lines than those of the table, and is left as it is"),
                    )
                    .label(rejected.span, "the rows that do not fit belong here")
                    .help("name another file, or take this one away"),
                ));
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => {
            return Err(Box::new(Diagnostic::unwritable(&path, &error).label(rejected.span, "named here")));
        }
    }
    source::save(&path, &text)
        .map_err(|error| Box::new(Diagnostic::unwritable(&path, &error).label(rejected.span, "named here")))
}

/// The path as the file that names it means it.
fn beside(rejected: &Rejected, map: &SourceMap) -> PathBuf {
    let naming = map.file(rejected.span.file).map_or("", |file| &file.name);
    Path::new(naming).parent().unwrap_or(Path::new("")).join(rejected.path.as_str())
}
