//! Where rows hold among the possible states of a game.

use crate::model::statement::{RelationId, SymbolId, Term};
use std::collections::BTreeMap;

/// Some of the states, as bits of their places.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(pub(super) Vec<u64>);

impl Places {
    /// Whether a place is among them.
    pub(super) fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    pub(super) fn add(&mut self, at: usize) {
        if self.0.len() <= at / 64 {
            self.0.resize(at / 64 + 1, 0);
        }
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    /// The one place among them, if it is one.
    pub(super) fn only(&self) -> Option<usize> {
        let mut places = self.0.iter().enumerate().filter(|(_, word)| **word != 0);
        let (at, word) = places.next()?;
        (places.next().is_none() && word.count_ones() == 1).then(|| at * 64 + word.trailing_zeros() as usize)
    }

    /// How many they are.
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Adds those of another set.
    pub(super) fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }
}

/// The possible states, with where each row of what they are judged by holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// What is chosen in each, ascending.
    pub(super) states: Vec<u64>,
    pub(super) rows: Vec<(RelationId, Vec<Term>, Places)>,
}

impl Columns {
    /// The rows of a relation that hold somewhere, by their first two names.
    pub(super) fn pairs(&self, relation: Option<RelationId>) -> Vec<(SymbolId, SymbolId, &Places)> {
        let rows = self.rows.iter().filter(|(of, ..)| Some(*of) == relation);
        rows.filter_map(|(_, terms, places)| match terms.as_slice() {
            [Term::Symbol(one), Term::Symbol(other), ..] => Some((*one, *other, places)),
            _ => None,
        })
        .collect()
    }

    /// Where a relation holds of each name.
    pub(super) fn names(&self, relation: Option<RelationId>) -> BTreeMap<SymbolId, Places> {
        let mut found: BTreeMap<SymbolId, Places> = BTreeMap::new();
        for (of, terms, places) in &self.rows {
            if let (true, Some(Term::Symbol(name))) = (Some(*of) == relation, terms.first()) {
                found.entry(*name).or_default().join(places);
            }
        }
        found
    }
}
