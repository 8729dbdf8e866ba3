//! A lineage over independent variables, compiled: the worlds that count and those of a target as decision diagrams.
//!
//! All atoms that matter become Boolean functions at once, so that what is denied costs no more than what is not
//! (knowledge compilation: Darwiche and Marquis 2002); a weight is then one walk over the nodes. **Invariant:**
//! a world in which the target is neither true nor false is in neither of its two sides.
#![expect(clippy::indexing_slicing, reason = "atoms, levels and nodes are numbered here")]

use super::causal::causes_first;
use super::diagram::{ALWAYS, Diagrams, Function, NEVER, Node};
use super::lineage::AtomId;
use super::mass::Bounds;
use super::order::arranged;
use super::problem::Problem;
use super::simplex::Stopped;
use crate::ground::well_founded;

/// The most variables: a diagram is walked as deep as it has levels.
const VARIABLES: usize = 4_000;

/// The most nodes of what is weighed over and over again.
const NODES: usize = 400_000;

/// The worlds of a problem, by what a target is in them.
pub(super) struct Compiled {
    /// The nodes, parts first; the first two are the constants.
    nodes: Vec<Node>,
    /// The variable of each level.
    variables: Vec<u32>,
    /// The worlds that count.
    kept: Function,
    /// Those of them in which the target holds.
    yes: Function,
    /// Those in which it does not.
    no: Function,
    /// Those in which it does not fail, and in which it does not hold: where nothing goes in a circle through
    /// negation these are the same two again.
    not_no: Function,
    not_yes: Function,
}

/// The weights of the worlds, for all choices of the priors from intervals.
#[derive(Clone, Copy)]
pub(super) struct Weights {
    pub(super) kept: Bounds,
    pub(super) yes: Bounds,
    pub(super) no: Bounds,
    pub(super) not_no: Bounds,
    pub(super) not_yes: Bounds,
}

impl Compiled {
    /// Compiles a problem; `None` where that takes too much. The steps that are used are taken from those left.
    pub(super) fn new(problem: &Problem, target: AtomId, steps: u64) -> Option<Self> {
        if problem.lineage.priors().len() > VARIABLES {
            return None;
        }
        let problem = &relevant(problem, target);
        let by = |order: Vec<u32>, steps| made(problem, target, order, steps).ok().flatten();
        by(causes_first(problem), steps / 2).or_else(|| by(arranged(&problem.lineage), steps / 2))
    }

    /// How many nodes a walk looks at.
    pub(super) fn size(&self) -> u64 {
        self.nodes.len() as u64
    }

    /// The weights where the priors are these.
    pub(super) fn weigh(&self, priors: &[Bounds]) -> Weights {
        let mut weights: Vec<Bounds> = Vec::with_capacity(self.nodes.len());
        for (at, node) in self.nodes.iter().enumerate() {
            weights.push(match at as Function {
                NEVER => Bounds::point(0.0),
                ALWAYS => Bounds::point(1.0),
                _ => {
                    let variable = self.variables[node.level as usize] as usize;
                    let prior = priors.get(variable).copied().unwrap_or(Bounds::point(0.0));
                    mixed(weights[node.low as usize], weights[node.high as usize], prior)
                }
            });
        }
        let of = |function: Function| weights[function as usize];
        Weights {
            kept: of(self.kept),
            yes: of(self.yes),
            no: of(self.no),
            not_no: of(self.not_no),
            not_yes: of(self.not_yes),
        }
    }
}

/// What a mean of two numbers can be whose weight is from an interval: it is least and greatest at its ends.
fn mixed(no: Bounds, yes: Bounds, prior: Bounds) -> Bounds {
    let mean = |no: f64, yes: f64, weight: f64| weight * yes + (1.0 - weight) * no;
    let low = mean(no.low, yes.low, prior.low);
    if prior.low >= prior.high {
        return Bounds { low, high: mean(no.high, yes.high, prior.low) };
    }
    Bounds {
        low: low.min(mean(no.low, yes.low, prior.high)),
        high: mean(no.high, yes.high, prior.low).max(mean(no.high, yes.high, prior.high)),
    }
}

fn made(problem: &Problem, target: AtomId, order: Vec<u32>, steps: u64) -> Result<Option<Compiled>, Stopped> {
    let mut diagrams = Diagrams::new(steps);
    let mut leaves = vec![NEVER; order.len()];
    for (level, variable) in (0..).zip(&order) {
        leaves[*variable as usize] = diagrams.level(level);
    }
    let truths = well_founded(&problem.lineage.ground(), &mut diagrams, &leaves)?;
    let mut kept = ALWAYS;
    for atom in &problem.excluded {
        let out = diagrams.not(truths.certain[atom.0 as usize])?;
        kept = diagrams.and(kept, out)?;
    }
    for atom in &problem.required {
        kept = diagrams.and(kept, truths.certain[atom.0 as usize])?;
    }
    let of = |truth: &[Function]| truth.get(target.0 as usize).copied().unwrap_or(NEVER);
    let (certain, possible) = (of(&truths.certain), of(&truths.possible));
    let mut both = |function: Function| -> Result<[Function; 2], Stopped> {
        let not = diagrams.not(function)?;
        Ok([diagrams.and(kept, function)?, diagrams.and(kept, not)?])
    };
    let [yes, not_yes] = both(certain)?;
    let [not_no, no] = both(possible)?;
    let Some((nodes, roots)) = diagrams.extracted(&[kept, yes, no, not_no, not_yes], NODES) else {
        return Ok(None);
    };
    let [kept, yes, no, not_no, not_yes] = roots[..] else { return Ok(None) };
    Ok(Some(Compiled { nodes, variables: order, kept, yes, no, not_no, not_yes }))
}

/// The problem without what neither the target nor the worlds that count rest on.
fn relevant(problem: &Problem, target: AtomId) -> Problem {
    let mut seen = vec![false; problem.lineage.atoms()];
    let mut open: Vec<AtomId> =
        problem.excluded.iter().chain(&problem.required).copied().chain([target]).collect();
    while let Some(atom) = open.pop() {
        let Some(seen) = seen.get_mut(atom.0 as usize) else { continue };
        if std::mem::replace(seen, true) {
            continue;
        }
        for rule in problem.lineage.rules_of(atom) {
            open.extend(rule.positive.iter().chain(&rule.negative));
        }
    }
    let mut made = problem.clone();
    made.lineage.retain_heads(|head| seen[head.0 as usize]);
    made
}
