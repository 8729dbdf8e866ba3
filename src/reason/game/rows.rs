//! What a game reads off an evaluated view: rows of relations of the doctrine, and who belongs to whom.

use crate::model::Model;
use crate::model::statement::{RelationId, SymbolId, Term};
use crate::syntax::ast::Sign;
use crate::theory::Evaluated;
use std::collections::BTreeSet;

/// Who belongs to whom, and who speaks for whom.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    /// Member and group.
    pub(super) belongs: Vec<(SymbolId, SymbolId)>,
    /// Person and the one for whom it speaks.
    pub(super) speaks: Vec<(SymbolId, SymbolId)>,
}

impl Groups {
    /// The actors who act: for a group its members, for who speaks for somebody that one.
    pub(super) fn everybody(&self, actors: impl IntoIterator<Item = SymbolId>) -> BTreeSet<SymbolId> {
        let mut open: Vec<SymbolId> = actors.into_iter().collect();
        let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
        while let Some(actor) = open.pop() {
            if !seen.insert(actor) {
                continue;
            }
            let below = self.belongs.iter().filter(|(_, group)| *group == actor).map(|(member, _)| *member);
            let above = self.speaks.iter().filter(|(person, _)| *person == actor).map(|(_, whole)| *whole);
            let before = open.len();
            open.extend(above);
            if open.len() == before {
                open.extend(below);
            }
            if open.len() == before {
                found.insert(actor);
            }
        }
        found
    }
}

/// The rows of a relation of the doctrine in an evaluated view.
pub(super) fn rows(evaluated: &Evaluated, relation: Option<RelationId>) -> Vec<Vec<Term>> {
    let Some(engine) = relation.and_then(|relation| evaluated.relation(relation, Sign::Positive)) else {
        return Vec::new();
    };
    let rows = evaluated.database.rows(engine);
    let rows = rows.map(|(_, row)| row.iter().filter_map(|one| evaluated.values.back(*one)).collect());
    rows.collect()
}

/// Pairs of names that a relation holds of.
pub(super) fn pairs(evaluated: &Evaluated, relation: Option<RelationId>) -> BTreeSet<(SymbolId, SymbolId)> {
    let rows = rows(evaluated, relation).into_iter();
    rows.filter_map(|row| match row.as_slice() {
        [Term::Symbol(one), Term::Symbol(other), ..] => Some((*one, *other)),
        _ => None,
    })
    .collect()
}

/// The names that a relation holds of.
pub(super) fn names(evaluated: &Evaluated, relation: Option<RelationId>) -> BTreeSet<SymbolId> {
    let rows = rows(evaluated, relation).into_iter();
    rows.filter_map(|row| match row.first() {
        Some(Term::Symbol(one)) => Some(*one),
        _ => None,
    })
    .collect()
}

impl Groups {
    /// The groups of an evaluated view.
    pub(super) fn of(model: &Model, evaluated: &Evaluated) -> Self {
        let all = |relation| pairs(evaluated, relation).into_iter().collect();
        Self { belongs: all(model.known.belongs), speaks: all(model.known.speaks_for) }
    }
}
