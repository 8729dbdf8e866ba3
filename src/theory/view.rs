//! Through what a model is looked at: which statements take part.

use crate::model::statement::{
    Attribution, Context, Kind, Literal, Stated, Statement, StatementId, SymbolId, Term,
};
use crate::model::value::{Date, Value};
use crate::model::{Hypothesis, Model};
use crate::syntax::ast::{Outcome, RuleMode};
use std::collections::BTreeSet;

/// Whose statements count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Through {
    /// Everybody's.
    #[default]
    All,
    /// Given ones and those of this source.
    Source(SymbolId),
    /// Given ones only.
    Given,
}

/// How likely a claim must be to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Threshold {
    /// As likely as the frame demands.
    #[default]
    Crisp,
    /// At all.
    Any,
    /// Whatever is said, also that it is impossible: where likelihoods are worked out.
    Every,
    /// Not hedged at all.
    Certain,
}

/// An application of a contestable rule: the rule under a binding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Application {
    /// The rule.
    pub statement: StatementId,
    /// What its named variables stand for, in the order of their numbers.
    pub terms: Vec<Term>,
}

/// Whether applications of contestable rules can be told apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Applications {
    /// No: a rule takes part, or it does not.
    #[default]
    Plain,
    /// Yes, and these are not believed.
    Apart(BTreeSet<Application>),
}

/// A way to look at a model. The default is the base view.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The scenario played through; forecasts are in force in scenarios only.
    pub scenario: Option<SymbolId>,
    /// The hypotheses entertained.
    pub entertained: Vec<SymbolId>,
    /// The hypotheses that are claimed: what they mean and their blocks are stated, and nothing gives
    /// way to them.
    pub claimed: Vec<SymbolId>,
    /// What is supposed besides.
    pub supposed: Vec<Literal>,
    /// What is supposed or denied, each by a choice that is left open: facts of both sides carry the choice.
    pub options: Vec<Literal>,
    /// What is stated besides: unlike a supposition it puts nothing out of force.
    pub stated: Vec<Literal>,
    /// Statements taken back.
    pub retracted: BTreeSet<StatementId>,
    /// Statements that are made and not believed: nothing follows from them, but who says them is known.
    pub disbelieved: BTreeSet<StatementId>,
    /// The applications of contestable rules.
    pub applications: Applications,
    /// Whose statements count.
    pub through: Through,
    /// How likely a claim must be.
    pub threshold: Threshold,
    /// Whether what is judged under a condition may hold: in likelihoods only, since elsewhere nothing follows
    /// from how likely something would be.
    pub judged: bool,
    /// Whether a what-if is played through, so that forecasts are in force without a scenario.
    pub played: bool,
    /// Forecasts that are out of force all the same: those that count whatever is supposed, where only what a
    /// supposition sets off is wanted.
    pub foreseen: BTreeSet<StatementId>,
}

/// What a model's statements are to a view, worked out once.
#[derive(Debug)]
pub struct Standing<'m> {
    model: &'m Model,
    view: &'m View,
    scenarios: Vec<SymbolId>,
    labels: BTreeSet<SymbolId>,
    /// The day on which the view stands.
    as_of: Option<Date>,
    /// What is judged under a condition that what is supposed meets.
    judged_so: Vec<&'m Statement>,
}

impl<'m> Standing<'m> {
    /// The standing of a model's statements in a view.
    pub fn new(model: &'m Model, view: &'m View) -> Self {
        let mut scenarios = Vec::new();
        let mut labels = BTreeSet::new();
        let mut at = view.scenario;
        while let Some(symbol) = at {
            if scenarios.contains(&symbol) {
                break;
            }
            scenarios.push(symbol);
            at = model.scenario(symbol).and_then(|scenario| {
                labels.extend(scenario.retracted.iter().map(|(label, _)| *label));
                scenario.extends
            });
        }
        let as_of = day_of(model, view, &scenarios);
        let judged_so = super::judged_so::judged_so(model, &view.supposed, &scenarios);
        Self { model, view, scenarios, labels, as_of, judged_so }
    }

