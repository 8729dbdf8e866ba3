//! A hypergraph with leaves to the derivation of node 0 of least height and then least size.
//!
//! Knuth's generalisation of Dijkstra's algorithm (1977) for heights, where every step costs one, so
//! that it is a breadth-first search; then, for each height up to that of node 0, the least size of a
//! derivation of no more than that height. Height comes first, so size alone cannot be settled by
//! Knuth's order: a taller premise may be the smaller one.
#![expect(
    clippy::indexing_slicing,
    reason = "nodes and edges are numbered by the caller, below the counts given"
)]

use std::collections::BTreeSet;

/// A step from tails to a head.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) head: usize,
    pub(super) tails: Vec<usize>,
}

/// A node derived within a height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Choice {
    /// The node.
    pub(super) node: usize,
    /// Which of the node's entries.
    entry: usize,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    height: u32,
    size: u64,
    edge: Option<usize>,
}

/// The best derivation of node 0, and those it is made of.
pub(super) struct Least {
    /// For each node its derivations, each taller and smaller than the one before.
    entries: Vec<Vec<Entry>>,
    /// Node 0.
    pub(super) root: Choice,
    /// Its height.
    pub(super) height: u32,
    /// Its size as a tree.
    pub(super) size: u64,
}

impl Least {
    /// The edge that a choice takes; `None` for a leaf.
    pub(super) fn edge(&self, choice: Choice) -> Option<usize> {
        self.entries[choice.node][choice.entry].edge
    }

    /// The best derivation of a tail of a choice's edge.
    pub(super) fn below(&self, choice: Choice, tail: usize) -> Option<Choice> {
        let height = self.entries[choice.node][choice.entry].height;
        last_within(&self.entries[tail], height.checked_sub(1)?).map(|entry| Choice { node: tail, entry })
    }
}

/// The last entry of no more than that height.
fn last_within(entries: &[Entry], height: u32) -> Option<usize> {
    entries.partition_point(|entry| entry.height <= height).checked_sub(1)
}

/// The best derivation of node 0 from the leaves; `None` if there is none.
pub(super) fn least(nodes: usize, leaves: &[usize], edges: &[Edge]) -> Option<Least> {
    let mut entries: Vec<Vec<Entry>> = vec![Vec::new(); nodes];
    let mut used_by: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for (number, edge) in edges.iter().enumerate() {
        for &tail in &edge.tails {
            used_by[tail].push(number);
        }
    }
    for &leaf in leaves {
        entries[leaf].push(Entry { height: 0, size: 1, edge: None });
    }
    let mut changed: Vec<usize> = leaves.to_vec();
    let mut height = 0;
    loop {
        if let Some(entry) = entries[0].last() {
            // Sizes of node 0 can only shrink with more height, which is not wanted.
            let (height, size) = (entry.height, entry.size);
            return Some(Least { entries, root: Choice { node: 0, entry: 0 }, height, size });
        }
        let mut touched: BTreeSet<usize> =
            changed.iter().flat_map(|node| used_by[*node].iter().copied()).collect();
        if height == 0 {
            touched
                .extend(edges.iter().enumerate().filter(|(_, edge)| edge.tails.is_empty()).map(|(at, _)| at));
        }
        height += 1;
        let mut better: Vec<(usize, Entry)> = Vec::new();
        for number in touched {
            let edge = &edges[number];
            let mut sizes = edge
                .tails
                .iter()
                .map(|&tail| last_within(&entries[tail], height - 1).map(|entry| entries[tail][entry].size));
            let size = sizes.try_fold(1_u64, |sum, size| size.map(|size| sum.saturating_add(size)));
            if let Some(size) = size
                && entries[edge.head].last().is_none_or(|entry| size < entry.size)
            {
                better.push((edge.head, Entry { height, size, edge: Some(number) }));
            }
        }
        if better.is_empty() {
            return None;
        }
        changed.clear();
        for (node, entry) in better {
            match entries[node].last_mut() {
                Some(last) if last.height == height => {
                    if entry.size < last.size {
                        *last = entry;
                    }
                }
                Some(_) | None => entries[node].push(entry),
            }
            changed.push(node);
        }
    }
}
