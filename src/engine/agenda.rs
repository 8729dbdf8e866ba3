//! The plans of a stratum to those that have something to do in a round.
//!
//! A program may have thousands of rules that differ in constants only, each of which reads one row. They are
//! found by the rows that are new, so that a round costs what it derives and not what there is to try.
//! **Invariant:** plans are due in their order, and no plan is left out that a new row could feed.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{Action, Keyed, Lookup, Plan, Source};
use super::program::{Constant, Literal, Program, RelationId, RuleId, Term};
use super::storage::{Span, Store};

/// From so many rules on that fix the same columns by constants an index over these pays.
const SHARED_FROM: usize = 8;

/// Plans by the constants that they need.
type ByConstants = BTreeMap<Vec<Constant>, Vec<usize>>;

/// Plans by their positions.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    /// Those that read nothing that grows: they run in the first round.
    once: Vec<usize>,
    /// Those that run whenever their relation has new rows.
    each: Vec<(RelationId, usize)>,
    /// Those that need a new row with certain constants in certain columns.
    keyed: BTreeMap<(RelationId, Vec<usize>), ByConstants>,
}

impl Agenda {
    /// The agenda of plans that are not linked yet.
    pub(crate) fn new(plans: &[Plan]) -> Self {
        let mut agenda = Self::default();
        for (at, plan) in plans.iter().enumerate() {
            match (plan.delta, constants(plan)) {
                (None, _) => agenda.once.push(at),
                (Some(relation), None) => agenda.each.push((relation, at)),
                (Some(relation), Some((columns, key))) => {
                    agenda.keyed.entry((relation, columns)).or_default().entry(key).or_default().push(at);
                }
            }
        }
        agenda
    }

    /// The plans to run in a round, in their order.
    pub(crate) fn due(&self, first_round: bool, store: &Store) -> Vec<usize> {
        let mut due: BTreeSet<usize> = BTreeSet::new();
        if first_round {
            due.extend(&self.once);
        }
        due.extend(self.each.iter().filter(|(of, _)| !store.table(*of).is_settled()).map(|(_, at)| at));
        let mut key = Vec::new();
        for ((relation, columns), plans) in &self.keyed {
            let table = store.table(*relation);
            let (from, to) = table.span(Span::Delta);
            for number in from..to {
                let row = table.row(number);
                key.clear();
                key.extend(columns.iter().filter_map(|column| row.get(*column).copied()));
                due.extend(plans.get(&key).into_iter().flatten());
            }
        }
        due.into_iter().collect()
    }
}

/// The columns that the first stage of a plan looks up by constants, and these.
fn constants(plan: &Plan) -> Option<(Vec<usize>, Vec<Constant>)> {
    let Action::Join { lookup: Lookup::Index(indexed), .. } = &plan.stages.first()?.action else {
        return None;
    };
    let key: Option<Vec<Constant>> = indexed
        .key
        .iter()
        .map(|source| match source {
            Source::Constant(constant) => Some(*constant),
            Source::Frame(_) | Source::Match(_) | Source::Computed => None,
        })
        .collect();
    Some((indexed.request.key.clone(), key?))
}

/// The columns of relations that enough literals of the rules fix by constants.
pub(crate) fn keyed(program: &Program, rules: &[RuleId]) -> Keyed {
    let mut count: BTreeMap<(RelationId, Vec<usize>), usize> = BTreeMap::new();
    let rules = rules.iter().filter_map(|id| program.rules.get(id.index()));
    for literal in rules.flat_map(|rule| &rule.body) {
        let Literal::Positive(atom) = literal else { continue };
        let fixed = atom.terms.iter().enumerate().filter(|(_, term)| matches!(term, Term::Constant(_)));
        let columns: Vec<usize> = fixed.map(|(column, _)| column).collect();
        if !columns.is_empty() {
            *count.entry((atom.relation, columns)).or_default() += 1;
        }
    }
    count.into_iter().filter(|(_, count)| *count >= SHARED_FROM).map(|(columns, _)| columns).collect()
}
