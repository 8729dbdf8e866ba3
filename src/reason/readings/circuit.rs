//! Cones as clauses, and the ways in which a root comes to hold.
//!
//! A cone becomes its completion (Clark 1978; Tseitin 1968), which leaves out no model of a program without
//! circles through `unless`. It may have further models, so what a solver finds is looked at again with
//! the cone itself, and what was wrong about it is added (counterexample-guided: Clarke et al. 2000).

use crate::reason::lineage::{Choice, Cone, ElementId, Negation, Root, Value, choice};
use crate::solver::{GivenUp, Literal, Solver};

/// A way in which a root comes to hold: whatever else is chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) struct Way {
    /// What is believed.
    pub(in crate::reason) believed: Vec<ElementId>,
    /// What is not.
    pub(in crate::reason) doubted: Vec<ElementId>,
}

/// The most ways of one root that are looked for.
const WAYS: usize = 20_000;

/// Adds a cone to a solver, its elements being these literals, and gives the literal of its root.
pub(super) fn attach(solver: &mut Solver, cone: &Cone, elements: &[Literal]) -> Literal {
    let root = solver.fresh();
    match cone.root {
        Root::Always => {
            solver.clause([root]);
            return root;
        }
        Root::Never => {
            solver.clause([!root]);
            return root;
        }
        Root::Depends => {}
    }
    if cone.negation == Negation::Circular {
        return root;
    }
    let atoms: Vec<Literal> = std::iter::once(root).chain((1..cone.atoms).map(|_| solver.fresh())).collect();
    let atom = |at: u32| atoms.get(at as usize).copied().unwrap_or(root);
    let mut heads: Vec<Vec<Literal>> = vec![Vec::new(); cone.atoms];
    for rule in &cone.rules {
        let body: Vec<Literal> = rule
            .elements
            .iter()
            .filter_map(|at| elements.get(*at as usize).copied())
            .chain(rule.positive.iter().map(|at| atom(*at)))
            .chain(rule.negative.iter().map(|at| !atom(*at)))
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
        solver.clause([!whole, atom(rule.head)]);
        if let Some(list) = heads.get_mut(rule.head as usize) {
            list.push(whole);
        }
    }
    for (at, bodies) in (0..).zip(heads) {
        solver.clause(bodies.into_iter().chain([!atom(at)]));
    }
    root
}

/// The choice of a cone's elements in the assignment that was found last.
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

/// All ways in which the root of a cone comes to hold: it holds under a choice if and only if one of them
/// is part of the choice.
pub(in crate::reason) fn ways(cone: &Cone) -> Result<Vec<Way>, GivenUp> {
    match cone.root {
        Root::Always => return Ok(vec![Way { believed: Vec::new(), doubted: Vec::new() }]),
        Root::Never => return Ok(Vec::new()),
        Root::Depends => {}
    }
    let mut solver = Solver::new();
    let elements: Vec<Literal> = cone.elements.iter().map(|_| solver.fresh()).collect();
    let root = attach(&mut solver, cone, &elements);
    solver.clause([root]);
    let mut found = Vec::new();
    while solver.solve(&[])? {
        let choices = chosen(&solver, &elements);
        let positions = cone.reasons(&choices);
        if cone.value(&choices) == Value::Holds {
            if found.len() >= WAYS {
                return Err(GivenUp);
            }
            let mut way = Way { believed: Vec::new(), doubted: Vec::new() };
            for at in &positions {
                let Some(element) = cone.elements.get(*at as usize) else { continue };
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