    /// Whether those who say how likely something is have said besides how likely it is if what is supposed is so: of the
    /// two it is the second that speaks of what is supposed.
    fn gives_way(&self, heads: &[Literal], sources: &[SymbolId]) -> bool {
        let same =
            |one: &Literal, other: &Literal| (one.relation, &one.terms) == (other.relation, &other.terms);
        self.judged_so.iter().any(|judged| {
            judged.attribution.sources == sources
                && self.in_force(&judged.attribution)
                && judged.heads.iter().any(|head| heads.iter().any(|one| same(one, head)))
        })
    }

    /// Whether the likelihoods with which its sources raise the hypotheses of a question give way: they are one judgement.
    fn question_gives_way(&self, hypothesis: &Hypothesis) -> bool {
        let rivals = self.model.questions.iter().filter(|one| Some(one.symbol) == hypothesis.question);
        let rivals = rivals.flat_map(|one| &one.hypotheses);
        rivals
            .filter_map(|symbol| self.model.hypotheses.get(symbol)?.suppositions.as_deref())
            .any(|means| self.gives_way(means, &hypothesis.attribution.sources))
    }

    /// The day on which the view stands: that of the analysis, unless a scenario says another, or supposes
    /// something for a later one.
    pub fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// The day up to which anything is known: that of the view, or of the analysis where the view stands on a later one.
    pub fn known_until(&self) -> Option<Date> {
        let stated = self.model.as_of();
        stated.into_iter().chain(self.as_of).reduce(|one, other| if other.before(one) { other } else { one })
    }

    /// The scenarios in force: the one played through and those that it extends.
    pub fn scenarios(&self) -> &[SymbolId] {
        &self.scenarios
    }

    /// Whether a term is the label of a statement that a scenario in force takes back.
    pub fn takes_back(&self, term: &Term) -> bool {
        matches!(term, Term::Symbol(label) if self.labels.contains(label))
    }

    /// Whether a statement takes part.
    pub fn counts(&self, id: StatementId, statement: &Statement) -> bool {
        self.made(id, statement)
            && (self.model.outcome(statement) == Some(Outcome::True)
                || self.likely_enough(&statement.attribution))
    }

    /// Whether a statement is made in the view, however likely: who says it, and how likely, is known even
    /// where it is too unlikely for anything to follow from it.
    pub fn made(&self, id: StatementId, statement: &Statement) -> bool {
        let placed = match statement.context {
            Context::Base => true,
            Context::Hypothesis(symbol) => {
                self.view.entertained.contains(&symbol) || self.view.claimed.contains(&symbol)
            }
            Context::Scenario(symbol) => self.scenarios.contains(&symbol),
            Context::Game(symbol) => self.scenarios.is_empty() || self.scenarios.contains(&symbol),
        };
        let outcome = self.model.outcome(statement);
        let kind = match statement.kind {
            // One that did not come true, or is void, says nothing any more.
            Kind::Forecast(symbol) => {
                (self.view.played || !self.scenarios.is_empty())
                    && !matches!(outcome, Some(Outcome::False | Outcome::Void))
                    && !self.view.foreseen.contains(&id)
                    && self.model.is_current(id, symbol, self.as_of)
            }
            Kind::Judgement => self.view.judged,
            Kind::Assertion
            | Kind::Table(_)
            | Kind::Rule(_)
            | Kind::Impossible
            | Kind::Forbid(_)
            | Kind::Meaning(_)
            | Kind::Supposition => true,
        };
        let taken_back = self.view.retracted.contains(&id)
            || statement.label.is_some_and(|label| self.labels.contains(&label));
        let off = !statement.name.is_empty() && self.model.frame.without.contains(&statement.name);
        let general = statement.body.is_none()
            && statement.attribution.likelihood.is_some()
            && self.gives_way(&statement.heads, &statement.attribution.sources);
        placed
            && kind
            && !taken_back
            && !off
            && !general
            && self.in_force(&statement.attribution)
            && self.heard(statement)
    }

