//! The one sanitiser: no string of the user's reaches a terminal or a file with control characters.
//!
//! Escapes (ESC, OSC, C0, C1) and bidirectional controls become visible pictures or `\u{…}`, so
//! that a hostile file cannot move the cursor, set the clipboard or reorder what a reader sees.

use std::borrow::Cow;

/// Text that may span lines: `\n` and `\t` stay, every other control becomes visible.
pub fn block(text: &str) -> Cow<'_, str> {
    replace(text, |c| c == '\n' || c == '\t')
}

/// Text for one line: line breaks and tabs become spaces, every other control becomes visible.
pub fn line(text: &str) -> Cow<'_, str> {
    replace(text, |_| false)
}

fn replace(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(|c| hostile(c) && !keep(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            c if !hostile(c) || keep(c) => out.push(c),
            '\n' | '\t' | '\r' => out.push(' '),
            // The Unicode pictures of C0 controls: ␀ … ␟, and ␡.
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
            '\u{7f}' => out.push('\u{2421}'),
            other => out.push_str(&format!("\\u{{{:x}}}", u32::from(other))),
        }
    }
    Cow::Owned(out)
}

/// C0, DEL, C1, line and paragraph separators, and the controls that reorder text.
pub(crate) fn hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{061c}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_become_visible() {
        assert_eq!(line("a\x1b[31mb\nc\u{9b}d\u{202e}"), "a␛[31mb c\\u{9b}d\\u{202e}");
        assert_eq!(block("a\n\tb\r"), "a\n\tb ");
        assert!(matches!(line("plain ünïcode"), Cow::Borrowed(_)));
    }
}
