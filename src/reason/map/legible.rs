//! No more of a picture than can be read.

use super::together::{Group, kept_only, together};
use crate::report::{MapEdge, MapNode, Shape};
use std::collections::{BTreeMap, BTreeSet};

/// The most things of a picture: more are not legible.
pub(super) const MOST: usize = 100;

/// No more things than are legible. Where there are more, the things of a kind that lead to the same actor, or to the
/// same thing where there is no actor, are one box with their number, the largest groups first; what is still too much
/// is left out: those stay from which and to which the most leads, among equals those that come first.
pub(super) fn legible(nodes: Vec<MapNode>, edges: Vec<MapEdge>) -> (Vec<MapNode>, Vec<MapEdge>, usize) {
    if nodes.len() <= MOST {
        return (nodes, edges, 0);
    }
    let groups = by_owner(&nodes, &edges);
    let (nodes, edges) = together(nodes, edges, groups);
    let Some(hidden) = nodes.len().checked_sub(MOST) else { return (nodes, edges, 0) };
    let mut degree = vec![0_usize; nodes.len()];
    for end in edges.iter().flat_map(|edge| [edge.from, edge.to]) {
        if let Some(number) = degree.get_mut(end) {
            *number += 1;
        }
    }
    let mut order: Vec<(usize, usize)> = degree.into_iter().enumerate().collect();
    order.sort_by_key(|(at, number)| (std::cmp::Reverse(*number), *at));
    let kept = order.into_iter().take(MOST).map(|(at, _)| at).collect();
    let (nodes, edges) = kept_only(nodes, edges, &kept);
    (nodes, edges, hidden)
}

/// Groups by kind and by whom they belong to, as many of the largest as it takes.
fn by_owner(nodes: &[MapNode], edges: &[MapEdge]) -> Vec<Group> {
    let mut near: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); nodes.len()];
    for edge in edges {
        for (own, other) in [(edge.from, edge.to), (edge.to, edge.from)] {
            if let Some(all) = near.get_mut(own) {
                all.insert(other);
            }
        }
    }
    let central = |at: &usize| near.get(*at).map_or(0, BTreeSet::len);
    let actor =
        |at: &&usize| nodes.get(**at).is_some_and(|node| matches!(node.shape, Shape::Actor | Shape::Group));
    let mut owned: BTreeMap<(usize, Shape), Vec<usize>> = BTreeMap::new();
    for (at, (node, all)) in nodes.iter().zip(&near).enumerate() {
        let most = |found: Vec<&usize>| {
            found.into_iter().copied().max_by_key(|other| (central(other), std::cmp::Reverse(*other)))
        };
        let owner = most(all.iter().filter(actor).collect()).or_else(|| most(all.iter().collect()));
        // What more leads to than to its owner is an owner itself.
        if let Some(owner) = owner.filter(|owner| central(owner) > central(&at)) {
            owned.entry((owner, node.shape)).or_default().push(at);
        }
    }
    let mut found: Vec<((usize, Shape), Vec<usize>)> =
        owned.into_iter().filter(|(_, members)| members.len() > 1).collect();
    found.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    let owners: BTreeSet<usize> = found.iter().map(|((owner, _), _)| *owner).collect();
    let mut left = nodes.len();
    let mut groups = Vec::new();
    for ((owner, shape), members) in found {
        if left <= MOST {
            break;
        }
        let members: Vec<usize> = members.into_iter().filter(|at| !owners.contains(at)).collect();
        if members.len() > 1 {
            left -= members.len() - 1;
            let whose = nodes.get(owner).map_or("", |node| node.title.as_str());
            groups
                .push(Group { title: format!("{} {} near {whose}", members.len(), shape.plural()), members });
        }
    }
    groups
}
