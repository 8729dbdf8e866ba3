//! Things of which a picture says the same, drawn as one: twenty-seven members with a veto each are one box.
//!
//! Invariant: what is drawn of the one holds of each of them; all are named where there is room.

use super::together::{Group, together};
use crate::report::{MapEdge, MapNode, Shape, Tone, listed};
use std::collections::{BTreeMap, BTreeSet};

/// How many have to be alike.
const ALIKE: usize = 4;

/// How many of them are named on the box.
const NAMED: usize = 3;

/// What a picture says of a thing: what it is, and what leads from it and to it.
type Said = (Shape, Option<String>, BTreeSet<(bool, usize, String, Tone)>);

/// Joins what is alike; what nothing leads to or from stays by itself.
pub(super) fn joined(nodes: Vec<MapNode>, edges: Vec<MapEdge>) -> (Vec<MapNode>, Vec<MapEdge>) {
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
    let title = |members: &[usize]| {
        let names: Vec<&str> =
            members.iter().filter_map(|at| nodes.get(*at)).map(|node| node.title.as_str()).collect();
        let mut told: Vec<String> = names.iter().take(NAMED).map(ToString::to_string).collect();
        told.push(format!("{} more", names.len() - told.len()));
        listed(&told)
    };
    let groups: Vec<Group> = groups
        .into_values()
        .filter(|members| members.len() >= ALIKE)
        .map(|members| Group { title: title(&members), members })
        .collect();
    together(nodes, edges, groups)
}
