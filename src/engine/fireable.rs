//! The rules of a stratum to those that can derive something from the rows that there are.
//!
//! Most rules of a large theory read some relation that stays empty; to plan a join for them costs more than
//! all joins that find something. **Invariant:** a rule that is left out has a positive literal that no row
//! will ever match.

use super::program::{Literal, Program, RelationId, Rule, RuleId};
use super::storage::Store;
use super::stratify::{Recursion, Stratum};

/// Leaves out the rules of a stratum that cannot fire; the strata before it are complete.
pub(crate) fn retain_fireable(program: &Program, stratum: &mut Stratum, truths: &Store, undefined: &Store) {
    let has_rows = |relation| truths.table(relation).len() > 0 || undefined.table(relation).len() > 0;
    let Stratum { relations, rules, recursion } = stratum;
    let rule = |id: &RuleId| program.rules.get(id.index());
    let own = |relation: RelationId| relations.binary_search(&relation).ok();
    let given = |rule: &Rule| {
        rule.body.iter().filter_map(positive).all(|relation| has_rows(relation) || own(relation).is_some())
    };
    rules.retain(|id| rule(id).is_some_and(given));
    if *recursion == Recursion::None {
        return;
    }
    // Each rule waits for the relations of the stratum that it reads; one that gets rows wakes its readers.
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); relations.len()];
    let mut waits: Vec<usize> = Vec::with_capacity(rules.len());
    let mut fire: Vec<usize> = Vec::new();
    for (at, rule) in rules.iter().filter_map(rule).enumerate() {
        let mut read: Vec<usize> = rule.body.iter().filter_map(positive).filter_map(own).collect();
        read.sort_unstable();
        read.dedup();
        waits.push(read.len());
        if read.is_empty() {
            fire.push(at);
        }
        for relation in read {
            readers.get_mut(relation).into_iter().for_each(|list| list.push(at));
        }
    }
    let mut filled = vec![false; relations.len()];
    let mut open: Vec<usize> =
        (0..).zip(relations.iter()).filter(|(_, relation)| has_rows(**relation)).map(|(at, _)| at).collect();
    loop {
        while let Some(at) = fire.pop() {
            open.extend(rules.get(at).and_then(rule).and_then(|rule| own(rule.head.relation)));
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
    let mut waits = waits.into_iter();
    rules.retain(|_| waits.next() == Some(0));
}

/// The relation of a positive literal.
pub(crate) fn positive(literal: &Literal) -> Option<RelationId> {
    match literal {
        Literal::Positive(atom) => Some(atom.relation),
        Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => None,
    }
}
