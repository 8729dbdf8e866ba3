//! What is stated about likelihoods to what follows about the likelihood of a sentence.
//!
//! A world is a choice of the contestable statements of a view; unhedged claims are true in all of them. The
//! graph of the view, with every claim in it however unlikely, is cut down to what is open once these are
//! believed; what touches a sentence becomes a [`Question`], which knows nothing of sentences. **Invariant:**
//! a likelihood constrains the sentence it is stated of, however that comes to hold; that of a rule constrains
//! each of its applications.

mod answer;
mod astray;
mod averages;
mod bearing;
mod believed;
mod causal_links;
mod causes;
mod coherence;
pub(in crate::reason) mod conditional;
mod corrections;
mod evidence;
mod exclude;
mod fault;
mod graph;
mod half_judged;
mod headline;
mod independent;
mod likelihoods;
mod minimal_inconsistent;
mod no_world;
mod observed;
mod opinions;
mod overclaim;
mod preconditions;
mod program;
mod question;
pub(super) mod score;
mod selected;
mod selection;
mod sensitivity;
mod stated;
mod superseded;
pub(in crate::reason) mod tallies;
mod tell;
mod telling;
mod tied;
mod timed;
mod unsaid;
mod when;

pub(super) use answer::{how_likely, likely_answers};
pub(super) use conditional::{Given, Pair, how_likely_given};
pub(super) use likelihoods::Likelihoods;

use super::Session;
use super::provenance::{AtomId, Contest, Provenance};
use super::stop::{Stop, stopped};
use crate::budget::Budget;
use crate::model::Model;
use crate::model::statement::{Literal, SymbolId};
use crate::report::Likelihood;
use crate::theory::{Lowered, Query, Threshold, View};
use std::collections::BTreeSet;

/// Whether a model states any likelihood.
pub(super) fn hedges(model: &Model) -> bool {
    let statements = model.statements.get(model.first_own.0 as usize..).unwrap_or_default();
    statements.iter().any(|statement| statement.attribution.likelihood.is_some())
        || model.hypotheses.values().any(|hypothesis| hypothesis.attribution.likelihood.is_some())
}

impl<'m> Session<'m> {
    /// The likelihoods of a view, in which answers to the queries can be asked about.
    ///
    /// # Errors
    /// A limit was reached.
    pub(super) fn likelihoods(&self, view: &View, queries: &[Query]) -> Result<Likelihoods<'m>, Stop> {
        made((self.model, &self.lowered), view, queries, &self.options.budget, Forecasts::Count)
    }

    /// The likelihoods of a view as things stand: no forecast counts.
    ///
    /// # Errors
    /// A limit was reached.
    fn likelihoods_today(&self, view: &View, queries: &[Query]) -> Result<Likelihoods<'m>, Stop> {
        made((self.model, &self.lowered), view, queries, &self.options.budget, Forecasts::AsInTheView)
    }

    /// The likelihoods of a scenario, or of the view that was chosen.
    ///
    /// # Errors
    /// A limit was reached.
    pub(super) fn likelihoods_of(
        &mut self,
        scenario: Option<SymbolId>,
    ) -> Result<&mut Likelihoods<'m>, Stop> {
        if !self.likely.contains_key(&scenario) {
            let made = self.likelihoods(&self.weighed_view(scenario), &[])?;
            self.likely.insert(scenario, made);
        }
        match self.likely.get_mut(&scenario) {
            Some(likely) => Ok(likely),
            None => Err(Stop(Box::new(stopped(self.model, &crate::engine::Failure::Facts.into())))),
        }
    }

    /// The view in which likelihoods are taken: what is foreseen counts in it, whatever is supposed.
    pub(in crate::reason) fn weighed_view(&self, scenario: Option<SymbolId>) -> View {
        View { foreseen: BTreeSet::new(), ..self.view_of(scenario) }
    }

    /// How likely sentences are in a scenario, or in the view that was chosen; `None` where likelihoods
    /// cannot hold together, and that could not be mended.
    ///
    /// # Errors
    /// A limit was reached.
    pub(super) fn how_likely<'a>(
        &mut self,
        scenario: Option<SymbolId>,
        literals: impl Iterator<Item = &'a Literal>,
    ) -> Result<Vec<Option<Likelihood>>, Stop> {
        let literals: Vec<&Literal> = literals.collect();
        if literals.is_empty() {
            return Ok(Vec::new());
        }
        let likely = self.likelihoods_of(scenario)?;
        let atoms: Vec<Option<AtomId>> =
            literals.iter().map(|literal| likely.provenance.sentence(literal)).collect();
        let mut found = likely.estimates(&atoms);
        let foreseen = answer::foreseen(&found);
        let view = self.weighed_view(scenario);
        if !foreseen.is_empty() && answer::is_plain(&view) {
            if self.today.is_none() {
                self.today = Some(self.likelihoods_today(&view, &[])?);
            }
            if let Some(today) = &mut self.today {
                let literals = foreseen.iter().filter_map(|at| literals.get(*at));
                let atoms: Vec<Option<AtomId>> =
                    literals.map(|literal| today.provenance.sentence(literal)).collect();
                answer::settle(&mut found, &foreseen, today.estimates(&atoms));
            }
        }
        Ok(found)
    }
}

/// Whether forecasts count beyond the views in which they are in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Forecasts {
    /// They do: what is to come counts.
    Count,
    /// They do not: what is asked is how things stand.
    AsInTheView,
}

/// The likelihoods of a view of a model, in which answers to the queries can be asked about.
fn made<'m>(
    (model, lowered): (&'m Model, &Lowered),
    view: &View,
    queries: &[Query],
    budget: &Budget,
    forecasts: Forecasts,
) -> Result<Likelihoods<'m>, Stop> {
    let played = view.played || forecasts == Forecasts::Count;
    let mut view = View { threshold: Threshold::Every, judged: true, played, ..view.clone() };
    let provenance = |view: &View| {
        Provenance::new(model, lowered, view, queries, Contest::Claims, budget)
            .map_err(|failure| Stop(Box::new(stopped(model, &failure))))
    };
    let seen = observed::observations(model, &view);
    view.disbelieved.extend(seen.iter().map(|(id, _)| *id));
    let mut made = provenance(&view)?;
    let (mut observed, facts) = observed::explained(&mut made, seen.clone());
    if !facts.is_empty() {
        // These may help to bring about others.
        view.disbelieved.retain(|id| !facts.contains(id));
        made = provenance(&view)?;
        let rest = seen.into_iter().filter(|(id, _)| !facts.contains(id)).collect();
        observed = observed::explained(&mut made, rest).0;
    }
    Ok(Likelihoods::new(made, &view, observed))
}
