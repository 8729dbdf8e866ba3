//! All worlds of a problem in one decision diagram: the lightest is its shortest path.
//!
//! Each atom becomes a Boolean function of the statements, its well-founded truth over diagrams; the worlds
//! that are left are one function more. Each tracked atom that no statement stands for gets a level of its own
//! below what it rests on. **Invariant:** a path to what is always so is a class of worlds that are left, with
//! its weight.
#![expect(clippy::indexing_slicing, reason = "levels, atoms and nodes are numbered here")]

use super::class::Class;
use super::diagram::{ALWAYS, Diagrams, Function, NEVER, Node};
use super::lineage::AtomId;
use super::order::arranged;
use super::problem::Problem;
use super::simplex::{Columns, Least, Stopped, Weights, weigh};
use super::whole::whole;
use crate::ground::{GroundProgram, well_founded};
use dashu_ratio::RBig;
use std::collections::BTreeMap;
use std::ops::{Add, Neg};

/// The most nodes of a diagram whose paths are weighed, over and over again.
const NODES: usize = 60_000;

/// The worlds of a problem as a diagram.
pub(super) struct Charted {
    /// The nodes that are reached from the root, parts first; the first two are the constants.
    nodes: Vec<Node>,
    root: Function,
    /// The tracked atoms that hold where a level is true.
    told: Vec<Vec<usize>>,
    /// The tracked atoms that hold in every world.
    certain: Vec<usize>,
}

impl Charted {
    /// The diagram of a problem; `None` where it takes too much.
    pub(super) fn new(problem: &Problem, tracked: &[AtomId], steps: u64) -> Option<Self> {
        BddBuilder::new(problem, tracked, steps).charted(problem, tracked).ok().flatten()
    }
}

struct BddBuilder {
    diagrams: Diagrams,
    /// The level of each variable.
    levels: Vec<u32>,
    /// The level that each tracked atom may have.
    own: Vec<u32>,
    program: GroundProgram,
    all: usize,
}

impl BddBuilder {
    fn new(problem: &Problem, tracked: &[AtomId], steps: u64) -> Self {
        let lineage = &problem.lineage;
        let order = arranged(lineage);
        let mut place = vec![0_usize; order.len()];
        for (at, variable) in order.iter().enumerate() {
            place[*variable as usize] = at;
        }
        // A tracked atom comes right below the last statement that it rests on.
        let last = deepest(problem, &place);
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); order.len() + 1];
        for (at, atom) in tracked.iter().enumerate() {
            below[last[atom.0 as usize]].push(at);
        }
        let mut levels = vec![0; order.len()];
        let mut own = vec![0; tracked.len()];
        let mut next = 0;
        for (at, below) in below.into_iter().enumerate() {
            for tracked in below {
                own[tracked] = next;
                next += 1;
            }
            if let Some(variable) = order.get(at) {
                levels[*variable as usize] = next;
                next += 1;
            }
        }
        Self { diagrams: Diagrams::new(steps), levels, own, program: lineage.ground(), all: next as usize }
    }

    fn charted(mut self, problem: &Problem, tracked: &[AtomId]) -> Result<Option<Charted>, Stopped> {
        let truth = self.truth()?;
        let mut told: Vec<Vec<usize>> = vec![Vec::new(); self.all];
        let mut certain = Vec::new();
        let mut levels: BTreeMap<Function, u32> = BTreeMap::new();
        let mut parts = Vec::new();
        for (at, atom) in tracked.iter().enumerate() {
            let function = truth[atom.0 as usize];
            let node = self.diagrams.node(function);
            match function {
                NEVER => {}
                ALWAYS => certain.push(at),
                _ if (node.low, node.high) == (NEVER, ALWAYS) => told[node.level as usize].push(at),
                _ => {
                    let level = *levels.entry(function).or_insert(self.own[at]);
                    told[level as usize].push(at);
                    if level == self.own[at] {
                        let own = self.diagrams.level(level);
                        parts.push((level, self.diagrams.same(own, function)?));
                    }
                }
            }
        }
        for atom in &problem.excluded {
            let out = self.diagrams.not(truth[atom.0 as usize])?;
            parts.push((self.diagrams.node(out).level, out));
        }
        for atom in &problem.required {
            let function = truth[atom.0 as usize];
            parts.push((self.diagrams.node(function).level, function));
        }
        // From below upwards, so that little of what is made has to be made again.
        parts.sort_by(|one, other| other.cmp(one));
        let mut worlds = ALWAYS;
        for (_, part) in parts {
            worlds = self.diagrams.and(worlds, part)?;
        }
        let Some((nodes, roots)) = self.diagrams.extracted(&[worlds], NODES) else { return Ok(None) };
        let root = roots.first().copied().unwrap_or(NEVER);
        Ok(Some(Charted { nodes, root, told, certain }))
    }

    /// When each atom holds, as a function of the statements.
    fn truth(&mut self) -> Result<Vec<Function>, Stopped> {
        let levels: Vec<Function> = self.levels.iter().map(|level| self.diagrams.level(*level)).collect();
        well_founded(&self.program, &mut self.diagrams, &levels).map(|truths| truths.certain)
    }
}

