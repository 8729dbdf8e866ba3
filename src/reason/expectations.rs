//! Expectations: what was expected, and what came out.

use super::{Session, Stop, Viewed};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::{Context, Formula, FormulaKind, Literal};
use crate::model::{ExpectationKind, ExpectedStatus};
use crate::report::{Expectation, Outcome, Status};
use crate::theory::Evaluated;

impl Session<'_> {
    /// Judges the expectations of a context that speak of what holds.
    pub(super) fn expectations(&mut self, viewed: &mut Viewed, context: Context) -> Result<(), Stop> {
        let model = self.model;
        for (query, at) in viewed.expectations.clone().into_iter().enumerate() {
            let Some(expectation) = model.expectations.get(at) else { continue };
            let count = viewed
                .evaluated
                .query(query)
                .map_or(0, |(relation, _)| viewed.evaluated.database.len(relation));
            let wrong = match &expectation.kind {
                ExpectationKind::Holds(formula) if count == 0 => {
                    let missing =
                        first_literal(formula).map(|literal| self.missing(&mut viewed.evaluated, literal));
                    Some((String::from("this does not follow"), missing.flatten()))
                }
                ExpectationKind::Unproven(_) if count > 0 => {
                    Some((String::from("this follows all the same"), None))
                }
                ExpectationKind::Answers(wanted, _) if *wanted != count as u64 => {
                    let answers = if count == 1 { "answer" } else { "answers" };
                    Some((format!("there is {count} {answers}").replace("is 0", "are 0"), None))
                }
                ExpectationKind::Holds(_)
                | ExpectationKind::Unproven(_)
                | ExpectationKind::Answers(..)
                | ExpectationKind::Status(..)
                | ExpectationKind::AtLeast(..)
                | ExpectationKind::Violated(..) => None,
            };
            self.judge(at, context, wrong);
        }
        for (at, expectation) in model.expectations.iter().enumerate() {
            let ExpectationKind::Violated(name, _) = &expectation.kind else { continue };
            if expectation.context != context {
                continue;
            }
            let fires = viewed.evaluated.violations().any(|(id, relation)| {
                model.statement(id).is_some_and(|statement| statement.name == *name)
                    && viewed.evaluated.database.len(relation) > 0
            });
            let wrong = (!fires).then(|| (format!("`{name}` is not violated"), None));
            self.judge(at, context, wrong);
        }
        for (at, expectation) in model.expectations.iter().enumerate() {
            let ExpectationKind::Status(wanted, literal) = &expectation.kind else { continue };
            if expectation.context != context || self.invalid() {
                continue;
            }
            let scenario = match context {
                Context::Scenario(symbol) => Some(symbol),
                Context::Base | Context::Hypothesis(_) => None,
            };
            let status = self.status(scenario, literal)?;
            // What nobody disputes is established all the more.
            let met = status == expected(*wanted)
                || (*wanted == ExpectedStatus::Established && status == Status::Undisputed);
            let wrong = (!met).then(|| (format!("it is {}", status.word()), None));
            self.judge(at, context, wrong);
        }
        self.likelihood_expectations(context)
    }

    /// Judges the expectations of a context that speak of likelihoods.
    fn likelihood_expectations(&mut self, context: Context) -> Result<(), Stop> {
        let model = self.model;
        let scenario = match context {
            Context::Scenario(symbol) => Some(symbol),
            Context::Base | Context::Hypothesis(_) => None,
        };
        let wanted =
            model.expectations.iter().enumerate().filter_map(|(at, expectation)| match &expectation.kind {
                ExpectationKind::AtLeast(literal, range) if expectation.context == context => {
                    Some((at, literal, range))
                }
                _ => None,
            });
        let wanted: Vec<_> = wanted.collect();
        if wanted.is_empty() || self.invalid() {
            return Ok(());
        }
        let found = self.how_likely(scenario, wanted.iter().map(|(_, literal, _)| *literal))?;
        for ((at, _, range), found) in wanted.into_iter().zip(found) {
            let wrong = match found {
                Some(found) if found.range.low() >= range.low() => None,
                Some(found) => Some((format!("it is {}", model.frame.scale.describe(&found.range)), None)),
                None => Some((String::from("the likelihoods cannot hold together"), None)),
            };
            self.judge(at, context, wrong);
        }
        Ok(())
    }

    fn judge(&mut self, at: usize, context: Context, wrong: Option<(String, Option<String>)>) {
        let Some(expectation) = self.model.expectations.get(at) else { return };
        let outcome = if wrong.is_some() { Outcome::Failed } else { Outcome::Passed };
        self.report.expectations.get_or_insert_default().push(Expectation {
            name: expectation.words.clone(),
            place: expectation.span,
            outcome,
        });
        if let Some((label, missing)) = wrong {
            let place = match context {
                Context::Base => String::new(),
                Context::Scenario(symbol) | Context::Hypothesis(symbol) => {
                    format!(" in `{}`", self.model.name(symbol))
                }
            };
            let mut diagnostic =
                Diagnostic::new(Code::ExpectationFailed, format!("expected{place}: {}", expectation.words))
                    .label(expectation.span, label);
            if let Some(missing) = missing {
                diagnostic = diagnostic.note(missing);
            }
            self.report.diagnostics.push(diagnostic);
        }
    }

    /// What is missing most nearly for a literal, in a line.
    fn missing(&self, evaluated: &mut Evaluated, literal: &Literal) -> Option<String> {
        let absence = super::absence::absence(self.model, evaluated, literal)?;
        let attempt = absence.attempts.first()?;
        let missing: Vec<&str> = attempt.missing.iter().map(|missing| missing.sentence.as_str()).collect();
        let rule = &attempt.rule.name;
        if rule.is_empty() {
            return Some(format!("what is missing: {}", missing.join(" and ")));
        }
        Some(format!("the rule `{rule}` would conclude it, but for: {}", missing.join(" and ")))
    }
}

/// A status as a report tells it.
fn expected(status: ExpectedStatus) -> Status {
    match status {
        ExpectedStatus::Undisputed => Status::Undisputed,
        ExpectedStatus::Established => Status::Established,
        ExpectedStatus::Contested => Status::Contested,
        ExpectedStatus::Rejected => Status::Rejected,
        ExpectedStatus::Tenable => Status::Tenable,
        ExpectedStatus::Possible => Status::Possible,
    }
}

fn first_literal(formula: &Formula) -> Option<&Literal> {
    match &formula.kind {
        FormulaKind::Literal(literal) => Some(literal),
        FormulaKind::And(members) | FormulaKind::Or(members) => members.iter().find_map(first_literal),
        FormulaKind::Unless(_)
        | FormulaKind::Compare(..)
        | FormulaKind::Every(..)
        | FormulaKind::Only(..)
        | FormulaKind::Aggregate(..) => None,
    }
}
