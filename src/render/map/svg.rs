//! A picture as SVG: boxes, arrows and words, in the reader's light or dark.
//!
//! What a colour says a dash, a shape or a word says too. Invariant: no text leaves its box, no two boxes overlap,
//! and nothing in it is fetched or run.

use super::style::style;
use super::text::{escaped, lines, width};
use crate::layout::{Arrow, Laid, Point, Size, layered};
use crate::report::{Map, MapEdge, MapNode, Place, Shape, Tone};
use std::fmt::Write;

/// Sizes of letters: on a box, under that, on an arrow.
const TITLE: f64 = 13.0;
const NOTE: f64 = 11.0;
const LABEL: f64 = 11.0;

/// How far the lines of a text are apart, as a part of their size.
const LINE: f64 = 1.3;

/// How wide the text on a box is at most.
const WIDEST: f64 = 172.0;

/// The space between text and border.
const PADDING: f64 = 10.0;

/// How much of a box an arrow takes.
const APART: f64 = 14.0;

/// The space around the whole.
const MARGIN: f64 = 14.0;

/// The most lines of a text: what is longer is told in full where a pointer rests.
const LINES: usize = 7;

/// Where a picture leads on the page that it stands on: the ids there.
pub(in crate::render) trait Links {
    /// The proof of a sentence.
    fn sentence(&self, sentence: &str) -> Option<String>;
    /// A line of the text.
    fn place(&self, place: &Place) -> Option<String>;
}

/// A picture by itself; `name` begins its ids.
pub fn svg(map: &Map, name: &str) -> String {
    drawn(map, name, &format!("<style>{}</style>\n", style()), None)
}

/// As [`svg`], with plain colours, for what reads no variables.
#[cfg(feature = "png")]
pub(super) fn plain(map: &Map) -> String {
    drawn(map, "map", &format!("<style>{}</style>\n", super::style::plain()), None)
}

/// A picture on a page that has [`style`]; `name` tells apart the ids of several.
pub(in crate::render) fn drawing(map: &Map, name: &str, links: Option<&dyn Links>) -> String {
    drawn(map, name, "", links)
}

fn drawn(map: &Map, name: &str, style: &str, links: Option<&dyn Links>) -> String {
    let boxes: Vec<Boxed> =
        map.nodes.iter().zip(sides(map)).map(|(node, most)| Boxed::new(node, most)).collect();
    let labels: Vec<Vec<String>> =
        map.edges.iter().map(|edge| lines(&edge.label, 130.0 / LABEL, LINES)).collect();
    let arrows: Vec<Arrow> = map.edges.iter().zip(&labels).map(|(edge, label)| arrow(edge, label)).collect();
    let sizes: Vec<Size> = boxes.iter().map(|one| one.size).collect();
    let laid = layered(&sizes, &arrows);
    let (wide, high) = (laid.size.width + 2.0 * MARGIN, laid.size.height + 2.0 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map\" role=\"{role}\" aria-labelledby=\"{name}-title {name}-desc\" \
         width=\"{wide:.0}\" height=\"{high:.0}\" viewBox=\"{left:.0} {left:.0} {wide:.0} {high:.0}\">\n\
         <title id=\"{name}-title\">{title}</title>\n<desc id=\"{name}-desc\">{summary}</desc>\n{style}\
         <rect class=\"over\" x=\"{left:.0}\" y=\"{left:.0}\" width=\"{wide:.0}\" height=\"{high:.0}\"/>\n",
        left = -MARGIN,
        // What is an image has nothing in it that could be gone to.
        role = if links.is_some() { "group" } else { "img" },
        title = escaped(&map.title),
        summary = escaped(&map.summary),
    );
    for (at, edge) in map.edges.iter().enumerate() {
        let to = links.and_then(|links| edge.sentences.iter().find_map(|one| links.sentence(one)));
        let drawn = line(edge, at, &laid, &arrows, &labels);
        linked(&mut out, &drawn, to);
    }
    for (number, ((node, one), at)) in map.nodes.iter().zip(&boxes).zip(&laid.boxes).enumerate() {
        let to = links.zip(node.place.as_ref()).and_then(|(links, place)| links.place(place));
        let drawn = one.draw(node, number, *at);
        linked(&mut out, &drawn, to);
    }
    out.push_str("</svg>\n");
    out
}

