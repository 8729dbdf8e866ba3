//! Likelihoods conditioned on what was observed.
//!
//! **Invariant:** an observation that is passed over bears on nothing.

use super::likelihoods::Likelihoods;
use super::observed::Observed;
use super::question::Question;
use crate::diagnostic::{Code, Diagnostic};
use crate::likelihood::{self, Conditional, Distributions, Problem, Reach, Rule};
use crate::model::statement::{Literal, StatementId};
use crate::model::value::Number;
use crate::model::value::scale::Range;
use crate::model::write::Variables;
use crate::reason::provenance::AtomId;
use crate::reason::{Session, Stop};
use crate::report::{Likelihood, Moved, Observation};
use std::collections::BTreeSet;

/// The most observations that are told of, and the most sentences of which it is told how they were moved.
const TOLD: usize = 20;

impl Likelihoods<'_> {
    /// The nodes of what was observed, but for what is passed over.
    pub(super) fn evidence(&self) -> impl Iterator<Item = AtomId> {
        let counts = |observed: &&Observed| !self.passed_over.contains(&observed.statement);
        self.observed.iter().filter(counts).map(|observed| observed.atom)
    }

    /// The nodes that were seen not to hold.
    pub(super) fn absences(&self) -> BTreeSet<u32> {
        let absent = self.observed.iter().filter(|observed| observed.absent);
        absent.filter_map(|observed| u32::try_from(observed.atom.index()).ok()).collect()
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
            let open = |range: &Range| match seen.absent {
                true => *range.low() < Number::ONE,
                false => *range.high() > Number::ZERO,
            };
            if most.is_none_or(|most| open(&most.range)) {
                continue;
            }
            let model = self.provenance.model;
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

impl Session<'_> {
    /// What was observed in the chosen view, and which of some sentences each observation moved.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn observations(&mut self, targets: &[Literal]) -> Result<Vec<Observation>, Stop> {
        let targets = targets.get(..TOLD).unwrap_or(targets);
        let observed = self.likelihoods_of(None)?.observed.clone();
        if observed.is_empty() {
            return Ok(Vec::new());
        }
        let after = self.how_likely(None, targets.iter())?;
        let mut told: Vec<Observation> = Vec::new();
        for seen in observed.iter().take(TOLD) {
            self.in_time()?;
            self.likelihoods_of(None)?.pass_over(BTreeSet::from([seen.statement]));
            let before = self.how_likely(None, targets.iter());
            self.likelihoods_of(None)?.pass_over(BTreeSet::new());
            let pairs = targets.iter().zip(before?.into_iter().zip(&after));
            let moved =
                pairs.filter_map(|(literal, (before, after))| self.moved(literal, before?, after.as_ref()?));
            let moved: Vec<Moved> = moved.filter(|moved| moved.before.range != moved.after.range).collect();
            let model = self.model;
            // What a matrix says is shown mark by mark.
            let bounded = moved.iter().any(|one| one.after.range != Range::all());
            if !bounded && Some(seen.literal.relation) == model.known.rated_evidence {
                continue;
            }
            let Some(statement) = model.statement(seen.statement) else { continue };
            let said = &statement.attribution;
            told.push(Observation {
                sentence: model.write(&seen.literal, Variables::Anonymous),
                sources: said.sources.iter().map(|source| model.name(*source).to_owned()).collect(),
                on: said.on.as_ref().map(|dated| dated.words.to_string()),
                moved,
            });
        }
        Ok(told)
    }

    /// A sentence before and after an observation; what it depends on whom to believe is told elsewhere.
    fn moved(&self, literal: &Literal, before: Likelihood, after: &Likelihood) -> Option<Moved> {
        let plain = before.sides.len() < 2 && after.sides.len() < 2;
        let sentence = self.model.write(literal, Variables::Anonymous);
        plain.then(|| Moved { sentence, before, after: after.clone() })
    }

    /// The sentences of the analysis that are given a likelihood, hypotheses first, each once.
    pub(in crate::reason) fn hedged_sentences(&self) -> Vec<Literal> {
        let model = self.model;
        let hypotheses = model.hypotheses.values().filter_map(|known| model.statement(known.meaning));
        let stated = model
            .statements()
            .map(|(_, statement)| statement)
            .filter(|statement| statement.body.is_none() && statement.attribution.likelihood.is_some());
        let mut found: Vec<Literal> = Vec::new();
        for literal in hypotheses.chain(stated).flat_map(|statement| &statement.heads) {
            let same = |other: &Literal| (other.relation, &other.terms) == (literal.relation, &literal.terms);
            if !found.iter().any(same) {
                found.push(literal.clone());
            }
        }
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
