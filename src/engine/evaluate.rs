//! A program and its facts to the well-founded model, stratum by stratum.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{Invalid, check};
use super::database::Database;
use super::facts::Facts;
use super::limits::{Budget, Limit, Meter, Stopped};
use super::plan::Estimates;
use super::program::{Domain, Literal, Program, RelationId, RuleId};
use super::saturate::{OwnNegation, Task, joined_relations, saturate};
use super::storage::Store;
use super::stratify::{AggregateCycle, Recursion, Stratum, stratify};
use super::well_founded;

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
            well_founded::evaluate(program, stratum, base, truths, undefined, domain, meter)?;
        } else {
            let own_negation = OwnNegation::Absent;
            let mut task = Task { program, stratum, own_negation, estimates: &mut estimates, base };
            saturate(&mut task, truths, None, domain, meter)?;
        }
        if let Some(rule) = stratum.rules.first() {
            meter.check_values(*rule, domain)?;
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
    // Each rule waits for the relations that it reads; one that gets rows wakes its readers.
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); program.relations.len()];
    let mut waits: Vec<usize> = Vec::with_capacity(program.rules.len());
    let mut fire: Vec<usize> = Vec::new();
    let mut read: Vec<usize> = Vec::new();
    for (at, rule) in program.rules.iter().enumerate() {
        read.clear();
        read.extend(rule.body.iter().filter_map(positive).map(RelationId::index));
        read.sort_unstable();
        read.dedup();
        waits.push(read.len());
        if read.is_empty() {
            fire.push(at);
        }
        for &relation in &read {
            if let Some(list) = readers.get_mut(relation) {
                list.push(at);
            }
        }
    }
    let mut filled = vec![false; program.relations.len()];
    let given = (0..).map(RelationId).take(program.relations.len());
    let mut open: Vec<usize> =
        given.filter(|relation| truths.table(*relation).len() > 0).map(RelationId::index).collect();
    loop {
        while let Some(at) = fire.pop() {
            open.extend(program.rules.get(at).map(|rule| rule.head.relation.index()));
        }
        let Some(relation) = open.pop() else { break };
        if filled.get_mut(relation).is_some_and(|slot| !std::mem::replace(slot, true)) {
            for at in readers.get(relation).into_iter().flatten() {
                if let Some(waits) = waits.get_mut(*at) {
                    *waits -= 1;
                    if *waits == 0 {
                        fire.push(*at);
                    }
                }
            }
        }
    }
    let can_fire = |id: &RuleId| waits.get(id.index()) == Some(&0);
    strata
        .into_iter()
        .filter_map(|mut stratum| {
            stratum.rules.retain(can_fire);
            (!stratum.rules.is_empty()).then_some(stratum)
        })
        .collect()
}

/// The relation of a positive literal.
fn positive(literal: &Literal) -> Option<RelationId> {
    match literal {
        Literal::Positive(atom) => Some(atom.relation),
        Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => None,
    }
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
