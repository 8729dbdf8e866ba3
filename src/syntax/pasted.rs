//! Text pasted from a word processor, a mail or a PDF: the characters of the keyboard in the place of those that look better.
//!
//! Invariant: texts in straight quotes and comments stay as they are, and what could mean two things (a dash between two
//! thoughts, an apostrophe, `…`) is not touched: then nothing of the statement is.

use super::message::lexical::{closes_quote, opens_quote};
use crate::edit::{Edit, Fix, Sureness};
use crate::source::{FileId, Span};
use std::iter::Peekable;
use std::str::CharIndices;

/// What mends the characters of a statement from a place on, up to its stop or an empty line; nothing where one of them
/// cannot be mended for certain.
pub(super) fn straightened(text: &str, from: usize, file: FileId) -> Option<Fix> {
    let rest = text.get(from..)?;
    let mut walk = Walk { chars: rest.char_indices().peekable(), before: None, edits: Vec::new() };
    walk.statement()?;
    let at = |offset: usize| u32::try_from(from + offset).unwrap_or(u32::MAX);
    let edits = walk
        .edits
        .into_iter()
        .map(|(start, end, text)| Edit { span: Span::new(file, at(start), at(end)), text: text.to_owned() })
        .collect();
    let title = String::from("write it in the characters of the keyboard");
    Some(Fix { title, edits, sureness: Sureness::Certain })
}

struct Walk<'a> {
    chars: Peekable<CharIndices<'a>>,
    before: Option<char>,
    edits: Vec<(usize, usize, &'static str)>,
}

impl Walk<'_> {
    fn next(&mut self) -> Option<(usize, char)> {
        let (at, c) = self.chars.next()?;
        self.before = Some(c);
        Some((at, c))
    }

    fn after(&mut self) -> Option<char> {
        self.chars.peek().map(|(_, c)| *c)
    }

    fn replace(&mut self, at: usize, c: char, text: &'static str) {
        self.edits.push((at, at + c.len_utf8(), text));
    }

    /// The rest of a statement; `None` where something in it cannot be mended.
    fn statement(&mut self) -> Option<()> {
        loop {
            let before = self.before;
            let Some((at, c)) = self.next() else { return Some(()) };
            match c {
                '#' => {
                    while self.after().is_some_and(|c| c != '\n') {
                        self.next();
                    }
                }
                '"' => self.straight(),
                '\n' if self.after() == Some('\n') => return Some(()),
                '.' if self.after().is_none_or(char::is_whitespace) => return Some(()),
                c if opens_quote(c) => {
                    self.replace(at, c, "\"");
                    self.quoted()?;
                }
                '\u{2010}'..='\u{2015}' | '\u{2212}' => {
                    let between = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                    let joins = between(before) && between(self.after());
                    let minus = c == '\u{2212}' || self.after().is_some_and(|c| c.is_ascii_digit());
                    if !(joins || minus) {
                        return None;
                    }
                    self.replace(at, c, "-");
                }
                '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}' => {
                    self.replace(at, c, "");
                }
                '≠' => self.replace(at, c, "!="),
                '≤' => self.replace(at, c, "<="),
                '≥' => self.replace(at, c, ">="),
                '\u{ff0c}' => self.replace(at, c, ","),
                '\u{3002}' | '\u{ff0e}' => {
                    self.replace(at, c, ".");
                    return Some(());
                }
                '\u{2018}' | '\u{2019}' | '\u{b4}' | '\u{2026}' | '\u{fffd}' => return None,
                c if c.is_whitespace() && !c.is_ascii() => self.replace(at, c, " "),
                c if c.is_control() && !c.is_whitespace() => self.replace(at, c, ""),
                _ => {}
            }
        }
    }

    /// Passes over a text in straight quotes.
    fn straight(&mut self) {
        while let Some((_, c)) = self.next() {
            match c {
                '\\' => {
                    self.next();
                }
                '"' => return,
                _ => {}
            }
        }
    }

    /// A text after the typographic quote that opens it: quotes inside of it become single ones.
    fn quoted(&mut self) -> Option<()> {
        let mut depth = 1_usize;
        loop {
            let before = self.before;
            let (at, c) = self.next()?;
            match c {
                '\n' if self.after() == Some('\n') => return None,
                '"' if depth == 1 => return Some(()),
                c if opens_quote(c) || closes_quote(c) => {
                    let outer =
                        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "()[{,.;:!?".contains(c));
                    let opens = outer(before) && !outer(self.after());
                    depth = if opens { depth + 1 } else { depth - 1 };
                    if depth == 0 {
                        self.replace(at, c, "\"");
                        return Some(());
                    }
                    self.replace(at, c, "'");
                }
                '\\' => self.edits.push((at, at + 1, "\\\\")),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;

    fn mended(text: &str) -> Option<String> {
        straightened(text, 0, FileId(0)).map(|fix| apply(text, &[&fix]).text)
    }

    #[test]
    fn what_a_word_processor_changed_is_changed_back() {
        for (pasted, meant) in [
            ("a “b c”, since 2024–10–26.", "a \"b c\", since 2024-10-26."),
            ("source s “The “x” file”.", "source s \"The 'x' file\"."),
            ("source s „Die Akte“, dated 2024.", "source s \"Die Akte\", dated 2024."),
            ("A\u{a0}knows diplo\u{ad}macy.", "A knows diplomacy."),
            ("?n ≥ 3 and ?m ≠ −2.", "?n >= 3 and ?m != -2."),
            ("a \"b – “c”\", x–y. # “d”", "a \"b – “c”\", x-y. # “d”"),
        ] {
            assert_eq!(mended(pasted).as_deref(), Some(meant), "{pasted}");
        }
    }

    #[test]
    fn what_could_mean_two_things_is_left() {
        for text in ["China’s consent.", "A knows B – and C.", "A knows …", "a “b"] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
