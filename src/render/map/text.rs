//! Text that has to stay in a box: how wide it is, and how it is broken into lines.
//!
//! Widths are those of DejaVu Sans, which is wider than the letters that most readers have, so that what fits by them
//! fits.

use unicode_width::UnicodeWidthChar;

/// How wide text is at a size of one.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(advance).sum()
}

fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 0.29,
        ' ' | '.' | ',' | ':' | ';' | '!' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '-' | '"' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.99,
        'A'..='Z' | '+' | '=' | '<' | '>' | '#' => 0.80,
        ' '..='~' => 0.64,
        _ => match c.width().unwrap_or(0) {
            0 => 0.0,
            1 => 0.85,
            _ => 1.05,
        },
    }
}

/// Lines no wider than so much at a size of one; a word that is wider is broken. No more than `most` lines: the last
/// one then ends in `…`.
pub(super) fn lines(text: &str, widest: f64, most: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        for piece in pieces(word, widest) {
            let longer = if line.is_empty() { piece.clone() } else { format!("{line} {piece}") };
            if width(&longer) <= widest {
                line = longer;
            } else {
                found.push(std::mem::replace(&mut line, piece));
            }
        }
    }
    if !line.is_empty() {
        found.push(line);
    }
    if found.len() > most {
        found.truncate(most);
        if let Some(last) = found.last_mut() {
            while width(last) + 1.0 > widest && last.pop().is_some() {}
            last.push('…');
        }
    }
    found
}

/// A word in pieces that fit; a mark stays with the letter that it stands on.
fn pieces(word: &str, widest: f64) -> Vec<String> {
    let mut found = Vec::new();
    let mut piece = String::new();
    for c in word.chars() {
        if !piece.is_empty() && advance(c) > 0.0 && width(&piece) + advance(c) > widest {
            found.push(std::mem::take(&mut piece));
        }
        piece.push(c);
    }
    found.push(piece);
    found
}

/// Text between tags and in quotes of XML.
pub(super) fn escaped(text: &str) -> String {
    let clean = crate::diagnostic::clean::line(text);
    clean
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
