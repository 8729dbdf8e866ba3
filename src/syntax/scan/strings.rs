//! Strings and characters beyond ASCII.

use super::super::message::lexical;
use super::super::pasted;
use super::super::token::escaped;
use super::*;

/// Whether a text has come to the end of its first line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Several,
}

impl Scanner<'_> {
    /// Takes a string; the position stands on its opening quote. A string may span lines, but never
    /// a blank one: there, or where the next quote opens a text, a forgotten quote is noticed, and
    /// reading goes on after the line on which it was opened.
    pub(super) fn string(&mut self) {
        let start = self.position;
        self.statement();
        let mut at = start + 1;
        // Where an earlier string found no end, a later one need not look beyond its line.
        let near = start < self.unclosed_until;
        let mut lines = Lines::One;
        loop {
            match self.byte(at) {
                Some(b'"') if lines == Lines::Several && self.opens(at) => break,
                Some(b'"') => return self.take(at + 1),
                Some(b'\\') => {
                    let rest = self.text.get(at + 1..).unwrap_or("");
                    match escaped(rest) {
                        Some((length, _)) => at += 1 + length,
                        None => {
                            let length = rest.chars().next().map_or(0, char::len_utf8);
                            let span = self.span(at, at + 1 + length);
                            self.sink.push(|| lexical::bad_escape(span));
                            // What follows the backslash is looked at again, unless it is ASCII text.
                            at += 1;
                        }
                    }
                }
                Some(b'\n') if near || self.blank_after(at + 1) => break,
                None => break,
                Some(b'\n') => {
                    lines = Lines::Several;
                    at += 1;
                }
                Some(_) => at += 1,
            }
        }
        self.unclosed_until = self.unclosed_until.max(at);
        let rest = self.text.get(start..).unwrap_or("");
        let line = rest.find('\n').unwrap_or(rest.len());
        let line = rest.get(..line).unwrap_or(rest).trim_end().len();
        let span = self.span(start, start + line.max(1));
        if self.statement().state == State::Sound {
            self.sink.push(|| lexical::unterminated_string(span));
        }
        self.fault();
        self.take(start + line.max(1));
    }

    /// Whether a quote looks as if it opened a text: `… "text`. Where it would close one that began
    /// on an earlier line, that one was never closed.
    fn opens(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.byte(before));
        before.is_some_and(|byte| byte.is_ascii_whitespace())
            && self.byte(at + 1).is_some_and(|byte| {
                !byte.is_ascii_whitespace() && !matches!(byte, b'.' | b',' | b':' | b')' | b'"')
            })
    }

    /// Whether a blank line, or nothing, begins at a place.
    fn blank_after(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..).unwrap_or(&[]);
        rest.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).is_none_or(|&byte| byte == b'\n')
    }

    /// Takes a character beyond ASCII, and the rest of the word if it is a letter.
    pub(super) fn strange(&mut self) {
        let start = self.position;
        let Some(first) = self.text.get(start..).and_then(|rest| rest.chars().next()) else {
            self.position += 1;
            return;
        };
        let end = start + first.len_utf8();
        if first.is_alphabetic() {
            return self.foreign_word(start);
        }
        if lexical::is_known_stranger(first) || first.is_control() || first.is_whitespace() {
            let span = self.span(start, end);
            if self.statement().state == State::Sound {
                let (text, file) = (self.text, self.file);
                self.sink.push(|| {
                    let told = lexical::strange_character(first, span);
                    match pasted::straightened(text, start, file) {
                        Some(fix) => told.fix(fix),
                        None => told,
                    }
                });
            }
            self.fault();
            if lexical::opens_quote(first) {
                return self.quoted_strangely(end);
            }
        }
        self.take(end);
    }

    /// Passes over a text between typographic quotes, so that a full stop in it ends nothing.
    fn quoted_strangely(&mut self, start: usize) {
        let rest = self.text.get(start..).unwrap_or("");
        let line = rest.find('\n').unwrap_or(rest.len());
        let line = rest.get(..line).unwrap_or(rest);
        let close = line.char_indices().find(|(_, c)| lexical::closes_quote(*c));
        self.take(start + close.map_or(0, |(at, c)| at + c.len_utf8()));
    }

    /// Takes a word with letters beyond ASCII and looks for letters that only look like others.
    fn foreign_word(&mut self, at: usize) {
        let part = |c: char| c.is_alphanumeric() || c == '_';
        let before = self.text.get(..at).unwrap_or("");
        let start = before.trim_end_matches(|c: char| c.is_ascii() && part(c)).len();
        let rest = self.text.get(start..).unwrap_or("");
        let length = rest.find(|c: char| !part(c)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("");
        let span = self.span(start, start + length);
        if let Some(diagnostic) = lexical::mixed_alphabets(word, span) {
            let sound = self.statement().state == State::Sound;
            if sound {
                self.sink.push(|| diagnostic);
            }
            self.fault();
        }
        self.take(start + length);
    }

    /// Takes a control character.
    pub(super) fn control(&mut self) {
        let at = self.position;
        let c = self.byte(at).map_or('\0', char::from);
        let span = self.span(at, at + 1);
        if self.statement().state == State::Sound {
            self.sink.push(|| lexical::strange_character(c, span));
        }
        self.fault();
        self.take(at + 1);
    }
}
