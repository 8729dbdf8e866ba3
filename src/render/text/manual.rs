//! A page of the documentation, in Markdown, as text for a terminal.
//!
//! Invariant: what stands in a block of code is not touched, and nothing else is wider than the window unless a word is.

use super::paint::Paint;
use super::wrap::{blank, wrap};
use crate::render::Style;

/// The page, its paragraphs wrapped, its headings painted, its links by their words alone.
pub fn manual(markdown: &str, style: &Style) -> String {
    let mut out = String::new();
    let mut paragraph = String::new();
    let mut code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            flush(&mut out, &mut paragraph, style);
            code = !code;
        } else if code {
            out.push_str(format!("    {line}").trim_end());
            out.push('\n');
        } else if let Some(title) = line.strip_prefix('#') {
            flush(&mut out, &mut paragraph, style);
            let title = title.trim_start_matches('#').trim();
            out.push_str(&format!("{}\n", style.paint(Paint::Strong, title)));
        } else if line.trim().is_empty() {
            flush(&mut out, &mut paragraph, style);
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push('\n');
            }
        } else if line.starts_with('|') {
            flush(&mut out, &mut paragraph, style);
            out.push_str(&format!("{line}\n"));
        } else {
            if line.trim_start().starts_with("- ") {
                flush(&mut out, &mut paragraph, style);
            }
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line.trim());
        }
    }
    flush(&mut out, &mut paragraph, style);
    out
}

/// Writes a paragraph, or one entry of a list, and empties it.
fn flush(out: &mut String, paragraph: &mut String, style: &Style) {
    if paragraph.is_empty() {
        return;
    }
    let text = unlinked(paragraph);
    out.push_str(&match text.strip_prefix("- ") {
        Some(entry) => wrap(entry, style.width, "- ", &blank("- ")),
        None => wrap(&text, style.width, "", ""),
    });
    paragraph.clear();
}

/// `[the words](where)` as the words.
fn unlinked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let link =
            after.split_once("](").and_then(|(words, target)| Some((words, target.split_once(')')?.1)));
        out.push_str(before);
        match link {
            Some((words, after)) if !words.contains('[') => {
                out.push_str(words);
                rest = after;
            }
            _ => {
                out.push('[');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_laid_out() {
        let style = Style { width: 20, ..Style::PLAIN };
        let page = "# S1: x\n\nSee [the page](a.md) and `b [c]` here.\n\n- one two three four\n  five\n\n```strat\na  b.\n```\n";
        let shown = "S1: x\n\nSee the page and `b\n[c]` here.\n\n- one two three four\n  five\n\n    a  b.\n";
        assert_eq!(manual(page, &style), shown);
    }
}
