//! Cones as clauses, and the ways in which a root comes to hold.
//!
//! A slice becomes its completion (Clark 1978; Tseitin 1968), which leaves out no model of it. It may have
//! further models, so what a solver finds is looked at again with the slice itself, and what was wrong about
//! it is added (counterexample-guided: Clarke et al. 2000).

use crate::budget::Budget;
use crate::reason::provenance::{AssumptionId, Choice, Negation, Root, Slice, Value, choice};
use crate::solver::{GivenUp, Literal, Solver};

/// A way in which a root comes to hold: whatever else is chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) struct Way {
    /// What is believed.
    pub(in crate::reason) believed: Vec<AssumptionId>,
    /// What is not.
    pub(in crate::reason) doubted: Vec<AssumptionId>,
}

/// The most ways of one root that are looked for.
const WAYS: usize = 20_000;

/// The most steps for what may be found otherwise too.
const SOME: u64 = 20_000_000;

/// How many steps are left; a step is a look at a rule.
#[derive(Clone, Copy, Debug)]
pub(in crate::reason) struct Steps<'b> {
    left: u64,
    pub(super) budget: &'b Budget,
}

impl<'b> Steps<'b> {
    /// As many as a budget allows.
    pub(in crate::reason) fn within(budget: &'b Budget) -> Self {
        Self { left: budget.steps, budget }
    }

    /// As many as are worth to be spent on what may be found otherwise.
    pub(super) fn some(budget: &'b Budget) -> Self {
        Self { left: SOME, budget }
    }

    pub(super) fn take(&mut self, steps: usize) -> Result<(), GivenUp> {
        self.left = self.left.checked_sub(steps as u64).ok_or(GivenUp)?;
        self.budget.check().map_err(|_| GivenUp)
    }
}

/// Adds a slice to a solver, its elements being these literals, and gives the literal of its root.
///
/// Where `unless` goes in a circle an atom may be neither true nor false: it has a literal for that it holds
/// and one for that it may hold, and the completion is the three-valued one (Fitting 1985), of which the
/// well-founded model is a model.
pub(super) fn attach(solver: &mut Solver, slice: &Slice, elements: &[Literal]) -> Literal {
    let root = solver.fresh();
    attach_all(solver, slice, elements, root);
    root
}

/// As [`attach`], the root being this literal; gives the literals of all atoms, by which each of them holds.
pub(super) fn attach_all(
    solver: &mut Solver,
    slice: &Slice,
    elements: &[Literal],
    root: Literal,
) -> Vec<Literal> {
    match slice.root {
        Root::Always => {
            solver.clause([root]);
            return vec![root];
        }
        Root::Never => {
            solver.clause([!root]);
            return vec![root];
        }
        Root::Depends => {}
    }
    let holds: Vec<Literal> = std::iter::once(root).chain((1..slice.atoms).map(|_| solver.fresh())).collect();
    if slice.negation != Negation::Circular {
        complete(solver, slice, elements, &holds, &holds);
        return holds;
    }
    let may_hold: Vec<Literal> = holds.iter().map(|_| solver.fresh()).collect();
    for (certain, possible) in holds.iter().zip(&may_hold) {
        solver.clause([!*certain, *possible]);
    }
    complete(solver, slice, elements, &holds, &may_hold);
    complete(solver, slice, elements, &may_hold, &holds);
    holds
}

/// Says that an atom is so exactly where one of its rules makes it so: by its positive atoms as `own` has
/// them, and its negative ones as `others` has them.
fn complete(solver: &mut Solver, slice: &Slice, elements: &[Literal], own: &[Literal], others: &[Literal]) {
    let mut heads: Vec<Vec<Literal>> = vec![Vec::new(); slice.atoms];
    for rule in &slice.rules {
        let Some(head) = own.get(rule.head as usize).copied() else { continue };
        let body: Vec<Literal> = rule
            .elements
            .iter()
            .filter_map(|at| elements.get(*at as usize).copied())
            .chain(rule.positive.iter().filter_map(|at| own.get(*at as usize).copied()))
            .chain(rule.negative.iter().filter_map(|at| others.get(*at as usize).map(|atom| !*atom)))
            .collect();
        let whole = match body.as_slice() {
            [only] => *only,
            _ => {
                let whole = solver.fresh();
                for part in &body {
                    solver.clause([!whole, *part]);
                }
                solver.clause(body.iter().map(|part| !*part).chain([whole]));
                whole
            }
        };
        solver.clause([!whole, head]);
        if let Some(list) = heads.get_mut(rule.head as usize) {
            list.push(whole);
        }
    }
    for (atom, bodies) in own.iter().zip(heads) {
        solver.clause(bodies.into_iter().chain([!*atom]));
    }
}

/// The choice of a slice's elements in the assignment that was found last.
pub(super) fn chosen(solver: &Solver, elements: &[Literal]) -> Vec<Choice> {
    elements.iter().map(|literal| choice(solver.value(*literal))).collect()
}

/// The literals that say that choices are others than these at some of the positions.
pub(super) fn otherwise(positions: &[u32], choices: &[Choice], elements: &[Literal]) -> Vec<Literal> {
    let positions = positions.iter().filter_map(|at| {
        let literal = *elements.get(*at as usize)?;
        Some(match choices.get(*at as usize)? {
            Choice::In => !literal,
            Choice::Out | Choice::Open => literal,
        })
    });
    positions.collect()
}

/// All ways in which the root of a slice comes to hold: it holds under a choice if and only if one of them
/// is part of the choice.
pub(in crate::reason) fn ways(slice: &Slice, steps: &mut Steps<'_>) -> Result<Vec<Way>, GivenUp> {
    match slice.root {
        Root::Always => return Ok(vec![Way { believed: Vec::new(), doubted: Vec::new() }]),
        Root::Never => return Ok(Vec::new()),
        Root::Depends => {}
    }
    let mut solver = Solver::new(steps.budget);
    let elements: Vec<Literal> = slice.elements.iter().map(|_| solver.fresh()).collect();
    let root = attach(&mut solver, slice, &elements);
    solver.clause([root]);
    let mut found = Vec::new();
    while solver.solve(&[])? {
        let choices = chosen(&solver, &elements);
        // To look for reasons halves what may be left out, each time with a look at all rules.
        let halvings = usize::BITS - choices.len().leading_zeros();
        let positions = slice.reasons(&choices);
        steps.take(slice.rules.len() * (1 + positions.len() * halvings as usize))?;
        if slice.value(&choices) == Value::Holds {
            if found.len() >= WAYS {
                return Err(GivenUp);
            }
            let mut way = Way { believed: Vec::new(), doubted: Vec::new() };
            for at in &positions {
                let Some(element) = slice.elements.get(*at as usize) else { continue };
                match choices.get(*at as usize) {
                    Some(Choice::In) => way.believed.push(*element),
                    Some(Choice::Out | Choice::Open) | None => way.doubted.push(*element),
                }
            }
            way.believed.sort_unstable();
            way.doubted.sort_unstable();
            found.push(way);
        }
        let clause = otherwise(&positions, &choices, &elements);
        if clause.is_empty() {
            break;
        }
        solver.clause(clause);
    }
    found.sort();
    Ok(found)
}
