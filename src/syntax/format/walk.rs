//! A tree with its comments and blank lines to text.
//!
//! Invariant: comments keep their order, and stand where they stood: behind a statement, or on lines
//! of their own before one.

use super::lex::{Comment, Lexed, Lexeme, Place, lex};
use super::lines::{self, Lines};
use super::parts::parts;
use crate::syntax::ast::{Ast, Statement};
use crate::syntax::trivia::{Piece, PieceKind};

/// The text of a file in the canonical layout.
pub(super) fn file(text: &str, ast: &Ast) -> String {
    let mut writer =
        Writer { text, pieces: ast.trivia.pieces.as_slice(), lines: Lines::new(), at: 0, gap: Gap::Start };
    let mut levels = vec![Level { statements: ast.statements.iter(), indent: 0, close: text.len() }];
    while let Some(level) = levels.last_mut() {
        let indent = level.indent;
        let Some(statement) = level.statements.next() else {
            let close = level.close;
            levels.pop();
            writer.between(close, indent);
            if !levels.is_empty() {
                writer.close(indent.saturating_sub(2), close);
            }
            continue;
        };
        let (start, end) = (statement.span.start as usize, statement.span.end as usize);
        writer.between(start, indent);
        if statement.block.as_ref().is_some_and(Vec::is_empty) && writer.nothing_inside(statement) {
            writer.statement(statement, indent, " {}");
        } else if let Some(block) = &statement.block {
            let inner = writer.open(statement, indent);
            levels.push(Level {
                statements: block.iter(),
                indent: inner + 2,
                close: brace_before(text, end),
            });
        } else {
            writer.statement(statement, indent, ".");
        }
    }
    writer.lines.finish()
}

/// The place of the brace that closes a block which ends at `end`; a full stop may follow it.
fn brace_before(text: &str, end: usize) -> usize {
    text.get(..end).and_then(|text| text.rfind('}')).unwrap_or(end)
}

/// Takes the comments behind the last lexeme. Those that would become the doc comment of the next
/// statement stay in this one, before its last word.
fn last_comments(lexemes: &mut [Lexeme]) -> Vec<Comment> {
    let Some((last, others)) = lexemes.split_last_mut() else { return Vec::new() };
    let mut comments = std::mem::take(&mut last.comments);
    let documents = |comment: &Comment| comment.place == Place::OwnLine && comment.text.starts_with("##");
    if comments.iter().any(documents) {
        if let Some(before) = others.last_mut() {
            before.comments.append(&mut comments);
        } else {
            comments.iter_mut().for_each(|comment| comment.place = Place::EndOfLine);
        }
    }
    comments
}

/// The statements of one block that are still to be written.
struct Level<'a> {
    statements: std::slice::Iter<'a, Statement>,
    indent: usize,
    /// The place of the brace that closes the block, or the end of the file.
    close: usize,
}

/// What stands before the next line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// The start of the file or of a block, where no blank line stands.
    Start,
    /// A line.
    Line,
    /// A blank line.
    Blank,
}

struct Writer<'a> {
    text: &'a str,
    /// The comments and blank lines that are still to be written.
    pieces: &'a [Piece],
    lines: Lines,
    /// Up to where the text has been written.
    at: usize,
    gap: Gap,
}

impl Writer<'_> {
    /// Writes the comments before a place.
    fn between(&mut self, place: usize, indent: usize) {
        while let Some((piece, rest)) = self.pieces.split_first() {
            let (start, end) = (piece.span.start as usize, piece.span.end as usize);
            if start >= place {
                break;
            }
            self.pieces = rest;
            if piece.kind == PieceKind::Blank {
                if self.gap == Gap::Line {
                    self.gap = Gap::Blank;
                }
                continue;
            }
            let comment = self.text.get(start..end).unwrap_or("").trim_end();
            let behind = self.at > 0 && !self.text.get(self.at..start).unwrap_or("").contains('\n');
            if behind && self.lines.takes_remark() {
                self.lines.remark(comment);
                self.lines.end_line();
            } else {
                self.blank();
                self.lines.own_line(indent, comment);
                self.gap = Gap::Line;
            }
            self.at = end;
        }
    }

    /// Writes the blank line that stands before what is written next.
    fn blank(&mut self) {
        if self.gap == Gap::Blank {
            self.lines.blank_line();
        }
        self.gap = Gap::Line;
    }

    /// Passes over the comments inside of what has been written.
    fn written(&mut self, end: usize) {
        let passed = self.pieces.partition_point(|piece| (piece.span.start as usize) < end);
        self.pieces = self.pieces.get(passed..).unwrap_or(&[]);
        self.at = end;
    }

    /// Whether no comment stands in the block of a statement.
    fn nothing_inside(&self, statement: &Statement) -> bool {
        let (start, end) = (statement.span.start as usize, statement.span.end as usize);
        let brace = lex(self.text, start, end).end;
        let inside = |piece: &&Piece| (brace..end).contains(&(piece.span.start as usize));
        !self
            .pieces
            .iter()
            .take_while(|piece| (piece.span.start as usize) < end)
            .any(|piece| piece.kind != PieceKind::Blank && inside(&piece))
    }

    fn statement(&mut self, statement: &Statement, indent: usize, ending: &str) {
        let (start, end) = (statement.span.start as usize, statement.span.end as usize);
        self.blank();
        let Lexed { mut lexemes, .. } = lex(self.text, start, end);
        let comments = last_comments(&mut lexemes);
        lines::statement(&mut self.lines, &parts(statement, lexemes), indent, ending);
        self.remarks(&comments, indent);
        self.written(end);
    }

    /// Writes what stands before a block and its brace, and gives the column of the line of the brace.
    fn open(&mut self, statement: &Statement, indent: usize) -> usize {
        let (start, end) = (statement.span.start as usize, statement.span.end as usize);
        self.blank();
        let Lexed { mut lexemes, end: brace } = lex(self.text, start, end);
        let comments = last_comments(&mut lexemes);
        lines::statement(&mut self.lines, &parts(statement, lexemes), indent, " {");
        let column = self.lines.indent();
        self.gap = Gap::Start;
        self.remarks(&comments, column + 2);
        self.written(brace + 1);
        column
    }

    /// Writes the comments between the last word of a statement and its full stop or brace.
    fn remarks(&mut self, comments: &[Comment], indent: usize) {
        for comment in comments {
            match comment.place {
                Place::EndOfLine if self.lines.takes_remark() => {
                    self.lines.remark(&comment.text);
                    self.lines.end_line();
                }
                Place::EndOfLine | Place::OwnLine => self.lines.own_line(indent, &comment.text),
            }
            self.gap = Gap::Line;
        }
    }

    fn close(&mut self, indent: usize, brace: usize) {
        self.lines.begin(indent);
        self.lines.push("}");
        self.at = brace + 1;
        self.gap = Gap::Line;
    }
}
