//! Worlds too many to list: the lightest is sought, by clauses and by branches over what has weight.
//!
//! The rules become their completion (Clark 1978); an assignment that supports itself in a circle is mended
//! by the loop formula of the circle (Lin and Zhao 2004). Atoms with weight are decided one after the other,
//! the heaviest first, each the lighter way first (branch and bound: Land and Doig 1960). **Invariant:** no
//! world weighs less than the bound that is given out, however early the search ends.
#![expect(clippy::indexing_slicing, reason = "atoms and variables are numbered by the lineage")]

use super::class::Class;
use super::lineage::{AtomId, Rule};
use super::problem::Problem;
use super::simplex::{Columns, Least, Stopped, Weights};
use crate::budget::Budget;
use crate::solver::{GivenUp, Literal, Solver};
use dashu_ratio::RBig;

/// The most times that an assignment is mended for one question.
const MENDED: usize = 2_000;

/// The worlds of a problem as clauses.
pub(super) struct Sought {
    solver: Solver,
    rules: Vec<(AtomId, Rule)>,
    bodies: Vec<Literal>,
    atoms: Vec<Literal>,
    variables: Vec<Literal>,
    tracked: Vec<AtomId>,
    /// The most branches of one search.
    branches: usize,
}

impl Sought {
    /// The clauses of a problem; `None` where something goes in a circle through negation, of which clauses
    /// say more than holds.
    pub(super) fn new(problem: &Problem, tracked: &[AtomId], branches: usize) -> Option<Self> {
        let lineage = &problem.lineage;
        if lineage.is_circular() {
            return None;
        }
        let mut solver = Solver::new(&Budget::default());
        let atoms: Vec<Literal> = (0..lineage.atoms()).map(|_| solver.fresh()).collect();
        let variables: Vec<Literal> = lineage.priors().iter().map(|_| solver.fresh()).collect();
        let rules: Vec<(AtomId, Rule)> = lineage.rules().map(|(head, rule)| (head, rule.clone())).collect();
        let mut bodies = Vec::with_capacity(rules.len());
        let mut supports: Vec<Vec<Literal>> = vec![Vec::new(); atoms.len()];
        for (head, rule) in &rules {
            let parts: Vec<Literal> = rule
                .variables
                .iter()
                .map(|variable| variables[variable.0 as usize])
                .chain(rule.positive.iter().map(|atom| atoms[atom.0 as usize]))
                .chain(rule.negative.iter().map(|atom| !atoms[atom.0 as usize]))
                .collect();
            let body = solver.fresh();
            for part in &parts {
                solver.clause([!body, *part]);
            }
            solver.clause(parts.iter().map(|part| !*part).chain([body]));
            solver.clause([!body, atoms[head.0 as usize]]);
            supports[head.0 as usize].push(body);
            bodies.push(body);
        }
        for (atom, supports) in atoms.iter().zip(supports) {
            solver.clause(supports.into_iter().chain([!*atom]));
        }
        for atom in &problem.excluded {
            solver.clause([!atoms[atom.0 as usize]]);
        }
        for atom in &problem.required {
            solver.clause([atoms[atom.0 as usize]]);
        }
        Some(Self { solver, rules, bodies, atoms, variables, tracked: tracked.to_vec(), branches })
    }

    /// A world in which the assumptions hold, as the truth of its atoms.
    fn world(&mut self, assumptions: &[Literal]) -> Result<Option<Vec<bool>>, GivenUp> {
        for _ in 0..MENDED {
            if !self.solver.solve(assumptions)? {
                return Ok(None);
            }
            let assigned: Vec<bool> = self.atoms.iter().map(|at| self.solver.value(*at)).collect();
            let founded = self.founded(&assigned);
            if founded == assigned {
                return Ok(Some(assigned));
            }
            let unfounded: Vec<bool> =
                assigned.iter().zip(&founded).map(|(said, is)| *said && !*is).collect();
            self.mend(&unfounded);
        }
        Err(GivenUp)
    }