/// Something drawn, as a link where it leads somewhere.
fn linked(out: &mut String, drawn: &str, to: Option<String>) {
    let _ = match to {
        _ if drawn.is_empty() => Ok(()),
        Some(id) => writeln!(out, "<a href=\"#{id}\">{drawn}</a>"),
        None => writeln!(out, "{drawn}"),
    };
}

/// The most arrows on a side of each thing.
fn sides(map: &Map) -> Vec<usize> {
    let mut found = vec![(0_usize, 0_usize); map.nodes.len()];
    for edge in &map.edges {
        let (upper, lower) = if edge.upwards { (edge.to, edge.from) } else { (edge.from, edge.to) };
        if let Some((below, _)) = found.get_mut(upper) {
            *below += 1;
        }
        if let Some((_, above)) = found.get_mut(lower) {
            *above += 1;
        }
    }
    found.into_iter().map(|(below, above)| below.max(above)).collect()
}

/// An arrow as the layout takes it: from the upper end to the lower one.
fn arrow(edge: &MapEdge, label: &[String]) -> Arrow {
    let (from, to) = if edge.upwards { (edge.to, edge.from) } else { (edge.from, edge.to) };
    let widest = label.iter().map(|line| width(line)).fold(0.0, f64::max);
    let size = Size { width: widest * LABEL + 8.0, height: label.len() as f64 * LABEL * LINE + 4.0 };
    Arrow { from, to, label: (!label.is_empty()).then_some(size) }
}

fn line(edge: &MapEdge, at: usize, laid: &Laid, arrows: &[Arrow], labels: &[Vec<String>]) -> String {
    let mut out = String::new();
    let Some(way) = laid.ways.get(at).filter(|way| way.len() > 1) else { return out };
    let tone = match edge.tone {
        Tone::Plain => "plain",
        Tone::Strong => "strong",
        Tone::Against => "against",
        Tone::Faint => "faint",
    };
    let sentences = edge.sentences.join("; ");
    let _ = write!(out, "<g class=\"{tone}\" data-ends=\"{} {}\">", edge.from, edge.to);
    if !sentences.is_empty() {
        let _ = write!(out, "<title>{}</title>", escaped(&sentences));
    }
    let ordered: Vec<Point> = if edge.upwards { way.iter().rev().copied().collect() } else { way.clone() };
    let _ = write!(out, "<path class=\"way\" d=\"{}\"/>", path(&ordered));
    if let [.., before, end] = ordered.as_slice() {
        out.push_str(&head(*before, *end));
    }
    let size = arrows.get(at).and_then(|arrow| arrow.label);
    if let (Some(Some(middle)), Some(size), Some(label)) = (laid.labels.get(at), size, labels.get(at)) {
        let (x, y) = (middle.x - size.width / 2.0, middle.y - size.height / 2.0);
        let _ = write!(
            out,
            "<rect class=\"over\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            size.width, size.height
        );
        written(&mut out, label, LABEL, middle.x, y + 2.0, "");
    }
    out.push_str("</g>");
    out
}

/// A way as a curve that is upright wherever it passes a layer.
fn path(way: &[Point]) -> String {
    let mut out = String::new();
    let mut before: Option<Point> = None;
    for point in way {
        match before {
            None => {
                let _ = write!(out, "M{:.1} {:.1}", point.x, point.y);
            }
            Some(last) if (last.x - point.x).abs() < 0.05 => {
                let _ = write!(out, "V{:.1}", point.y);
            }
            Some(last) => {
                let middle = f64::midpoint(last.y, point.y);
                let _ = write!(
                    out,
                    "C{:.1} {middle:.1} {:.1} {middle:.1} {:.1} {:.1}",
                    last.x, point.x, point.x, point.y
                );
            }
        }
        before = Some(*point);
    }
    out
}

