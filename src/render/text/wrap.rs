//! Prose broken into lines of a width, by the columns that a terminal gives each character.
//!
//! **Invariant:** what stands in quotes stays as it is: on one line, with every blank, to be copied.

use crate::diagnostic::clean;
use unicode_width::UnicodeWidthStr;

/// Breaks text into lines: the first begins with `first`, the others with `rest`, and none is wider
/// than `width` unless a single word or quotation is. The text is cleaned; line breaks in it are kept.
pub(super) fn wrap(text: &str, width: usize, first: &str, rest: &str) -> String {
    let mut out = String::new();
    let mut indent = first;
    for paragraph in clean::block(text).replace('\t', " ").split('\n') {
        let mut line = String::from(indent);
        let mut bare = true;
        for word in words(paragraph) {
            if !bare && line.width() + 1 + word.width() > width {
                push_line(&mut out, &line);
                line = String::from(rest);
                bare = true;
            }
            if !bare {
                line.push(' ');
            }
            line.push_str(word);
            bare = false;
        }
        push_line(&mut out, &line);
        indent = rest;
    }
    out
}

/// The words of a text; what stands in quotes is part of one.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(' ');
        if rest.is_empty() {
            return None;
        }
        let (mut quoted, mut escaped) = (false, false);
        let ends = |c: char| {
            let quote = c == '"' && !escaped;
            quoted ^= quote;
            escaped = c == '\\' && !escaped;
            !quoted && c == ' '
        };
        // Quotes that never close quote nothing.
        let end = rest.find(ends).or((!quoted).then_some(rest.len()));
        let end = end.or_else(|| rest.find(' ')).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        rest = behind;
        Some(word)
    })
}

/// A paragraph as wide as the window, ending in a line break.
pub fn wrapped(text: &str, style: &crate::render::Style) -> String {
    wrap(text, style.width, "", "  ")
}

/// What is written in the language, or a list of names, with the lines that are too wide for a window broken: a comment
/// goes on as a comment, anything else further in. A text in quotes stays on its line if it can.
pub fn written(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let (indent, marks) = comment(line);
        if marks == 0 {
            if line.width() <= width {
                push_line(&mut out, line);
            } else {
                fill(&mut out, words(line), &indent, &format!("{indent}  "), width);
            }
            continue;
        }
        // A comment is a paragraph: where one of its lines is too wide, all are filled anew.
        let mut paragraph = vec![line];
        while let Some(next) = lines.next_if(|next| comment(next) == (indent.clone(), marks)) {
            paragraph.push(next);
        }
        if paragraph.iter().all(|line| line.width() <= width) {
            paragraph.iter().for_each(|line| push_line(&mut out, line));
            continue;
        }
        let lead = format!("{indent}{} ", "#".repeat(marks));
        for (at, part) in paragraph.split(|line| bare(line).is_empty()).enumerate() {
            if at > 0 {
                push_line(&mut out, &lead);
            }
            if !part.is_empty() {
                fill(&mut out, part.iter().flat_map(|line| words(bare(line))), &lead, &lead, width);
            }
        }
    }
    out
}

/// How far a line is indented, and how many signs of a comment it begins with.
fn comment(line: &str) -> (String, usize) {
    let text = line.trim_start();
    let indent = line.get(..line.len() - text.len()).unwrap_or_default();
    (indent.to_owned(), text.chars().take_while(|sign| *sign == '#').count())
}

/// A comment without its signs.
fn bare(line: &str) -> &str {
    line.trim_start().trim_start_matches('#').trim()
}

/// Words in lines that are as full as they can be.
fn fill<'t>(out: &mut String, words: impl Iterator<Item = &'t str>, first: &str, rest: &str, width: usize) {
    let mut current = String::from(first);
    let mut empty = true;
    for word in words {
        if !empty && current.width() + 1 + word.width() > width {
            push_line(out, &current);
            current = String::from(rest);
            empty = true;
        }
        if !empty {
            current.push(' ');
        }
        current.push_str(word);
        empty = false;
    }
    push_line(out, &current);
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

/// So many columns of blanks.
pub(super) fn blank(text: &str) -> String {
    " ".repeat(text.width())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_goes_on_as_what_it_is() {
        let text = "## one two three\n## four\n  a if \"b c\" and\n";
        assert_eq!(written(text, 12), "## one two\n## three\n## four\n  a if \"b c\"\n    and\n");
        assert_eq!(written("short\n", 12), "short\n");
    }

    #[test]
    fn breaks_between_words() {
        assert_eq!(wrap("aa bb cc", 7, "- ", "  "), "- aa bb\n  cc\n");
        assert_eq!(wrap("a-very-long-word b", 5, "", "  "), "a-very-long-word\n  b\n");
        assert_eq!(wrap("北京 上海", 6, "", ""), "北京\n上海\n");
        assert_eq!(wrap("one\n\ntwo", 9, "  ", "  "), "  one\n\n  two\n");
        assert_eq!(wrap("", 9, "x", ""), "x\n");
    }

    #[test]
    fn quotations_stay_whole() {
        assert_eq!(wrap("so \"a  long one\", he said", 9, "", "  "), "so\n  \"a  long one\",\n  he said\n");
        assert_eq!(wrap("a 5\" gun is big", 9, "", ""), "a 5\" gun\nis big\n");
        assert_eq!(wrap("\"a \\\" b\" c", 4, "", ""), "\"a \\\" b\"\nc\n");
    }
}
