//! Which literals of an ordered body are met instead of joined one after the other.
//!
//! In `a touches b, b touches c, c touches a` the last two bind `c` together. Joined in a fixed order a hub costs
//! the square of its edges; starting, for each binding of `a` and `b`, from whichever side has fewer values of `c`
//! costs no more than the answers could be (a step of the worst-case-optimal join of Ngo, Porat, Re and Rudra 2012).
//! **Invariant:** what is met says what the literals say, and is worth the indexes that it needs.
#![expect(clippy::indexing_slicing, reason = "literals and variables of a checked rule, by position")]

use std::collections::BTreeSet;

use super::statistics::Estimates;
use crate::engine::check::each_output;
use crate::engine::program::{Atom, Literal, RelationId, Rule, Term, Variable};

/// What decides which literals can be met, and whether that pays.
pub(super) struct Circumstances<'a> {
    /// The relations that grow while the plan is in use.
    pub(super) growing: &'a BTreeSet<RelationId>,
    /// The literals that read a part of their relation only.
    pub(super) partial: [Option<usize>; 2],
    /// The measured sizes.
    pub(super) estimates: &'a Estimates,
}

/// A turn of a body: a literal, and those that are met with it.
pub(super) struct Turn {
    pub(super) literal: usize,
    pub(super) with: Vec<usize>,
}

/// So many rows of an index may be built for each match that is looked at.
const WORTH: f64 = 4.0;

/// The turns of an ordered body.
pub(super) fn turns(rule: &Rule, order: &[usize], around: &Circumstances<'_>) -> Vec<Turn> {
    let mut bound = vec![false; rule.variables as usize];
    let mut frames = 1.0;
    let mut taken = BTreeSet::new();
    let mut turns = Vec::with_capacity(order.len());
    for (turn, &literal) in order.iter().enumerate() {
        if taken.contains(&literal) {
            continue;
        }
        let found = frames * matches(&rule.body[literal], &bound, around.estimates);
        let mut with = Vec::new();
        if turn > 0
            && let Some(variable) = only_fresh(rule, literal, &bound, around)
        {
            for &other in &order[turn + 1..] {
                if only_fresh(rule, other, &bound, around) == Some(variable)
                    && found * WORTH >= rows(&rule.body[other], around.estimates)
                {
                    with.push(other);
                }
            }
        }
        taken.extend(with.iter().copied());
        each_output(&rule.body[literal], |variable| bound[variable.index()] = true);
        frames = found;
        turns.push(Turn { literal, with });
    }
    turns
}

/// The only variable that a literal over a complete relation binds, where everything else in it is bound.
fn only_fresh(rule: &Rule, at: usize, bound: &[bool], around: &Circumstances<'_>) -> Option<Variable> {
    let Literal::Positive(atom) = &rule.body[at] else { return None };
    let whole = !around.growing.contains(&atom.relation) && !around.partial.contains(&Some(at));
    if !whole || atom.terms.len() < 2 {
        return None;
    }
    let mut open = atom.terms.iter().filter_map(|term| match term {
        Term::Variable(variable) if !bound[variable.index()] => Some(*variable),
        Term::Variable(_) | Term::Constant(_) => None,
    });
    let only = open.next()?;
    open.next().is_none().then_some(only)
}

/// How many rows a binding is expected to find for a literal.
fn matches(literal: &Literal, bound: &[bool], estimates: &Estimates) -> f64 {
    let Literal::Positive(Atom { relation, terms }) = literal else { return 1.0 };
    let columns = terms.iter().enumerate().filter(|(_, term)| match term {
        Term::Variable(variable) => bound[variable.index()],
        Term::Constant(_) => true,
    });
    estimates.get(relation).map_or(1.0, |known| known.matches(columns.map(|(column, _)| column)))
}

fn rows(literal: &Literal, estimates: &Estimates) -> f64 {
    let Literal::Positive(atom) = literal else { return f64::INFINITY };
    estimates.get(&atom.relation).map_or(0.0, |known| known.rows())
}