/// The head of an arrow that ends at a box: it comes from above or from below.
fn head(before: Point, end: Point) -> String {
    let back = if before.y <= end.y { -8.0 } else { 8.0 };
    format!("<path class=\"head\" d=\"M{:.1} {:.1}l-4 {back}h8z\"/>", end.x, end.y)
}

/// Lines of text around an upright line, from their upper edge.
fn written(out: &mut String, text: &[String], size: f64, x: f64, top: f64, class: &str) {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    for (at, line) in text.iter().enumerate() {
        let y = top + (at as f64 + 0.78) * size * LINE;
        let _ = write!(
            out,
            "<text{class} x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\">{}</text>",
            escaped(line)
        );
    }
}

/// A thing with its text in lines.
struct Boxed {
    title: Vec<String>,
    note: Vec<String>,
    size: Size,
}

impl Boxed {
    /// The box of a thing, with room for so many arrows on a side.
    fn new(node: &MapNode, arrows: usize) -> Self {
        let title = lines(&node.title, WIDEST / TITLE, LINES);
        let note = lines(node.note.as_deref().unwrap_or(""), WIDEST / NOTE, LINES);
        let widest =
            |lines: &[String], size: f64| lines.iter().map(|line| width(line) * size).fold(0.0, f64::max);
        let room = (arrows as f64 * APART).min(WIDEST);
        let inner = widest(&title, TITLE).max(widest(&note, NOTE)).max(34.0).max(room);
        let height = title.len() as f64 * TITLE * LINE + note.len() as f64 * NOTE * LINE;
        let slant = match node.shape {
            Shape::Happening | Shape::Matter => 16.0,
            Shape::Goal | Shape::State => 14.0,
            _ => 0.0,
        };
        Boxed {
            title,
            note,
            size: Size { width: inner + 2.0 * PADDING + slant, height: height + 1.4 * PADDING },
        }
    }

    fn draw(&self, node: &MapNode, number: usize, at: Point) -> String {
        let mut out = String::new();
        let Size { width, height } = self.size;
        let (x, y) = (at.x - width / 2.0, at.y - height / 2.0);
        let class = match node.shape {
            Shape::Actor => "actor",
            Shape::Group => "group",
            Shape::Resource => "resource",
            Shape::Happening => "happening",
            Shape::Matter => "matter",
            Shape::Goal => "goal",
            Shape::State => "state",
            Shape::Conclusion => "conclusion",
            Shape::Claim => "claim",
            Shape::Silence => "silence",
            Shape::Source => "source",
            Shape::Thing => "thing",
        };
        let place = node.place.as_ref().map(ToString::to_string);
        let tip: Vec<String> = std::iter::once(node.title.clone())
            .chain(node.note.clone())
            .chain(node.about.clone())
            .chain(place)
            .collect();
        let _ = write!(
            out,
            "<g class=\"{class}\" data-node=\"{number}\"><title>{}</title>",
            escaped(&tip.join("; "))
        );
        if slanted(node.shape) {
            // A hexagon: something done or decided on.
            let (left, right, middle) = (x + 8.0, x + width - 8.0, at.y);
            let _ = write!(
                out,
                "<path class=\"box\" d=\"M{left:.1} {y:.1}H{right:.1}L{:.1} {middle:.1}L{right:.1} {:.1}H{left:.1}L{x:.1} {middle:.1}z\"/>",
                x + width,
                y + height,
            );
        } else {
            let round = match node.shape {
                Shape::Actor | Shape::Group | Shape::Source => 6.0,
                Shape::Goal | Shape::State => height / 2.0,
                _ => 2.0,
            };
            let round = round.min(18.0);
            let _ = write!(
                out,
                "<rect class=\"box\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{round:.1}\"/>",
            );
        }
        let top = y + 0.7 * PADDING;
        written(&mut out, &self.title, TITLE, at.x, top, "");
        written(&mut out, &self.note, NOTE, at.x, top + self.title.len() as f64 * TITLE * LINE, "note");
        out.push_str("</g>");
        out
    }
}

fn slanted(shape: Shape) -> bool {
    matches!(shape, Shape::Happening | Shape::Matter)
}
