//! What holds in a view, relation by relation: the material of pages.
//!
//! Invariant: sentences in the order of the evaluation, each once.

use crate::model::Model;
use crate::model::statement::{SymbolId, Term};
use crate::model::value::Value;
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, Said};
use std::collections::BTreeSet;

/// The sentences that hold, relation by relation.
pub(super) struct Rows<'a> {
    pub(super) model: &'a Model,
    pub(super) evaluated: &'a Evaluated,
}

impl Rows<'_> {
    /// The sentences of a relation.
    pub(super) fn of(&self, name: &str) -> Vec<Said> {
        let relation = self.model.find_relation(name).into_iter();
        relation.flat_map(|id| self.evaluated.all_of(id, Sign::Positive)).collect()
    }

    /// The sentences of relations, in words.
    pub(super) fn lines(&self, relations: &[&str]) -> Vec<String> {
        texts(self.model, relations.iter().flat_map(|relation| self.of(relation)))
    }

    /// The sentences of relations that have a thing in this place.
    pub(super) fn with(&self, relations: &[&str], at: usize, thing: &Term) -> Vec<String> {
        let found = relations.iter().flat_map(|relation| self.of(relation));
        texts(self.model, found.filter(|said| said.terms.get(at) == Some(thing)))
    }

    /// Whether a sentence about one thing holds of it.
    pub(super) fn holds(&self, name: &str, thing: Option<&Term>) -> bool {
        let relation =
            self.model.find_relation(name).and_then(|id| self.evaluated.relation(id, Sign::Positive));
        relation
            .zip(thing)
            .is_some_and(|(relation, thing)| self.evaluated.holds(relation, std::slice::from_ref(thing)))
    }

    /// The happenings that took place on a day, with their days.
    pub(super) fn dated(&self) -> Vec<Said> {
        let took_place = self.model.known.took_place.into_iter();
        took_place.flat_map(|id| self.evaluated.all_dated(id, Sign::Positive)).collect()
    }

    /// Day, line and happening, in the order of the days.
    pub(super) fn days(&self) -> Vec<(String, String, SymbolId)> {
        let mut found: Vec<(String, String, SymbolId)> = self
            .dated()
            .into_iter()
            .filter_map(|said| match (said.terms.first(), &said.on) {
                (Some(Term::Symbol(id)), Some(Term::Value(Value::Date(day)))) => {
                    let gloss = self.model.symbol(*id).and_then(|known| known.gloss.as_ref());
                    let gloss = gloss.map(|gloss| format!(" ({gloss})")).unwrap_or_default();
                    Some((day.to_string(), format!("{}{gloss}", self.model.write_symbol(*id)), *id))
                }
                _ => None,
            })
            .collect();
        found.sort();
        found.dedup();
        found
    }

    /// The happenings of which one day is known.
    pub(super) fn values(&self) -> Vec<(crate::model::value::Date, SymbolId)> {
        let found = self.dated().into_iter().filter_map(|said| match (said.terms.first(), said.on) {
            (Some(Term::Symbol(id)), Some(Term::Value(Value::Date(day)))) => Some((day, *id)),
            _ => None,
        });
        found.collect()
    }
}

/// Sentences in words, each once, in their order.
pub(super) fn texts(model: &Model, found: impl Iterator<Item = Said>) -> Vec<String> {
    let mut told = BTreeSet::new();
    found.map(|said| said.text(model)).filter(|text| told.insert(text.clone())).collect()
}
