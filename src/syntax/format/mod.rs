//! A file that parses to the same file in the canonical layout.
//!
//! Statements stand on lines of their own, at two spaces for each block around them; one that is
//! longer than a line is broken before its clauses, and a rule after its colon. Comments and blank
//! lines stay where they are, several blank lines as one.
//!
//! Invariant: nothing but white space changes, and commas that mean nothing; the result is read
//! again and compared before it is returned, and formatting it once more changes nothing.

mod lex;
mod lines;
mod parts;
mod walk;

pub use lines::WIDTH;

use super::ast::Ast;
use super::trivia::PieceKind;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{FileId, Origin, SourceMap, Span};

/// The text of a file in the canonical layout, ending in a line break unless it is empty.
///
/// # Errors
/// The mistakes of syntax of the file, of which there must be none.
pub fn format(map: &SourceMap, file: FileId) -> Result<String, Vec<Diagnostic>> {
    let checked = super::parse(map, file);
    if checked.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Err(checked.diagnostics);
    }
    let text = map.file(file).map_or("", |source| &source.text);
    let formatted = walk::file(text, &checked.value);
    let mut again = SourceMap::new();
    let copy = again.add("formatted", formatted.as_str(), Origin::User);
    let second = super::parse(&again, copy);
    let faithful = second.diagnostics.is_empty()
        && meaning(&checked.value) == meaning(&second.value)
        && comments(text, &checked.value) == comments(&formatted, &second.value);
    if faithful { Ok(formatted) } else { Err(vec![unfaithful(Span::new(file, 0, 0))]) }
}

/// The statements with everything but their places.
fn meaning(ast: &Ast) -> String {
    const PLACE: &str = "Span { file: FileId(";
    let whole = format!("{:?}", ast.statements);
    let mut parts = whole.split(PLACE);
    let mut meaning = parts.next().unwrap_or("").to_owned();
    for part in parts {
        meaning.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    meaning
}

/// The comments, without the white space at their ends.
fn comments<'a>(text: &'a str, ast: &Ast) -> Vec<&'a str> {
    let pieces = ast.trivia.pieces.iter().filter(|piece| piece.kind != PieceKind::Blank);
    pieces
        .map(|piece| text.get(piece.span.start as usize..piece.span.end as usize).unwrap_or("").trim_end())
        .collect()
}

fn unfaithful(start: Span) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, "strat cannot lay this file out anew, which is a mistake of its own")
        .label(start, "the file is left as it is")
        .help("please report this file")
}
