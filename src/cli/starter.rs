//! `strat new`: a folder with an analysis, what it is expected to show, and what checks both.
//!
//! Invariant: the folder comes whole or not at all, and nothing that is there already is touched.

use super::Status;
use super::output::Output;
use crate::diagnostic::clean;
use crate::source::{self, Origin, SourceMap};
use crate::syntax;
use std::io::{self, Write};
use std::path::Path;

/// The files, by their paths in the folder; the name of the analysis goes in for `{name}`.
const FILES: &[(&str, &str)] = &[
    ("{name}.strat", include_str!("starter/analysis.strat")),
    ("expected.strat", include_str!("starter/expected.strat")),
    ("strat.toml", include_str!("starter/strat.toml")),
    ("README.md", include_str!("starter/README.md")),
    (".github/workflows/strat.yml", include_str!("starter/workflow.yml")),
    (".pre-commit-config.yaml", include_str!("starter/pre-commit.yaml")),
];

/// Makes the folder at a path; its last part is the name of the analysis.
///
/// # Errors
/// The output cannot be written.
pub(super) fn create<W: Write>(out: &mut Output<W>, path: &Path) -> io::Result<Status> {
    let shown = clean::line(&path.to_string_lossy()).into_owned();
    let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|name| is_name(name)) else {
        let why = "begin with a letter, and go on with letters, digits, `_` and inner `-`";
        return refuse(&format!("`{shown}` is no name for an analysis: {why}"));
    };
    let put = |text: &str| text.replace("{name}", name).replace("{version}", env!("CARGO_PKG_VERSION"));
    let files: Vec<(String, String)> = FILES.iter().map(|(path, text)| (put(path), put(text))).collect();
    match source::save_folder(path, &files) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return refuse(&format!("`{shown}` is there already: choose another name, or an empty folder"));
        }
        Err(error) => return refuse(&format!("cannot make `{shown}`: {error}")),
    }
    out.line(&format!("`{shown}` holds"))?;
    for (path, _) in &files {
        out.line(&format!("  {path}"))?;
    }
    out.line(&format!("See what it comes to: `cd {shown}`, then `strat brief {name}.strat`"))?;
    Ok(Status::Clean)
}

fn refuse(message: &str) -> io::Result<Status> {
    let mut told = Output::stderr();
    told.line(message)?;
    told.finish()?;
    Ok(Status::Unusable)
}

/// Whether an analysis may be called so.
fn is_name(name: &str) -> bool {
    let mut map = SourceMap::new();
    let file = map.add("<name>", format!("analysis {name}.\n"), Origin::Typed);
    let parsed = syntax::parse(&map, file);
    let whole = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    whole && parsed.diagnostics.is_empty() && parsed.value.statements.len() == 1 && name != "expected"
}
