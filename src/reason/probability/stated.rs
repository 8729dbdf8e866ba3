//! The statements of a view to the likelihoods that they state of sentences.

use super::observed::Observed;
use super::preconditions::preconditions;
use super::{Likelihoods, When};
use crate::model::Model;
use crate::model::statement::{Attribution, Context, Kind, Literal, Statement, SymbolId, Term};
use crate::model::statement::{Stated as Written, StatementId};
use crate::model::value::scale::Range;
use crate::reason::provenance::{Assumption, AssumptionId, AtomId, ContradictionId, Lineage};
use crate::syntax::ast::Sign;
use crate::theory::{Standing, View};
use std::collections::{BTreeMap, BTreeSet};

/// The most likelihoods that are looked at together.
const STATED: usize = 5_000;

/// What a likelihood commits to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Hedged {
    /// A probability in an interval.
    Within(Range),
    /// A probability above zero.
    Possible,
}

impl Hedged {
    /// What an attribution commits to, if it is hedged.
    pub(super) fn of(attribution: &Attribution) -> Option<Self> {
        Some(match &attribution.likelihood.as_ref()?.stated {
            Written::Range(range) => Self::Within(range.clone()),
            Written::Possible => Self::Possible,
        })
    }
}

/// A likelihood that is stated of a sentence.
#[derive(Clone, Debug)]
pub(in crate::reason) struct Stated {
    /// The claim that states it.
    pub(in crate::reason) element: AssumptionId,
    /// The sentence.
    pub(in crate::reason) literal: Literal,
    /// Its node; `None` if no choice of claims makes it hold.
    pub(in crate::reason) atom: Option<AtomId>,
    /// How likely it is said to be.
    pub(in crate::reason) hedged: Hedged,
    /// Of which time it speaks.
    pub(in crate::reason) when: When,
}

impl<'m> Likelihoods<'m> {
    /// The likelihoods of a graph of all claims.
    pub(super) fn new(mut lineage: Lineage<'m>, view: &View, observed: Vec<Observed>) -> Self {
        let model = lineage.model;
        let mut stated = Vec::new();
        let mut whole = true;
        let supposed = supposed(model, view);
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
                    let element = lineage.number(Assumption::Claim(first));
                    stated.extend(statement.heads.iter().map(|head| (element, head.clone(), hedged.clone())));
                }
                Kind::Table(_) => whole &= table(&mut lineage, (id, statement), &hedged, &mut stated),
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
                let element = lineage.number(Assumption::Hypothesis(*symbol));
                stated.push((element, head.clone(), hedged));
            }
        }
        let stated = stated
            .into_iter()
            .filter(|(_, literal, _)| !supposed.contains(&(literal.relation, literal.terms.clone())))
            .map(|(element, literal, hedged)| {
                let atom = lineage.sentence(&literal);
                let when = When::of(model, lineage.element(element));
                Stated { element, literal, atom, hedged, when }
            })
            .collect();
        let ids: Vec<ContradictionId> = (0..).take(lineage.clashes().len()).map(ContradictionId).collect();
        let clashes = ids.into_iter().map(|id| lineage.clash(id)).collect();
        let exhaustive = exhaustive(&mut lineage);
        let preconditions = preconditions(&mut lineage);
        Self {
            lineage,
            stated,
            clashes,
            exhaustive,
            observed,
            passed_over: BTreeSet::new(),
            preconditions,
            whole,
            smallest: Vec::new(),
            quarrels: Vec::new(),
            looked_at: BTreeSet::new(),
            programs: None,
            work: 0,
        }
    }
}

/// The sentences that are supposed in a view, whatever the sign: what is supposed is no longer a matter of
/// likelihood.
fn supposed(model: &Model, view: &View) -> BTreeSet<(crate::model::statement::RelationId, Vec<Term>)> {
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
    lineage: &mut Lineage<'_>,
    (id, statement): (StatementId, &Statement),
    hedged: &Hedged,
    stated: &mut Vec<(AssumptionId, Literal, Hedged)>,
) -> bool {
    let model = lineage.model;
    let Kind::Table(table) = statement.kind else { return true };
    let Some(table) = model.table(table) else { return true };
    for (at, cells) in (0_u32..).zip(table.rows()) {
        if stated.len() > STATED {
            return false;
        }
        let terms = cells.iter().filter_map(|cell| table.terms().get(*cell as usize).cloned()).collect();
        let literal = Literal {
            span: table.place(at).unwrap_or(statement.span),
            sign: Sign::Positive,
            relation: table.relation,
            terms,
            on: None,
        };
        stated.push((lineage.number(Assumption::Row(id, at)), literal, hedged.clone()));
    }
    true
}

/// For each exhaustive question, the sentences that its hypotheses hold.
fn exhaustive(lineage: &mut Lineage<'_>) -> Vec<Vec<AtomId>> {
    let model = lineage.model;
    let mut found = Vec::new();
    for question in model.questions.iter().filter(|question| !question.open) {
        let meanings = question.hypotheses.iter().filter_map(|symbol| model.hypotheses.get(symbol));
        let literals = meanings.filter_map(|known| model.statement(known.meaning)?.heads.first().cloned());
        let literals: Vec<Literal> = literals.collect();
        if !literals.is_empty() {
            found.push(literals.iter().filter_map(|literal| lineage.sentence(literal)).collect());
        }
    }
    found
}
