//! What is supposed to the likelihoods that no longer bind: those of how things stand, where it is said how likely the
//! same is under what is supposed.
//!
//! *Clearance is unlikely* is said of things as they are, whatever becomes of the remedies; *clearance is likely if they
//! are bettered* says what supposing that comes to. **Invariant:** without a supposition nothing is superseded.

use crate::model::Model;
use crate::model::statement::{Kind, Literal, RelationId, Statement, StatementId, SymbolId, Term};
use crate::reason::provenance::Assumption;
use crate::theory::{Standing, View};
use std::collections::BTreeSet;

/// What no longer binds.
#[derive(Default)]
pub(super) struct Superseded {
    /// Statements without a condition, and answers to questions: they say nothing here.
    claims: BTreeSet<StatementId>,
    hypotheses: BTreeSet<SymbolId>,
    /// The other answers to the questions of these: as likely as these leave room for.
    rivals: BTreeSet<SymbolId>,
}

impl Superseded {
    /// What is superseded in a view in which these sentences are supposed, whatever their signs.
    pub(super) fn of(model: &Model, view: &View, supposed: &BTreeSet<(RelationId, Vec<Term>)>) -> Self {
        let mut found = Self::default();
        if supposed.is_empty() {
            return found;
        }
        let standing = Standing::new(model, view);
        let rests_on_it = |one: &Statement| {
            let mut found = false;
            if let Some(condition) = &one.body {
                condition.each_sentence(&mut |part| {
                    found |= supposed.contains(&(part.relation, part.terms.clone()));
                });
            }
            found
        };
        let conditional = model.statements().filter(|(id, one)| {
            let kind =
                matches!(one.kind, Kind::Forecast(_) | Kind::Judgement | Kind::Rule(_) | Kind::Assertion);
            kind && one.attribution.likelihood.is_some() && standing.counts(*id, one) && rests_on_it(one)
        });
        let heads: Vec<&Literal> = conditional.flat_map(|(_, one)| &one.heads).collect();
        if heads.is_empty() {
            return found;
        }
        let same = |one: &Literal| {
            heads.iter().any(|head| (head.relation, &head.terms) == (one.relation, &one.terms))
        };
        for (id, one) in model.statements() {
            if one.body.is_none() && one.attribution.likelihood.is_some() && one.heads.iter().any(same) {
                found.claims.insert(id);
            }
        }
        for (symbol, hypothesis) in &model.hypotheses {
            let Some(meaning) = model.statement(hypothesis.meaning) else { continue };
            let mut named = meaning.heads.iter().any(same);
            if let Some(condition) = &meaning.body {
                condition.each_sentence(&mut |part| named |= same(part));
            }
            if named {
                found.hypotheses.insert(*symbol);
                let question = hypothesis.question;
                let question = model.questions.iter().find(|known| Some(known.symbol) == question);
                found.rivals.extend(question.iter().flat_map(|known| &known.hypotheses));
            }
        }
        found.rivals.retain(|symbol| !found.hypotheses.contains(symbol));
        found
    }

    /// Whether an element says nothing.
    pub(super) fn silences(&self, element: &Assumption) -> bool {
        match element {
            Assumption::Claim(id) => self.claims.contains(id),
            Assumption::Hypothesis(symbol) => self.hypotheses.contains(symbol),
            Assumption::Application(..) | Assumption::Row(..) | Assumption::Option(..) => false,
        }
    }

    /// Whether the likelihood of an element no longer binds.
    pub(super) fn frees(&self, element: &Assumption) -> bool {
        self.silences(element)
            || matches!(element, Assumption::Hypothesis(symbol) if self.rivals.contains(symbol))
    }
}
