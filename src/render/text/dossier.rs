//! A page: its title, and sentences under headings.

use super::wrap::{blank, wrap};
use crate::diagnostic::clean;
use crate::render::Style;
use crate::render::text::paint::Paint;
use crate::report::Page;

/// The page, ending in a line break.
pub fn page(page: &Page, style: &Style) -> String {
    let mut out = format!("{}\n", style.paint(Paint::Strong, &clean::line(&page.title)));
    if let Some(summary) = &page.summary {
        out.push_str(&wrap(&clean::line(summary), style.width, "", ""));
    }
    let bullet = format!("{} ", style.glyphs().bullet);
    for section in &page.sections {
        out.push_str(&format!("\n{}\n", style.paint(Paint::Strong, &clean::line(&section.heading))));
        for line in &section.lines {
            out.push_str(&wrap(&clean::line(line), style.width, &bullet, &blank(&bullet)));
        }
        if section.hidden > 0 {
            let text = format!("and {} more (`--full` shows all)", section.hidden);
            out.push_str(&format!("{}{}\n", blank(&bullet), style.paint(Paint::Dim, &text)));
        }
    }
    if page.sections.is_empty() {
        out.push_str(&style.paint(Paint::Dim, "the analysis says nothing of this"));
        out.push('\n');
    }
    out
}
