//! The scanner: the text of a file to a tree of chunks, one for each statement, and its trivia.
//!
//! It knows full stops, braces, strings, comments, indentation and nesting, and nothing else. What
//! it finds wrong it reports and marks the chunk as faulty, so that no mistake is told twice.
//!
//! Invariant: every byte that is not white space lies in exactly one top-level chunk, one piece of
//! trivia outside of chunks, or one stray mark; the time is linear in the text, and no depth of
//! nesting costs stack.

mod blocks;
#[cfg(test)]
mod cover;
pub(super) mod limits;
mod strings;
mod walk;

use super::message::lexical;
use super::sink::Sink;
use super::trivia::Trivia;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use std::ops::Range;

/// What the scanner makes of a file.
pub(super) struct Scan {
    /// The statements at the top level, in order.
    pub(super) chunks: Vec<Chunk>,
    /// Comments and blank lines.
    pub(super) trivia: Trivia,
    /// Marks that belong to no statement; all are reported.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test of the invariant"))]
    pub(super) strays: Vec<Span>,
    /// What was wrong.
    pub(super) sink: Sink,
}

/// A statement, cut out and not yet understood.
pub(super) struct Chunk {
    /// Its first byte.
    pub(super) start: u32,
    /// After the last byte of its text, without full stop and block.
    pub(super) end: u32,
    /// After its full stop or closing brace.
    pub(super) close: u32,
    /// The pieces of trivia that are its doc comment.
    pub(super) doc: Range<u32>,
    /// What ends it.
    pub(super) ending: Ending,
    /// Whether a mistake in it has been reported already.
    pub(super) state: State,
}

/// What ends a statement.
pub(super) enum Ending {
    /// A full stop, or the place where it is missing (which has been reported).
    Stop,
    /// A question mark.
    Question,
    /// A block in braces.
    Block(Vec<Chunk>),
}

/// Whether a chunk is worth parsing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing wrong so far.
    Sound,
    /// Its full stop is missing, which has been reported; that it is not complete says the same.
    Unended,
    /// A mistake in it has been reported.
    Faulty,
}

/// Cuts a file into chunks.
pub(super) fn scan(text: &str, file: FileId) -> Scan {
    let mut scanner = Scanner::new(text, file, Layout::File);
    scanner.run();
    Scan { chunks: scanner.chunks, trivia: scanner.trivia, strays: scanner.strays, sink: scanner.sink }
}

/// The text and the start of the one statement that was typed, without its final mark.
///
/// # Errors
/// Nothing was typed, or more than one statement, or a mark has no partner.
pub(super) fn single(text: &str, file: FileId) -> Result<(&str, u32), Diagnostic> {
    let mut scanner = Scanner::new(text, file, Layout::Typed);
    scanner.run();
    if let Some(diagnostic) = scanner.sink.first() {
        return Err(diagnostic);
    }
    let whole = Span::new(file, 0, offset(text.len()));
    let mut chunks = scanner.chunks.into_iter();
    match (chunks.next(), chunks.next()) {
        (None, _) => Err(lexical::nothing_typed(whole)),
        (Some(_), Some(second)) => Err(lexical::several_typed(Span::new(file, second.start, second.end))),
        (Some(only), None) => match only.ending {
            Ending::Block(_) => Err(lexical::block_typed(Span::new(file, only.start, only.close))),
            Ending::Stop | Ending::Question => {
                Ok((text.get(only.start as usize..only.end as usize).unwrap_or(""), only.start))
            }
        },
    }
}

/// Whether lines and full stops are held to the rules of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// They are.
    File,
    /// What is typed may go on as it likes, and its end is the end.
    Typed,
}

/// The statement that is being read.
struct Current {
    start: usize,
    /// After the last byte that is neither white space nor comment.
    end: usize,
    /// The indentation of the line on which it began.
    indent: usize,
    /// The parentheses that are open.
    parens: Vec<usize>,
    /// The braces that are open and passed over.
    braces: usize,
    passing: Passing,
    state: State,
    doc: Range<u32>,
}

/// What of a statement is passed over rather than taken at its word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passing {
    /// Nothing.
    Nothing,
    /// Parentheses, since there were too many.
    Parentheses,
    /// Everything up to the closing brace, since there were too many braces.
    Block,
}

/// A block that is open.
struct Open {
    header: Current,
    brace: usize,
    /// The statements before it in the surrounding block.
    before: Vec<Chunk>,
    /// The first statement inside that stands no deeper than the header: a `}` may be missing
    /// before it. Its number and its place.
    suspect: Option<(usize, usize)>,
}

/// What indents the lines of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Indentation {
    Unknown,
    Spaces,
    Tabs,
    /// Both, which has been reported.
    Mixed,
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    file: FileId,
    layout: Layout,
    position: usize,
    /// The indentation of the present line, in columns.
    indent: usize,
    indentation: Indentation,
    current: Option<Current>,
    open: Vec<Open>,
    chunks: Vec<Chunk>,
    trivia: Trivia,
    /// The last doc comment that no statement has taken.
    doc: Range<u32>,
    /// Up to where a string was looked for that had no end.
    unclosed_until: usize,
    strays: Vec<Span>,
    sink: Sink,
}

fn offset(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
