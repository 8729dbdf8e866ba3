//! A true row to a proof of it: the least height, and of those the least size.
//!
//! **Invariant:** a node's premises come after it in a chain of smaller heights, so a proof has no
//! cycle and ends in facts, absent rows, conditions and aggregates.

use std::collections::{BTreeMap, VecDeque};

use super::instances::Instance;
use super::least::{Edge, Least, least};
use super::search::Scope;
use super::{Coverage, Graph};
use crate::engine::database::Derivation;
use crate::engine::facts::RowId;
use crate::engine::program::{Domain, RelationId};

/// What a row of a proof rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Support {
    /// It is a fact.
    Fact,
    /// An instance of a rule, and for each of its positive literals, in the author's order, the node
    /// of the proof that proves it.
    Instance(Instance, Vec<usize>),
}

/// A row of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofNode {
    /// The relation.
    pub relation: RelationId,
    /// The row.
    pub row: RowId,
    /// What it rests on.
    pub support: Support,
}

/// A proof; the first node is the row that is proved.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The nodes; equal parts of the proof are one node.
    pub nodes: Vec<ProofNode>,
    /// The greatest number of rules from the row down to a fact.
    pub height: u32,
    /// The number of nodes when written as a tree, at most `u64::MAX`.
    pub size: u64,
    /// Whether no proof is smaller, or only none that was looked at.
    pub coverage: Coverage,
}

/// The part of the graph that is reachable from a row.
pub(super) struct Reached {
    pub(super) rows: Vec<(RelationId, RowId)>,
    pub(super) facts: Vec<usize>,
    pub(super) edges: Vec<Edge>,
    pub(super) instances: Vec<Instance>,
    pub(super) coverage: Coverage,
}

/// For each node of a proof its row, and the edge that supports it or none for a fact.
pub(super) type Taken = Vec<(usize, Option<usize>)>;

/// Whether rows that are facts are looked behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facts {
    /// A fact proves itself.
    Enough,
    /// It may be derived as well.
    Derived,
}

impl Reached {
    /// The proof of the first row that takes the best derivations over some of the edges, whose positions
    /// are given in order; and what supports each node of it.
    pub(super) fn proof(&self, best: &Least, kept: &[usize]) -> Option<(Proof, Taken)> {
        let mut taken = Vec::new();
        let mut nodes: Vec<ProofNode> = Vec::new();
        let mut numbers = BTreeMap::from([(best.root, 0)]);
        let mut queue = VecDeque::from([best.root]);
        let mut next = 1;
        while let Some(choice) = queue.pop_front() {
            let &(relation, row) = self.rows.get(choice.node)?;
            let support = match best.edge(choice) {
                None => {
                    taken.push((choice.node, None));
                    Support::Fact
                }
                Some(edge) => {
                    let edge = *kept.get(edge)?;
                    taken.push((choice.node, Some(edge)));
                    let instance = self.instances.get(edge)?.clone();
                    let mut premises = Vec::new();
                    for &tail in &self.edges.get(edge)?.tails {
                        let below = best.below(choice, tail)?;
                        let number = *numbers.entry(below).or_insert_with(|| {
                            queue.push_back(below);
                            next += 1;
                            next - 1
                        });
                        premises.push(number);
                    }
                    Support::Instance(instance, premises)
                }
            };
            nodes.push(ProofNode { relation, row, support });
        }
        Some((Proof { nodes, height: best.height, size: best.size, coverage: self.coverage }, taken))
    }
}

impl<D: Domain + ?Sized> Graph<'_, D> {
    /// A proof of least height and, of that height, least size, among the instances that an allowance
    /// of search steps reaches. Beyond it each row is proved by its first instance. `None` if there is
    /// no such row.
    pub fn proof(&mut self, relation: RelationId, row: RowId, allowance: u64) -> Option<Proof> {
        self.database.row(relation, row)?;
        let reached = self.reach(relation, row, allowance, Facts::Enough);
        let best = least(reached.rows.len(), &reached.facts, &reached.edges)?;
        let all: Vec<usize> = (0..reached.edges.len()).collect();
        reached.proof(&best, &all).map(|(proof, _)| proof)
    }

    pub(super) fn reach(
        &mut self,
        relation: RelationId,
        row: RowId,
        mut allowance: u64,
        behind: Facts,
    ) -> Reached {
        let mut numbers = BTreeMap::from([((relation, row), 0)]);
        let mut reached = Reached {
            rows: vec![(relation, row)],
            facts: Vec::new(),
            edges: Vec::new(),
            instances: Vec::new(),
            coverage: Coverage::Complete,
        };
        let mut at = 0;
        while let Some(&(relation, row)) = reached.rows.get(at) {
            let node = at;
            at += 1;
            match self.database.derivation(relation, row) {
                None | Some(Derivation::Fact) => {
                    reached.facts.push(node);
                    if behind == Facts::Enough || allowance == 0 {
                        continue;
                    }
                }
                Some(Derivation::Rule { .. }) => {}
            }
            let Some(values) = self.database.row(relation, row) else { continue };
            let mut found = Vec::new();
            if allowance > 0 {
                let instances = self.collect(relation, values, Scope::True, &mut allowance);
                if instances.coverage == Coverage::Bounded {
                    allowance = 0;
                }
                found = instances.list;
            }
            if allowance == 0 {
                reached.coverage = Coverage::Bounded;
                found.extend(self.first_instance(relation, row));
            }
            for instance in found {
                let mut tails = Vec::new();
                for premise in instance.rows() {
                    tails.push(*numbers.entry(premise).or_insert_with(|| {
                        reached.rows.push(premise);
                        reached.rows.len() - 1
                    }));
                }
                reached.edges.push(Edge { head: node, tails });
                reached.instances.push(instance);
            }
        }
        reached
    }
}
