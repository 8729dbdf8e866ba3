//! Text to tree: what parses, what it becomes, and what is said about what does not.

mod broken;
mod dump;
mod files;
mod format;
mod hostile;
mod language;
mod pages;
mod queries;
mod tree_sitter;
mod words;

use std::fmt::Write;
use strat::diagnostic::{Checked, Diagnostic};
use strat::internals::syntax::{self, ast::Ast};
use strat::source::{FileId, Origin, SourceMap};

/// A map with one file, and that file.
pub(crate) fn file(text: &str) -> (SourceMap, FileId) {
    let mut map = SourceMap::new();
    let file = map.add("a.strat", text, Origin::User);
    (map, file)
}

pub(crate) fn parse(text: &str) -> (SourceMap, Checked<Ast>) {
    let (map, file) = file(text);
    let checked = syntax::parse(&map, file);
    (map, checked)
}

/// One line for each diagnostic: `line:column: severity[code] message`.
pub(crate) fn lines(map: &SourceMap, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let place =
            diagnostic.span().and_then(|span| map.file(span.file).map(|file| file.position(span.start)));
        let (line, column) = place.map_or((0, 0), |place| (place.line, place.column));
        let severity = format!("{:?}", diagnostic.severity).to_lowercase();
        let _ =
            writeln!(out, "{line}:{column}: {severity}[{}] {}", diagnostic.code.number(), diagnostic.message);
    }
    out
}
