//! What is stated about likelihoods to what follows about the likelihood of a sentence.
//!
//! A world is a choice of the contestable statements of a view; unhedged claims are true in all of them. The
//! graph of the view, with every claim in it however unlikely, is cut down to what is open once these are
//! believed; what touches a sentence becomes a [`Question`], which knows nothing of sentences. **Invariant:**
//! a likelihood constrains the sentence it is stated of, however that comes to hold; that of a rule constrains
//! each of its applications.

mod answer;
mod bearing;
mod coherence;
mod conditional;
mod corrections;
mod exclude;
mod graph;
mod headline;
mod independent;
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
mod sensitivity;
mod stated;
mod tell;
mod telling;
mod unsaid;
mod when;

pub(super) use answer::{how_likely, likely_answers};
pub(super) use conditional::{Given, Pair, how_likely_given};
pub(super) use program::{Program, Target};
pub(super) use stated::{Hedged, Stated};
pub(super) use when::When;

use super::provenance::{Assumption, AssumptionId, AtomId, Choice, Contest, Lineage};
use super::session::stopped;
use super::{Session, Stop};
use crate::budget::Budget;
use crate::model::Model;
use crate::model::statement::{Literal, StatementId, SymbolId};
use crate::report::Likelihood;
use crate::syntax::ast::Outcome;
use crate::theory::{Lowered, Query, Threshold, View};
use std::collections::BTreeSet;

/// Which claims are believed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Selection {
    /// Claims that demand nothing: they may be true or not.
    pub(super) freed: BTreeSet<AssumptionId>,
    /// Claims that are left out: they are false.
    pub(super) dropped: BTreeSet<AssumptionId>,
    /// If not all of them, the claims that demand something; the others may be true or not.
    pub(super) kept: Option<BTreeSet<AssumptionId>>,
    /// What becomes of these others where nothing that is kept rests on them.
    pub(super) rest: Rest,
}

/// What becomes of claims on which nothing that is kept rests. What cannot hold together with them apart never can;
/// what can where they are out always can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rest {
    /// They are not looked at, nor are the contradictions that they have a part in.
    #[default]
    Apart,
    /// They are false.
    Out,
    /// They may be true or not.
    Free,
}

impl Selection {
    /// Whether a claim demands anything: to be true, or to be as likely as it says.
    fn demands(&self, element: AssumptionId) -> bool {
        !self.freed.contains(&element)
            && !self.dropped.contains(&element)
            && self.kept.as_ref().is_none_or(|kept| kept.contains(&element))
    }
}

/// The likelihoods that are stated in a view, and the graph of all its claims.
pub(super) struct Likelihoods<'m> {
    pub(super) lineage: Lineage<'m>,
    /// The likelihoods of sentences, in the order of the file.
    pub(super) stated: Vec<Stated>,
    /// The contradictions.
    clashes: Vec<AtomId>,
    /// For each exhaustive question, the sentences that its hypotheses hold.
    exhaustive: Vec<Vec<AtomId>>,
    /// What was observed and something else could have brought about.
    observed: Vec<observed::Observed>,
    /// The observations that are passed over.
    passed_over: BTreeSet<StatementId>,
    /// Where claims are independent, what happenings presuppose.
    preconditions: Vec<preconditions::Precondition>,
    /// Whether no likelihood was left out because there are too many.
    whole: bool,
    /// The smallest sets of claims that were found not to hold together: they are so whatever else is believed.
    smallest: Vec<coherence::Fault>,
    /// The claims behind contradictions of which one such set was looked for, and not all.
    quarrels: Vec<BTreeSet<AssumptionId>>,
    /// Which contradictions were looked at, each by itself, in order to find these.
    looked_at: BTreeSet<minimal_inconsistent::Clashes>,
    /// The graph of all claims, and what is left of it under selections.
    programs: Option<selected::Programs>,
    /// How many more atoms may be looked at, under one set of claims after the other, to find out what to leave aside.
    work: usize,
}

