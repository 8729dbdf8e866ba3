//! Layers to coordinates: each vertex as near to its neighbours as the order and the gaps allow.
//!
//! The places of a layer are the least squares under "each at least so far right of the one before", found by pooling
//! adjacent violators (Ayer et al. 1955); layers are swept down and up.

use super::layers::{Kind, Layered, Vertex};

/// The space between two boxes of a layer, and beside what is only passed.
const GAP: f64 = 28.0;
const NARROW: f64 = 14.0;

/// The space between layers.
const DEPTH: f64 = 26.0;

const SWEEPS: usize = 24;

pub(super) fn place(graph: &mut Layered) {
    let (up, down) = graph.neighbours();
    let Layered { vertices, layers, .. } = graph;
    for layer in layers.iter() {
        let offsets = offsets(vertices, layer);
        let middle = offsets.last().copied().unwrap_or(0.0) / 2.0;
        for (vertex, offset) in layer.iter().zip(offsets) {
            if let Some(vertex) = vertices.get_mut(*vertex) {
                vertex.at.x = offset - middle;
            }
        }
    }
    let number = layers.len();
    for sweep in 0..SWEEPS {
        for step in 0..number {
            let at = if sweep % 2 == 0 { step } else { number - 1 - step };
            let Some(layer) = layers.get(at) else { continue };
            let last = sweep + 6 >= SWEEPS;
            let wishes: Vec<(f64, f64)> = layer
                .iter()
                .map(|vertex| {
                    let beside = [(&up, sweep % 2 == 0 || last), (&down, sweep % 2 == 1 || last)];
                    wish(
                        vertices,
                        *vertex,
                        beside.iter().filter(|one| one.1).filter_map(|one| one.0.get(*vertex)),
                    )
                })
                .collect();
            let offsets = offsets(vertices, layer);
            for (vertex, x) in layer.iter().zip(pooled(&wishes, &offsets)) {
                if let Some(vertex) = vertices.get_mut(*vertex) {
                    vertex.at.x = x;
                }
            }
        }
    }
    let left = vertices.iter().map(|one| one.at.x - one.size.width / 2.0).fold(f64::INFINITY, f64::min);
    let mut top = 0.0;
    for layer in layers.iter() {
        let height =
            layer.iter().filter_map(|at| vertices.get(*at)).map(|one| one.size.height).fold(0.0, f64::max);
        for at in layer {
            if let Some(vertex) = vertices.get_mut(*at) {
                vertex.at.y = top + height / 2.0;
                vertex.at.x -= left;
            }
        }
        top += height + DEPTH;
    }
}

/// Where a vertex would like to be, and how much: straight lines matter most where an arrow only passes.
fn wish<'a>(vertices: &[Vertex], own: usize, beside: impl Iterator<Item = &'a Vec<usize>>) -> (f64, f64) {
    let Some(vertex) = vertices.get(own) else { return (0.0, 1.0) };
    let (mut sum, mut weight) = (0.0, 0.0);
    for other in beside.flatten().filter_map(|at| vertices.get(*at)) {
        let pull = if vertex.kind != Kind::Box && other.kind != Kind::Box { 8.0 } else { 1.0 };
        sum += pull * other.at.x;
        weight += pull;
    }
    if weight == 0.0 { (vertex.at.x, 0.1) } else { (sum / weight, weight) }
}

/// How far right of the first vertex of its layer each one is at least.
fn offsets(vertices: &[Vertex], layer: &[usize]) -> Vec<f64> {
    let mut found = Vec::with_capacity(layer.len());
    let mut at = 0.0;
    let mut before: Option<&Vertex> = None;
    for vertex in layer.iter().filter_map(|at| vertices.get(*at)) {
        if let Some(before) = before {
            let gap = if before.kind == Kind::Bend || vertex.kind == Kind::Bend { NARROW } else { GAP };
            at += before.size.width / 2.0 + gap + vertex.size.width / 2.0;
        }
        found.push(at);
        before = Some(vertex);
    }
    found
}

/// The places nearest to what is wished, each at least as far from the first as its offset says.
fn pooled(wishes: &[(f64, f64)], offsets: &[f64]) -> Vec<f64> {
    // Blocks of vertices that touch: mean, weight, length.
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for ((wish, weight), offset) in wishes.iter().zip(offsets) {
        let mut block = (wish - offset, *weight, 1);
        while let Some(&(mean, heavy, length)) = blocks.last() {
            if mean <= block.0 {
                break;
            }
            blocks.pop();
            let all = heavy + block.1;
            block = ((mean * heavy + block.0 * block.1) / all, all, length + block.2);
        }
        blocks.push(block);
    }
    let means = blocks.into_iter().flat_map(|(mean, _, length)| std::iter::repeat_n(mean, length));
    means.zip(offsets).map(|(mean, offset)| mean + offset).collect()
}
