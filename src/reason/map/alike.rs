//! Things of which a picture says the same, drawn as one: twenty-seven members with a veto each are one box.
//!
//! Invariant: what is drawn of the one holds of each of them; all are named where there is room.

use super::legible::kept_only;
use crate::report::{MapEdge, MapNode, Shape, Tone, listed};
use std::collections::{BTreeMap, BTreeSet};

/// How many have to be alike.
const ALIKE: usize = 4;

/// How many of them are named on the box.
const NAMED: usize = 3;

/// What a picture says of a thing: what it is, and what leads from it and to it.
type Said = (Shape, Option<String>, BTreeSet<(bool, usize, String, Tone)>);

/// Joins what is alike; what nothing leads to or from stays by itself.
pub(super) fn joined(mut nodes: Vec<MapNode>, mut edges: Vec<MapEdge>) -> (Vec<MapNode>, Vec<MapEdge>) {
    let mut ends: Vec<BTreeSet<(bool, usize, String, Tone)>> = vec![BTreeSet::new(); nodes.len()];
    for edge in &edges {
        for (own, other, first) in [(edge.from, edge.to, true), (edge.to, edge.from, false)] {
            if let Some(all) = ends.get_mut(own) {
                all.insert((first, other, edge.label.clone(), edge.tone));
            }
        }
    }
    let mut groups: BTreeMap<Said, Vec<usize>> = BTreeMap::new();
    for ((at, node), all) in nodes.iter().enumerate().zip(ends).filter(|(_, all)| !all.is_empty()) {
        groups.entry((node.shape, node.note.clone(), all)).or_default().push(at);
    }
    // The first of each group stands for the others.
    let mut stands: BTreeMap<usize, usize> = BTreeMap::new();
    for group in groups.into_values().filter(|group| group.len() >= ALIKE) {
        let names: Vec<String> =
            group.iter().filter_map(|at| nodes.get(*at)).map(|node| node.title.clone()).collect();
        let Some(first) = group.first().copied() else { continue };
        stands.extend(group.iter().skip(1).map(|other| (*other, first)));
        if let Some(node) = nodes.get_mut(first) {
            let mut told: Vec<String> = names.iter().take(NAMED).cloned().collect();
            told.push(format!("{} more", names.len() - told.len()));
            node.title = listed(&told);
            node.about = Some(listed(&names));
        }
    }
    if stands.is_empty() {
        return (nodes, edges);
    }
    let mut known: BTreeMap<(usize, usize, String), usize> = BTreeMap::new();
    let mut made: Vec<MapEdge> = Vec::new();
    for mut edge in edges.drain(..) {
        edge.from = stands.get(&edge.from).copied().unwrap_or(edge.from);
        edge.to = stands.get(&edge.to).copied().unwrap_or(edge.to);
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
