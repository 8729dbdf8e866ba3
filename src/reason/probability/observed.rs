//! What was observed: evidence, on which likelihoods are conditioned.
//!
//! An observation is so in the plain view, as if it were stated. In the graph of likelihoods it is left out where
//! something else could have brought it about, and the worlds in which nothing did are taken out instead, so that what
//! explains it becomes likelier (Pearl 2009, *Causality*, on seeing and doing). **Invariant:** what nothing else could
//! have brought about is a fact, and evidence for nothing.

use super::Likelihoods;
use super::question::Question;
use crate::diagnostic::{Code, Diagnostic};
use crate::likelihood::{self, Conditional, Distributions, Problem, Reach, Rule};
use crate::model::Model;
use crate::model::statement::{Literal, StatementId};
use crate::model::value::Number;
use crate::model::write::Variables;
use crate::reason::provenance::{AtomId, Lineage};
use crate::theory::{Standing, View};
use std::collections::BTreeSet;

/// An observation that something else could have brought about.
#[derive(Clone, Debug)]
pub(in crate::reason) struct Observed {
    /// The statement.
    pub(in crate::reason) statement: StatementId,
    /// What was seen.
    pub(in crate::reason) literal: Literal,
    /// Its node.
    pub(super) atom: AtomId,
}

/// What was observed in a view, one entry for each sentence.
pub(super) fn observations(model: &Model, view: &View) -> Vec<(StatementId, Literal)> {
    let standing = Standing::new(model, view);
    let seen = model.statements().filter(|(id, statement)| {
        statement.attribution.observed.is_some() && standing.counts(*id, statement)
    });
    seen.flat_map(|(id, statement)| statement.heads.iter().map(move |head| (id, head.clone()))).collect()
}

/// The observations that a graph without them can explain, and the statements that it cannot.
pub(super) fn explained(
    lineage: &mut Lineage<'_>,
    observations: Vec<(StatementId, Literal)>,
) -> (Vec<Observed>, BTreeSet<StatementId>) {
    let mut found = Vec::new();
    let mut facts = BTreeSet::new();
    for (statement, literal) in observations {
        match lineage.sentence(&literal) {
            Some(atom) => found.push(Observed { statement, literal, atom }),
            None => {
                facts.insert(statement);
            }
        }
    }
    (found, facts)
}

impl Likelihoods<'_> {
    /// The nodes of what was observed, but for what is passed over.
    pub(super) fn evidence(&self) -> impl Iterator<Item = AtomId> {
        let counts = |observed: &&Observed| !self.passed_over.contains(&observed.statement);
        self.observed.iter().filter(counts).map(|observed| observed.atom)
    }

    /// Passes over an observation, as if it had not been made, or over none.
    pub(in crate::reason) fn pass_over(&mut self, statements: BTreeSet<StatementId>) {
        if self.passed_over != statements {
            self.passed_over = statements;
            self.programs = None;
        }
    }

    /// The errors for observations that cannot have been made.
    pub(super) fn impossible_observations(&mut self) -> Vec<Diagnostic> {
        let all: BTreeSet<StatementId> = self.observed.iter().map(|observed| observed.statement).collect();
        let observed = self.observed.clone();
        self.pass_over(all);
        let mut found = Vec::new();
        for seen in observed {
            let most = self.estimates(&[Some(seen.atom)]).pop().flatten();
            if most.is_none_or(|most| *most.range.high() > Number::ZERO) {
                continue;
            }
            let model = self.lineage.model;
            let sentence = model.write(&seen.literal, Variables::Anonymous);
            let Some(statement) = model.statement(seen.statement) else { continue };
            found.push(
                Diagnostic::new(Code::ImpossibleCondition, format!("`{sentence}` was observed, and cannot be"))
                    .label(statement.span, "by what is said of it, this has no probability")
                    .help(format!("say what could bring it about, or how likely it is: `how likely {sentence}?` tells what is known without it")),
            );
        }
        self.pass_over(BTreeSet::new());
        found
    }
}

impl Question {
    /// Its problem with two atoms more: that each of two holds with all that was observed.
    pub(super) fn with_evidence(
        &self,
        problem: &Problem,
        pair: [likelihood::AtomId; 2],
    ) -> (Problem, [likelihood::AtomId; 2]) {
        let mut problem = problem.clone();
        if self.evidence.is_empty() {
            return (problem, pair);
        }
        let with = pair.map(|atom| {
            let both = problem.lineage.atom();
            let positive = self.evidence.iter().copied().chain([atom]).collect();
            problem.lineage.rule(both, Rule { positive, ..Rule::default() });
            both
        });
        (problem, with)
    }

    /// The interval of a target given what was observed, over all distributions; `None` where nothing satisfies the
    /// problem, or what was observed has no probability.
    pub(super) fn given_evidence(
        &self,
        problem: &Problem,
        target: likelihood::AtomId,
        reach: Reach,
    ) -> Option<likelihood::Interval> {
        let [first, ..] = self.evidence[..] else {
            return Distributions::within_reach(problem, &[target], reach).interval(&|_| true, target);
        };
        let (with, [both, given]) = self.with_evidence(problem, [target, first]);
        match Distributions::within_reach(&with, &[both, given], reach).conditional(both, given) {
            Conditional::Within(found) => Some(found),
            Conditional::Never | Conditional::Incoherent => None,
        }
    }

    /// The problem in which what was observed has to hold.
    pub(super) fn seen(&self) -> Problem {
        let mut problem = self.problem.clone();
        problem.required.extend(&self.evidence);
        problem
    }
}
