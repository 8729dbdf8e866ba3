//! The status of sentences in a view of the session: repairs, and claims below the threshold.

use super::cuts::cuts;
use super::opposed::opposed;
use super::repairs::Repairs;
use super::support::{by_place, supports};
use crate::engine::Coverage;
use crate::model::statement::{Literal, SymbolId, Term};
use crate::model::value::Number;
use crate::reason::probability::hedges;
use crate::reason::provenance::{Contest, Provenance};
use crate::reason::query::wanted::{Explain, Wanted};
use crate::reason::stop::stopped;
use crate::reason::{Session, Stop};
use crate::report::{Likelihood, Opposition, Status, Support};
use crate::theory::{Evaluated, Query, Threshold, Through, View};

impl<'m> Session<'m> {
    /// The view of a scenario, or the one that was chosen.
    pub(in crate::reason) fn view_of(&self, scenario: Option<SymbolId>) -> View {
        View { scenario: scenario.or(self.options.view.scenario), ..self.options.view.clone() }
    }

    /// The repairs of a scenario, or of the view that was chosen.
    pub(in crate::reason) fn repairs(
        &mut self,
        scenario: Option<SymbolId>,
    ) -> Result<&mut Repairs<'m>, Stop> {
        if !self.repairs.contains_key(&scenario) {
            let limits = &self.options.budget;
            let view = self.view_of(scenario);
            let provenance = Provenance::new(self.model, &self.lowered, &view, &[], Contest::Claims, limits);
            let provenance = provenance.map_err(|failure| Stop(Box::new(stopped(self.model, &failure))))?;
            self.repairs.insert(scenario, Repairs::new(provenance, &self.solved, &self.options.budget));
        }
        match self.repairs.get_mut(&scenario) {
            Some(repairs) => Ok(repairs),
            None => Err(Stop(Box::new(stopped(self.model, &crate::engine::Failure::Facts.into())))),
        }
    }

    /// The status of a sentence in a scenario, or in the view that was chosen.
    pub(in crate::reason) fn status(
        &mut self,
        scenario: Option<SymbolId>,
        literal: &Literal,
    ) -> Result<Status, Stop> {
        let status = self.status_alone(scenario, literal)?;
        if matches!(status, Status::Tenable | Status::Possible)
            && let Some(symbol) = self.repairs(scenario)?.hypothesis_of(literal)
        {
            if self.has_no_chance(scenario, literal)? {
                return Ok(Status::Rejected);
            }
            if self.leads(scenario, symbol)? {
                return Ok(Status::Leading);
            }
        }
        Ok(status)
    }

    /// Whether likelihoods leave no room for a sentence, without anybody being taken at their word.
    fn has_no_chance(&mut self, scenario: Option<SymbolId>, literal: &Literal) -> Result<bool, Stop> {
        if !hedges(self.model) {
            return Ok(false);
        }
        let found = self.how_likely(scenario, std::iter::once(literal))?.pop().flatten();
        let settled = |found: &Likelihood| found.sides.is_empty() && found.believed == 0;
        Ok(found.filter(settled).is_some_and(|found| *found.range.high() == Number::ZERO))
    }

    /// The status of a sentence, whatever that of the rivals of a hypothesis is.
    pub(super) fn status_alone(
        &mut self,
        scenario: Option<SymbolId>,
        literal: &Literal,
    ) -> Result<Status, Stop> {
        let repairs = self.repairs(scenario)?;
        let mut status = repairs.status(literal);
        let hypothesis = repairs.hypothesis_of(literal);
        match status {
            Status::Unproven => {
                if self.possible(scenario)?.holds_literal(literal) {
                    status = self.loosely(scenario, literal)?;
                }
            }
            // Who says no more than that it may be so does not claim it; repairs cannot take that back.
            Status::Tenable | Status::Rejected => {
                if hypothesis.is_some_and(|symbol| self.is_hedged(scenario, symbol)) {
                    status = self.loosely(scenario, literal)?;
                }
            }
            Status::Unknown => self.coverage = Coverage::Bounded,
            Status::Undisputed
            | Status::Established
            | Status::Contested
            | Status::Leading
            | Status::Possible => {}
        }
        Ok(status)
    }

    /// The status of a sentence for which claims below the threshold are needed: they can be ruled out too.
    fn loosely(&mut self, scenario: Option<SymbolId>, literal: &Literal) -> Result<Status, Stop> {
        let could = self.likelihoods_of(scenario)?.could_hold(literal);
        Ok(if could { Status::Possible } else { Status::Rejected })
    }

    /// Looks at many sentences of the view that was chosen at once, before their statuses are asked for.
    pub(in crate::reason) fn prepare(&mut self, literals: impl Iterator<Item = Literal>) -> Result<(), Stop> {
        if self.is_disputable() {
            let repairs = self.repairs(None)?;
            let atoms: Vec<_> =
                literals.filter_map(|literal| repairs.provenance.sentence(&literal)).collect();
            repairs.prepare(&atoms);
        }
        Ok(())
    }

    /// Whether somebody raises a hypothesis as less likely than would count.
    fn is_hedged(&self, scenario: Option<SymbolId>, symbol: SymbolId) -> bool {
        let crisp = self.view_of(scenario);
        let any = View { threshold: Threshold::Any, ..crisp.clone() };
        let Some(hypothesis) = self.model.hypotheses.get(&symbol) else { return false };
        let stands = |view: &View| crate::theory::Standing::new(self.model, view).stands(hypothesis);
        stands(&any) && !stands(&crisp)
    }

    /// What follows when claims below the threshold count too, and hypotheses that somebody raises.
    fn possible(&mut self, scenario: Option<SymbolId>) -> Result<&Evaluated, Stop> {
        if !self.possible.contains_key(&scenario) {
            let view = View { threshold: Threshold::Any, ..self.view_of(scenario) };
            let standing = crate::theory::Standing::new(self.model, &view);
            let claimed = self.model.hypotheses.iter().filter(|(_, known)| standing.stands(known));
            let claimed = claimed.map(|(symbol, _)| *symbol).collect();
            let all = View { claimed, ..view.clone() };
            let found = self.look(&all, None, &[])?.evaluated;
            self.possible.insert(scenario, found);
        }
        match self.possible.get(&scenario) {
            Some(found) => Ok(found),
            None => Err(Stop(Box::new(stopped(self.model, &crate::engine::Failure::Facts.into())))),
        }
    }

    /// A judge of the answers to a query.
    pub(in crate::reason) fn judge_of(
        &mut self,
        queries: &[Query],
        wanted: &Wanted,
    ) -> Result<Judge<'m>, Stop> {
        let view = self.options.view.clone();
        let repairs = if self.is_disputable() {
            let provenance = Provenance::new(
                self.model,
                &self.lowered,
                &view,
                queries,
                Contest::Claims,
                &self.options.budget,
            );
            let provenance = provenance.map_err(|failure| Stop(Box::new(stopped(self.model, &failure))))?;
            Some(Repairs::new(provenance, &self.solved, &self.options.budget))
        } else {
            None
        };
        let given = match wanted.contest {
            Contest::Claims | Contest::Options => None,
            Contest::Given => {
                let provenance = Provenance::new(
                    self.model,
                    &self.lowered,
                    &view,
                    queries,
                    Contest::Given,
                    &self.options.budget,
                );
                Some(provenance.map_err(|failure| Stop(Box::new(stopped(self.model, &failure))))?)
            }
        };
        Ok(Judge { repairs, given, cut: wanted.cut, coverage: Coverage::Complete })
    }

    /// Notes that something is not known for want of time.
    pub(in crate::reason) fn note(&mut self, coverage: Coverage) {
        if coverage == Coverage::Bounded {
            self.coverage = Coverage::Bounded;
        }
    }

    /// Whether anything in the view could be disputed; else there is one repair of it, and what holds is undisputed.
    pub(in crate::reason) fn is_disputable(&self) -> bool {
        self.has_claims() && self.lowered.is_disputable(self.model, &self.options.view)
    }

    /// Whether the view leaves anything to dispute.
    pub(in crate::reason) fn has_claims(&self) -> bool {
        self.options.view.through != Through::Given
            && (self.model.statements().any(|(_, statement)| crate::theory::is_contestable(statement))
                || self.model.hypotheses.values().any(|known| !known.attribution.sources.is_empty()))
    }
}

