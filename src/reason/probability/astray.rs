//! Judgements that come out otherwise than they are stated, where claims are independent.
//!
//! A likelihood is a prior there, so that every reason for a sentence adds to the others: what is stated of it without a
//! condition, or under one that may be met besides, makes it likelier than a judgement says. **Invariant:** what is told
//! was computed from all that is stated, and only of conditions that can be met together.
#![expect(clippy::indexing_slicing, reason = "atoms and rules are numbered by the graph itself")]

use super::fault::Origin;
use super::independent::{priors, range_of};
use super::likelihoods::Likelihoods;
use super::program::Program;
use super::stated::Hedged;
use crate::diagnostic::Diagnostic;
use crate::likelihood::{Allowance, Independent, Rule, Subject, Tightness};
use crate::model::value::scale::Range;
use crate::reason::provenance::AssumptionId;
use std::collections::BTreeSet;

/// The most sentences that are looked at, the most reasons of each, and the most claims that bear on it.
const SENTENCES: usize = 40;
const REASONS: usize = 8;
const CLAIMS: usize = 60;

/// How much work the look at one sentence may take.
const WORK: Allowance = Allowance { steps: 200_000, memory: 100_000 };

impl Likelihoods<'_> {
    /// The warnings for judgements that come out otherwise.
    pub(super) fn astray(&self, program: &Program) -> Vec<Diagnostic> {
        let graph = &program.graph;
        let excluded: BTreeSet<[u32; 2]> = graph
            .clashes
            .iter()
            .flat_map(|clash| graph.rules(*clash))
            .filter_map(|rule| match rule.positive.as_slice() {
                [one, other] => Some([*one.min(other), *one.max(other)]),
                _ => None,
            })
            .collect();
        let judged = (0_u32..).take(graph.slice.atoms).filter(|atom| {
            self.any_element(graph, *atom, Self::is_judgement) && meet(program, *atom, &excluded)
        });
        judged.take(SENTENCES).flat_map(|atom| self.astray_of(program, atom)).collect()
    }

    /// The judgements of one sentence that come out otherwise.
    fn astray_of(&self, program: &Program, atom: u32) -> Vec<Diagnostic> {
        let (mut question, placed) = self.ask(program, program.part(atom).as_ref(), &[atom]);
        let Some(Some(head)) = placed.first().copied() else { return Vec::new() };
        // That opinions leave each other no room is told as such.
        if self.judgements_at_odds(program, atom).is_some() {
            return Vec::new();
        }
        if question.variables.len() > CLAIMS || !self.is_independent(&question) {
            return Vec::new();
        }
        let own: BTreeSet<AssumptionId> = program
            .rules(atom)
            .flat_map(|rule| program.open_elements(rule))
            .filter_map(|at| program.element(at))
            .collect();
        let mut asked = Vec::new();
        for (constraint, origin) in question.problem.constraints.clone().into_iter().zip(&question.origins) {
            let (Subject::Conditional { body, .. }, Origin::Applied(element)) = (constraint.subject, origin)
            else {
                continue;
            };
            if own.contains(element) && self.is_judgement(*element) {
                let both = question.problem.lineage.atom();
                let rule = Rule { positive: vec![body, head], ..Rule::default() };
                question.problem.lineage.rule(both, rule);
                asked.push((*element, both, body));
            }
        }
        // What was observed tells of the case at hand, and not of how things hang together.
        let weighed = Independent::new(&question.problem, priors(&question), WORK);
        let found = asked.into_iter().filter_map(|(element, both, body)| {
            let found = weighed.conditional(both, body)?;
            let found = Some(found).filter(|found| found.tightness == Tightness::Tight)?;
            self.strayed_judgement(element, &range_of(found)?)
        });
        found.collect()
    }

    /// The warning for a judgement that comes out beyond what it states.
    fn strayed_judgement(&self, element: AssumptionId, found: &Range) -> Option<Diagnostic> {
        let Hedged::Within(range) = self.hedge(element)? else { return None };
        let sentence = self.said(Origin::Applied(element));
        let told = self.strayed_from((element, &sentence), &range, found)?;
        Some(
            told.note("with `independent`, every reason for a sentence adds to the others")
                .help("say how likely it is under conditions that exclude each other: `S given T, …` and `S given not T, …`, and nothing without a condition"),
        )
    }
}

/// Whether two reasons for a sentence can be there together: nothing in their conditions excludes the other.
fn meet(program: &Program, atom: u32, excluded: &BTreeSet<[u32; 2]>) -> bool {
    let rules: Vec<u32> = program.rules(atom).take(REASONS + 1).collect();
    if rules.len() < 2 || rules.len() > REASONS {
        return false;
    }
    let of = |rule: u32| &program.graph.slice.rules[rule as usize];
    let apart = |one: u32, other: u32| {
        let (one, other) = (of(one), of(other));
        let denied = |yes: &[u32], no: &[u32]| yes.iter().any(|atom| no.contains(atom));
        let clash = |one: &u32, other: &u32| excluded.contains(&[*one.min(other), *one.max(other)]);
        denied(&one.positive, &other.negative)
            || denied(&other.positive, &one.negative)
            || one.positive.iter().any(|one| other.positive.iter().any(|other| clash(one, other)))
    };
    rules.iter().enumerate().any(|(at, one)| rules.iter().take(at).any(|other| !apart(*one, *other)))
}
