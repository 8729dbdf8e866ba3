//! A program and its facts to the well-founded model, stratum by stratum.

use std::collections::BTreeSet;

use super::check::{Invalid, check};
use super::database::Database;
use super::earlier::{Beside, Earlier};
use super::facts::Facts;
use super::fireable::{positive, retain_fireable};
use super::limits::{Budget, Limit, Meter, Stopped};
use super::plan::Estimates;
use super::program::{Domain, Literal, Program, RelationId};
use super::saturate::{OwnNegation, Task, joined_relations, saturate};
use super::storage::Store;
use super::stratify::{AggregateCycle, Recursion, Stratum, parts, stratify};
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
    evaluate_beside(None, program, facts, domain, limits)
}

/// Does as [`evaluate`], in less time where most of the program was evaluated before: what comes out is the same. The
/// constants of the earlier program mean the same in the domain.
///
/// # Errors
/// A program that cannot be evaluated, or a limit that was reached, with what was computed by then.
pub fn evaluate_beside<D: Domain + ?Sized>(
    earlier: Option<&Earlier>,
    program: &Program,
    facts: Facts,
    domain: &mut D,
    limits: &Budget,
) -> Result<Database, Failure> {
    let strata = match earlier.and_then(|earlier| earlier.strata_of(program)) {
        Some(strata) => strata,
        None => {
            check(program).map_err(Failure::Invalid)?;
            stratify(program).map_err(Failure::Cycle)?
        }
    };
    let mut truths = facts.into_store(program).ok_or(Failure::Facts)?;
    truths.open();
    let mut undefined = Store::empty(program);
    let mut meter = Meter::new(limits, program.rules.len(), truths.rows());
    let beside = earlier.map(|earlier| Beside::new(earlier, program, &mut truths));
    let ended = run(program, strata, beside, (&mut truths, &mut undefined), domain, &mut meter);
    let database = Database::new(truths, undefined);
    match ended {
        Ok(()) => Ok(database),
        Err(limit) => {
            let (rule, derived) = meter.largest().map_or((None, 0), |(rule, derived)| (Some(rule), derived));
            Err(Failure::Stopped(Box::new(Stopped { limit, rule, derived, database })))
        }
    }
}

/// Evaluates strata one after the other over what is in the stores: the true and the undefined rows.
pub(super) fn run<D: Domain + ?Sized>(
    program: &Program,
    strata: Vec<Stratum>,
    mut beside: Option<Beside<'_>>,
    (truths, undefined): (&mut Store, &mut Store),
    domain: &mut D,
    meter: &mut Meter<'_>,
) -> Result<(), Limit> {
    let last_read = last_read(program, &strata);
    let mut estimates = Estimates::new();
    for (at, mut stratum) in strata.into_iter().enumerate() {
        meter.check_time()?;
        if let Some(beside) = &mut beside
            && beside.take(&stratum, truths, undefined, meter)
        {
            meter.check_size(|| truths.bytes() + undefined.bytes())?;
            continue;
        }
        retain_fireable(program, &mut stratum, truths, undefined);
        // Few of the rules of a large circle can fire, and those seldom make one.
        let parts = match stratum.recursion {
            Recursion::Negative => parts(program, &stratum),
            Recursion::None | Recursion::Positive => Vec::new(),
        };
        let keep = |relation: RelationId| last_read.get(relation.index()).is_some_and(|last| *last > at);
        if parts.is_empty() {
            evaluate_part(
                program,
                &stratum,
                keep,
                &mut estimates,
                (&mut *truths, &mut *undefined),
                domain,
                meter,
            )?;
        }
        for mut part in parts {
            retain_fireable(program, &mut part, truths, undefined);
            evaluate_part(
                program,
                &part,
                keep,
                &mut estimates,
                (&mut *truths, &mut *undefined),
                domain,
                meter,
            )?;
        }
        beside.iter_mut().for_each(|beside| beside.note(&stratum, truths, undefined));
    }
    Ok(())
}

/// Evaluates rules that may fire, over those before them; of the indexes those that `keep` says are left.
fn evaluate_part<D: Domain + ?Sized>(
    program: &Program,
    stratum: &Stratum,
    keep: impl Fn(RelationId) -> bool,
    estimates: &mut Estimates,
    (truths, undefined): (&mut Store, &mut Store),
    domain: &mut D,
    meter: &mut Meter<'_>,
) -> Result<(), Limit> {
    let Some(first) = stratum.rules.first().copied() else { return Ok(()) };
    let own: BTreeSet<RelationId> = stratum.relations.iter().copied().collect();
    let mut lower = joined_relations(program, &stratum.rules);
    lower.extend(aggregated_relations(program, stratum));
    lower.retain(|relation| !own.contains(relation));
    let base = lower.iter().map(|&relation| truths.table(relation).height()).max().unwrap_or(0);
    if stratum.recursion == Recursion::Negative || reads_undefined(program, stratum, undefined) {
        well_founded::evaluate(program, stratum, base, truths, undefined, domain, meter)?;
    } else {
        let own_negation = OwnNegation::Absent;
        let mut task = Task { program, stratum, own_negation, estimates, base };
        saturate(&mut task, truths, None, domain, meter)?;
    }
    meter.check_values(first, domain)?;
    for relation in &own {
        estimates.remove(relation);
    }
    truths.retain_indexes(keep);
    Ok(())
}

/// The last stratum that joins each relation; 0 where none does.
fn last_read(program: &Program, strata: &[Stratum]) -> Vec<usize> {
    let mut last = vec![0; program.relations.len()];
    for (at, stratum) in strata.iter().enumerate() {
        let rules = stratum.rules.iter().filter_map(|id| program.rules.get(id.index()));
        for relation in rules.flat_map(|rule| &rule.body).filter_map(positive) {
            if let Some(slot) = last.get_mut(relation.index()) {
                *slot = at;
            }
        }
    }
    last
}

/// The relations that the rules of a stratum read in any way.
pub(super) fn reads(program: &Program, stratum: &Stratum) -> BTreeSet<RelationId> {
    let rules = stratum.rules.iter().filter_map(|id| program.rules.get(id.index()));
    let literals = rules.flat_map(|rule| &rule.body).filter_map(|literal| match literal {
        Literal::Positive(atom) | Literal::Negative(atom) => Some(atom.relation),
        Literal::Aggregate(_, aggregate) => Some(aggregate.relation),
        Literal::Compare(..) | Literal::Bind(..) => None,
    });
    literals.collect()
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
