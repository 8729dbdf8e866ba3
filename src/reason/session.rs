//! A model with the views of it that have been evaluated.

use super::checks::findings::{Fired, in_words};
use super::dispute::contradictions::{Clashes, KnownClashes, gather, told};
use super::dispute::repairs::Readings;
use super::probability::Likelihoods;
use super::undecided::any_undecided;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::engine::{Budget, Coverage, Failure, Limit};
use crate::model::Model;
use crate::model::statement::{Context, SymbolId};
use crate::model::value::MAX_BITS;
use crate::model::{Expectation, ExpectationKind};
use crate::report::{Command, Report, Verdict};
use crate::theory::{Evaluated, Grown, Lowered, Query, Unfinished, View};
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

/// A limit was reached before the answer was known.
#[derive(Debug)]
pub struct Stop(pub Box<Diagnostic>);

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
    /// The readings that were asked for, by scenario.
    pub(super) readings: BTreeMap<Option<SymbolId>, Readings<'m>>,
    /// What follows when claims below the threshold count too, by scenario.
    pub(super) possible: BTreeMap<Option<SymbolId>, Evaluated>,
    /// What is stated about likelihoods, by scenario.
    pub(super) likely: BTreeMap<Option<SymbolId>, Likelihoods<'m>>,
    /// Those of the view that was chosen as things stand, without forecasts.
    pub(super) today: Option<Likelihoods<'m>>,
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
        let limited = |found: &Diagnostic| found.code == crate::diagnostic::Code::LimitReached;
        let bounded = options.games.found.iter().any(limited);
        Self {
            model,
            options,
            report,
            lowered,
            readings: BTreeMap::new(),
            possible: BTreeMap::new(),
            likely: BTreeMap::new(),
            today: None,
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
        if !self.has_claims() {
            return Ok(false);
        }
        let readings = self.readings(None)?;
        if !readings.hopeless() || !readings.whole() {
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
            Ok(evaluated) => Ok(Viewed { evaluated, expectations, compiled }),
            Err(failure) => Err(Stop(Box::new(stopped(self.model, &failure)))),
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

    /// Checks the chosen view, and no scenario besides: what fires, what clashes, what was expected of it.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn survey(&mut self) -> Result<Surveyed, Stop> {
        let view = self.options.view.clone();
        let viewed = self.look(&view, Some(context_of(&view)), &[])?;
        self.survey_of(viewed)
    }

    /// Checks the chosen view as it was evaluated before or brought up to date since.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn survey_of(&mut self, mut viewed: Viewed) -> Result<Surveyed, Stop> {
        let context = context_of(&self.options.view);
        self.report_once(&viewed.compiled);
        self.undecided(&mut viewed.evaluated, None);
        self.unordered(&viewed.evaluated);
        self.undecided_bounds(&viewed.evaluated);
        self.voting(&viewed.evaluated);
        let invalid = self.invalid();
        let acknowledged = self.acknowledged(&[context]);
        let fired = self.findings(&mut viewed.evaluated, &acknowledged, None)?;
        let mut clashes = Clashes::default();
        if !invalid {
            clashes = self.disputes(&mut viewed.evaluated, None)?;
            clashes += self.coherence()?;
            self.posteriors()?;
            self.outruns()?;
        }
        self.expectations(&mut viewed, context)?;
        self.in_time()?;
        self.report.verdict = Some(if invalid { Verdict::Invalid } else { clashes.verdict() });
        Ok(Surveyed { viewed, fired, clashes })
    }

    /// Checks the whole analysis: the base view (or the one chosen) and every scenario.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn check(&mut self) -> Result<Checked, Stop> {
        let view = self.options.view.clone();
        let Surveyed { viewed: mut base, fired, mut clashes } = self.survey()?;
        let invalid = self.report.verdict == Some(Verdict::Invalid);
        self.later();
        if !invalid {
            self.circular(&mut base.evaluated, view.scenario);
            self.unrebutted(&base.evaluated)?;
        }
        let mut scenarios = Vec::new();
        if view.scenario.is_none() && !invalid {
            let known = KnownClashes::of(self, &base.evaluated);
            let decided = !any_undecided(self.model, &base.evaluated);
            for scenario in &self.model.scenarios {
                self.in_time()?;
                let view = View { scenario: Some(scenario.symbol), ..view.clone() };
                let context = Context::Scenario(scenario.symbol);
                let mut played = self.look(&view, Some(context), &[])?;
                let acknowledged = self.acknowledged(&[Context::Base, context]);
                let (new, told) = self.contradictions(&mut played.evaluated, scenario.symbol, &known)?;
                clashes += new;
                let fired =
                    self.findings(&mut played.evaluated, &acknowledged, Some((scenario.symbol, &fired)))?;
                self.expectations(&mut played, context)?;
                self.circular(&mut played.evaluated, Some(scenario.symbol));
                if decided {
                    self.undecided(&mut played.evaluated, Some(scenario.symbol));
                }
                // Only the page, and a comparison, tell what each scenario comes to.
                let is_game = self.model.games.iter().any(|game| game.symbol == scenario.symbol);
                match self.report.command {
                    // What a game comes to is a section of its own.
                    _ if is_game => {}
                    Command::Brief | Command::Diff => {
                        let broken =
                            fired.iter().map(|one| in_words(self.model, one.statement, &one.because));
                        let findings = told.into_iter().chain(broken).collect();
                        scenarios.push(Played { scenario: scenario.symbol, viewed: played, findings });
                    }
                    Command::Check
                    | Command::Ask
                    | Command::Weigh
                    | Command::Score
                    | Command::Test
                    | Command::Council
                    | Command::Game
                    | Command::Map => {}
                }
            }
            self.report.verdict = Some(clashes.verdict());
        }
        Ok(Checked { base, fired, scenarios })
    }

    /// Reports what clashes in a scenario and not in the base view, and says it in words.
    fn contradictions(
        &mut self,
        evaluated: &mut Evaluated,
        scenario: SymbolId,
        known: &KnownClashes,
    ) -> Result<(Clashes, Vec<String>), Stop> {
        let mut new = gather(self, evaluated);
        new.retain(|(clash, _)| !known.has(clash));
        let told: Vec<String> = new.iter().map(|one| told(self.model, evaluated, one)).collect();
        // What clashes is seen at once; who stands against whom is found out only where something does.
        let found =
            if told.is_empty() { Clashes::default() } else { self.disputes(evaluated, Some(scenario))? };
        Ok((found, told))
    }

    /// The constraints whose violation is expected in one of the contexts.
    fn acknowledged(&self, contexts: &[Context]) -> Vec<smol_str::SmolStr> {
        self.model
            .expectations
            .iter()
            .filter(|expectation| contexts.contains(&expectation.context))
            .filter_map(|expectation| match &expectation.kind {
                ExpectationKind::Violated(name, _) => Some(name.clone()),
                _ => None,
            })
            .collect()
    }
}

