//! What a conclusion is about to how much it matters to who reads a page.
//!
//! **Invariant:** what is expected, and what is a verdict, comes before all that is merely so; of one commitment the page
//! leads with the state that says most.

use crate::engine::{Constant, RelationId};
use crate::model::Model;
use crate::model::statement::{self as model, Context, Formula, FormulaKind, Literal};
use crate::model::write::Variables;
use crate::model::{Expectation, ExpectationKind};
use crate::report::Weight;
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, Said};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What sentences of a relation say to a reader, where that is more than that something is so, or less.
pub(super) fn of_relation(model: &Model, relation: model::RelationId) -> Option<Weight> {
    let known = model.known;
    let verdicts = [
        known.in_deadlock,
        known.blocked_by,
        known.vote_blocked,
        known.vote_carried,
        known.only_left,
        known.cannot_be,
        known.unable,
        known.defied,
        known.overruled,
        known.did_as_demanded,
        known.fails,
        known.achieved,
        known.unmended,
        known.backed_down,
        known.carried_out,
    ];
    let hinges = [
        known.lacks_first,
        known.of_two_minds,
        known.torn,
        known.came_round,
        known.is_set_on,
        known.expected_to_object,
        known.still_time,
    ];
    // The order of days and whose goals are alike are seen in the text.
    let by_the_way = [known.precedes, known.common_end, known.shares];
    let among = |all: &[Option<model::RelationId>]| all.contains(&Some(relation));
    match () {
        () if among(&verdicts) => Some(Weight::Verdict),
        () if among(&hinges) => Some(Weight::Hinge),
        () if among(&by_the_way) => Some(Weight::Aside),
        () => None,
    }
}

/// The sentences that an analysis expects of the base view.
pub(super) struct Expected {
    heads: BTreeSet<(model::RelationId, Sign)>,
    sentences: HashSet<String>,
}

impl Expected {
    /// Reads them from what is expected.
    pub(super) fn of(model: &Model) -> Self {
        let mut found = Self { heads: BTreeSet::new(), sentences: HashSet::new() };
        for literal in
            model.expectations.iter().filter(|one| one.context == Context::Base).filter_map(sentence)
        {
            found.heads.insert((literal.relation, literal.sign));
            found.sentences.insert(model.write(literal, Variables::Anonymous));
        }
        found
    }

    /// Whether a sentence is one of them.
    pub(super) fn has(&self, model: &Model, said: &Said) -> bool {
        self.heads.contains(&(said.relation, said.sign)) && self.sentences.contains(&said.text(model))
    }
}

/// The one sentence that an expectation says to hold.
fn sentence(one: &Expectation) -> Option<&Literal> {
    match &one.kind {
        ExpectationKind::Holds(Formula { kind: FormulaKind::Literal(literal), .. })
        | ExpectationKind::Status(_, literal)
        | ExpectationKind::AtLeast(literal, _) => Some(literal),
        ExpectationKind::Holds(_)
        | ExpectationKind::Answers(..)
        | ExpectationKind::Unproven(_)
        | ExpectationKind::AtLeastGiven(..)
        | ExpectationKind::Violated(..) => None,
    }
}

/// The states of commitments: which of them say less than another one in which the same commitment is.
pub(super) struct Lives(BTreeMap<model::RelationId, Vec<RelationId>>);

impl Lives {
    /// Finds the states that there are in a view.
    pub(super) fn of(model: &Model, evaluated: &Evaluated) -> Self {
        let known = model.known;
        let less = [
            (known.satisfied_late, &[known.satisfied, known.made_good, known.broken][..]),
            (known.unmended, &[known.broken, known.owed, known.unconditional]),
            (known.satisfied, &[known.kept_in_time, known.unconditional]),
            (known.owed, &[known.unconditional, known.last_day]),
            (known.pending, &[known.last_day]),
            (known.untested, &[known.last_day]),
        ];
        let mut found: BTreeMap<model::RelationId, Vec<RelationId>> = BTreeMap::new();
        for (more, all) in less {
            let Some(more) = more.and_then(|id| evaluated.relation(id, Sign::Positive)) else { continue };
            for one in all.iter().flatten() {
                found.entry(*one).or_default().push(more);
            }
        }
        Self(found)
    }

    /// Whether a row says of its commitment less than another one does.
    pub(super) fn says_less(
        &self,
        evaluated: &Evaluated,
        relation: model::RelationId,
        values: &[Constant],
    ) -> bool {
        let (Some(all), Some(commitment)) = (self.0.get(&relation), values.first()) else { return false };
        all.iter().any(|more| evaluated.database.contains(*more, &[*commitment]))
    }
}
