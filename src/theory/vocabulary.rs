//! What rules and facts are made of: the engine's relations with what they are in the model, and the
//! constants.
//!
//! Invariant: relations and constants are only ever added, so what was made with a vocabulary can be used
//! with every later state of it.

use super::{Evaluated, Role, Values};
use crate::engine::{Constant, RelationId};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement as model;
use crate::model::value::{Number, Value};
use crate::syntax::ast::Sign;
use std::collections::BTreeMap;

/// Relations and constants.
pub(super) struct Vocabulary {
    /// The number of columns of each relation.
    pub(super) columns: Vec<usize>,
    pub(super) roles: Vec<Role>,
    pub(super) sentences: BTreeMap<(model::RelationId, Sign), RelationId>,
    pub(super) dated: BTreeMap<(model::RelationId, Sign), RelationId>,
    sorts: BTreeMap<Vec<SortId>, RelationId>,
    pub(super) values: Values,
}

impl Vocabulary {
    pub(super) fn new(model: &Model) -> Self {
        Self {
            columns: Vec::new(),
            roles: Vec::new(),
            sentences: BTreeMap::new(),
            dated: BTreeMap::new(),
            sorts: BTreeMap::new(),
            values: Values::new(model.units.clone()),
        }
    }

    /// A copy to add to on its own, for a model that knows everything in it.
    pub(super) fn fork(&self, model: &Model) -> Self {
        self.with(self.values.fork(model.units.clone()))
    }

    /// A copy to add to on its own, with these constants: its own and some more.
    pub(super) fn with(&self, values: Values) -> Self {
        Self {
            columns: self.columns.clone(),
            roles: self.roles.clone(),
            sentences: self.sentences.clone(),
            dated: self.dated.clone(),
            sorts: self.sorts.clone(),
            values,
        }
    }

    /// The vocabulary of an evaluated view, taken out of it to be added to: see [`Vocabulary::back_to`].
    pub(super) fn of(evaluated: &mut Evaluated, model: &Model) -> Self {
        let legend = &mut evaluated.legend;
        let mut vocabulary = Self {
            columns: std::mem::take(&mut evaluated.program.relations),
            roles: std::mem::take(&mut legend.roles),
            sentences: std::mem::take(&mut legend.sentences),
            dated: BTreeMap::new(),
            sorts: BTreeMap::new(),
            values: std::mem::replace(&mut evaluated.values, Values::new(model.units.clone())),
        };
        vocabulary.find_again();
        vocabulary
    }

    /// Brings what is looked up by what it says to what the relations are.
    pub(super) fn find_again(&mut self) {
        for (relation, role) in (0..).map(RelationId).zip(&self.roles) {
            match role {
                Role::Sentence(said, sign) => drop(self.sentences.insert((*said, *sign), relation)),
                Role::Dated(said, sign) => drop(self.dated.insert((*said, *sign), relation)),
                Role::Sort(sorts) => drop(self.sorts.insert(sorts.clone(), relation)),
                _ => {}
            }
        }
    }

    /// Gives an evaluated view its vocabulary back.
    pub(super) fn back_to(self, evaluated: &mut Evaluated) {
        evaluated.program.relations = self.columns;
        evaluated.legend.roles = self.roles;
        evaluated.legend.sentences = self.sentences;
        evaluated.values = self.values;
    }

    pub(super) fn relation(&mut self, columns: usize, role: Role) -> RelationId {
        let made = RelationId(u32::try_from(self.columns.len()).unwrap_or(u32::MAX));
        self.columns.push(columns);
        self.roles.push(role);
        made
    }

    /// The engine's relation of a model's.
    pub(super) fn sentence(&mut self, model: &Model, relation: model::RelationId, sign: Sign) -> RelationId {
        if let Some(known) = self.sentences.get(&(relation, sign)) {
            return *known;
        }
        let made = self.relation(width(model, relation), Role::Sentence(relation, sign));
        self.sentences.insert((relation, sign), made);
        made
    }

    /// The engine's relation of a model's with dates.
    pub(super) fn dated(&mut self, model: &Model, relation: model::RelationId, sign: Sign) -> RelationId {
        if let Some(known) = self.dated.get(&(relation, sign)) {
            return *known;
        }
        let made = self.relation(width(model, relation) + 1, Role::Dated(relation, sign));
        self.dated.insert((relation, sign), made);
        made
    }

    /// The relation of the things of some sorts.
    pub(super) fn sort(&mut self, sorts: &[SortId]) -> RelationId {
        if let Some(known) = self.sorts.get(sorts) {
            return *known;
        }
        let made = self.relation(1, Role::Sort(sorts.to_vec()));
        self.sorts.insert(sorts.to_vec(), made);
        made
    }

    /// The sorts that a column of a relation takes, if it is that of a sentence.
    pub(super) fn holes<'m>(&self, model: &'m Model, relation: RelationId) -> Option<&'m [Vec<SortId>]> {
        match self.roles.get(relation.index())? {
            Role::Sentence(relation, _) | Role::Dated(relation, _) => {
                model.relation(*relation).map(|relation| relation.holes.as_slice())
            }
            _ => None,
        }
    }

    /// The engine's relation of a model's, if there is one.
    pub(super) fn known(&self, relation: model::RelationId, sign: Sign) -> Option<RelationId> {
        self.sentences.get(&(relation, sign)).copied()
    }

    pub(super) fn constant(&mut self, term: &model::Term) -> Constant {
        self.values.term(term).unwrap_or(Constant(0))
    }

    pub(super) fn constants(&mut self, terms: &[model::Term]) -> Vec<Constant> {
        terms.iter().map(|term| self.constant(term)).collect()
    }

    pub(super) fn number(&mut self, number: Number) -> Constant {
        self.values.value(Value::Number(number))
    }
}

pub(super) fn width(model: &Model, relation: model::RelationId) -> usize {
    model.relation(relation).map_or(0, |relation| relation.holes.len())
}
