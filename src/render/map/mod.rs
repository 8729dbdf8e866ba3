//! Pictures: a graph as an SVG drawing, and as the text that Graphviz and Mermaid read.

mod graphs;
mod svg;
mod text;

pub use graphs::{dot, mermaid};
pub use svg::svg;
pub(super) use svg::{STYLE, drawing};
