//! A rule body to the order in which its literals are joined: cheap first, checks as early as bound.
//!
//! **Invariant:** when a literal's turn comes, its inputs are bound; every literal has its turn.
#![expect(clippy::indexing_slicing, reason = "literals and variables of a checked rule, by position")]

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::statistics::Estimates;
use crate::engine::check::{inputs, outputs};
use crate::engine::program::{Literal, Rule, Term, Variable};

/// Bodies with more positive literals than this are not searched for the best first literal.
const SEARCHED: usize = 8;

/// Bodies with more positive literals than this are joined in the author's order.
const RANKED: usize = 128;

/// Relations of fewer rows than this are joined as they come cheapest: a search costs more than it saves.
const SMALL: f64 = 64.0;

/// An order under construction.
#[derive(Clone)]
struct Draft<'a> {
    rule: &'a Rule,
    estimates: &'a Estimates,
    bound: Vec<bool>,
    /// For each literal, how many distinct variables must still be bound before it is a check.
    waiting: Vec<usize>,
    waiters: Vec<Vec<usize>>,
    /// Literals that only check or compute now, the cheap ones first; some may have been taken.
    ready: BinaryHeap<Reverse<(u8, usize)>>,
    /// The positive literals, ascending; those that are taken or became checks are passed over.
    joins: Vec<usize>,
    taken: Vec<bool>,
    order: Vec<usize>,
    /// The estimated number of bindings after the last step, and the sum over all steps.
    bindings: f64,
    cost: f64,
}

/// The distinct variables that must be bound before the literal only checks or computes.
fn prerequisites(literal: &Literal) -> Vec<Variable> {
    let mut needs = match literal {
        Literal::Positive(_) => outputs(literal),
        Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => {
            inputs(literal)
        }
    };
    needs.sort_unstable();
    needs.dedup();
    needs
}

fn rank(literal: &Literal) -> u8 {
    match literal {
        Literal::Positive(_) | Literal::Negative(_) | Literal::Compare(..) => 0,
        Literal::Bind(..) => 1,
        Literal::Aggregate(..) => 2,
    }
}

impl<'a> Draft<'a> {
    fn new(rule: &'a Rule, skipped: &BTreeSet<usize>, bound: &[Variable], estimates: &'a Estimates) -> Self {
        let mut draft = Self {
            rule,
            estimates,
            bound: vec![false; rule.variables as usize],
            waiting: Vec::with_capacity(rule.body.len()),
            waiters: vec![Vec::new(); rule.variables as usize],
            ready: BinaryHeap::new(),
            joins: Vec::new(),
            taken: vec![false; rule.body.len()],
            order: Vec::with_capacity(rule.body.len()),
            bindings: 1.0,
            cost: 0.0,
        };
        for (at, literal) in rule.body.iter().enumerate() {
            if skipped.contains(&at) {
                draft.waiting.push(0);
                draft.taken[at] = true;
                continue;
            }
            let needs = prerequisites(literal);
            draft.waiting.push(needs.len());
            if needs.is_empty() {
                draft.ready.push(Reverse((rank(literal), at)));
            } else if matches!(literal, Literal::Positive(_)) {
                draft.joins.push(at);
            }
            for variable in needs {
                draft.waiters[variable.index()].push(at);
            }
        }
        for &variable in bound {
            draft.bind(variable);
        }
        draft
    }

    fn bind(&mut self, variable: Variable) {
        if std::mem::replace(&mut self.bound[variable.index()], true) {
            return;
        }
        for at in std::mem::take(&mut self.waiters[variable.index()]) {
            self.waiting[at] -= 1;
            if self.waiting[at] == 0 && !self.taken[at] {
                self.ready.push(Reverse((rank(&self.rule.body[at]), at)));
            }
        }
    }

    fn take(&mut self, at: usize) {
        // Taken first: binding the last of its own variables would make a join look like a check.
        self.taken[at] = true;
        self.order.push(at);
        for variable in outputs(&self.rule.body[at]) {
            self.bind(variable);
        }
    }

    /// The positive literals that are left to be joined, ascending.
    fn open(&self) -> impl Iterator<Item = usize> {
        self.joins.iter().copied().filter(|&at| !self.taken[at] && self.waiting[at] > 0)
    }

    fn join(&mut self, at: usize) {
        self.bindings *= self.matches(at);
        self.cost += self.bindings;
        self.take(at);
    }

    fn check_all(&mut self) {
        while let Some(Reverse((rank, at))) = self.ready.pop() {
            if self.taken[at] {
                continue;
            }
            // Each check is taken to let half of the bindings pass.
            self.cost += self.bindings * 0.25;
            if rank == 0 {
                self.bindings *= 0.5;
            }
            self.take(at);
        }
    }

    /// How many rows a binding is expected to find for a positive literal.
    fn matches(&self, at: usize) -> f64 {
        let Literal::Positive(atom) = &self.rule.body[at] else { return 1.0 };
        let Some(statistics) = self.estimates.get(&atom.relation) else { return 1.0 };
        let bound = atom.terms.iter().enumerate().filter(|(_, term)| match term {
            Term::Variable(variable) => self.bound[variable.index()],
            Term::Constant(_) => true,
        });
        statistics.matches(bound.map(|(column, _)| column))
    }

    fn finish(mut self) -> Self {
        let ranked = self.joins.len() <= RANKED;
        let mut next_unranked = 0;
        loop {
            self.check_all();
            let next = if ranked {
                let costs = self.open().map(|at| (at, self.matches(at)));
                costs.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
            } else {
                let left = self.joins.iter().skip(next_unranked);
                next_unranked += left.take_while(|at| self.taken[**at] || self.waiting[**at] == 0).count();
                self.joins.get(next_unranked).copied()
            };
            let Some(at) = next else { return self };
            self.join(at);
        }
    }

    /// Whether the choice of the first literal could matter.
    fn is_large(&self) -> bool {
        let mut large = self.open().filter(|&at| match &self.rule.body[at] {
            Literal::Positive(atom) => {
                self.estimates.get(&atom.relation).is_some_and(|statistics| statistics.rows() >= SMALL)
            }
            Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => false,
        });
        large.next().is_some()
    }
}

/// The positions of the body's literals in the order in which to take them, without the skipped
/// ones. `first` is a positive literal that must come first; `bound` are bound from the start.
pub(crate) fn order(
    rule: &Rule,
    skipped: &BTreeSet<usize>,
    first: Option<usize>,
    bound: &[Variable],
    estimates: &Estimates,
) -> Vec<usize> {
    let mut draft = Draft::new(rule, skipped, bound, estimates);
    if let Some(at) = first {
        draft.join(at);
        return draft.finish().order;
    }
    draft.check_all();
    let open: Vec<usize> = draft.open().collect();
    // What is bound from the start is being explained: there the order decides what is told.
    let plain = bound.is_empty() && !draft.is_large();
    if open.len() < 2 || open.len() > SEARCHED || plain {
        return draft.finish().order;
    }
    let tried = open.into_iter().map(|at| {
        let mut attempt = draft.clone();
        attempt.join(at);
        attempt.finish()
    });
    match tried.min_by(|a, b| a.cost.total_cmp(&b.cost)) {
        Some(best) => best.order,
        None => draft.finish().order,
    }
}
