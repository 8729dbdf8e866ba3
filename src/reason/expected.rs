//! An expectation that is not met to what came out instead.

use super::Session;
use super::absence::absence;
use super::proof::reasons;
use crate::engine::{Constant, RowId};
use crate::model::statement::{Formula, FormulaKind, Literal};
use crate::model::{Expectation, ExpectationKind};
use crate::report::Found;
use crate::theory::{Evaluated, words};

/// The most answers that are told.
const LISTED: usize = 20;

impl Session<'_> {
    /// What came out instead of what the expectation, query `query` of the evaluation, asks for.
    pub(super) fn found(
        &self,
        evaluated: &mut Evaluated,
        expectation: &Expectation,
        query: usize,
        told: String,
    ) -> Found {
        match &expectation.kind {
            ExpectationKind::Holds(formula) => {
                let mut sentences = Vec::new();
                literals(formula, &mut sentences);
                let absence = sentences.iter().find_map(|literal| absence(self.model, evaluated, literal));
                Found { absence, ..Found::new(told) }
            }
            ExpectationKind::Unproven(literal) => self.found_of(evaluated, literal, told),
            ExpectationKind::Answers(_, formula) => {
                let (answers, hidden) = self.answers(evaluated, expectation, formula, query);
                Found { answers, hidden, ..Found::new(told) }
            }
            ExpectationKind::Status(..) | ExpectationKind::AtLeast(..) | ExpectationKind::Violated(..) => {
                Found::new(told)
            }
        }
    }

    /// What came out about a sentence: why it holds, or what is missing.
    pub(super) fn found_of(&self, evaluated: &mut Evaluated, literal: &Literal, told: String) -> Found {
        let held = evaluated
            .row_of(literal)
            .and_then(|(relation, row)| Some((relation, evaluated.database.find(relation, &row)?)));
        match held {
            Some((relation, row)) => {
                let proof = reasons(self.model, evaluated, relation, row).proof;
                Found { proof: Some(proof), ..Found::new(told) }
            }
            None => Found { absence: absence(self.model, evaluated, literal), ..Found::new(told) },
        }
    }

    /// The answers that there are, and how many of them are not told.
    fn answers(
        &self,
        evaluated: &Evaluated,
        expectation: &Expectation,
        formula: &Formula,
        query: usize,
    ) -> (Vec<String>, usize) {
        let Some((relation, columns)) = evaluated.query(query) else { return (Vec::new(), 0) };
        let rows: Vec<(RowId, Vec<Constant>)> =
            evaluated.database.rows(relation).map(|(row, values)| (row, values.to_vec())).collect();
        let told = rows.iter().take(LISTED).map(|(_, values)| {
            let bound = |variable| evaluated.bound(columns, |at| values.get(at).copied(), variable);
            words(self.model, formula, &expectation.variables, &bound)
        });
        (told.collect(), rows.len().saturating_sub(LISTED))
    }
}

/// The sentences that a condition asks for, in the order in which they are written.
fn literals<'a>(formula: &'a Formula, found: &mut Vec<&'a Literal>) {
    let mut open = vec![formula];
    while let Some(formula) = open.pop() {
        match &formula.kind {
            FormulaKind::Literal(literal) => found.push(literal),
            FormulaKind::And(members) | FormulaKind::Or(members) => open.extend(members.iter().rev()),
            FormulaKind::Unless(_)
            | FormulaKind::Compare(..)
            | FormulaKind::Every(..)
            | FormulaKind::Only(..)
            | FormulaKind::Aggregate(..) => {}
        }
    }
}
