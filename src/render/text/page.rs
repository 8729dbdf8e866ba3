//! The page about an analysis as text: cut down to what fits on one page, or all of it with reasons.

use super::brief::reasons;
use super::paint::Paint;
use super::parts::section;
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::render::page::{Block, Limits, Tone, details, first};
use crate::render::{Detail, Style};
use crate::report::{Brief, Report};
use crate::source::SourceMap;
use unicode_width::UnicodeWidthStr;

/// The lines of a page, but for what a report adds at its end.
const LINES: usize = 54;

/// The lines that are left for what follows, however much the games take.
const LEAST: usize = 24;

/// The page, ending in a line break.
pub(super) fn page(brief: &Brief, report: &Report, sources: &SourceMap, style: &Style) -> String {
    let dash = style.glyphs().dash;
    let shown = |limits: Limits| {
        let mut blocks = first(brief, report, limits, dash);
        if style.detail == Detail::Page {
            details(&mut blocks, brief, report, limits);
        }
        written(&blocks, style)
    };
    match style.detail {
        Detail::Page => {
            // What the actors will do stands on the same page.
            let games =
                report.games.as_ref().map_or(0, |all| super::game::section(all, style).lines().count());
            let room = LINES.saturating_sub(games).max(LEAST);
            let mut out = String::new();
            for limits in Limits::tightening() {
                out = shown(limits);
                if out.lines().count() <= room {
                    break;
                }
            }
            out
        }
        Detail::Full => {
            let mut out = shown(Limits::NONE);
            reasons(&mut out, brief, report, sources, style);
            out
        }
    }
}

/// Blocks as text.
fn written(blocks: &[Block], style: &Style) -> String {
    let paint = |tone: &Tone| match tone {
        Tone::Main => Paint::Plain,
        Tone::Aside => Paint::Dim,
        Tone::Good => Paint::Good,
        Tone::Odd => Paint::Odd,
        Tone::Bad => Paint::Bad,
    };
    let bullet = format!("{} ", style.glyphs().bullet);
    let mut out = String::new();
    for block in blocks {
        let (text, first, tone) = match block {
            Block::Title(text) => {
                title(&mut out, text, style);
                continue;
            }
            Block::Heading(text) => {
                section(&mut out, text, style);
                continue;
            }
            Block::Break => {
                out.push('\n');
                continue;
            }
            Block::Text(text, tone) => (text, "", tone),
            Block::Item(text, tone) => (text, bullet.as_str(), tone),
        };
        for line in wrap(text, style.width, first, "  ").lines() {
            out.push_str(&style.paint(paint(tone), line));
            out.push('\n');
        }
    }
    out
}

fn title(out: &mut String, text: &str, style: &Style) {
    let [rule, _] = style.glyphs().rules;
    let wrapped = wrap(&clean::line(text), style.width, "", "");
    let widest = wrapped.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    for line in wrapped.lines() {
        out.push_str(&format!("{}\n", style.paint(Paint::Strong, line)));
    }
    out.push_str(&format!("{}\n", rule.repeat(widest)));
}
