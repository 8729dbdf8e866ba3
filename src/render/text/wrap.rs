//! Prose broken into lines of a width, by the columns that a terminal gives each character.

use crate::diagnostic::clean;
use unicode_width::UnicodeWidthStr;

/// Breaks text into lines: the first begins with `first`, the others with `rest`, and none is wider
/// than `width` unless a single word is. The text is cleaned; line breaks in it are kept.
pub(super) fn wrap(text: &str, width: usize, first: &str, rest: &str) -> String {
    let mut out = String::new();
    let mut indent = first;
    for paragraph in clean::block(text).split('\n') {
        let mut line = String::from(indent);
        let mut bare = true;
        for word in paragraph.split([' ', '\t']).filter(|word| !word.is_empty()) {
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
    fn breaks_between_words() {
        assert_eq!(wrap("aa bb cc", 7, "- ", "  "), "- aa bb\n  cc\n");
        assert_eq!(wrap("a-very-long-word b", 5, "", "  "), "a-very-long-word\n  b\n");
        assert_eq!(wrap("北京 上海", 6, "", ""), "北京\n上海\n");
        assert_eq!(wrap("one\n\ntwo", 9, "  ", "  "), "  one\n\n  two\n");
        assert_eq!(wrap("", 9, "x", ""), "x\n");
    }
}
