//! An analysis checked as a whole: what fires, what clashes, what was expected, in the view and in every scenario.

use super::findings::{Fired, in_words};
use crate::model::ExpectationKind;
use crate::model::statement::{Context, SymbolId};
use crate::reason::dispute::contradictions::{Clashes, KnownClashes, gather, told};
use crate::reason::session::{Session, Viewed, context_of};
use crate::reason::stop::Stop;
use crate::reason::undecided::any_undecided;
use crate::report::{Command, Verdict};
use crate::theory::Evaluated;
use smol_str::SmolStr;

/// What a survey has evaluated.
pub struct Surveyed {
    /// The view.
    pub viewed: Viewed,
    /// What fires in it.
    pub fired: Vec<Fired>,
    /// What clashes in it.
    pub(in crate::reason) clashes: Clashes,
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

impl Session<'_> {
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
            self.posteriors(&mut clashes)?;
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
                let view = self.scene(scenario.symbol)?;
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
                // What a game comes to is a section of its own.
                if !is_game && matches!(self.report.command, Command::Brief | Command::Diff) {
                    let broken = fired.iter().map(|one| in_words(self.model, one.statement, &one.because));
                    let findings = told.into_iter().chain(broken).collect();
                    scenarios.push(Played { scenario: scenario.symbol, viewed: played, findings });
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
    fn acknowledged(&self, contexts: &[Context]) -> Vec<SmolStr> {
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
