//! The ways of arrows: out of a box and into a box at points of their own, straight down through layers.

use super::layers::{Kind, Layered};
use super::plane::{Arrow, Laid, Point, Size};
use std::collections::BTreeMap;

/// How far apart arrows leave a box, if it is wide enough.
const APART: f64 = 22.0;

pub(super) fn route(graph: &Layered, arrows: &[Arrow]) -> Laid {
    let at = |vertex: usize| graph.vertices.get(vertex);
    let heights: Vec<f64> = graph
        .layers
        .iter()
        .map(|layer| layer.iter().filter_map(|one| at(*one)).map(|one| one.size.height).fold(0.0, f64::max))
        .collect();
    let ports = ports(graph);
    let mut laid = Laid::default();
    for vertex in graph.vertices.iter().filter(|one| one.kind == Kind::Box) {
        laid.boxes.push(vertex.at);
    }
    for (number, (chain, _)) in graph.chains.iter().zip(arrows).enumerate() {
        let first_layer = chain.first().and_then(|one| at(*one)).map_or(0, |one| one.layer);
        let last_layer = chain.last().and_then(|one| at(*one)).map_or(0, |one| one.layer);
        let downwards = first_layer <= last_layer;
        let mut way = Vec::new();
        let mut label = None;
        for (step, vertex) in chain.iter().filter_map(|one| at(*one)).enumerate() {
            if vertex.kind == Kind::Box {
                let end = usize::from(step > 0);
                let x = ports.get(number).and_then(|ends| ends.get(end)).copied().unwrap_or(vertex.at.x);
                let below = (step == 0) == downwards;
                let half = vertex.size.height / 2.0;
                let edge = Point { x, y: vertex.at.y + if below { half } else { -half } };
                // To the border of the layer, so that the slope lies between layers.
                let layer = heights.get(vertex.layer).copied().unwrap_or(0.0) / 2.0;
                let border = Point { x, y: vertex.at.y + if below { layer } else { -layer } };
                if step == 0 { way.extend([edge, border]) } else { way.extend([border, edge]) }
            } else {
                if vertex.kind == Kind::Label {
                    label = Some(vertex.at);
                }
                let half = heights.get(vertex.layer).copied().unwrap_or(0.0) / 2.0;
                let (top, bottom) = (vertex.at.y - half, vertex.at.y + half);
                let (one, other) = if downwards { (top, bottom) } else { (bottom, top) };
                way.extend([Point { x: vertex.at.x, y: one }, Point { x: vertex.at.x, y: other }]);
            }
        }
        way.dedup();
        laid.ways.push(way);
        laid.labels.push(label);
    }
    let right = graph.vertices.iter().map(|one| one.at.x + one.size.width / 2.0).fold(0.0, f64::max);
    let bottom = graph.vertices.iter().map(|one| one.at.y + one.size.height / 2.0).fold(0.0, f64::max);
    laid.size = Size { width: right, height: bottom };
    laid
}

/// An end of an arrow: how far right the arrow leads from there, which arrow, and whether it is its first or second.
type End = (f64, usize, usize);

/// Where each arrow leaves its first box and enters its second: those on one side of a box beside each other, in
/// the order of where they lead.
fn ports(graph: &Layered) -> Vec<[f64; 2]> {
    let mut found: Vec<[f64; 2]> = vec![[0.0; 2]; graph.chains.len()];
    // By box and side.
    let mut sides: BTreeMap<(usize, bool), Vec<End>> = BTreeMap::new();
    for (number, chain) in graph.chains.iter().enumerate() {
        let ends = [(chain.first(), chain.get(1)), (chain.last(), chain.iter().rev().nth(1))];
        for (end, (own, next)) in ends.into_iter().enumerate() {
            let (Some(own), Some(next)) = (own, next) else { continue };
            let (Some(vertex), Some(other)) = (graph.vertices.get(*own), graph.vertices.get(*next)) else {
                continue;
            };
            sides.entry((*own, vertex.layer < other.layer)).or_default().push((other.at.x, number, end));
        }
    }
    for ((own, _), mut all) in sides {
        let Some(vertex) = graph.vertices.get(own) else { continue };
        all.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let apart = APART.min((vertex.size.width - 20.0).max(0.0) / all.len() as f64);
        let first = vertex.at.x - apart * (all.len() as f64 - 1.0) / 2.0;
        for (place, (_, number, end)) in all.into_iter().enumerate() {
            if let Some(slot) = found.get_mut(number).and_then(|ends| ends.get_mut(end)) {
                *slot = first + apart * place as f64;
            }
        }
    }
    found
}
