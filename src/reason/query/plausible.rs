//! How plausible it is that a set of sentences comes to hold: which ways to a conclusion are told first.
//!
//! A way is no more than a hint of what to look for, and a hint that nobody could act on is none: a supplier has to have
//! what it supplies, what is used up has to be used, and how the world or a game goes is nobody's to bring about. What
//! says the conclusion in other words explains nothing, and what only rules conclude is less of a cause than what they
//! start from (Cox and Pietrzykowski 1986, Causes for Events).
//!
//! Invariant: only the order of the ways depends on this, and which of them wait for `--all`.

use crate::model::Model;
use crate::model::statement::{Literal, Term};
use crate::syntax::ast::Sign;
use crate::theory::Evaluated;
use std::collections::BTreeSet;

/// How far a way is from what could be looked for; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Distance {
    /// Whether it cannot come about, as far as is known.
    pub(super) idle: bool,
    /// Whether it says the conclusion in other words.
    pub(super) restates: bool,
    /// How many of its sentences rules conclude.
    pub(super) concluded: usize,
}

/// What is looked up to judge ways.
pub(super) struct Plausibility<'a> {
    model: &'a Model,
    base: &'a Evaluated,
    /// The relations that some rule concludes.
    concluded: BTreeSet<u32>,
}

impl<'a> Plausibility<'a> {
    pub(super) fn new(model: &'a Model, base: &'a Evaluated) -> Self {
        let rules = model.statements().filter(|(_, statement)| statement.body.is_some());
        let heads = rules.flat_map(|(_, statement)| &statement.heads);
        let positive = heads.filter(|head| head.sign == Sign::Positive);
        Self { model, base, concluded: positive.map(|head| head.relation.0).collect() }
    }

    /// How far a way to a conclusion is.
    pub(super) fn of(&self, goal: &Literal, way: &[Literal]) -> Distance {
        let restates = match way {
            [one] => {
                let mut terms = [one.terms.clone(), goal.terms.clone()];
                terms.iter_mut().for_each(|terms| terms.sort());
                terms.first() == terms.last()
            }
            _ => false,
        };
        Distance {
            idle: way.iter().any(|one| self.is_idle(one)),
            restates,
            concluded: way.iter().filter(|one| self.concluded.contains(&one.relation.0)).count(),
        }
    }

    /// Whether a sentence cannot be brought about, as far as is known.
    fn is_idle(&self, literal: &Literal) -> bool {
        if literal.sign == Sign::Negative {
            return false;
        }
        let symbols: Vec<&Term> =
            literal.terms.iter().filter(|term| matches!(term, Term::Symbol(_))).collect();
        if symbols.iter().enumerate().any(|(at, one)| symbols.iter().skip(at + 1).any(|other| one == other)) {
            return true;
        }
        let known = self.model.known;
        let is = |relation| Some(literal.relation) == relation;
        let given = [
            known.waits_for,
            known.lacks_first,
            known.game_state,
            known.game_move,
            known.state_lies_in,
            known.others_would_answer,
        ];
        if given.into_iter().any(is) {
            return true;
        }
        match literal.terms.as_slice() {
            [_, supplier, resource] if is(known.depends) || is(known.critically) => {
                !self.has(supplier, resource)
            }
            [supplier, resource, _] if is(known.provides) => !self.has(supplier, resource),
            [supplier, _, resource] if is(known.sole) => !self.has(supplier, resource),
            [happening, resource, _] if is(known.consumes) => {
                !self.holds(known.uses, [Some(happening), Some(resource)])
            }
            _ => false,
        }
    }

    /// Whether somebody is known to have a resource.
    fn has(&self, supplier: &Term, resource: &Term) -> bool {
        let known = self.model.known;
        let (supplier, resource) = (Some(supplier), Some(resource));
        self.holds(known.can_provide, [supplier, resource])
            || self.holds(known.provides, [supplier, resource, None])
            || self.holds(known.depends, [None, supplier, resource])
    }

    /// Whether a sentence holds of these, whatever the others are.
    fn holds<const N: usize>(
        &self,
        relation: Option<crate::model::statement::RelationId>,
        wanted: [Option<&Term>; N],
    ) -> bool {
        let relation = relation.and_then(|relation| self.base.relation(relation, Sign::Positive));
        let Some(relation) = relation else { return false };
        let Some(wanted) = wanted
            .into_iter()
            .map(|term| term.map_or(Some(None), |term| self.base.values.known(term).map(Some)))
            .collect::<Option<Vec<_>>>()
        else {
            return false;
        };
        let fits = |row: &[crate::engine::Constant]| {
            wanted.iter().zip(row).all(|(wanted, is)| wanted.is_none_or(|wanted| wanted == *is))
        };
        self.base.database.rows(relation).any(|(_, row)| fits(row))
    }
}