/// What a survey has evaluated.
pub struct Surveyed {
    /// The view.
    pub viewed: Viewed,
    /// What fires in it.
    pub fired: Vec<Fired>,
    /// What clashes in it.
    pub(super) clashes: Clashes,
}

/// A scenario, evaluated.
pub struct Played {
    /// Which it is.
    pub scenario: SymbolId,
    /// Its view.
    pub viewed: Viewed,
    /// What fires and clashes in it beyond the base view, in words.
    pub findings: Vec<String>,
}

/// What a check has evaluated.
pub struct Checked {
    /// The base view.
    pub base: Viewed,
    /// What fires in it.
    pub fired: Vec<Fired>,
    /// For a brief or a comparison, the scenarios.
    pub scenarios: Vec<Played>,
}

/// The context of a view's expectations.
fn context_of(view: &View) -> Context {
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

/// The diagnostic for an evaluation that did not come to its end.
pub(super) fn stopped(model: &Model, unfinished: &Unfinished) -> Diagnostic {
    let mut diagnostic = match &unfinished.failure {
        Failure::Stopped(stopped) => limit_reached(stopped.limit),
        Failure::Invalid(_) | Failure::Facts | Failure::Cycle(_) => incomplete(
            String::from("the analysis could not be evaluated: this is a mistake of strat's"),
            "please report it with the file",
        ),
    };
    if let Some((grown, rows)) = unfinished.grown {
        let (place, name) = match grown {
            Grown::Statement(id) => {
                let statement = model.statement(id);
                let name = statement.map(|found| &found.name).filter(|name| !name.is_empty());
                (statement.map(|found| found.span), name.map(|name| format!("`{name}`")))
            }
            Grown::Symmetric(id) => {
                let relation = model.relation(id);
                let name = relation.map(|found| format!("that `{}` is symmetric", found.name));
                (relation.and_then(|found| found.symmetric), name)
            }
        };
        // When time is up depends on the machine, and so would the number.
        let so_many = match &unfinished.failure {
            Failure::Stopped(stopped) => match stopped.limit {
                Limit::Rows(_) | Limit::Memory(_) if rows == 1 => String::from(": 1 sentence"),
                Limit::Rows(_) | Limit::Memory(_) => format!(": {rows} sentences"),
                Limit::Deadline | Limit::Cancelled | Limit::Overflow => String::new(),
            },
            Failure::Invalid(_) | Failure::Facts | Failure::Cycle(_) => String::new(),
        };
        if let Some(place) = place {
            let what = name.unwrap_or_else(|| String::from("this"));
            let overflow =
                matches!(&unfinished.failure, Failure::Stopped(stopped) if stopped.limit == Limit::Overflow);
            let text = match overflow {
                true => format!("{what} computes it"),
                false => format!("{what} had concluded the most by then{so_many}"),
            };
            diagnostic = diagnostic.label(place, text);
        }
    }
    diagnostic
}

/// The diagnostic for a limit that was reached.
pub fn limit_reached(limit: Limit) -> Diagnostic {
    match limit {
        Limit::Rows(rows) => incomplete(
            format!("more than {rows} sentences follow"),
            "look for a rule that concludes ever more, or allow more with `--max-rows`",
        ),
        Limit::Memory(_) => incomplete(
            String::from("the conclusions take more memory than is allowed"),
            "look for a rule that concludes ever more, or allow more with `--max-memory`",
        ),
        Limit::Deadline => incomplete(
            String::from("the time allowed is over"),
            "look for a rule that concludes ever more, or allow more with `--timeout`",
        ),
        Limit::Overflow => incomplete(
            format!(
                "a value grows too large: a number of more than the {MAX_BITS} bits up to which it is kept exactly, or \
                 a date that is moved out of the calendar"
            ),
            "round the numbers that are added or multiplied, or look for a rule that computes ever larger ones",
        ),
        Limit::Cancelled => incomplete(String::from("interrupted"), "run it again to get the whole answer"),
    }
}

fn incomplete(message: String, help: &str) -> Diagnostic {
    Diagnostic::new(Code::LimitReached, message)
        .help(help)
        .note("what has been found so far is incomplete, and is not shown")
}
