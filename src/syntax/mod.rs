//! Text to [`ast::Ast`] and back.
//!
//! A scanner cuts the text into statements, pest reads each on its own by `grammar/strat.pest`, and
//! `from_pest` makes the tree. A mistake costs the statement in which it stands and nothing else.
//!
//! Invariant: reading never fails, and takes time in proportion to the text; whatever is wrong is a
//! diagnostic, one for each mistake.

pub mod ast;
pub mod format;
mod from_pest;
pub mod language;
pub mod lexer;
mod message;
pub(crate) mod months;
mod pasted;
mod scan;
mod sink;
mod token;
pub mod trivia;

pub use language::words;
pub use token::token;

use crate::diagnostic::{Checked, Diagnostic};
use crate::source::{FileId, SourceMap, Span};
use ast::{Ast, Literal, Query};

/// Reads a file of the map; statements that cannot be read are missing from the tree.
pub fn parse(map: &SourceMap, file: FileId) -> Checked<Ast> {
    let text = map.file(file).map_or("", |source| &source.text);
    let scan = scan::scan(text, file);
    let (value, scanned, read) = from_pest::read(text, file, scan);
    Checked { value, diagnostics: message::told_once(text, scanned.finish(read, file)) }
}

/// Reads a question that was typed: `who has a veto over what?`, `why …?`, `what if …?`.
/// The final mark may be missing.
///
/// # Errors
/// The text is no question, or its parentheses and quotes do not close.
pub fn parse_query(map: &SourceMap, file: FileId) -> Result<Query, Diagnostic> {
    let (text, base) = typed(map, file)?;
    from_pest::typed_query(text, file, base)
}

/// Reads a literal that was typed: `not China can provide war_economy`. A final stop is allowed.
///
/// # Errors
/// The text is no literal, or its quotes do not close.
pub fn parse_literal(map: &SourceMap, file: FileId) -> Result<Literal, Diagnostic> {
    let (text, base) = typed(map, file)?;
    from_pest::typed_literal(text, file, base)
}

/// The words, names and numbers of a text that is no statement, such as the cell of a table; the
/// places are counted from the span's start. `None` where the text holds anything else, or where its tokens
/// are not divided by blanks: nothing of it is passed over.
pub(crate) fn cell(text: &str, span: Span) -> Option<Vec<ast::Token>> {
    token::whole(text, span.file, span.start)
}

/// What is wrong with a name that may not be what it looks like: see S0106 and S0119.
pub(crate) fn not_as_it_looks(name: &str, span: Span) -> Option<Diagnostic> {
    message::not_as_it_looks(name, span)
}

/// The one statement that was typed, without its final mark, and where it begins.
fn typed(map: &SourceMap, file: FileId) -> Result<(&str, u32), Diagnostic> {
    let text = map.file(file).map_or("", |source| &source.text);
    scan::single(text, file)
}