/// The repairs under which the answers to a query are judged; none where nothing is contestable.
pub(in crate::reason) struct Judge<'m> {
    repairs: Option<Repairs<'m>>,
    /// The graph in which given statements are up for choice too.
    given: Option<Provenance<'m>>,
    cut: usize,
    coverage: Coverage,
}

impl Judge<'_> {
    /// The status of an answer, and for an explanation what it rests on.
    pub(in crate::reason) fn answer(
        &mut self,
        terms: &[Term],
        literal: Option<&Literal>,
        explain: Explain,
    ) -> (Status, Option<Vec<Vec<Support>>>) {
        let mut status = Status::Undisputed;
        if let Some(repairs) = &mut self.repairs {
            let atom = repairs.provenance.answer(0, terms);
            let hypothesis = literal.and_then(|literal| repairs.hypothesis_of(literal));
            status = repairs.judge(atom, hypothesis);
        }
        if status == Status::Unknown {
            self.coverage = Coverage::Bounded;
        }
        let provenance = self.given.as_mut().or(self.repairs.as_mut().map(|repairs| &mut repairs.provenance));
        let cuts = match (explain, provenance) {
            (Explain::Yes, Some(provenance)) => {
                let Some(atom) = provenance.answer(0, terms) else { return (status, None) };
                let found = cuts(provenance, atom, self.cut);
                if found.coverage == Coverage::Bounded {
                    self.coverage = Coverage::Bounded;
                }
                let mut sets: Vec<Vec<Support>> =
                    found.sets.iter().map(|set| supports(provenance, set)).collect();
                sets.sort_by(by_place);
                Some(sets)
            }
            (Explain::Yes | Explain::No, _) => None,
        };
        (status, cuts)
    }

    /// What stands against an answer.
    pub(in crate::reason) fn opposed(
        &mut self,
        terms: &[Term],
        literal: Option<&Literal>,
    ) -> Vec<Opposition> {
        let Some(repairs) = &mut self.repairs else { return Vec::new() };
        let atom = repairs.provenance.answer(0, terms);
        let hypothesis = literal.and_then(|literal| repairs.hypothesis_of(literal));
        opposed(repairs, atom, hypothesis)
    }

    /// Looks at many answers at once.
    pub(in crate::reason) fn prepare<'a>(&mut self, answers: impl Iterator<Item = &'a [Term]>) {
        if let Some(repairs) = &mut self.repairs {
            let atoms: Vec<_> = answers.filter_map(|terms| repairs.provenance.answer(0, terms)).collect();
            if atoms.len() > 1 {
                repairs.prepare(&atoms);
            }
        }
    }

    /// Whether all answers could be judged.
    pub(in crate::reason) fn coverage(&self) -> Coverage {
        self.coverage
    }
}
