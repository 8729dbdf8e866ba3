//! A model with the views of it that have been evaluated.

use super::dispute::repairs::{Repairs, Solved};
use super::probability::Likelihoods;
use super::stop::{Stop, limit_reached, stopped};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::engine::{Budget, Coverage};
use crate::model::Model;
use crate::model::statement::{Context, SymbolId};
use crate::model::{Expectation, ExpectationKind};
use crate::report::{Command, Report};
use crate::theory::{Evaluated, Lowered, Mark, Query, View};
use std::collections::BTreeMap;

/// How to look at a model.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The view; the default is the base view.
    pub view: View,
    /// What an answer may use.
    pub budget: Budget,
    /// The games that were played through in the view, and what is wrong with others.
    pub games: Games,
}

/// The games of an analysis, played through.
#[derive(Clone, Debug, Default)]
pub struct Games {
    /// Those that could be played.
    pub played: Vec<super::PlayedGame>,
    /// What was found besides: what is wrong with a game, a limit that was reached.
    pub found: Vec<Diagnostic>,
}

/// A view of a model, evaluated, with the expectations that speak of it.
pub struct Viewed {
    /// What holds.
    pub evaluated: Evaluated,
    /// The expectations of the view, by position in the model; query `n` is that of the n-th here.
    pub expectations: Vec<usize>,
    /// What was wrong with statements when they were compiled.
    pub compiled: Vec<Diagnostic>,
}

/// A model and what has been found out about it.
pub struct Session<'m> {
    /// The model.
    pub model: &'m Model,
    /// How it is looked at.
    pub options: Options,
    /// What was found so far.
    pub report: Report,
    /// Its statements as rules and facts.
    pub(super) lowered: Lowered,
    /// What holds in the view of the options, where it is known already.
    held: Option<Viewed>,
    /// What that was before it was asked.
    asked: Option<Mark>,
    /// The readings that were asked for, by scenario.
    pub(super) repairs: BTreeMap<Option<SymbolId>, Repairs<'m>>,
    /// The conflicts that were found, whatever the view.
    pub(super) solved: Solved,
    /// What follows when claims below the threshold count too, by scenario.
    pub(super) possible: BTreeMap<Option<SymbolId>, Evaluated>,
    /// What is stated about likelihoods, by scenario.
    pub(super) likely: BTreeMap<Option<SymbolId>, Likelihoods<'m>>,
    /// Those of the view that was chosen as things stand, without forecasts.
    pub(super) today: Option<Likelihoods<'m>>,
    /// The hypotheses that are ahead of their rivals, by scenario and question.
    pub(super) leaders: BTreeMap<(Option<SymbolId>, SymbolId), Option<SymbolId>>,
    /// Whether a limit was reached, so that some of what was asked is not known.
    pub(super) coverage: Coverage,
}

impl<'m> Session<'m> {
    /// A session with a model; `diagnostics` are those of reading it.
    pub fn new(model: &'m Model, command: Command, diagnostics: Vec<Diagnostic>, options: Options) -> Self {
        let mut report = Report::new(command);
        report.diagnostics = diagnostics;
        let lowered = Lowered::new(model);
        report.diagnostics.extend(lowered.mistakes(model));
        report.diagnostics.extend(options.games.found.iter().cloned());
        let limited = |found: &Diagnostic| found.code == Code::LimitReached;
        let bounded = options.games.found.iter().any(limited);
        Self {
            model,
            options,
            report,
            lowered,
            held: None,
            asked: None,
            repairs: BTreeMap::new(),
            solved: Solved::default(),
            possible: BTreeMap::new(),
            likely: BTreeMap::new(),
            today: None,
            leaders: BTreeMap::new(),
            coverage: if bounded { Coverage::Bounded } else { Coverage::Complete },
        }
    }

    /// Whether there are mistakes in how the analysis is written; what it comes to is another matter. A row of a
    /// table that cannot be used is told, and the rest of the table answers.
    pub fn invalid(&self) -> bool {
        let of_row = |found: &Diagnostic| {
            found.span().is_some_and(|place| self.model.tables.iter().any(|table| table.holds(place)))
        };
        let wrong = |found: &Diagnostic| {
            found.severity == Severity::Error && found.code.is_of_text() && !of_row(found)
        };
        self.report.diagnostics.iter().any(wrong)
    }

    /// Whether there is still time. What was found out after there was none is cut short, and not to be told.
    ///
    /// # Errors
    /// The time is over, or somebody cancelled.
    pub fn in_time(&self) -> Result<(), Stop> {
        self.options.budget.check().map_err(|limit| Stop(Box::new(limit_reached(limit))))
    }

