//! What contradicts what: the pairs and violations that some choice could lead to.

use super::Provenance;
use super::node::{AtomId, Contradiction, ContradictionId, Node};
use super::upper::Upper;
use crate::engine::{Constant, RelationId, RowId};
use crate::model::statement::{Kind, StatementId, SymbolId, Term, VariableId};
use crate::reason::dispute::contradictions::Contradiction as Told;
use crate::syntax::ast::Sign;
use crate::theory::{OneValue, Role};
use std::collections::BTreeSet;

/// The most values of what has one that are each held against the others.
const TOGETHER: usize = 1_000;

impl Provenance<'_> {
    /// The node of a contradiction.
    pub(in crate::reason) fn clash(&mut self, id: ContradictionId) -> AtomId {
        self.node(Node::Contradiction(id))
    }

    /// A contradiction in the terms of the model, the same in every view that has it.
    pub(in crate::reason) fn said_by(&self, id: ContradictionId) -> Option<Told> {
        let upper = &self.upper;
        let row = |(relation, row): &(RelationId, RowId)| upper.database.row(*relation, *row);
        let terms = |row: &[Constant]| -> Option<Vec<Term>> {
            row.iter().map(|constant| upper.values.back(*constant)).collect()
        };
        Some(match self.clashes.get(id.0 as usize)? {
            Contradiction::Denied([yes, _]) => {
                let Role::Sentence(relation, _) = upper.legend.roles.get(yes.0.index())? else { return None };
                Told::Denied(*relation, terms(row(yes)?)?)
            }
            Contradiction::Impossible(id, violation) => Told::Impossible(*id, terms(row(violation)?)?),
            Contradiction::Values(id, [one, other]) => {
                let about = OneValue::of(self.model.statement(*id)?)?;
                let (one, other) = (row(one)?, row(other)?);
                let values = [about.value(one)?, about.value(other)?];
                let bound = about.binding(one, other);
                let key = bound.into_iter().filter(|(variable, _)| !about.values.contains(variable));
                let key: Vec<Constant> = key.map(|(_, constant)| constant).collect();
                Told::Values(*id, terms(&key)?, terms(&values)?.into_iter().collect())
            }
            Contradiction::Rivals([one, other], _) => Told::Rivals(*one, *other),
        })
    }

    pub(super) fn gather(&mut self) -> Vec<Contradiction> {
        let (mut found, whole) = self.gathered();
        self.whole &= whole;
        found.extend(self.rivals());
        found
    }

    /// The contradictions of sentences and of constraints, and whether these are all.
    fn gathered(&self) -> (Vec<Contradiction>, bool) {
        let (database, legend) = (&self.upper.database, &self.upper.legend);
        let mut whole = true;
        let mut found = Vec::new();
        for ((relation, sign), no) in &legend.sentences {
            if *sign == Sign::Positive {
                continue;
            }
            let Some(yes) = legend.sentences.get(&(*relation, Sign::Positive)) else { continue };
            for (row, values) in database.rows(*no) {
                if let Some(other) = database.find(*yes, values) {
                    found.push(Contradiction::Denied([(*yes, other), (*no, row)]));
                } else if self.upper.values.is_coarse(values) {
                    let denied = database.rows(*yes).filter(|(_, yes)| self.upper.values.denies(values, yes));
                    found.extend(denied.map(|(other, _)| Contradiction::Denied([(*yes, other), (*no, row)])));
                }
            }
        }
        for (at, origin) in (0..).map(RelationId).zip(&legend.roles) {
            let Role::Violation(id, columns) = origin else { continue };
            let Some(statement) = self.model.statement(*id) else { continue };
            if statement.kind != Kind::Impossible {
                continue;
            }
            if let Some(one) = OneValue::of(statement) {
                for (_, key) in database.rows(at) {
                    whole &= self.values(*id, &one, (columns, key), &mut found);
                }
                continue;
            }
            // Two values that exclude each other are one contradiction, whichever comes first.
            let mut told = BTreeSet::new();
            for (row, values) in database.rows(at) {
                let mut sorted = values.to_vec();
                sorted.sort_unstable();
                if told.insert(sorted) {
                    found.push(Contradiction::Impossible(*id, (at, row)));
                }
            }
        }
        (found, whole)
    }

    /// The pairs of values that exclude each other for one key; whether there were not too many of them.
    ///
    /// What is given is believed in every reading, so that two of its values make one contradiction, and a
    /// claimed value is out by any one of them.
    fn values(
        &self,
        id: StatementId,
        one: &OneValue,
        (columns, key): (&[VariableId], &[Constant]),
        found: &mut Vec<Contradiction>,
    ) -> bool {
        let Upper { database, legend, values, varying, .. } = &self.upper;
        let Some(&relation) = legend.sentences.get(&(one.relation, one.sign)) else { return true };
        let rows = one.rows(columns, key, relation, (database, values));
        let varies = varying.get(relation.index()).copied().unwrap_or(false);
        let row = |id: RowId| database.row(relation, id).unwrap_or_default();
        let differ = |a: RowId, b: RowId| one.differ(row(a), row(b), values);
        let (given, open): (Vec<RowId>, Vec<RowId>) =
            rows.into_iter().partition(|row| !varies || self.pool.given(self.model, legend, relation, *row));
        let mut pair = |a: RowId, b: RowId| {
            let (a, b) = (a.min(b), a.max(b));
            found.push(Contradiction::Values(id, [(relation, a), (relation, b)]));
        };
        let beside =
            |(at, a): (usize, &RowId)| given.iter().skip(at + 1).find(|b| differ(*a, **b)).map(|b| (*a, *b));
        if let Some((a, b)) = given.iter().enumerate().find_map(beside) {
            pair(a, b);
        }
        if open.len() > TOGETHER {
            return false;
        }
        for (at, a) in open.iter().enumerate() {
            if let Some(b) = given.iter().find(|b| differ(*a, **b)) {
                pair(*a, *b);
            }
            open.iter().skip(at + 1).filter(|b| differ(*a, **b)).for_each(|b| pair(*a, *b));
        }
        true
    }

    fn rivals(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let holds = self.model.known.holds;
        let holds = holds.and_then(|id| self.upper.legend.sentences.get(&(id, Sign::Positive)).copied());
        let Some(holds) = holds else { return found };
        for question in self.model.questions.iter().filter(|question| question.exclusive) {
            let rows: Vec<(SymbolId, RowId)> = question
                .hypotheses
                .iter()
                .filter_map(|symbol| {
                    let constant = self.upper.values.known(&Term::Symbol(*symbol))?;
                    Some((*symbol, self.upper.database.find(holds, &[constant])?))
                })
                .collect();
            for (at, (one, first)) in rows.iter().enumerate() {
                for (other, second) in rows.iter().skip(at + 1) {
                    found.push(Contradiction::Rivals([*one, *other], [(holds, *first), (holds, *second)]));
                }
            }
        }
        found
    }
}
