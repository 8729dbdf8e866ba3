//! The rules of a stratum and a store to the least fixpoint, semi-naively.
//!
//! Every rule runs once; then, as long as the last round added rows, each rule runs again for each
//! literal that can read one of them. **Invariant:** rules, and chunks of a rule, add their rows in
//! a fixed order, so row numbers do not depend on how the work was divided.

use std::collections::{BTreeMap, BTreeSet};

use super::agenda::{Agenda, keyed};
use super::closure::{base_literal, transitive};
use super::limits::{Limit, Meter};
use super::plan::{Estimates, Plan, Shape, Side, Statistics, compile};
use super::program::{Domain, Literal, Program, RelationId, Rule, RuleId};
use super::run::{Job, run};
use super::storage::{Growth, IndexRequest, Origin, Store};
use super::stratify::{Recursion, Stratum};

/// How the negative literals over the stratum's own relations are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OwnNegation {
    /// There are none.
    Absent,
    /// As if they held: what comes out is all that could possibly hold.
    Granted,
}

/// A stratum to saturate.
pub(crate) struct Task<'a> {
    /// The program.
    pub(crate) program: &'a Program,
    /// The stratum.
    pub(crate) stratum: &'a Stratum,
    /// How it reads its own negative literals.
    pub(crate) own_negation: OwnNegation,
    /// The estimates of complete relations, kept from stratum to stratum.
    pub(crate) estimates: &'a mut Estimates,
    /// The height of the first round less one.
    pub(crate) base: u32,
}

/// The positive literals of a rule over relations of the set.
fn positive_in(rule: &Rule, relations: &BTreeSet<RelationId>) -> Vec<(usize, RelationId)> {
    let literals = rule.body.iter().enumerate().filter_map(|(at, literal)| match literal {
        Literal::Positive(atom) if relations.contains(&atom.relation) => Some((at, atom.relation)),
        Literal::Positive(_)
        | Literal::Negative(_)
        | Literal::Compare(..)
        | Literal::Bind(..)
        | Literal::Aggregate(..) => None,
    });
    literals.collect()
}

/// The relations that the positive literals of the rules read.
pub(crate) fn joined_relations(program: &Program, rules: &[RuleId]) -> BTreeSet<RelationId> {
    let rules = rules.iter().filter_map(|id| program.rules.get(id.index()));
    let literals = rules.flat_map(|rule| &rule.body).filter_map(|literal| match literal {
        Literal::Positive(atom) => Some(atom.relation),
        Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => None,
    });
    literals.collect()
}

/// The negative literals of a rule over relations of the set.
pub(crate) fn negative_in(rule: &Rule, relations: &BTreeSet<RelationId>) -> BTreeSet<usize> {
    let literals = rule.body.iter().enumerate().filter_map(|(at, literal)| match literal {
        Literal::Negative(atom) if relations.contains(&atom.relation) => Some(at),
        Literal::Negative(_)
        | Literal::Positive(_)
        | Literal::Compare(..)
        | Literal::Bind(..)
        | Literal::Aggregate(..) => None,
    });
    literals.collect()
}

/// Completes the estimates of what the rules join: measured where complete, guessed where growing.
pub(crate) fn estimate(
    estimates: &mut Estimates,
    store: &Store,
    joined: &BTreeSet<RelationId>,
    growing: &BTreeSet<RelationId>,
) {
    for &relation in joined.difference(growing) {
        estimates.entry(relation).or_insert_with(|| Statistics::measure(store.table(relation)));
    }
    let complete = joined.difference(growing).filter_map(|relation| estimates.get(relation));
    let reference = complete.map(Statistics::rows).fold(0.0, f64::max);
    for &relation in joined.intersection(growing) {
        estimates.insert(relation, Statistics::growing(store.table(relation), reference));
    }
}

