//! A rule body to the order in which its literals are joined: cheap first, checks as early as bound.
//!
//! **Invariant:** when a literal's turn comes, its inputs are bound; every literal has its turn.
#![expect(clippy::indexing_slicing, reason = "literals and variables of a checked rule, by position")]

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::statistics::Estimates;
use crate::engine::check::{each_input, each_output};
use crate::engine::program::{Literal, Rule, Term, Variable};

/// Bodies with more positive literals than this are not searched for the best first literal.
const SEARCHED: usize = 8;

/// Bodies with more positive literals than this are joined in the author's order.
const RANKED: usize = 128;

/// Relations of fewer rows than this are joined as they come cheapest: a search costs more than it saves.
const SMALL: f64 = 64.0;

/// A body, as far as it is the same for every order of it.
struct Body<'a> {
    rule: &'a Rule,
    estimates: &'a Estimates,
    /// For each literal, how many distinct variables must be bound before it is a check.
    needs: Vec<u32>,
    /// The literals that wait for each variable, one list after the other, and where each list ends.
    waiters: Vec<u32>,
    ends: Vec<u32>,
}

impl<'a> Body<'a> {
    fn new(rule: &'a Rule, estimates: &'a Estimates) -> Self {
        // Each literal with the variables that must be bound before it only checks or computes.
        let mut pairs: Vec<(Variable, u32)> = Vec::new();
        let mut needs = Vec::with_capacity(rule.body.len());
        for (at, literal) in (0_u32..).zip(&rule.body) {
            let before = pairs.len();
            match literal {
                Literal::Positive(_) => each_output(literal, |variable| pairs.push((variable, at))),
                Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => {
                    each_input(literal, |variable| pairs.push((variable, at)));
                }
            }
            pairs[before..].sort_unstable();
            let mut kept = before;
            for next in before..pairs.len() {
                if kept == before || pairs[next] != pairs[kept - 1] {
                    pairs[kept] = pairs[next];
                    kept += 1;
                }
            }
            pairs.truncate(kept);
            needs.push((kept - before) as u32);
        }
        pairs.sort_unstable();
        let mut ends = vec![0; rule.variables as usize];
        for (variable, _) in &pairs {
            ends[variable.index()] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        Self { rule, estimates, needs, waiters: pairs.into_iter().map(|(_, at)| at).collect(), ends }
    }

    /// Where the list of the literals that wait for a variable is.
    fn waiting_for(&self, variable: Variable) -> std::ops::Range<usize> {
        let at = variable.index();
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        start as usize..self.ends[at] as usize
    }
}

/// An order under construction.
#[derive(Clone)]
struct OrderBuilder<'b, 'a> {
    body: &'b Body<'a>,
    bound: Vec<bool>,
    /// For each literal, how many distinct variables must still be bound before it is a check.
    waiting: Vec<u32>,
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

fn rank(literal: &Literal) -> u8 {
    match literal {
        Literal::Positive(_) | Literal::Negative(_) | Literal::Compare(..) => 0,
        Literal::Bind(..) => 1,
        Literal::Aggregate(..) => 2,
    }
}

impl<'b, 'a> OrderBuilder<'b, 'a> {
    fn new(body: &'b Body<'a>, skipped: &BTreeSet<usize>, bound: &[Variable]) -> Self {
        let rule = body.rule;
        let mut draft = Self {
            body,
            bound: vec![false; rule.variables as usize],
            waiting: body.needs.clone(),
            ready: BinaryHeap::new(),
            joins: Vec::with_capacity(rule.body.len()),
            taken: vec![false; rule.body.len()],
            order: Vec::with_capacity(rule.body.len()),
            bindings: 1.0,
            cost: 0.0,
        };
        for (at, literal) in rule.body.iter().enumerate() {
            if skipped.contains(&at) {
                draft.taken[at] = true;
            } else if draft.waiting[at] == 0 {
                draft.ready.push(Reverse((rank(literal), at)));
            } else if matches!(literal, Literal::Positive(_)) {
                draft.joins.push(at);
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
        for &at in &self.body.waiters[self.body.waiting_for(variable)] {
            let at = at as usize;
            self.waiting[at] -= 1;
            if self.waiting[at] == 0 && !self.taken[at] {
                self.ready.push(Reverse((rank(&self.body.rule.body[at]), at)));
            }
        }
    }

    fn take(&mut self, at: usize) {
        // Taken first: binding the last of its own variables would make a join look like a check.
        self.taken[at] = true;
        self.order.push(at);
        each_output(&self.body.rule.body[at], |variable| self.bind(variable));
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
        let Literal::Positive(atom) = &self.body.rule.body[at] else { return 1.0 };
        let Some(statistics) = self.body.estimates.get(&atom.relation) else { return 1.0 };
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
        let mut large = self.open().filter(|&at| match &self.body.rule.body[at] {
            Literal::Positive(atom) => {
                self.body.estimates.get(&atom.relation).is_some_and(|statistics| statistics.rows() >= SMALL)
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
    match (rule.body.len(), first) {
        // There is nothing to choose, as in most rules.
        (1, _) if skipped.is_empty() => return vec![0],
        (2, Some(at @ (0 | 1))) if skipped.is_empty() => return vec![at, 1 - at],
        _ => {}
    }
    let body = Body::new(rule, estimates);
    let mut draft = OrderBuilder::new(&body, skipped, bound);
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
