//! A program to its strata: groups of mutually recursive relations, each after those it reads.
//!
//! **Invariant:** a stratum reads only itself and earlier strata, and never aggregates over itself.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::program::{Literal, Program, RelationId, RuleId};
use crate::connected::components;

/// How a stratum reads itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recursion {
    /// Not at all: one pass over its rules is enough.
    None,
    /// Through positive literals only.
    Positive,
    /// Through a negative literal: it needs the well-founded semantics.
    Negative,
}

/// Relations that depend on each other, and the rules that derive them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// The relations, ascending.
    pub relations: Vec<RelationId>,
    /// The rules whose head is one of them, ascending.
    pub rules: Vec<RuleId>,
    /// How the stratum reads itself.
    pub recursion: Recursion,
}

/// A relation that would have to be complete before it can be aggregated to derive it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AggregateCycle {
    /// The relations of the cycle: each rule derives the relation at its place from the next one, the
    /// last one from the first. The first rule aggregates.
    pub relations: Vec<RelationId>,
    /// The rules of the cycle, one for each relation.
    pub rules: Vec<RuleId>,
}

/// What a rule reads, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reading {
    Positive,
    Negative,
    Aggregate,
}

pub(super) fn readings(literal: &Literal) -> Option<(RelationId, Reading)> {
    match literal {
        Literal::Positive(atom) => Some((atom.relation, Reading::Positive)),
        Literal::Negative(atom) => Some((atom.relation, Reading::Negative)),
        Literal::Aggregate(_, aggregate) => Some((aggregate.relation, Reading::Aggregate)),
        Literal::Compare(..) | Literal::Bind(..) => None,
    }
}

/// Orders the relations of a checked program into strata (Tarjan's components of the graph of what
/// reads what, in the order of their completion).
///
/// # Errors
/// A cycle through an aggregate.
pub fn stratify(program: &Program) -> Result<Vec<Stratum>, AggregateCycle> {
    let count = program.relations.len();
    let mut reads: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut rules_of: Vec<Vec<RuleId>> = vec![Vec::new(); count];
    // The last relation that was found to read each one: most are named by several literals of a rule.
    let mut noted = vec![usize::MAX; count];
    for (id, rule) in (0..).map(RuleId).zip(&program.rules) {
        let head = rule.head.relation.index();
        if let Some(rules) = rules_of.get_mut(head) {
            rules.push(id);
        }
        let Some(list) = reads.get_mut(head) else { continue };
        for (relation, _) in rule.body.iter().filter_map(readings) {
            let slot = noted.get_mut(relation.index());
            if slot.is_some_and(|slot| std::mem::replace(slot, head) != head) {
                list.push(relation.index());
            }
        }
    }
    for list in &mut reads {
        list.sort_unstable();
        list.dedup();
    }
    let mut strata = Vec::new();
    for component in components(&reads) {
        let relations: Vec<RelationId> =
            component.into_iter().map(|index| RelationId(index as u32)).collect();
        let mut rules: Vec<RuleId> = relations
            .iter()
            .filter_map(|relation| rules_of.get(relation.index()))
            .flatten()
            .copied()
            .collect();
        rules.sort_unstable();
        if rules.is_empty() {
            continue;
        }
        let recursion = recursion(program, &rules, &relations)
            .map_err(|(id, head, source)| cycle(program, &rules, &relations, id, head, source))?;
        strata.push(Stratum { relations, rules, recursion });
    }
    Ok(strata)
}

/// How some rules read their own relations.
///
/// # Errors
/// A rule that aggregates over one of them, its head and what it aggregates over.
fn recursion(
    program: &Program,
    rules: &[RuleId],
    relations: &[RelationId],
) -> Result<Recursion, (RuleId, RelationId, RelationId)> {
    let mut recursion = Recursion::None;
    for &id in rules {
        let Some(rule) = program.rules.get(id.index()) else { continue };
        for (relation, reading) in rule.body.iter().filter_map(readings) {
            // Ascending, and mostly one.
            if relations.binary_search(&relation).is_err() {
                continue;
            }
            match reading {
                Reading::Positive if recursion == Recursion::None => recursion = Recursion::Positive,
                Reading::Positive => {}
                Reading::Negative => recursion = Recursion::Negative,
                Reading::Aggregate => return Err((id, rule.head.relation, relation)),
            }
        }
    }
    Ok(recursion)
}

/// The strata that a stratum falls into once some of its rules are left out.
pub(super) fn parts(program: &Program, stratum: &Stratum) -> Vec<Stratum> {
    let Stratum { relations, rules, .. } = stratum;
    let place = |relation: RelationId| relations.binary_search(&relation).ok();
    let mut reads: Vec<Vec<usize>> = vec![Vec::new(); relations.len()];
    let mut rules_of: Vec<Vec<RuleId>> = vec![Vec::new(); relations.len()];
    for &id in rules {
        let Some(rule) = program.rules.get(id.index()) else { continue };
        let Some(head) = place(rule.head.relation) else { continue };
        rules_of.get_mut(head).into_iter().for_each(|rules| rules.push(id));
        let read = rule.body.iter().filter_map(readings).filter_map(|(relation, _)| place(relation));
        reads.get_mut(head).into_iter().for_each(|list| list.extend(read.clone()));
    }
    let mut parts = Vec::new();
    for component in components(&reads) {
        let mut rules: Vec<RuleId> =
            component.iter().filter_map(|at| rules_of.get(*at)).flatten().copied().collect();
        rules.sort_unstable();
        if rules.is_empty() {
            continue;
        }
        let relations: Vec<RelationId> =
            component.iter().filter_map(|at| relations.get(*at).copied()).collect();
        // No stratum aggregates over itself.
        let recursion = recursion(program, &rules, &relations).unwrap_or(Recursion::Negative);
        parts.push(Stratum { relations, rules, recursion });
    }
    parts
}

/// The shortest cycle through the rule that derives `head` by aggregating over `source`.
fn cycle(
    program: &Program,
    rules: &[RuleId],
    inside: &[RelationId],
    aggregating: RuleId,
    head: RelationId,
    source: RelationId,
) -> AggregateCycle {
    let mut towards: BTreeMap<RelationId, (RelationId, RuleId)> = BTreeMap::new();
    let mut queue = VecDeque::from([head]);
    let mut seen = BTreeSet::from([head]);
    while let Some(relation) = queue.pop_front() {
        if relation == source {
            break;
        }
        for &id in rules {
            let Some(rule) = program.rules.get(id.index()) else { continue };
            let from_here = rule.body.iter().filter_map(readings).any(|(read, _)| read == relation);
            let derived = rule.head.relation;
            if from_here && inside.contains(&derived) && seen.insert(derived) {
                towards.insert(derived, (relation, id));
                queue.push_back(derived);
            }
        }
    }
    // From the aggregated relation down to the head: each step names the rule and what it reads.
    let mut relations = vec![head];
    let mut rules = vec![aggregating];
    let mut at = source;
    while at != head {
        let Some(&(read, rule)) = towards.get(&at) else { break };
        relations.push(at);
        rules.push(rule);
        at = read;
    }
    AggregateCycle { relations, rules }
}
