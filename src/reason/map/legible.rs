//! No more of a picture than can be read.

use crate::report::{MapEdge, MapNode};
use std::collections::{BTreeMap, BTreeSet};

/// The most things of a picture: more are not legible.
pub(super) const MOST: usize = 100;

/// The picture without what is not kept.
pub(super) fn kept_only(
    nodes: Vec<MapNode>,
    edges: Vec<MapEdge>,
    kept: &BTreeSet<usize>,
) -> (Vec<MapNode>, Vec<MapEdge>) {
    let place: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    let nodes = nodes.into_iter().enumerate().filter(|(at, _)| kept.contains(at)).map(|(_, node)| node);
    let moved =
        |edge: MapEdge| Some(MapEdge { from: *place.get(&edge.from)?, to: *place.get(&edge.to)?, ..edge });
    (nodes.collect(), edges.into_iter().filter_map(moved).collect())
}

/// No more things than are legible: those from which and to which the most leads; among equals, those that come
/// first.
pub(super) fn legible(nodes: Vec<MapNode>, edges: Vec<MapEdge>) -> (Vec<MapNode>, Vec<MapEdge>) {
    if nodes.len() <= MOST {
        return (nodes, edges);
    }
    let mut degree = vec![0_usize; nodes.len()];
    for end in edges.iter().flat_map(|edge| [edge.from, edge.to]) {
        if let Some(number) = degree.get_mut(end) {
            *number += 1;
        }
    }
    let mut order: Vec<(usize, usize)> = degree.into_iter().enumerate().collect();
    order.sort_by_key(|(at, number)| (std::cmp::Reverse(*number), *at));
    let kept = order.into_iter().take(MOST).map(|(at, _)| at).collect();
    kept_only(nodes, edges, &kept)
}
