//! A picture in words, for a terminal: every thing that something leads from, with what leads where.

use super::paint::Paint;
use super::parts::{aside, heading};
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::render::Style;
use crate::report::{Map, MapNode};

/// The picture as lines: a thing, and under it what leads from it.
pub fn map(map: &Map, style: &Style) -> String {
    let mut out = heading(&clean::line(&map.title), style);
    let linked = |at: usize| map.edges.iter().any(|edge| edge.from == at || edge.to == at);
    for (at, node) in map.nodes.iter().enumerate() {
        let mut leads = map.edges.iter().filter(|edge| edge.from == at).peekable();
        if leads.peek().is_none() && linked(at) {
            continue;
        }
        out.push('\n');
        for line in wrap(&named(node), style.width, "", "  ").lines() {
            out.push_str(&style.paint(Paint::Strong, line));
            out.push('\n');
        }
        for edge in leads {
            let to = map.nodes.get(edge.to).map_or("", |node| node.title.as_str());
            let said = format!("{} {} {to}", edge.label, style.glyphs().arrow);
            out.push_str(&wrap(said.trim_start(), style.width, "  ", "    "));
        }
    }
    if map.hidden > 0 {
        let more = format!("{} more are left out: name a thing to see what is near it", map.hidden);
        out.push('\n');
        out.push_str(&aside(&more, style));
    }
    out
}

fn named(node: &MapNode) -> String {
    match &node.note {
        Some(note) => format!("{} ({note})", node.title),
        None => node.title.clone(),
    }
}
