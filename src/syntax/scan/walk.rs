//! The walk over the bytes: lines, comments, full stops, parentheses and plain text.

use super::super::lexer::first_word;
use super::super::message::lexical;
use super::super::trivia::{Piece, PieceKind, Trivia};
use super::super::words;
use super::limits::MAX_NESTING;
use super::*;

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, file: FileId, layout: Layout) -> Self {
        Scanner {
            text,
            bytes: text.as_bytes(),
            file,
            layout,
            position: 0,
            indent: 0,
            indentation: Indentation::Unknown,
            current: None,
            open: Vec::new(),
            chunks: Vec::new(),
            trivia: Trivia::default(),
            doc: 0..0,
            unclosed_until: 0,
            strays: Vec::new(),
            sink: Sink::default(),
        }
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, offset(start), offset(end))
    }

    pub(super) fn run(&mut self) {
        self.line();
        while let Some(byte) = self.byte(self.position) {
            match byte {
                b'\n' => {
                    self.position += 1;
                    self.line();
                }
                b' ' | b'\t' | b'\r' => self.position += 1,
                b'#' => self.comment(PieceKind::Comment),
                b'"' => self.string(),
                b'.' if self.stops_after(self.position + 1) => self.stop(),
                b'?' if !self.variable_at(self.position + 1) => self.question(),
                b'(' => self.open_parenthesis(),
                b')' => self.close_parenthesis(),
                b'{' => self.open_brace(),
                b'}' => self.close_brace(),
                0x80.. => self.strange(),
                0..0x20 | 0x7f => self.control(),
                _ => self.plain(),
            }
        }
        self.finish_file();
    }

    /// Reads the start of a line: blank lines, indentation, and whether a new statement begins.
    fn line(&mut self) {
        let blank_from = self.position;
        let mut blank_to = None;
        loop {
            let start = self.position;
            let mut columns = 0;
            let mut with = None;
            while let Some(byte) = self.byte(self.position) {
                match byte {
                    b' ' => columns += 1,
                    b'\t' => columns += 4,
                    b'\r' => {}
                    _ => break,
                }
                if byte != b'\r' {
                    with = Some(with.map_or(byte, |first| if first == byte { first } else { 0 }));
                }
                self.position += 1;
            }
            match self.byte(self.position) {
                Some(b'\n') => {
                    self.position += 1;
                    blank_to = Some(self.position);
                }
                None => break,
                Some(_) => {
                    self.indent = columns;
                    self.check_indentation(with, start);
                    break;
                }
            }
        }
        if let Some(end) = blank_to {
            self.trivia.pieces.push(Piece { span: self.span(blank_from, end), kind: PieceKind::Blank });
        }
        self.first_of_line(if blank_to.is_some() { Gap::Blank } else { Gap::None });
    }

    fn check_indentation(&mut self, with: Option<u8>, start: usize) {
        let now = match with {
            None => return,
            Some(b' ') => Indentation::Spaces,
            Some(b'\t') => Indentation::Tabs,
            Some(_) => Indentation::Mixed,
        };
        match self.indentation {
            Indentation::Mixed => {}
            Indentation::Unknown if now != Indentation::Mixed => self.indentation = now,
            before if before == now => {}
            Indentation::Unknown | Indentation::Spaces | Indentation::Tabs => {
                let span = self.span(start, self.position);
                self.indentation = Indentation::Mixed;
                self.sink.push(|| lexical::mixed_indentation(span));
            }
        }
    }

    /// The layout rule: a line indented no more than the line on which the current statement began
    /// starts a new statement.
    fn first_of_line(&mut self, gap: Gap) {
        let byte = self.byte(self.position);
        if byte == Some(b'#') {
            let kind = match (self.byte(self.position + 1), self.byte(self.position + 2)) {
                (Some(b'#'), Some(b' ' | b'\t' | b'\n' | b'\r') | None) => PieceKind::Doc,
                _ => PieceKind::Comment,
            };
            self.comment(kind);
            return;
        }
        let Some(current) = &mut self.current else { return };
        if self.layout == Layout::Typed || self.indent > current.indent || current.passing == Passing::Block {
            return;
        }
        match byte {
            None | Some(b'}' | b'{') => return,
            Some(b')') if !current.parens.is_empty() || current.passing == Passing::Parentheses => return,
            Some(_) => {}
        }
        let word = word_at(self.text, self.position);
        let text = self.text.get(current.start..current.end).unwrap_or("");
        let unfinished = matches!(text.bytes().last(), Some(b',' | b':'))
            && !words::begins_a_statement(word)
            && byte != Some(b'@');
        if unfinished || words::joins(word) || matches!(word, "where" | "has") {
            if current.state == State::Sound && gap == Gap::None {
                let at = self.position;
                let first = self.text.get(at..).and_then(|rest| rest.chars().next());
                let shown = word.len().max(first.map_or(0, char::len_utf8));
                let span = Span::new(self.file, offset(at), offset(at + shown));
                self.sink.push(|| lexical::not_indented(span));
                return;
            } else if gap == Gap::None {
                return;
            }
        }
        self.finish_missing();
    }

    /// Takes a comment; the position stands on its first mark.
    fn comment(&mut self, kind: PieceKind) {
        let start = self.position;
        let rest = self.text.get(start..).unwrap_or("");
        let length = rest.find('\n').unwrap_or(rest.len());
        let end = start + rest.get(..length).unwrap_or(rest).trim_end().len();
        self.position = start + length;
        let number = offset(self.trivia.pieces.len());
        self.trivia.pieces.push(Piece { span: self.span(start, end), kind });
        if kind == PieceKind::Doc && self.current.is_none() {
            if self.doc.end != number || self.doc.is_empty() {
                self.doc = number..number;
            }
            self.doc.end = number + 1;
        }
    }

    /// The current statement, begun here if there is none.
    pub(super) fn statement(&mut self) -> &mut Current {
        let (start, indent) = (self.position, self.indent);
        let doc = &mut self.doc;
        if self.current.is_none()
            && let Some(open) = self.open.last_mut()
            && open.suspect.is_none()
            && indent <= open.header.indent
            && start > open.brace
            && self.text.get(open.brace..start).is_some_and(|between| between.contains('\n'))
        {
            open.suspect = Some((self.chunks.len(), start));
        }
        self.current.get_or_insert_with(|| Current {
            start,
            end: start,
            indent,
            parens: Vec::new(),
            braces: 0,
            passing: Passing::Nothing,
            state: State::Sound,
            doc: std::mem::replace(doc, 0..0),
        })
    }

    /// Takes the bytes up to `end` into the current statement.
    pub(super) fn take(&mut self, end: usize) {
        self.statement().end = end;
        self.position = end;
    }

    /// Marks the current statement as faulty.
    pub(super) fn fault(&mut self) {
        self.statement().state = State::Faulty;
    }

    fn plain(&mut self) {
        let rest = self.bytes.get(self.position..).unwrap_or(&[]);
        let length = rest.iter().position(|&byte| !is_plain(byte)).unwrap_or(rest.len());
        self.take(self.position + length.max(1));
    }

    /// Whether a full stop before `at` ends a statement.
    fn stops_after(&self, at: usize) -> bool {
        matches!(self.byte(at), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'}' | b'#'))
    }

    fn variable_at(&self, at: usize) -> bool {
        self.byte(at).is_some_and(|byte| byte.is_ascii_alphabetic() || byte >= 0x80)
    }

    fn stop(&mut self) {
        let at = self.position;
        let Some(current) = &mut self.current else {
            let span = self.span(at, at + 1);
            self.position += 1;
            self.strays.push(span);
            self.sink.push(|| lexical::stop_without_statement(span));
            return;
        };
        if current.passing == Passing::Block {
            return self.take(at + 1);
        }
        // `U.S. ` inside of a line: a stop that belongs to a name.
        let letter =
            |at: Option<usize>| at.and_then(|at| self.bytes.get(at)).is_some_and(u8::is_ascii_uppercase);
        let mark = |at: Option<usize>| at.and_then(|at| self.bytes.get(at)) == Some(&b'.');
        if letter(at.checked_sub(1)) && mark(at.checked_sub(2)) && letter(at.checked_sub(3)) {
            let line_ends = self
                .text
                .get(at + 1..)
                .and_then(|rest| rest.trim_start_matches([' ', '\t', '\r']).bytes().next())
                .is_none_or(|byte| matches!(byte, b'\n' | b'}' | b'#'));
            if !line_ends {
                let (text, first) = (self.text, current.state == State::Sound);
                let start = text
                    .get(..at)
                    .and_then(|before| before.rfind(|c: char| !c.is_ascii_uppercase() && c != '.'))
                    .map_or(0, |before| text.ceil_char_boundary(before + 1));
                let span = self.span(start, at + 1);
                if first {
                    self.sink.push(|| lexical::name_with_stops(text, span));
                }
                self.fault();
                return self.take(at + 1);
            }
        }
        self.finish(Ending::Stop, at + 1);
    }

    fn question(&mut self) {
        if self.current.as_ref().is_none_or(|current| current.passing == Passing::Block) {
            return self.take(self.position + 1);
        }
        self.finish(Ending::Question, self.position + 1);
    }

    fn open_parenthesis(&mut self) {
        let (at, depth) = (self.position, self.open.len());
        let current = self.statement();
        if current.passing == Passing::Nothing {
            current.parens.push(at);
            if depth + current.parens.len() > MAX_NESTING {
                current.passing = Passing::Parentheses;
                self.too_deep(at);
            }
        }
        self.take(at + 1);
    }

    pub(super) fn too_deep(&mut self, at: usize) {
        if self.statement().state == State::Sound {
            let span = self.span(at, at + 1);
            self.sink.push(|| lexical::too_deep(span));
        }
        self.fault();
    }

    fn close_parenthesis(&mut self) {
        let at = self.position;
        let current = self.statement();
        if current.passing == Passing::Nothing
            && current.parens.pop().is_none()
            && current.state == State::Sound
        {
            let span = self.span(at, at + 1);
            self.sink.push(|| lexical::stray_parenthesis(span));
            self.fault();
        }
        self.take(at + 1);
    }
}

/// Whether blank lines stand before a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Blank,
}

/// Bytes that mean nothing to the scanner.
fn is_plain(byte: u8) -> bool {
    const PLAIN: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0x21;
        while byte < 0x7f {
            #[expect(clippy::indexing_slicing, reason = "evaluated when the program is compiled")]
            {
                table[byte] = !matches!(byte as u8, b'#' | b'"' | b'.' | b'?' | b'(' | b')' | b'{' | b'}');
            }
            byte += 1;
        }
        table
    };
    PLAIN.get(usize::from(byte)).copied().unwrap_or(false)
}

/// The word at a place, empty if there is none.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    first_word(text.get(at..).unwrap_or(""))
}