    fn in_force(&self, attribution: &Attribution) -> bool {
        let Some(now) = self.as_of else { return true };
        attribution.since.as_ref().is_none_or(|since| !now.before(since.date))
            && attribution.until.as_ref().is_none_or(|until| !until.date.before(now))
            && attribution.on.as_ref().is_none_or(|on| !now.before(on.date))
            && self.was_said(attribution, now)
    }

    /// Whether one of those who make a claim had spoken by a day: what is dated later was not known then.
    fn was_said(&self, attribution: &Attribution, now: Date) -> bool {
        attribution.sources.is_empty()
            || attribution.sources.iter().any(|source| self.model.spoke_after(*source, now).is_none())
    }

    fn heard(&self, statement: &Statement) -> bool {
        let contestable = is_contestable(statement);
        match self.view.through {
            Through::All => true,
            Through::Given => !contestable,
            Through::Source(source) => !contestable || speakers(self.model, statement).contains(&source),
        }
    }

    /// Whether somebody stands for a hypothesis in the view, and stands for it enough: then it is one of
    /// the claims that readings choose from.
    pub fn stands(&self, hypothesis: &Hypothesis) -> bool {
        let sources = &hypothesis.attribution.sources;
        let heard = match self.view.through {
            Through::All => true,
            Through::Source(source) => sources.contains(&source),
            Through::Given => false,
        };
        !sources.is_empty()
            && heard
            && hypothesis.suppositions.is_some()
            && !self.question_gives_way(hypothesis)
            && self.in_force(&hypothesis.attribution)
            && self.likely_enough(&hypothesis.attribution)
    }

    /// Whether the likelihood with which a hypothesis is raised counts in the view.
    pub fn raises(&self, hypothesis: &Hypothesis) -> bool {
        let heard = match self.view.through {
            Through::All => true,
            Through::Source(source) => hypothesis.attribution.sources.contains(&source),
            Through::Given => false,
        };
        heard && self.in_force(&hypothesis.attribution) && !self.question_gives_way(hypothesis)
    }

    fn likely_enough(&self, attribution: &Attribution) -> bool {
        match (&attribution.likelihood, self.view.threshold) {
            (None, _) => true,
            (Some(_), Threshold::Certain) => false,
            (Some(hedge), Threshold::Crisp) => hedge.stated.reaches(&self.model.frame.threshold),
            (Some(_), Threshold::Every) => true,
            (Some(hedge), Threshold::Any) => match &hedge.stated {
                Stated::Range(range) => *range.high() > crate::model::value::Number::ZERO,
                Stated::Possible => true,
            },
        }
    }
}

/// The day of the nearest scenario that has one, else of the analysis; what is supposed for a later day
/// moves it there.
fn day_of(model: &Model, view: &View, scenarios: &[SymbolId]) -> Option<Date> {
    let said = scenarios.iter().find_map(|symbol| model.scenario(*symbol)?.as_of);
    let mut day = said.or(model.as_of())?;
    let mut reach = |date: Date| {
        if day.before(date) {
            day = date;
        }
    };
    for literal in &view.supposed {
        if let Some(Term::Value(Value::Date(date))) = literal.on {
            reach(date);
        }
    }
    if said.is_none() && !scenarios.is_empty() {
        for (_, statement) in model.statements() {
            if let (Kind::Supposition, Context::Scenario(scenario)) = (statement.kind, statement.context)
                && scenarios.contains(&scenario)
                && let Some(on) = &statement.attribution.on
            {
                reach(on.date);
            }
        }
    }
    Some(day)
}

/// Whether somebody may contest a statement; else the analyst vouches for it.
pub fn is_contestable(statement: &Statement) -> bool {
    statement.attribution.is_claim() || statement.kind == Kind::Rule(RuleMode::Normally)
}

/// Who makes a claim: its sources, or the analyst.
pub fn speakers(model: &Model, statement: &Statement) -> Vec<SymbolId> {
    if statement.attribution.sources.is_empty() {
        vec![model.analyst]
    } else {
        statement.attribution.sources.clone()
    }
}
