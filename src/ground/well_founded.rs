//! The well-founded model of a ground program over a Boolean algebra (Van Gelder 1993).
//!
//! Atoms are taken component by component, what is needed before what needs it (splitting: Lifschitz and
//! Turner 1994), so that the alternating fixpoint runs only where negation goes in a circle. **Invariant:** the
//! certain truth of an atom implies the possible one; they are equal where no negation goes in a circle.
#![expect(clippy::indexing_slicing, reason = "atoms and leaves are numbered by the program")]

use super::algebra::Algebra;
use super::program::{GroundProgram, GroundRule};
use crate::connected::components;

/// The truth of all atoms of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truths<T> {
    /// Where each atom holds.
    pub certain: Vec<T>,
    /// Where it does not fail: where it holds, or is neither true nor false.
    pub possible: Vec<T>,
}

/// The truth of each atom where the leaves have these, in their order; a leaf without one never holds.
///
/// # Errors
/// A limit of the algebra was reached.
pub fn well_founded<A: Algebra>(
    program: &GroundProgram,
    algebra: &mut A,
    leaves: &[A::Truth],
) -> Result<Truths<A::Truth>, A::Stopped> {
    let mut by_head: Vec<Vec<&GroundRule>> = vec![Vec::new(); program.atoms()];
    for rule in program.rules() {
        by_head[rule.head.index()].push(rule);
    }
    let never = vec![algebra.never(); program.atoms()];
    let mut found = Truths { certain: never.clone(), possible: never };
    let mut inside = vec![false; program.atoms()];
    for component in components(&program.needs()) {
        component.iter().for_each(|atom| inside[*atom] = true);
        let rules: Vec<&GroundRule> =
            component.iter().flat_map(|atom| by_head[*atom].iter().copied()).collect();
        let part = Part { rules: &rules, atoms: &component, leaves };
        let named = |rule: &GroundRule| -> Vec<usize> {
            rule.positive.iter().chain(&rule.negative).map(|atom| atom.index()).collect()
        };
        let settled = |found: &Truths<A::Truth>, atom: &usize| found.certain[*atom] == found.possible[*atom];
        let circular = rules.iter().any(|rule| rule.negative.iter().any(|atom| inside[atom.index()]));
        let total = !circular && rules.iter().flat_map(|rule| named(rule)).all(|atom| settled(&found, &atom));
        part.least(algebra, &mut found.possible, &found.certain)?;
        if total {
            component.iter().for_each(|atom| found.certain[*atom] = found.possible[*atom].clone());
        } else {
            part.least(algebra, &mut found.certain, &found.possible)?;
        }
        if !circular {
            component.iter().for_each(|atom| inside[*atom] = false);
            continue;
        }
        loop {
            let before: Vec<A::Truth> = component.iter().map(|atom| found.possible[*atom].clone()).collect();
            part.least(algebra, &mut found.possible, &found.certain)?;
            if component.iter().zip(before).all(|(atom, before)| found.possible[*atom] == before) {
                break;
            }
            part.least(algebra, &mut found.certain, &found.possible)?;
        }
        component.iter().for_each(|atom| inside[*atom] = false);
    }
    Ok(found)
}

/// The rules that conclude the atoms of a component.
struct Part<'p, T> {
    rules: &'p [&'p GroundRule],
    atoms: &'p [usize],
    leaves: &'p [T],
}

impl<T: Clone + PartialEq> Part<'_, T> {
    /// Whether a rule for the only atom needs that atom.
    fn rests_on_itself(&self) -> bool {
        self.rules.iter().any(|rule| rule.positive.contains(&rule.head))
    }

    /// The least truth of the atoms where an atom counts as absent unless it is `blocked`; other atoms stay as
    /// they are.
    fn least<A: Algebra<Truth = T>>(
        &self,
        algebra: &mut A,
        model: &mut [T],
        blocked: &[T],
    ) -> Result<(), A::Stopped> {
        let mut stated = Vec::with_capacity(self.rules.len());
        for rule in self.rules {
            let mut body = algebra.always();
            for leaf in &rule.leaves {
                let truth = self.leaves.get(leaf.index()).cloned().unwrap_or_else(|| algebra.never());
                body = algebra.and(&body, &truth)?;
            }
            for atom in &rule.negative {
                let absent = algebra.not(&blocked[atom.index()])?;
                body = algebra.and(&body, &absent)?;
            }
            stated.push(body);
        }
        for atom in self.atoms {
            model[*atom] = algebra.never();
        }
        loop {
            let mut changed = false;
            for (rule, stated) in self.rules.iter().zip(&stated) {
                let mut body = stated.clone();
                for atom in &rule.positive {
                    body = algebra.and(&body, &model[atom.index()])?;
                }
                let more = algebra.or(&model[rule.head.index()], &body)?;
                if more != model[rule.head.index()] {
                    model[rule.head.index()] = more;
                    changed = true;
                }
            }
            // What does not rest on itself is done after one pass.
            if !changed || self.atoms.len() == 1 && !self.rests_on_itself() {
                return Ok(());
            }
        }
    }
}
