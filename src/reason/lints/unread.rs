//! Statements on which nothing depends: no rule that applies, no constraint and no expectation reads them.
//!
//! What is read is found by asking for the condition of every rule in every view, without what would
//! block it: each answer is an application of the rule, and names the sentences that it reads.

use super::patterns::{Pattern, unblocked};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::{Context, Kind, Literal, RelationId, Statement, Term};
use crate::model::{ExpectationKind, Model};
use crate::reason::{Session, Stop};
use crate::syntax::ast::Sign;
use crate::theory::{Query, Threshold, View};
use std::collections::{BTreeMap, BTreeSet};

/// The analyst's sentences that nothing reads, in the order of the files.
pub(super) fn unread(session: &mut Session<'_>) -> Result<Vec<Diagnostic>, Stop> {
    let model = session.model;
    let sentences: Vec<(&Statement, &Literal)> = model
        .statements()
        .filter(|(id, _)| model.is_own(*id))
        .filter_map(|(_, statement)| Some((statement, sentence(statement)?)))
        .collect();
    if sentences.is_empty() {
        return Ok(Vec::new());
    }
    let mut read = Read::default();
    for pattern in expected(model) {
        read.used.entry((pattern.relation, pattern.sign)).or_default().insert(pattern);
    }
    applications(session, &mut read)?;
    read.close();
    let stated: BTreeSet<(RelationId, Sign, &[Term])> =
        sentences.iter().map(|(_, literal)| (literal.relation, literal.sign, &*literal.terms)).collect();
    let idle = sentences.iter().filter(|(_, literal)| {
        let denied = stated.contains(&(literal.relation, Model::opposite(literal.sign), &*literal.terms));
        !denied && !read.reads(literal)
    });
    Ok(idle.map(|(statement, _)| told(statement)).collect())
}

fn told(statement: &Statement) -> Diagnostic {
    Diagnostic::new(Code::UnreadStatement, "nothing depends on this statement")
        .label(statement.span, "no rule that applies, no constraint and no expectation reads it")
        .help("add the rule that it is meant for, mark it `key`, or take it away")
}

/// The sentence of a statement that says one, and nothing but that. What a declaration says of a thing is
/// part of declaring it, what is marked `key` is there to be read, and what a hypothesis leads one to expect
/// is there to be weighed.
fn sentence(statement: &Statement) -> Option<&Literal> {
    match (&statement.kind, statement.heads.as_slice(), &statement.body) {
        (Kind::Assertion, [head], None)
            if head.span != statement.span
                && statement.attribution.key.is_none()
                && !matches!(statement.context, Context::Hypothesis(_)) =>
        {
            Some(head)
        }
        _ => None,
    }
}

/// What the expectations ask for.
fn expected(model: &Model) -> Vec<Pattern> {
    let mut found = Vec::new();
    for expectation in &model.expectations {
        let mut literals = Vec::new();
        match &expectation.kind {
            ExpectationKind::Holds(formula) | ExpectationKind::Answers(_, formula) => {
                formula.sentences(&mut literals);
            }
            ExpectationKind::AtLeastGiven(formula, given, _) => {
                formula.sentences(&mut literals);
                given.sentences(&mut literals);
            }
            ExpectationKind::Unproven(literal)
            | ExpectationKind::Status(_, literal)
            | ExpectationKind::AtLeast(literal, _) => literals.push(literal),
            ExpectationKind::Violated(..) => {}
        }
        found.extend(literals.into_iter().map(|literal| Pattern::of(literal, &|_| None)));
    }
    found
}

/// What is read.
#[derive(Default)]
struct Read {
    used: BTreeMap<(RelationId, Sign), BTreeSet<Pattern>>,
    /// Sentences that are read where another one of the same relation is: by symmetry, say.
    steps: Vec<(Pattern, Vec<Pattern>)>,
}

impl Read {
    fn reads(&self, literal: &Literal) -> bool {
        let known = self.used.get(&(literal.relation, literal.sign));
        known.is_some_and(|known| known.iter().any(|pattern| pattern.covers(&literal.terms)))
    }

    fn has(&self, pattern: &Pattern) -> bool {
        let known = self.used.get(&(pattern.relation, pattern.sign));
        known.is_some_and(|known| {
            known.contains(pattern) || known.iter().any(|one| one.covers(&pattern.terms))
        })
    }

    fn add(&mut self, pattern: Pattern) {
        self.used.entry((pattern.relation, pattern.sign)).or_default().insert(pattern);
    }

    /// An application of a rule reads its premises, unless it only says the same of the same relation.
    fn application(&mut self, heads: Vec<Pattern>, premises: Vec<Pattern>) {
        let own = |premise: &Pattern| {
            !heads.is_empty()
                && heads.iter().all(|head| (head.relation, head.sign) == (premise.relation, premise.sign))
        };
        let (same, others): (Vec<Pattern>, Vec<Pattern>) = premises.into_iter().partition(own);
        for premise in others {
            self.add(premise);
        }
        if !same.is_empty() {
            self.steps.extend(heads.into_iter().map(|head| (head, same.clone())));
        }
    }

    /// Follows the steps within relations.
    fn close(&mut self) {
        loop {
            let steps = std::mem::take(&mut self.steps);
            let before = steps.len();
            for (head, premises) in steps {
                if self.has(&head) {
                    premises.into_iter().for_each(|premise| self.add(premise));
                } else {
                    self.steps.push((head, premises));
                }
            }
            if self.steps.len() == before {
                return;
            }
        }
    }
}

/// Collects the applications of all rules and constraints, in the base view and in every scenario.
fn applications(session: &mut Session<'_>, read: &mut Read) -> Result<(), Stop> {
    let model = session.model;
    let rules: Vec<(&Statement, Query)> = model
        .statements()
        .filter_map(|(_, statement)| {
            let formula = unblocked(statement.body.as_ref()?);
            Some((statement, Query { formula, variables: statement.variables.clone() }))
        })
        .collect();
    let queries: Vec<Query> = rules.iter().map(|(_, query)| query.clone()).collect();
    let scenarios = model.scenarios.iter().map(|scenario| Some(scenario.symbol));
    for scenario in std::iter::once(None).chain(scenarios) {
        let claimed = model.hypotheses.keys().copied().collect();
        let view = View { scenario, claimed, threshold: Threshold::Any, ..View::default() };
        let evaluated = session.look(&view, None, &queries)?.evaluated;
        for (at, (statement, _)) in rules.iter().enumerate() {
            let Some((relation, columns)) = evaluated.query(at) else { continue };
            let mut premises = Vec::new();
            if let Some(body) = &statement.body {
                body.sentences(&mut premises);
            }
            for (_, values) in evaluated.database.rows(relation) {
                let bound = |variable| evaluated.bound(columns, |at| values.get(at).copied(), variable);
                let all =
                    |literals: &[&Literal]| literals.iter().map(|one| Pattern::of(one, &bound)).collect();
                let heads: Vec<&Literal> = statement.heads.iter().collect();
                read.application(all(&heads), all(&premises));
            }
        }
    }
    Ok(())
}
