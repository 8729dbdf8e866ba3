//! The likelihoods that are stated in a view, and the graph of all its claims.

use super::causal_links::{Link, links};
use super::fault::Fault;
use super::observed::Observed;
use super::preconditions::{Precondition, preconditions};
use super::program::Programs;
use super::selection::{Claim, Selection};
use super::stated::{Hedged, Stated};
use super::superseded::Superseded;
use super::when::When;
use crate::model::Model;
use crate::model::statement::{Context, Kind, Literal, RelationId, Statement, StatementId, SymbolId, Term};
use crate::reason::provenance::{Assumption, AssumptionId, AtomId, Choice, ContradictionId, Provenance};
use crate::syntax::ast::{Outcome, Sign};
use crate::theory::{Standing, View};
use std::collections::{BTreeMap, BTreeSet};

/// The most likelihoods that are looked at together.
const STATED: usize = 5_000;

/// The likelihoods that are stated in a view, and the graph of all its claims.
pub(in crate::reason) struct Likelihoods<'m> {
    pub(in crate::reason) provenance: Provenance<'m>,
    /// The likelihoods of sentences, in the order of the file.
    pub(in crate::reason) stated: Vec<Stated>,
    /// The contradictions.
    pub(super) clashes: Vec<AtomId>,
    /// For each exhaustive question, the sentences that its hypotheses hold.
    pub(super) exhaustive: Vec<Vec<AtomId>>,
    /// What was observed and something else could have brought about.
    pub(super) observed: Vec<Observed>,
    /// The observations that are passed over.
    pub(super) passed_over: BTreeSet<StatementId>,
    /// Where claims are independent, what happenings presuppose.
    pub(super) preconditions: Vec<Precondition>,
    /// The sentences of which it is judged how likely they are under a condition.
    pub(super) judged: Vec<AtomId>,
    /// What is said of causes with a likelihood.
    pub(super) links: Vec<Link>,
    /// What no longer binds because of what is supposed.
    pub(super) superseded: Superseded,
    /// Whether no likelihood was left out because there are too many.
    pub(super) whole: bool,
    /// The smallest sets of claims that were found not to hold together: they are so whatever else is believed.
    pub(super) smallest: Vec<Fault>,
    /// The claims behind contradictions of which one such set was looked for, and not all.
    pub(super) quarrels: Vec<BTreeSet<AssumptionId>>,
    /// Which contradictions were looked at, each by itself, in order to find these.
    pub(super) looked_at: BTreeSet<Clashes>,
    /// The graph of all claims, and what is left of it under selections.
    pub(super) programs: Option<Programs>,
    /// How many more atoms may be looked at, under one set of claims after the other, to find out what to leave aside.
    pub(super) work: usize,
}

/// Which contradictions are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) enum Clashes {
    /// Those that a claim with a likelihood may have a part in.
    Hedged,
    /// All of them.
    All,
}

impl<'m> Likelihoods<'m> {
    /// The likelihoods of a graph of all claims.
    pub(super) fn new(mut provenance: Provenance<'m>, view: &View, observed: Vec<Observed>) -> Self {
        let model = provenance.model;
        let mut stated = Vec::new();
        let mut whole = true;
        let supposed = supposed(model, view);
        let superseded = Superseded::of(model, view, &supposed);
        let standing = Standing::new(model, view);
        let mut first: BTreeMap<SymbolId, StatementId> = BTreeMap::new();
        for (id, statement) in model.statements() {
            let first = statement.label.map_or(id, |label| *first.entry(label).or_insert(id));
            let Some(hedged) = Hedged::of(&statement.attribution) else { continue };
            if matches!(statement.context, Context::Hypothesis(_)) || !standing.counts(id, statement) {
                continue;
            }
            // What came of a forecast is known once it is resolved.
            if model.outcome(statement).is_some() {
                continue;
            }
            let before = stated.len();
            match statement.kind {
                Kind::Assertion | Kind::Forecast(_) if statement.body.is_none() => {
                    let element = provenance.number(Assumption::Claim(first));
                    stated.extend(statement.heads.iter().map(|head| (element, head.clone(), hedged.clone())));
                }
                Kind::Table(_) => whole &= table(&mut provenance, (id, statement), &hedged, &mut stated),
                Kind::Judgement
                | Kind::Assertion
                | Kind::Forecast(_)
                | Kind::Rule(_)
                | Kind::Impossible
                | Kind::Forbid(_)
                | Kind::Meaning(_)
                | Kind::Supposition => {}
            }
            if stated.len() > STATED {
                whole = false;
                stated.truncate(before);
            }
        }
        for (symbol, hypothesis) in &model.hypotheses {
            let Some(hedged) = Hedged::of(&hypothesis.attribution) else { continue };
            if !standing.raises(hypothesis) {
                continue;
            }
            let meaning = model.statement(hypothesis.meaning);
            if let Some(head) = meaning.and_then(|meaning| meaning.heads.first()) {
                let element = provenance.number(Assumption::Hypothesis(*symbol));
                stated.push((element, head.clone(), hedged));
            }
        }
        let stated: Vec<Stated> = stated
            .into_iter()
            .filter(|(element, literal, _)| {
                let binds = provenance.element(*element).is_none_or(|known| !superseded.frees(known));
                binds && !supposed.contains(&(literal.relation, literal.terms.clone()))
            })
            .collect::<Vec<_>>()
            .into_iter()
            .map(|(element, literal, hedged)| {
                let atom = provenance.sentence(&literal);
                let when = When::of(model, provenance.element(element));
                Stated { element, literal, atom, hedged, when }
            })
            .collect();
        let ids: Vec<ContradictionId> = (0..).take(provenance.clashes().len()).map(ContradictionId).collect();
        let clashes = ids.into_iter().map(|id| provenance.clash(id)).collect();
        let exhaustive = exhaustive(&mut provenance);
        let preconditions = preconditions(&mut provenance);
        let judged = judged(&mut provenance, &standing);
        let links = links(&mut provenance, &stated);
        Self {
            provenance,
            stated,
            clashes,
            exhaustive,
            observed,
            passed_over: BTreeSet::new(),
            preconditions,
            judged,
            links,
            superseded,
            whole,
            smallest: Vec::new(),
            quarrels: Vec::new(),
            looked_at: BTreeSet::new(),
            programs: None,
            work: 0,
        }
    }
}