/// For each atom how many places come before it if it comes after all statements that it rests on.
fn deepest(problem: &Problem, place: &[usize]) -> Vec<usize> {
    let mut last = vec![0_usize; problem.lineage.atoms()];
    loop {
        let mut changed = false;
        for (head, rule) in problem.lineage.rules() {
            let stated = rule.variables.iter().map(|variable| place[variable.0 as usize] + 1);
            let needed = rule.positive.iter().chain(&rule.negative).map(|atom| last[atom.0 as usize]);
            let deepest = stated.chain(needed).max().unwrap_or(0);
            let known = &mut last[head.0 as usize];
            changed |= deepest > *known;
            *known = deepest.max(*known);
        }
        if !changed {
            return last;
        }
    }
}

impl Columns for Charted {
    fn least(&mut self, weights: &Weights) -> Result<Option<Least>, Stopped> {
        if self.root == NEVER {
            return Ok(None);
        }
        let class = match whole(weights) {
            Some(weights) => self.lightest(&weights, &0),
            None => self.lightest(weights, &RBig::ZERO),
        };
        Ok(Some(Least { class, bound: weigh(weights, class) }))
    }
}

impl Charted {
    /// A shortest path, as the class of its worlds. An edge is as long as its decision is dearer than the other;
    /// what a path decides nothing about is as is lighter, at no cost.
    fn lightest<N: Clone + Ord>(&self, weights: &[N], zero: &N) -> Class
    where
        for<'a> &'a N: Add<&'a N, Output = N> + Neg<Output = N>,
    {
        let price: Vec<N> = (self.told.iter())
            .map(|told| told.iter().fold(zero.clone(), |sum, at| &sum + &weights[*at]))
            .collect();
        let mut length: Vec<Option<N>> = Vec::with_capacity(self.nodes.len());
        let mut take = vec![false; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            length.push(match at as Function {
                NEVER => None,
                ALWAYS => Some(zero.clone()),
                _ => {
                    let price = &price[node.level as usize];
                    let (mut yes, mut no) =
                        (length[node.high as usize].clone(), length[node.low as usize].clone());
                    if price > zero {
                        yes = yes.map(|rest| &rest + price);
                    } else {
                        no = no.map(|rest| &rest + &-price);
                    }
                    take[at] = match (&yes, &no) {
                        (Some(yes), Some(no)) => yes < no,
                        (yes, _) => yes.is_some(),
                    };
                    if take[at] { yes } else { no }
                }
            });
        }
        let mut class = Class::default();
        let mut hold = |told: &[usize]| told.iter().for_each(|at| class.insert(*at));
        hold(&self.certain);
        let (mut function, mut next) = (self.root, 0);
        loop {
            let node = self.nodes[function as usize];
            let level = (node.level as usize).min(self.told.len());
            let skipped = (next..level).filter(|skipped| price[*skipped] < *zero);
            skipped.for_each(|skipped| hold(&self.told[skipped]));
            if function == ALWAYS || function == NEVER {
                return class;
            }
            next = level + 1;
            if take[function as usize] {
                hold(&self.told[level]);
                function = node.high;
            } else {
                function = node.low;
            }
        }
    }
}