/// Saturates the store with the rules of the stratum. Negative literals and aggregates read `fixed`
/// where it is given, else the same store.
///
/// # Errors
/// The limit that was reached; what was derived until then is in the store.
pub(crate) fn saturate<D: Domain + ?Sized>(
    task: &mut Task<'_>,
    store: &mut Store,
    mut fixed: Option<&mut Store>,
    domain: &mut D,
    meter: &mut Meter<'_>,
) -> Result<(), Limit> {
    let Task { program, stratum, base, .. } = *task;
    let own: BTreeSet<RelationId> = stratum.relations.iter().copied().collect();
    let growing = if stratum.recursion == Recursion::None { BTreeSet::new() } else { own.clone() };
    for &relation in &own {
        store.table_mut(relation).open();
        store.table_mut(relation).allow_bits();
    }
    estimate(task.estimates, store, &joined_relations(program, &stratum.rules), &growing);
    let keyed = keyed(program, &stratum.rules);
    let transitive = transitive(program, &stratum.rules);
    let mut plans = Vec::new();
    for &id in &stratum.rules {
        let Some(rule) = program.rules.get(id.index()) else { continue };
        let skipped = match task.own_negation {
            OwnNegation::Absent => BTreeSet::new(),
            OwnNegation::Granted => negative_in(rule, &own),
        };
        let mut shape = Shape {
            growing: &growing,
            delta: None,
            without: base_literal(rule, &transitive),
            keyed: &keyed,
            skipped,
            output: rule.head.terms.clone(),
            estimates: task.estimates,
        };
        let recursive = positive_in(rule, &growing);
        if recursive.is_empty() {
            plans.push(compile(id, rule, &shape));
        }
        for (at, _) in recursive {
            shape.delta = Some(at);
            plans.push(compile(id, rule, &shape));
        }
    }
    let agenda = Agenda::new(&plans);
    link(&mut plans, store, fixed.as_deref_mut());
    meter.recount();
    let mut height = base;
    let known = domain.constants();
    loop {
        meter.check_circle(domain.constants() - known)?;
        height += 1;
        for plan in agenda.due(height == base + 1, store).into_iter().filter_map(|at| plans.get(at)) {
            let Some(rule) = program.rules.get(plan.rule.index()) else { continue };
            let origin = Origin { rule: Some(plan.rule), height };
            let job = Job { plan, head: rule.head.relation, origin };
            run(&job, store, fixed.as_deref(), domain, meter)?;
        }
        for &relation in &own {
            store.table_mut(relation).advance();
        }
        if growing.iter().all(|&relation| store.table(relation).is_settled()) {
            break;
        }
        store.extend_indexes();
    }
    for &relation in &own {
        store.table_mut(relation).open();
    }
    Ok(())
}

/// Builds the indexes that the plans need, one for each set of key columns, and puts them in place.
pub(crate) fn link(plans: &mut [Plan], store: &mut Store, mut fixed: Option<&mut Store>) {
    let mut payloads: BTreeMap<(bool, RelationId, Vec<usize>), BTreeSet<usize>> = BTreeMap::new();
    let key =
        |side: Side, request: &IndexRequest| (side == Side::Negative, request.relation, request.key.clone());
    let shared = plans.iter().flat_map(Plan::requests).nth(1).is_some();
    for (side, request) in plans.iter().flat_map(Plan::requests).filter(|_| shared) {
        payloads.entry(key(side, request)).or_default().extend(request.payload.iter().copied());
    }
    for plan in plans {
        plan.link(|side, request| {
            let mut wide = request.clone();
            if let Some(payload) = payloads.get(&key(side, request)) {
                wide.payload = payload.iter().copied().collect();
            }
            let store = match (side, &mut fixed) {
                (Side::Negative, Some(fixed)) => &mut **fixed,
                (Side::Negative, None) | (Side::Positive, _) => &mut *store,
            };
            let id = store.ensure(&wide);
            let columns = (request.growth == Growth::Complete).then(|| store.payload(id).to_vec());
            (id, columns)
        });
    }
}
