//! A true row to its proofs, one by one, the smallest first.
//!
//! The best derivation is found, then those that differ from it at one row at least: the choices are
//! divided by the first row at which they differ (Lawler 1972; for hyperpaths Nielsen, Andersen and
//! Pretolani 2005). **Invariant:** no two proofs take the same support for every row.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::Graph;
use super::least::{Edge, least};
use super::proof::{Facts, Proof, Reached};
use crate::engine::facts::RowId;
use crate::engine::program::{Domain, RelationId};

/// How a row may be supported: by being a fact, or by the edge at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Fact,
    Edge(usize),
}

/// Choices that are ruled out: rows with the one support that is left to them, and supports forbidden.
#[derive(Clone, Debug, Default)]
struct Limits {
    forced: BTreeMap<usize, By>,
    forbidden: Vec<(usize, By)>,
}

impl Limits {
    fn allow(&self, node: usize, by: By) -> bool {
        self.forced.get(&node).is_none_or(|only| *only == by) && !self.forbidden.contains(&(node, by))
    }
}

/// The best proof within limits, with the support of each of its rows.
struct Found {
    proof: Proof,
    supports: Vec<(usize, By)>,
    limits: Limits,
}

impl<D: Domain + ?Sized> Graph<'_, D> {
    /// Proofs of a row, the smallest first, as many as are asked for, among the instances that an
    /// allowance of search steps reaches.
    pub fn proofs(&mut self, relation: RelationId, row: RowId, allowance: u64, most: usize) -> Vec<Proof> {
        if self.database.row(relation, row).is_none() {
            return Vec::new();
        }
        let reached = self.reach(relation, row, allowance, Facts::Derived);
        let mut waiting: BinaryHeap<Reverse<(u32, u64, usize)>> = BinaryHeap::new();
        let mut held: Vec<Option<Found>> = Vec::new();
        let add = |found: Option<Found>, held: &mut Vec<Option<Found>>, waiting: &mut BinaryHeap<_>| {
            if let Some(found) = found {
                waiting.push(Reverse((found.proof.height, found.proof.size, held.len())));
                held.push(Some(found));
            }
        };
        let choices = choices(&reached);
        add(best(&reached, Limits::default()), &mut held, &mut waiting);
        let mut told = Vec::new();
        while let Some(Reverse((_, _, at))) = waiting.pop() {
            let Some(found) = held.get_mut(at).and_then(Option::take) else { continue };
            let mut limits = found.limits;
            for (node, by) in found.supports {
                // Rows come after those that rest on them, whose supports are settled: one that has a single
                // support is in every proof that is left, by that support.
                if choices.get(node).is_none_or(|count| *count < 2) || limits.forced.contains_key(&node) {
                    continue;
                }
                let mut other = limits.clone();
                other.forbidden.push((node, by));
                add(best(&reached, other), &mut held, &mut waiting);
                limits.forced.insert(node, by);
            }
            told.push(found.proof);
            if told.len() >= most {
                break;
            }
        }
        told
    }
}

/// The best proof of the first row within limits.
fn best(reached: &Reached, limits: Limits) -> Option<Found> {
    let facts: Vec<usize> =
        reached.facts.iter().copied().filter(|node| limits.allow(*node, By::Fact)).collect();
    let (kept, edges): (Vec<usize>, Vec<Edge>) = reached
        .edges
        .iter()
        .enumerate()
        .filter(|(at, edge)| limits.allow(edge.head, By::Edge(*at)))
        .map(|(at, edge)| (at, edge.clone()))
        .unzip();
    let least = least(reached.rows.len(), &facts, &edges)?;
    let (proof, taken) = reached.proof(&least, &kept)?;
    let mut seen = BTreeSet::new();
    let first = taken.into_iter().filter(|(number, _)| seen.insert(*number));
    let supports = first.map(|(number, edge)| (number, edge.map_or(By::Fact, By::Edge))).collect();
    Some(Found { proof, supports, limits })
}

/// How many supports each row has.
fn choices(reached: &Reached) -> Vec<usize> {
    let mut count = vec![0; reached.rows.len()];
    let heads = reached.edges.iter().map(|edge| edge.head);
    for node in heads.chain(reached.facts.iter().copied()) {
        if let Some(slot) = count.get_mut(node) {
            *slot += 1;
        }
    }
    count
}