impl<'m> Likelihoods<'m> {
    /// The likelihood that an element was stated with.
    pub(in crate::reason) fn hedge(&self, element: AssumptionId) -> Option<Hedged> {
        let model = self.provenance.model;
        match self.provenance.element(element)? {
            Assumption::Claim(id) | Assumption::Application(id, _) | Assumption::Row(id, _) => {
                Hedged::of(&model.statement(*id)?.attribution)
            }
            Assumption::Hypothesis(symbol) => Hedged::of(&model.hypotheses.get(symbol)?.attribution),
            Assumption::Option(..) => None,
        }
    }

    /// Whether an element is a forecast that came true: it is then no matter of likelihood any more.
    pub(super) fn came_true(&self, element: AssumptionId) -> bool {
        let model = self.provenance.model;
        let Some(Assumption::Claim(id) | Assumption::Application(id, _)) = self.provenance.element(element)
        else {
            return false;
        };
        model.statement(*id).and_then(|statement| model.outcome(statement)) == Some(Outcome::True)
    }

    /// Whether an element is taken at its word: a claim without a likelihood, but no hypothesis.
    pub(in crate::reason) fn is_unhedged(&self, element: AssumptionId) -> bool {
        !self.provenance.is_hypothesis(element) && self.hedge(element).is_none()
    }

    /// How an element is chosen under a selection.
    pub(super) fn choice(&self, element: AssumptionId, selection: &Selection) -> Choice {
        if self.came_true(element) {
            return Choice::In;
        }
        let silent = self.provenance.element(element).is_some_and(|known| self.superseded.silences(known));
        if silent || selection.dropped.contains(&element) {
            return Choice::Out;
        }
        if self.is_unhedged(element) && selection.demands(element) { Choice::In } else { Choice::Open }
    }

    /// The statement or hypothesis that a reader knows an element by: applications of a rule are one claim.
    pub(in crate::reason) fn claim(&self, element: AssumptionId) -> Option<Claim> {
        Claim::of(self.provenance.element(element)?)
    }
}

/// The sentences that are supposed in a view, whatever the sign: what is supposed is no longer a matter of
/// likelihood.
fn supposed(model: &Model, view: &View) -> BTreeSet<(RelationId, Vec<Term>)> {
    let standing = Standing::new(model, view);
    let scenarios = standing.scenarios();
    let in_scenarios = model.statements().filter(|(_, statement)| {
        statement.kind == Kind::Supposition
            && matches!(statement.context, Context::Scenario(symbol) if scenarios.contains(&symbol))
    });
    let literals = in_scenarios.flat_map(|(_, statement)| &statement.heads).chain(&view.supposed);
    literals.map(|literal| (literal.relation, literal.terms.clone())).collect()
}

/// The likelihood of each row of a table; whether these are all.
fn table(
    provenance: &mut Provenance<'_>,
    (id, statement): (StatementId, &Statement),
    hedged: &Hedged,
    stated: &mut Vec<(AssumptionId, Literal, Hedged)>,
) -> bool {
    let model = provenance.model;
    let Kind::Table(table) = statement.kind else { return true };
    let Some(table) = model.table(table) else { return true };
    for (at, cells) in (0_u32..).zip(table.rows()) {
        if stated.len() > STATED {
            return false;
        }
        let terms = cells.iter().filter_map(|cell| table.term(*cell)).collect();
        let literal = Literal {
            span: table.place(at).unwrap_or(statement.span),
            sign: Sign::Positive,
            relation: table.relation,
            terms,
            on: None,
        };
        stated.push((provenance.number(Assumption::Row(id, at)), literal, hedged.clone()));
    }
    true
}

/// The sentences of which it is judged how likely they are under a condition.
fn judged(provenance: &mut Provenance<'_>, standing: &Standing<'_>) -> Vec<AtomId> {
    let model = provenance.model;
    let judgements = model.statements().filter(|(id, statement)| {
        statement.kind == Kind::Judgement && statement.variables.is_empty() && standing.counts(*id, statement)
    });
    let heads: Vec<&Literal> = judgements.flat_map(|(_, statement)| &statement.heads).collect();
    heads.into_iter().filter_map(|head| provenance.sentence(head)).collect()
}

/// For each exhaustive question, the sentences that its hypotheses hold.
fn exhaustive(provenance: &mut Provenance<'_>) -> Vec<Vec<AtomId>> {
    let model = provenance.model;
    let mut found = Vec::new();
    for question in model.questions.iter().filter(|question| !question.open) {
        let meanings = question.hypotheses.iter().filter_map(|symbol| model.hypotheses.get(symbol));
        let literals = meanings.filter_map(|known| model.statement(known.meaning)?.heads.first().cloned());
        let literals: Vec<Literal> = literals.collect();
        if !literals.is_empty() {
            found.push(literals.iter().filter_map(|literal| provenance.sentence(literal)).collect());
        }
    }
    found
}
