//! A graph to layers: circles broken, boxes put below those that lead to them, long arrows cut into pieces.
//!
//! Boxes stand on even layers, no more than [`WIDEST`] on one; what is said on arrows stands on odd ones.

use super::plane::{Arrow, Point, Size};

/// The most boxes on a layer: what is wider is not legible on a page.
const WIDEST: usize = 7;

/// Something that has a place in a layer.
#[derive(Clone, Debug)]
pub(super) struct Vertex {
    pub(super) layer: usize,
    pub(super) size: Size,
    pub(super) kind: Kind,
    pub(super) at: Point,
}

/// What a vertex is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A box.
    Box,
    /// What is said on an arrow.
    Label,
    /// Where an arrow passes a layer.
    Bend,
}

/// A graph in layers: every link leads from a layer to the next one.
#[derive(Clone, Debug, Default)]
pub(super) struct Layered {
    /// The boxes first, in their order.
    pub(super) vertices: Vec<Vertex>,
    /// The vertices of each layer, from left to right.
    pub(super) layers: Vec<Vec<usize>>,
    /// Upper and lower vertex.
    pub(super) links: Vec<(usize, usize)>,
    /// The vertices that each arrow passes, from its first box to its second.
    pub(super) chains: Vec<Vec<usize>>,
}

impl Layered {
    /// For each vertex those above it that it is linked to, and those below.
    pub(super) fn neighbours(&self) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
        let count = self.vertices.len();
        let (mut up, mut down) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for &(upper, lower) in &self.links {
            if let (Some(ups), Some(downs)) = (up.get_mut(lower), down.get_mut(upper)) {
                ups.push(upper);
                downs.push(lower);
            }
        }
        (up, down)
    }
}

pub(super) fn layered(sizes: &[Size], arrows: &[Arrow]) -> Layered {
    let down = acyclic(sizes.len(), arrows);
    let layer = ranks(sizes.len(), &down);
    let mut graph = Layered::default();
    for (size, layer) in sizes.iter().zip(&layer) {
        graph.vertices.push(Vertex { layer: layer * 2, size: *size, kind: Kind::Box, at: Point::default() });
    }
    for (arrow, &(upper, lower)) in arrows.iter().zip(&down) {
        let top = graph.vertices.get(upper).map_or(0, |vertex| vertex.layer);
        let bottom = graph.vertices.get(lower).map_or(0, |vertex| vertex.layer);
        // An odd layer about half way.
        let middle = (top + bottom) / 4 * 2 + 1;
        let mut chain = vec![upper];
        for layer in top + 1..bottom {
            let (kind, size) = match arrow.label {
                Some(size) if layer == middle => (Kind::Label, size),
                Some(_) | None => (Kind::Bend, Size::default()),
            };
            chain.push(graph.vertices.len());
            graph.vertices.push(Vertex { layer, size, kind, at: Point::default() });
        }
        chain.push(lower);
        graph.links.extend(chain.iter().copied().zip(chain.iter().skip(1).copied()));
        if arrow.from != upper {
            chain.reverse();
        }
        graph.chains.push(chain);
    }
    let count = graph.vertices.iter().map(|vertex| vertex.layer + 1).max().unwrap_or(0);
    graph.layers = vec![Vec::new(); count];
    for (at, vertex) in graph.vertices.iter().enumerate() {
        if let Some(layer) = graph.layers.get_mut(vertex.layer) {
            layer.push(at);
        }
    }
    graph
}

/// The arrows as pairs of upper and lower box: those that close a circle, in the order in which the boxes come, are
/// turned round.
fn acyclic(count: usize, arrows: &[Arrow]) -> Vec<(usize, usize)> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, arrow) in arrows.iter().enumerate() {
        if let Some(list) = out.get_mut(arrow.from) {
            list.push(at);
        }
    }
    let mut down: Vec<(usize, usize)> = arrows.iter().map(|arrow| (arrow.from, arrow.to)).collect();
    let mut state = vec![State::New; count];
    // What nothing leads to comes first.
    let led_to: std::collections::BTreeSet<usize> = arrows.iter().map(|arrow| arrow.to).collect();
    let roots =
        (0..count).filter(|at| !led_to.contains(at)).chain((0..count).filter(|at| led_to.contains(at)));
    for root in roots {
        let mut open = vec![(root, 0_usize)];
        if state.get(root) != Some(&State::New) {
            continue;
        }
        while let Some((at, next)) = open.pop() {
            if let Some(slot) = state.get_mut(at) {
                *slot = State::Open;
            }
            let Some(&edge) = out.get(at).and_then(|list| list.get(next)) else {
                if let Some(slot) = state.get_mut(at) {
                    *slot = State::Done;
                }
                continue;
            };
            open.push((at, next + 1));
            let Some(arrow) = arrows.get(edge) else { continue };
            match state.get(arrow.to) {
                Some(State::New) => open.push((arrow.to, 0)),
                Some(State::Open) => {
                    if let Some(slot) = down.get_mut(edge) {
                        *slot = (arrow.to, arrow.from);
                    }
                }
                Some(State::Done) | None => {}
            }
        }
    }
    down
}

/// The layer of each box: below all that lead to it, on the first layer that has room; what nothing leads to
/// stands right above what it leads to.
fn ranks(count: usize, down: &[(usize, usize)]) -> Vec<usize> {
    let mut above: Vec<usize> = vec![0; count];
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(upper, lower) in down {
        if let Some(number) = above.get_mut(lower) {
            *number += 1;
        }
        if let Some(list) = below.get_mut(upper) {
            list.push(lower);
        }
    }
    let roots: Vec<usize> = (0..count).filter(|at| above.get(*at) == Some(&0)).collect();
    let mut ready: std::collections::BTreeSet<usize> = roots.iter().copied().collect();
    let mut least = vec![0_usize; count];
    let mut layer = vec![0_usize; count];
    let mut room: Vec<usize> = Vec::new();
    let fit = |least: usize, room: &mut Vec<usize>| {
        let mut at = least;
        loop {
            if room.len() <= at {
                room.resize(at + 1, 0);
            }
            match room.get_mut(at) {
                Some(taken) if *taken < WIDEST => {
                    *taken += 1;
                    return at;
                }
                _ => at += 1,
            }
        }
    };
    while let Some(at) = ready.pop_first() {
        let own = fit(least.get(at).copied().unwrap_or(0), &mut room);
        if let Some(slot) = layer.get_mut(at) {
            *slot = own;
        }
        for &next in below.get(at).into_iter().flatten() {
            if let Some(slot) = least.get_mut(next) {
                *slot = (*slot).max(own + 1);
            }
            if let Some(left) = above.get_mut(next) {
                *left -= 1;
                if *left == 0 {
                    ready.insert(next);
                }
            }
        }
    }
    for root in roots {
        let next = below.get(root).into_iter().flatten().filter_map(|at| layer.get(*at)).min();
        let Some(wanted) = next.map(|next| next.saturating_sub(1)) else { continue };
        let own = layer.get(root).copied().unwrap_or(0);
        if wanted > own && room.get(wanted).is_some_and(|taken| *taken < WIDEST) {
            if let Some(taken) = room.get_mut(wanted) {
                *taken += 1;
            }
            if let Some(taken) = room.get_mut(own) {
                *taken -= 1;
            }
            if let Some(slot) = layer.get_mut(root) {
                *slot = wanted;
            }
        }
    }
    layer
}
