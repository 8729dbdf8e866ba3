//! How plausible it is that a set of sentences comes to hold: which ways to a conclusion are told first.
//!
//! A way is no more than a hint of what to look for, and a hint that nobody could act on is none: a supplier has to have
//! what it supplies, what is used up has to be used, and how the world or a game goes is nobody's to bring about. What
//! says the conclusion in other words explains nothing, what brings things together that no statement connects is far
//! fetched, and what only rules conclude is less of a cause than what they start from (Cox and Pietrzykowski 1986, Causes
//! for Events).
//!
//! Invariant: only the order of the ways depends on this, and which of them wait for `--all`.

use crate::model::Model;
use crate::model::statement::{Literal, SymbolId, Term};
use crate::syntax::ast::Sign;
use crate::theory::Evaluated;
use std::collections::BTreeSet;

/// A sentence about more things than this says little of any two of them.
const WIDEST: usize = 8;

/// How far a way is from what could be looked for; less is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Distance {
    /// Whether it cannot come about, as far as is known.
    pub(super) idle: bool,
    /// Whether it says the conclusion in other words.
    pub(super) restates: bool,
    /// How many pairs of things its sentences bring together that no statement of the analysis names together.
    pub(super) strangers: usize,
    /// How many of its sentences rules conclude.
    pub(super) concluded: usize,
}

/// What is looked up to judge ways.
pub(super) struct Plausibility<'a> {
    model: &'a Model,
    base: &'a Evaluated,
    /// The relations that some rule concludes.
    concluded: BTreeSet<u32>,
    /// The things that some statement names together, the smaller one first.
    together: BTreeSet<(SymbolId, SymbolId)>,
}

impl<'a> Plausibility<'a> {
    pub(super) fn new(model: &'a Model, base: &'a Evaluated) -> Self {
        let rules = model.statements().filter(|(_, statement)| statement.body.is_some());
        let heads = rules.flat_map(|(_, statement)| &statement.heads);
        let positive = heads.filter(|head| head.sign == Sign::Positive);
        let concluded = positive.map(|head| head.relation.0).collect();
        let stated = model.statements().filter(|(_, statement)| statement.body.is_none());
        let heads = stated.flat_map(|(_, statement)| &statement.heads);
        let together = heads.filter(|head| head.terms.len() <= WIDEST).flat_map(pairs).collect();
        Self { model, base, concluded, together }
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
            strangers: way.iter().flat_map(pairs).filter(|pair| !self.together.contains(pair)).count(),
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
            known.no_better_move,
            known.state_lies_in,
            known.others_would_answer,
            // Who somebody is and whose something is, nobody brings about.
            known.kind,
            known.action_of,
            known.speaks_for,
            known.leader_of,
            known.part_of,
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

/// The pairs of different things that a sentence names, the smaller one first.
fn pairs(literal: &Literal) -> Vec<(SymbolId, SymbolId)> {
    let mut named: Vec<SymbolId> = literal
        .terms
        .iter()
        .filter_map(|term| match term {
            Term::Symbol(id) => Some(*id),
            Term::Value(_) | Term::Variable(_) => None,
        })
        .collect();
    named.sort_unstable();
    named.dedup();
    let of = |(at, one): (usize, &SymbolId)| {
        let one = *one;
        named.iter().skip(at + 1).map(move |other| (one, *other)).collect::<Vec<_>>()
    };
    named.iter().enumerate().flat_map(of).collect()
}
