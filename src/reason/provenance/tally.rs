//! A count over rows that may or may not hold to the results that it could have, row by row.
//!
//! What has been counted after some of the rows is a state: a number, a sum, or the values that may
//! still be the least or the greatest. **Invariant:** the states after the last row are all that any
//! choice of the rows could lead to, unless there were too many to follow.

use crate::engine::{
    Aggregate, Aggregation, Arithmetic, Comparison, Constant, Database, Domain, RelationId, RowId,
};
use crate::theory::Values;
use std::collections::BTreeSet;

/// The most states that are followed.
pub(super) const STATES: usize = 4_000;

/// What has been counted so far.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::reason) enum State {
    Count(u64),
    Sum(Option<Constant>),
    /// The values that none of the others is beyond or level with.
    Best(Vec<Constant>),
    /// Two values could not be added.
    Nothing,
}

/// A count over a group.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    function: Aggregation,
    /// The rows of the group, with their values.
    pub(super) rows: Vec<(RowId, Constant)>,
    /// Whether a row holds whatever is chosen.
    pub(super) certain: Vec<bool>,
}

impl Tally {
    /// The rows that a count ranges over, for the values of its group.
    pub(super) fn new(
        aggregate: &Aggregate,
        group: &[Constant],
        database: &Database,
        given: &dyn Fn(RelationId, RowId) -> bool,
    ) -> Self {
        let mut values = group.iter().copied();
        let pattern: Vec<Option<Constant>> =
            aggregate.group.iter().map(|term| term.and_then(|_| values.next())).collect();
        let mut rows = Vec::new();
        let mut certain = Vec::new();
        for row in database.matching(aggregate.relation, &pattern) {
            let columns = database.row(aggregate.relation, row);
            let value = columns.and_then(|columns| columns.get(aggregate.value)).copied();
            rows.push((row, value.unwrap_or(Constant(0))));
            certain.push(given(aggregate.relation, row));
        }
        Self { function: aggregate.function, rows, certain }
    }

    /// The state before the first row.
    pub(super) fn start(&self) -> State {
        match self.function {
            Aggregation::Count => State::Count(0),
            Aggregation::Sum => State::Sum(None),
            Aggregation::Min | Aggregation::Max => State::Best(Vec::new()),
        }
    }

    /// The state after a further row that holds.
    pub(super) fn step(&self, state: &State, value: Constant, values: &mut Values) -> State {
        match state {
            State::Count(count) => State::Count(count + 1),
            State::Sum(None) => State::Sum(Some(value)),
            State::Sum(Some(sum)) => match values.compute(Arithmetic::Add, *sum, value) {
                Some(sum) => State::Sum(Some(sum)),
                None => State::Nothing,
            },
            State::Best(best) => {
                let level = match self.function {
                    Aggregation::Max => Comparison::GreaterOrEqual,
                    Aggregation::Count | Aggregation::Sum | Aggregation::Min => Comparison::LessOrEqual,
                };
                let beats = |a: Constant, b: Constant| a == b || values.compare(level, a, b);
                let even = |a: Constant, b: Constant| beats(a, b) && beats(b, a);
                if best.iter().any(|known| beats(*known, value) && !even(*known, value)) {
                    return state.clone();
                }
                let mut left: Vec<Constant> = Vec::new();
                let mut own = value;
                for known in best {
                    if even(*known, value) {
                        own = own.min(*known);
                    } else if !beats(value, *known) {
                        left.push(*known);
                    }
                }
                left.push(own);
                left.sort_unstable();
                State::Best(left)
            }
            State::Nothing => State::Nothing,
        }
    }

    /// The result that a last state stands for.
    pub(super) fn result(state: &State, values: &mut Values) -> Option<Constant> {
        match state {
            State::Count(count) => Some(values.count(*count)),
            State::Sum(None) => Some(values.count(0)),
            State::Sum(Some(sum)) => Some(*sum),
            State::Best(best) => match best.as_slice() {
                [only] => Some(*only),
                _ => None,
            },
            State::Nothing => None,
        }
    }
}

/// The results that a count could have, and whether these are all.
pub(super) fn results(tally: &Tally, values: &mut Values) -> (BTreeSet<Constant>, bool) {
    let mut states = BTreeSet::from([tally.start()]);
    let mut whole = true;
    for ((_, value), certain) in tally.rows.iter().zip(&tally.certain) {
        let mut next = BTreeSet::new();
        for state in states {
            next.insert(tally.step(&state, *value, values));
            if !certain {
                next.insert(state);
            }
        }
        if next.len() > STATES {
            whole = false;
            next = next.into_iter().take(STATES).collect();
        }
        states = next;
    }
    (states.iter().filter_map(|state| Tally::result(state, values)).collect(), whole)
}