    /// Whether everything that was asked was found out: else a limit was reached.
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// Whether what is given, or supposed, contradicts itself, so that there is no judging what is claimed; the
    /// contradictions are then in the report.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn contradicts_itself(&mut self) -> Result<bool, Stop> {
        if !self.is_disputable() {
            return Ok(false);
        }
        let repairs = self.repairs(None)?;
        if !repairs.hopeless() || !repairs.whole() {
            return Ok(false);
        }
        // A check has told them.
        if self.report.verdict.is_none() {
            let view = self.options.view.clone();
            let mut evaluated = self.look(&view, None, &[])?.evaluated;
            self.disputes(&mut evaluated, None)?;
        }
        Ok(true)
    }

    /// Evaluates a view, with the expectations of a context (and further queries after them).
    ///
    /// # Errors
    /// A limit was reached.
    pub fn look(&mut self, view: &View, context: Option<Context>, queries: &[Query]) -> Result<Viewed, Stop> {
        let mut all = Vec::new();
        let mut expectations = Vec::new();
        for (at, expectation) in self.model.expectations.iter().enumerate() {
            if Some(expectation.context) == context
                && let Some(query) = query_of(expectation)
            {
                expectations.push(at);
                all.push(query);
            }
        }
        all.extend(queries.iter().cloned());
        let checked = self.lowered.theory(self.model, view, &all);
        let compiled = checked.diagnostics;
        self.report_once(&compiled);
        match checked.value.evaluate(&self.options.budget) {
            Ok(evaluated) => {
                let Evaluated { program, database, values, .. } = &evaluated;
                self.lowered.keep(view, program, database, values);
                Ok(Viewed { evaluated, expectations, compiled })
            }
            Err(failure) => Err(Stop(Box::new(stopped(self.model, &failure)))),
        }
    }

    /// Keeps what holds in the view of the options, evaluated before, for the questions of this session.
    pub fn hold(&mut self, viewed: Viewed) {
        self.held = Some(viewed);
    }

    /// What [`Session::hold`] was given, as it was; nothing where an answer was not brought to its end.
    pub fn release(&mut self) -> Option<Viewed> {
        self.held.take()
    }

    /// The view of the options with the answers to queries, numbered after the expectations of what comes out. It is
    /// to be given back by [`Session::answered`].
    ///
    /// # Errors
    /// A limit was reached.
    pub fn ask(&mut self, queries: &[Query]) -> Result<Viewed, Stop> {
        if let Some(mut viewed) = self.held.take() {
            let mark = viewed.evaluated.mark();
            let numbered = (viewed.expectations.len(), queries);
            match viewed.evaluated.ask(self.model, numbered, &self.options.budget) {
                Ok(Some(diagnostics)) => {
                    self.asked = Some(mark);
                    self.report_once(&viewed.compiled);
                    self.report_once(&diagnostics);
                    return Ok(viewed);
                }
                Ok(None) => self.held = Some(viewed),
                Err(failure) => {
                    self.held = Some(viewed);
                    return Err(Stop(Box::new(stopped(self.model, &failure))));
                }
            }
        }
        let view = self.options.view.clone();
        self.look(&view, None, queries)
    }

    /// Takes back what [`Session::ask`] gave, and forgets what was asked of it.
    pub fn answered(&mut self, mut viewed: Viewed) {
        if let Some(mark) = self.asked.take() {
            viewed.evaluated.forget(mark);
            self.held = Some(viewed);
        }
    }

    /// Reports what was not reported before.
    pub(super) fn report_once(&mut self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            if !self.report.diagnostics.contains(diagnostic) {
                self.report.diagnostics.push(diagnostic.clone());
            }
        }
    }
}

/// The context of a view's expectations.
pub(super) fn context_of(view: &View) -> Context {
    view.scenario.map_or(Context::Base, Context::Scenario)
}

/// The condition that an expectation asks for.
fn query_of(expectation: &Expectation) -> Option<Query> {
    let formula = match &expectation.kind {
        ExpectationKind::Holds(formula) | ExpectationKind::Answers(_, formula) => formula.clone(),
        ExpectationKind::Unproven(literal) => crate::model::statement::Formula {
            span: literal.span,
            kind: crate::model::statement::FormulaKind::Literal(literal.clone()),
        },
        ExpectationKind::Status(..)
        | ExpectationKind::AtLeast(..)
        | ExpectationKind::AtLeastGiven(..)
        | ExpectationKind::Violated(..) => return None,
    };
    Some(Query { formula, variables: expectation.variables.clone() })
}
