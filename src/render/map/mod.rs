//! Pictures: a graph as an SVG drawing, and as the text that Graphviz and Mermaid read.

mod graphs;
mod svg;
mod text;

use super::web;
use crate::report::Map;
use std::path::Path;

pub use graphs::{dot, mermaid};
pub use svg::svg;
pub(super) use svg::{Links, STYLE, drawing};

/// What a picture is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A drawing.
    Svg,
    /// A page with the drawing.
    Html,
    /// The graph, for Graphviz.
    Dot,
    /// The graph, for Mermaid.
    Mermaid,
}

impl Format {
    /// The endings of files, and what is written to them.
    pub const ENDINGS: [(&str, Format); 6] = [
        ("svg", Format::Svg),
        ("html", Format::Html),
        ("dot", Format::Dot),
        ("gv", Format::Dot),
        ("mmd", Format::Mermaid),
        ("mermaid", Format::Mermaid),
    ];

    /// What a file with this name holds, if its ending says so.
    pub fn of(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?;
        Self::ENDINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map(|(_, format)| *format)
    }

    /// The text of a picture.
    pub fn draw(self, map: &Map) -> String {
        match self {
            Format::Svg => svg(map, "map"),
            Format::Html => web::picture(map),
            Format::Dot => dot(map),
            Format::Mermaid => mermaid(map),
        }
    }
}