impl<'m> Likelihoods<'m> {
    /// The likelihood that an element was stated with.
    pub(super) fn hedge(&self, element: AssumptionId) -> Option<Hedged> {
        let model = self.lineage.model;
        match self.lineage.element(element)? {
            Assumption::Claim(id) | Assumption::Application(id, _) | Assumption::Row(id, _) => {
                Hedged::of(&model.statement(*id)?.attribution)
            }
            Assumption::Hypothesis(symbol) => Hedged::of(&model.hypotheses.get(symbol)?.attribution),
            Assumption::Option(..) => None,
        }
    }

    /// Whether an element is a forecast that came true: it is then no matter of likelihood any more.
    fn came_true(&self, element: AssumptionId) -> bool {
        let model = self.lineage.model;
        let Some(Assumption::Claim(id) | Assumption::Application(id, _)) = self.lineage.element(element)
        else {
            return false;
        };
        model.statement(*id).and_then(|statement| model.outcome(statement)) == Some(Outcome::True)
    }

    /// Whether an element is taken at its word: a claim without a likelihood, but no hypothesis.
    pub(super) fn is_unhedged(&self, element: AssumptionId) -> bool {
        !self.lineage.is_hypothesis(element) && self.hedge(element).is_none()
    }

    /// How an element is chosen under a selection.
    fn choice(&self, element: AssumptionId, selection: &Selection) -> Choice {
        if self.came_true(element) {
            return Choice::In;
        }
        if selection.dropped.contains(&element) {
            return Choice::Out;
        }
        if self.is_unhedged(element) && selection.demands(element) { Choice::In } else { Choice::Open }
    }

    /// The statement or hypothesis that a reader knows an element by: applications of a rule are one claim.
    pub(super) fn claim(&self, element: AssumptionId) -> Option<Claim> {
        Claim::of(self.lineage.element(element)?)
    }
}

/// What a reader counts as one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// A statement.
    Statement(StatementId),
    /// A row of the table that a statement names.
    Row(StatementId, u32),
    /// A hypothesis.
    Hypothesis(SymbolId),
}

impl Claim {
    fn of(element: &Assumption) -> Option<Self> {
        Some(match element {
            Assumption::Claim(id) | Assumption::Application(id, _) => Self::Statement(*id),
            Assumption::Row(id, row) => Self::Row(*id, *row),
            Assumption::Hypothesis(symbol) => Self::Hypothesis(*symbol),
            Assumption::Option(..) => return None,
        })
    }
}

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
            let made = self.likelihoods(&self.view_of(scenario), &[])?;
            self.likely.insert(scenario, made);
        }
        match self.likely.get_mut(&scenario) {
            Some(likely) => Ok(likely),
            None => Err(Stop(Box::new(stopped(self.model, &crate::engine::Failure::Facts.into())))),
        }
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
            literals.iter().map(|literal| likely.lineage.sentence(literal)).collect();
        let mut found = likely.estimates(&atoms);
        let foreseen = answer::foreseen(&found);
        let view = self.view_of(scenario);
        if !foreseen.is_empty() && answer::is_plain(&view) {
            if self.today.is_none() {
                self.today = Some(self.likelihoods_today(&view, &[])?);
            }
            if let Some(today) = &mut self.today {
                let literals = foreseen.iter().filter_map(|at| literals.get(*at));
                let atoms: Vec<Option<AtomId>> =
                    literals.map(|literal| today.lineage.sentence(literal)).collect();
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
    let mut view = View { threshold: Threshold::Any, judged: true, played, ..view.clone() };
    let lineage = |view: &View| {
        Lineage::new(model, lowered, view, queries, Contest::Claims, budget)
            .map_err(|failure| Stop(Box::new(stopped(model, &failure))))
    };
    let seen = observed::observations(model, &view);
    view.disbelieved.extend(seen.iter().map(|(id, _)| *id));
    let mut made = lineage(&view)?;
    let (mut observed, facts) = observed::explained(&mut made, seen.clone());
    if !facts.is_empty() {
        // These may help to bring about others.
        view.disbelieved.retain(|id| !facts.contains(id));
        made = lineage(&view)?;
        let rest = seen.into_iter().filter(|(id, _)| !facts.contains(id)).collect();
        observed = observed::explained(&mut made, rest).0;
    }
    Ok(Likelihoods::new(made, &view, observed))
}
