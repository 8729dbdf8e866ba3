//! Comments and blank lines: what no statement holds and a formatter must keep.

use crate::source::Span;

/// The comments and blank lines of a file, in order.
#[derive(Clone, Debug, Default)]
pub struct Trivia {
    /// Each piece with its place.
    pub pieces: Vec<Piece>,
}

/// A comment or a blank line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its place; a comment without its line break.
    pub span: Span,
    /// What it is.
    pub kind: PieceKind,
}

/// The kinds of trivia.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// `# …` and `###…`
    Comment,
    /// `## …`, the doc comment of the statement that follows.
    Doc,
    /// One or more empty lines.
    Blank,
}
