//! Pictures for Graphviz and for Mermaid, which lay them out themselves.

use super::text::escaped;
use crate::diagnostic::clean;
use crate::report::{Map, Shape, Tone};

/// For Graphviz.
pub fn dot(map: &Map) -> String {
    let mut out = String::from(
        "digraph map {\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [arrowsize=0.7];\n",
    );
    for (at, node) in map.nodes.iter().enumerate() {
        let text: Vec<String> =
            std::iter::once(&node.title).chain(&node.note).map(|text| quoted(text)).collect();
        let style = match node.shape {
            Shape::Actor | Shape::Group | Shape::Source => ", style=rounded",
            Shape::Happening | Shape::Matter => ", shape=hexagon",
            Shape::Goal | Shape::State => ", shape=ellipse",
            Shape::Silence => ", style=dashed",
            Shape::Resource | Shape::Conclusion | Shape::Claim | Shape::Thing => "",
        };
        out.push_str(&format!("  n{at} [label=\"{}\"{style}];\n", text.join("\\n")));
    }
    for edge in &map.edges {
        let style = match edge.tone {
            Tone::Plain => "",
            Tone::Strong => ", penwidth=2.5",
            Tone::Against => ", style=dashed, color=\"#b34700\"",
            Tone::Faint => ", style=dotted",
        };
        // What stands above is named first there.
        let (one, other, back) =
            if edge.upwards { (edge.to, edge.from, ", dir=back") } else { (edge.from, edge.to, "") };
        out.push_str(&format!("  n{one} -> n{other} [label=\"{}\"{back}{style}];\n", quoted(&edge.label)));
    }
    out.push_str("}\n");
    out
}

/// For Mermaid.
pub fn mermaid(map: &Map) -> String {
    let mut out = String::from("flowchart TD\n");
    for (at, node) in map.nodes.iter().enumerate() {
        let text: Vec<String> =
            std::iter::once(&node.title).chain(&node.note).map(|text| escaped(text)).collect();
        let (open, close) = match node.shape {
            Shape::Actor | Shape::Group | Shape::Source => ("(\"", "\")"),
            Shape::Happening | Shape::Matter => ("{{\"", "\"}}"),
            Shape::Goal | Shape::State => ("([\"", "\"])"),
            Shape::Silence => (">\"", "\"]"),
            Shape::Resource | Shape::Conclusion | Shape::Claim | Shape::Thing => ("[\"", "\"]"),
        };
        out.push_str(&format!("  n{at}{open}{}{close}\n", text.join("<br>")));
    }
    for edge in &map.edges {
        let arrow = match edge.tone {
            Tone::Plain => "-->",
            Tone::Strong => "==>",
            Tone::Against | Tone::Faint => "-.->",
        };
        let label = escaped(&edge.label);
        let label = if label.is_empty() { String::new() } else { format!("|\"{label}\"|") };
        out.push_str(&format!("  n{} {arrow}{label} n{}\n", edge.from, edge.to));
    }
    out
}

/// Text in quotes of Graphviz.
fn quoted(text: &str) -> String {
    clean::line(text).replace('\\', "\\\\").replace('"', "\\\"")
}
