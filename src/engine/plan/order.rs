//! A rule body to the order in which its literals are joined: cheap first, checks as early as bound.
//!
//! **Invariant:** when a literal's turn comes, its inputs are bound; every literal has its turn.
#![expect(clippy::indexing_slicing, reason = "literals and variables of a checked rule, by position")]

use std::collections::BTreeSet;

use super::statistics::Estimates;
use crate::engine::check::{inputs, outputs};
use crate::engine::program::{Literal, Rule, Term, Variable};

/// Bodies with more positive literals than this are not searched for the best first literal.
const SEARCHED: usize = 8;

/// Bodies with more positive literals than this are joined in the author's order.
const RANKED: usize = 128;

/// An order under construction.
#[derive(Clone)]
struct Draft<'a> {
    rule: &'a Rule,
    estimates: &'a Estimates,
    bound: Vec<bool>,
    /// For each literal, how many distinct variables must still be bound before it is a check.
    waiting: Vec<usize>,
    waiters: Vec<Vec<usize>>,
    /// Literals that only check or compute now, the cheap ones first.
    ready: BTreeSet<(u8, usize)>,
    joins: BTreeSet<usize>,
    order: Vec<usize>,
    /// The estimated number of bindings after the last step, and the sum over all steps.
    bindings: f64,
    cost: f64,
}

/// The variables that must be bound before the literal only checks or computes.
fn prerequisites(literal: &Literal) -> BTreeSet<Variable> {
    match literal {
        Literal::Positive(_) => outputs(literal).into_iter().collect(),
        Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => {
            inputs(literal).into_iter().collect()
        }
    }
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
            ready: BTreeSet::new(),
            joins: BTreeSet::new(),
            order: Vec::with_capacity(rule.body.len()),
            bindings: 1.0,
            cost: 0.0,
        };
        for (at, literal) in rule.body.iter().enumerate() {
            let needs = prerequisites(literal);
            draft.waiting.push(needs.len());
            if skipped.contains(&at) {
                continue;
            }
            if needs.is_empty() {
                draft.ready.insert((rank(literal), at));
            } else if matches!(literal, Literal::Positive(_)) {
                draft.joins.insert(at);
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
            if self.waiting[at] == 0 {
                self.joins.remove(&at);
                self.ready.insert((rank(&self.rule.body[at]), at));
            }
        }
    }

    fn take(&mut self, at: usize) {
        self.joins.remove(&at);
        self.ready.remove(&(rank(&self.rule.body[at]), at));
        self.order.push(at);
        for variable in outputs(&self.rule.body[at]) {
            self.bind(variable);
        }
        // Binding the last of its own variables makes a join look like a check.
        self.ready.remove(&(rank(&self.rule.body[at]), at));
    }

    fn join(&mut self, at: usize) {
        self.bindings *= self.matches(at);
        self.cost += self.bindings;
        self.take(at);
    }

    fn check_all(&mut self) {
        while let Some(&(_, at)) = self.ready.first() {
            // Each check is taken to let half of the bindings pass.
            self.cost += self.bindings * 0.25;
            if rank(&self.rule.body[at]) == 0 {
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
        loop {
            self.check_all();
            let next = if ranked {
                self.joins.iter().copied().min_by(|&a, &b| self.matches(a).total_cmp(&self.matches(b)))
            } else {
                self.joins.first().copied()
            };
            let Some(at) = next else { return self };
            self.join(at);
        }
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
    if draft.joins.len() > SEARCHED {
        return draft.finish().order;
    }
    let tried = draft.joins.clone().into_iter().map(|at| {
        let mut attempt = draft.clone();
        attempt.join(at);
        attempt.finish()
    });
    match tried.min_by(|a, b| a.cost.total_cmp(&b.cost)) {
        Some(best) => best.order,
        None => draft.finish().order,
    }
}
