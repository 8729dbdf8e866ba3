//! A program and its facts to the well-founded model, stratum by stratum.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{Invalid, check};
use super::database::Database;
use super::facts::Facts;
use super::founded;
use super::limits::{Budget, Limit, Meter, Stopped};
use super::plan::Estimates;
use super::program::{Domain, Literal, Program, RelationId, Rule};
use super::saturate::{OwnNegation, Task, joined_relations, saturate};
use super::storage::Store;
use super::stratify::{AggregateCycle, Recursion, Stratum, stratify};

/// Why there is no model.
#[derive(Debug)]
pub enum Failure {
    /// A rule cannot be evaluated.
    Invalid(Invalid),
    /// The facts were made for a program with other relations.
    Facts,
    /// A relation is aggregated over to derive itself.
    Cycle(AggregateCycle),
    /// A limit was reached.
    Stopped(Box<Stopped>),
}

/// Computes the well-founded model (Van Gelder, Ross and Schlipf 1991) of the program over the facts.
///
/// The domain is asked in an order that depends on the program and the facts only.
///
/// # Errors
/// A program that cannot be evaluated, or a limit that was reached, with what was computed by then.
pub fn evaluate<D: Domain + ?Sized>(
    program: &Program,
    facts: Facts,
    domain: &mut D,
    limits: &Budget,
) -> Result<Database, Failure> {
    check(program).map_err(Failure::Invalid)?;
    let strata = stratify(program).map_err(Failure::Cycle)?;
    let mut truths = facts.into_store(program).ok_or(Failure::Facts)?;
    let strata = fireable(program, strata, &truths);
    truths.open();
    let mut undefined = Store::empty(program);
    let mut meter = Meter::new(limits, program.rules.len(), truths.rows());
    let ended = run(program, &strata, &mut truths, &mut undefined, domain, &mut meter);
    let database = Database::new(truths, undefined);
    match ended {
        Ok(()) => Ok(database),
        Err(limit) => {
            let (rule, derived) = meter.largest().map_or((None, 0), |(rule, derived)| (Some(rule), derived));
            Err(Failure::Stopped(Box::new(Stopped { limit, rule, derived, database })))
        }
    }
}

fn run<D: Domain + ?Sized>(
    program: &Program,
    strata: &[Stratum],
    truths: &mut Store,
    undefined: &mut Store,
    domain: &mut D,
    meter: &mut Meter<'_>,
) -> Result<(), Limit> {
    let joined: Vec<BTreeSet<RelationId>> =
        strata.iter().map(|stratum| joined_relations(program, &stratum.rules)).collect();
    let last_read: BTreeMap<RelationId, usize> = joined
        .iter()
        .enumerate()
        .flat_map(|(at, reads)| reads.iter().map(move |relation| (*relation, at)))
        .collect();
    let mut estimates = Estimates::new();
    for (at, (stratum, reads)) in strata.iter().zip(&joined).enumerate() {
        meter.check_time()?;
        let own: BTreeSet<RelationId> = stratum.relations.iter().copied().collect();
        let aggregated = aggregated_relations(program, stratum);
        let lower = reads.union(&aggregated).filter(|relation| !own.contains(relation));
        let base = lower.map(|&relation| truths.table(relation).height()).max().unwrap_or(0);
        if stratum.recursion == Recursion::Negative || reads_undefined(program, stratum, undefined) {
            founded::evaluate(program, stratum, base, truths, undefined, domain, meter)?;
        } else {
            let own_negation = OwnNegation::Absent;
            let mut task = Task { program, stratum, own_negation, estimates: &mut estimates, base };
            saturate(&mut task, truths, None, domain, meter)?;
        }
        for relation in &own {
            estimates.remove(relation);
        }
        truths.retain_indexes(|relation| last_read.get(&relation).is_some_and(|last| *last > at));
    }
    Ok(())
}

/// The strata without the rules that cannot fire, since a positive literal of theirs reads a relation
/// that stays empty; strata without rules are left out.
fn fireable(program: &Program, strata: Vec<Stratum>, truths: &Store) -> Vec<Stratum> {
    let mut filled: Vec<bool> = (0..program.relations.len())
        .map(|at| truths.table(RelationId(u32::try_from(at).unwrap_or(u32::MAX))).len() > 0)
        .collect();
    let can_fire = |rule: &Rule, filled: &[bool]| {
        rule.body.iter().all(|literal| match literal {
            Literal::Positive(atom) => filled.get(atom.relation.index()).copied().unwrap_or(false),
            Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => true,
        })
    };
    let mut changed = true;
    while changed {
        changed = false;
        for rule in &program.rules {
            if let Some(false) = filled.get(rule.head.relation.index())
                && can_fire(rule, &filled)
                && let Some(slot) = filled.get_mut(rule.head.relation.index())
            {
                *slot = true;
                changed = true;
            }
        }
    }
    strata
        .into_iter()
        .filter_map(|mut stratum| {
            stratum
                .rules
                .retain(|id| program.rules.get(id.index()).is_some_and(|rule| can_fire(rule, &filled)));
            (!stratum.rules.is_empty()).then_some(stratum)
        })
        .collect()
}

fn aggregated_relations(program: &Program, stratum: &Stratum) -> BTreeSet<RelationId> {
    let rules = stratum.rules.iter().filter_map(|id| program.rules.get(id.index()));
    let literals = rules.flat_map(|rule| &rule.body).filter_map(|literal| match literal {
        Literal::Aggregate(_, aggregate) => Some(aggregate.relation),
        Literal::Positive(_) | Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) => None,
    });
    literals.collect()
}

fn reads_undefined(program: &Program, stratum: &Stratum, undefined: &Store) -> bool {
    let rules = stratum.rules.iter().filter_map(|id| program.rules.get(id.index()));
    rules.flat_map(|rule| &rule.body).any(|literal| match literal {
        Literal::Positive(atom) | Literal::Negative(atom) => undefined.table(atom.relation).len() > 0,
        Literal::Aggregate(_, aggregate) => undefined.table(aggregate.relation).len() > 0,
        Literal::Compare(..) | Literal::Bind(..) => false,
    })
}
