//! Pictures: a graph as an SVG drawing, and as the text that Graphviz and Mermaid read.

mod graphs;
#[cfg(feature = "png")]
mod png;
mod style;
mod svg;
mod text;

use super::web;
use crate::report::Map;
use std::path::Path;

pub use graphs::{dot, mermaid};
pub(super) use style::style;
pub use svg::svg;
pub(super) use svg::{Links, drawing};

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
    /// An image, where the program was built to draw one.
    Png,
}

impl Format {
    /// The endings of files, and what is written to them.
    pub const ENDINGS: [(&str, Format); 7] = [
        ("svg", Format::Svg),
        ("html", Format::Html),
        ("dot", Format::Dot),
        ("gv", Format::Dot),
        ("mmd", Format::Mermaid),
        ("mermaid", Format::Mermaid),
        ("png", Format::Png),
    ];

    /// What a file with this name holds, if its ending says so.
    pub fn of(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?;
        Self::ENDINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map(|(_, format)| *format)
    }

    /// The content of a file with the picture.
    ///
    /// # Errors
    /// An image cannot be drawn here; said in a sentence.
    pub fn draw(self, map: &Map) -> Result<Vec<u8>, String> {
        match self {
            Format::Svg => Ok(svg(map, "map").into_bytes()),
            Format::Html => Ok(web::picture(map).into_bytes()),
            Format::Dot => Ok(dot(map).into_bytes()),
            Format::Mermaid => Ok(mermaid(map).into_bytes()),
            #[cfg(feature = "png")]
            Format::Png => png::png(map),
            #[cfg(not(feature = "png"))]
            Format::Png => Err(String::from(
                "this program was built without PNG (`cargo build --features png` has it): draw with `--format svg`",
            )),
        }
    }
}
