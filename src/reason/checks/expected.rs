//! An expectation that is not met to what came out instead.

use crate::engine::{Constant, RowId};
use crate::model::statement::{Formula, FormulaKind, Literal};
use crate::model::{Expectation, ExpectationKind};
use crate::reason::query::why::reasons;
use crate::reason::{Session, Stop};
use crate::report::{Command, Found, WhyNot};
use crate::theory::{Evaluated, View, words};

/// For how many expectations that fail it is tried what would meet them.
const COMPLETED: usize = 20;

/// The most answers that are told.
const LISTED: usize = 20;

impl Session<'_> {
    /// What came out instead of what the expectation, query `query` of the evaluation, asks for.
    pub(in crate::reason) fn found(
        &mut self,
        view: &View,
        evaluated: &mut Evaluated,
        expectation: &Expectation,
        query: usize,
        told: String,
    ) -> Result<Found, Stop> {
        Ok(match &expectation.kind {
            ExpectationKind::Holds(formula) => {
                let mut sentences = Vec::new();
                literals(formula, &mut sentences);
                let mut absence = None;
                for literal in sentences {
                    absence = self.missing(view, evaluated, literal)?;
                    if absence.is_some() {
                        break;
                    }
                }
                Found { absence, ..Found::new(told) }
            }
            ExpectationKind::Unproven(literal) => self.found_of(view, evaluated, literal, told)?,
            ExpectationKind::Answers(_, formula) => {
                let (answers, hidden) = self.answers(evaluated, expectation, formula, query);
                Found { answers, hidden, ..Found::new(told) }
            }
            ExpectationKind::Status(..)
            | ExpectationKind::AtLeast(..)
            | ExpectationKind::AtLeastGiven(..)
            | ExpectationKind::Violated(..) => Found::new(told),
        })
    }

    /// What is missing for a sentence. What to state is looked for only where it is told, and only for the
    /// first expectations that fail.
    fn missing(
        &mut self,
        view: &View,
        evaluated: &mut Evaluated,
        literal: &Literal,
    ) -> Result<Option<WhyNot>, Stop> {
        let failed = self.report.expectations.iter().flatten().filter(|one| one.found.is_some());
        let tries = match self.report.command {
            Command::Test if failed.count() < COMPLETED => 1,
            _ => 0,
        };
        self.why_not(view, evaluated, literal, tries)
    }

    /// What came out about a sentence: why it holds, or what is missing.
    pub(in crate::reason) fn found_of(
        &mut self,
        view: &View,
        evaluated: &mut Evaluated,
        literal: &Literal,
        told: String,
    ) -> Result<Found, Stop> {
        let held = evaluated
            .row_of(literal)
            .and_then(|(relation, row)| Some((relation, evaluated.database.find(relation, &row)?)));
        Ok(match held {
            Some((relation, row)) => {
                let proof = reasons(self.model, evaluated, relation, row).proof;
                Found { proof: Some(proof), ..Found::new(told) }
            }
            None => Found { absence: self.missing(view, evaluated, literal)?, ..Found::new(told) },
        })
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