    /// Says that atoms which only support each other need something else.
    fn mend(&mut self, unfounded: &[bool]) {
        let outside = self.rules.iter().zip(&self.bodies).filter(|((head, rule), _)| {
            unfounded[head.0 as usize] && !rule.positive.iter().any(|atom| unfounded[atom.0 as usize])
        });
        let outside: Vec<Literal> = outside.map(|(_, body)| *body).collect();
        for (atom, _) in self.atoms.iter().zip(unfounded).filter(|(_, is)| **is) {
            self.solver.clause(outside.iter().copied().chain([!*atom]));
        }
    }

    /// What follows in an assignment from its variables and from what it says does not hold.
    fn founded(&self, assigned: &[bool]) -> Vec<bool> {
        let chosen: Vec<bool> = self.variables.iter().map(|at| self.solver.value(*at)).collect();
        let mut model = vec![false; self.atoms.len()];
        loop {
            let mut changed = false;
            for (head, rule) in &self.rules {
                if !model[head.0 as usize]
                    && rule.variables.iter().all(|variable| chosen[variable.0 as usize])
                    && rule.positive.iter().all(|atom| model[atom.0 as usize])
                    && rule.negative.iter().all(|atom| !assigned[atom.0 as usize])
                {
                    model[head.0 as usize] = true;
                    changed = true;
                }
            }
            if !changed {
                return model;
            }
        }
    }

    fn class(&self, truth: &[bool]) -> Class {
        let mut class = Class::default();
        let held = self.tracked.iter().enumerate().filter(|(_, atom)| truth[atom.0 as usize]);
        held.for_each(|(at, _)| class.insert(at));
        class
    }
}

/// A branch that is still open.
struct Branch {
    decided: Vec<Literal>,
    /// No world of the branch weighs less.
    bound: RBig,
}

impl Columns for Sought {
    fn least(&mut self, weights: &Weights) -> Result<Option<Least>, Stopped> {
        let mut order: Vec<usize> = (0..weights.len()).filter(|at| weights[*at] != RBig::ZERO).collect();
        let size =
            |at: usize| if weights[at] < RBig::ZERO { -weights[at].clone() } else { weights[at].clone() };
        order.sort_by(|a, b| size(*b).cmp(&size(*a)).then(a.cmp(b)));
        let ideal = order.iter().fold(RBig::ZERO, |sum, at| sum + weights[*at].clone().min(RBig::ZERO));
        let mut open = vec![Branch { decided: Vec::new(), bound: ideal }];
        let mut best: Option<(RBig, Class)> = None;
        let mut missed: Option<RBig> = None;
        let mut miss = |bound: RBig| {
            missed = Some(match missed.take() {
                Some(known) => known.min(bound),
                None => bound,
            });
        };
        let mut branches = 0;
        while let Some(branch) = open.pop() {
            if best.as_ref().is_some_and(|(known, _)| branch.bound >= *known) {
                continue;
            }
            branches += 1;
            if branches > self.branches {
                miss(branch.bound);
                continue;
            }
            let truth = match self.world(&branch.decided) {
                Ok(None) => continue,
                Err(GivenUp) => {
                    miss(branch.bound);
                    continue;
                }
                Ok(Some(truth)) => truth,
            };
            let class = self.class(&truth);
            let weight = super::simplex::weigh(weights, class);
            if best.as_ref().is_none_or(|(known, _)| weight < *known) {
                best = Some((weight, class));
            }
            let Some(at) = order.get(branch.decided.len()) else { continue };
            let literal = self.atoms[self.tracked[*at].0 as usize];
            let lighter = if weights[*at] < RBig::ZERO { literal } else { !literal };
            for (decision, bound) in [(!lighter, &branch.bound + size(*at)), (lighter, branch.bound.clone())]
            {
                let decided = branch.decided.iter().copied().chain([decision]).collect();
                open.push(Branch { decided, bound });
            }
        }
        match (best, missed) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err(Stopped),
            (Some((weight, class)), missed) => {
                let bound = missed.map_or(weight.clone(), |missed| missed.min(weight));
                Ok(Some(Least { class, bound }))
            }
        }
    }
}
