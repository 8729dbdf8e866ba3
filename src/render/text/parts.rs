//! What pages and replies are put together from: headings, items, asides, and a sentence with its judgement.

use super::paint::Paint;
use super::wrap::{blank, wrap};
use crate::diagnostic::clean;
use crate::render::Style;
use crate::render::likely::likely;
use crate::report::{Likelihood, Status};
use unicode_width::UnicodeWidthStr;

/// The heading of a part of a page, underlined.
pub(super) fn section(out: &mut String, text: &str, style: &Style) {
    let [_, rule] = style.glyphs().rules;
    out.push_str(&format!("\n{}\n{}\n", style.paint(Paint::Strong, text), rule.repeat(text.width())));
}

/// How many more there are than are listed.
pub(super) fn rest(out: &mut String, count: usize, style: &Style) {
    if count > style.listed {
        let text = format!("    and {} more", count - style.listed);
        out.push_str(&format!("{}\n", style.paint(Paint::Dim, &text)));
    }
}

/// A heading of a part of a reply.
pub fn heading(text: &str, style: &Style) -> String {
    format!("{}\n", style.paint(Paint::Strong, text))
}

/// An item of a list without numbers.
pub fn bullet(text: &str, style: &Style) -> String {
    let mark = format!("{} ", style.glyphs().bullet);
    wrap(text, style.width, &mark, &blank(&mark))
}

/// Something said beside the answer.
pub fn aside(text: &str, style: &Style) -> String {
    let said = text.trim_start();
    let indent = blank(text.get(..text.len() - said.len()).unwrap_or_default());
    wrap(said, style.width, &indent, &indent)
        .lines()
        .map(|line| format!("{}\n", style.paint(Paint::Dim, line)))
        .collect()
}

/// The sentence and what is to be thought of it: `S — established, very likely (80-95 %)`.
pub(super) fn with_judgement(
    sentence: &str,
    status: Option<Status>,
    likelihood: Option<&Likelihood>,
    style: &Style,
) -> String {
    let status = status.map(|status| status.word().to_owned());
    let judgement: Vec<String> = status.into_iter().chain(likelihood.map(likely)).collect();
    let sentence = clean::line(sentence);
    if judgement.is_empty() {
        sentence.into_owned()
    } else {
        format!("{sentence} {} {}", style.glyphs().dash, judgement.join(", "))
    }
}

/// What stands in the way of a happening; nothing where nothing does.
pub(super) fn hindrances(all: &[String], style: &Style) -> String {
    listed("What stands in its way:", all, style)
}

/// Sentences below a heading; nothing where there are none.
pub(super) fn listed(heading: &str, all: &[String], style: &Style) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{heading}\n");
    for one in all {
        out.push_str(&wrap(&clean::line(one), style.width, &format!("{} ", style.glyphs().bullet), "  "));
    }
    out
}
