//! Several things of a picture as one box, with the arrows of all of them.

use crate::report::{MapEdge, MapNode, listed};
use std::collections::{BTreeMap, BTreeSet};

/// Things that are drawn as one.
pub(super) struct Group {
    /// What stands on the box.
    pub(super) title: String,
    /// Their places, at least one.
    pub(super) members: Vec<usize>,
}

/// Draws each group as one box, which names all of its members where there is room. What leads from one of them leads
/// from the box; what is within it is not drawn.
pub(super) fn together(
    mut nodes: Vec<MapNode>,
    edges: Vec<MapEdge>,
    groups: Vec<Group>,
) -> (Vec<MapNode>, Vec<MapEdge>) {
    // The first of each group stands for the others.
    let mut stands: BTreeMap<usize, usize> = BTreeMap::new();
    for Group { title, members } in groups {
        let names: Vec<String> =
            members.iter().filter_map(|at| nodes.get(*at)).map(|node| node.title.clone()).collect();
        let Some(first) = members.first().copied() else { continue };
        stands.extend(members.iter().skip(1).map(|other| (*other, first)));
        if let Some(node) = nodes.get_mut(first) {
            node.title = title;
            node.about = Some(listed(&names));
        }
    }
    if stands.is_empty() {
        return (nodes, edges);
    }
    let stand_in = |at: usize| stands.get(&at).copied().unwrap_or(at);
    let mut known: BTreeMap<(usize, usize, String), usize> = BTreeMap::new();
    let mut made: Vec<MapEdge> = Vec::new();
    for mut edge in edges {
        (edge.from, edge.to) = (stand_in(edge.from), stand_in(edge.to));
        if edge.from == edge.to {
            continue;
        }
        match known.get(&(edge.from, edge.to, edge.label.clone())).and_then(|at| made.get_mut(*at)) {
            Some(one) => one.sentences.append(&mut edge.sentences),
            None => {
                known.insert((edge.from, edge.to, edge.label.clone()), made.len());
                made.push(edge);
            }
        }
    }
    let kept = (0..nodes.len()).filter(|at| !stands.contains_key(at)).collect();
    kept_only(nodes, made, &kept)
}

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
