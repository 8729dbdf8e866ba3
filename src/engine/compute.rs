//! Expressions and aggregates to constants, by asking the caller's domain.
//!
//! **Invariant:** an aggregate's value does not depend on the order of rows, so long as the domain's
//! addition does not depend on the order of its operands.

use std::ops::Range;

use super::plan::{Operation, Source};
use super::program::{Aggregation, Arithmetic, Comparison, Constant, Domain};
use super::storage::Grouped;

/// The domain, as far as a run may use it.
pub(crate) enum Hands<'a, D: ?Sized> {
    /// Comparing only: the run may be beside others.
    Shared(&'a D),
    /// Computing too.
    Exclusive(&'a mut D),
}

impl<D: Domain + ?Sized> Hands<'_, D> {
    /// The domain, for comparing.
    pub(crate) fn domain(&self) -> &D {
        match self {
            Self::Shared(domain) => domain,
            Self::Exclusive(domain) => domain,
        }
    }

    fn apply(&mut self, operation: Arithmetic, left: Constant, right: Constant) -> Option<Constant> {
        match self {
            Self::Shared(_) => None,
            Self::Exclusive(domain) => domain.compute(operation, left, right),
        }
    }

    fn count(&mut self, count: u64) -> Option<Constant> {
        match self {
            Self::Shared(_) => None,
            Self::Exclusive(domain) => Some(domain.count(count)),
        }
    }
}

/// The value of a formula, or `None` where it has none.
pub(crate) fn compute<D: Domain + ?Sized>(
    formula: &[Operation],
    frame: &[Constant],
    stack: &mut Vec<Constant>,
    hands: &mut Hands<'_, D>,
) -> Option<Constant> {
    stack.clear();
    for operation in formula {
        let value = match operation {
            Operation::Push(Source::Constant(constant)) => *constant,
            Operation::Push(Source::Frame(place)) => frame.get(*place).copied()?,
            Operation::Push(Source::Match(_) | Source::Computed) => return None,
            Operation::Apply(operation) => {
                let right = stack.pop()?;
                let left = stack.pop()?;
                hands.apply(*operation, left, right)?
            }
        };
        stack.push(value);
    }
    stack.pop()
}

/// The rows of a group.
pub(crate) struct Values<'a> {
    /// The index that holds them.
    pub(crate) index: &'a Grouped,
    /// Their positions.
    pub(crate) range: Range<u32>,
    /// The value column of the payload.
    pub(crate) column: Source,
}

impl Values<'_> {
    fn iter(&self) -> impl Iterator<Item = Constant> {
        let column = match self.column {
            Source::Match(column) => column,
            Source::Frame(_) | Source::Constant(_) | Source::Computed => usize::MAX,
        };
        self.range.clone().filter_map(move |position| self.index.payload(position).get(column).copied())
    }
}

/// The aggregate over the rows, or `None` where it has no value.
pub(crate) fn aggregate<D: Domain + ?Sized>(
    function: Aggregation,
    rows: &Values<'_>,
    hands: &mut Hands<'_, D>,
) -> Option<Constant> {
    fold(function, rows.range.len(), || rows.iter(), hands)
}

/// The aggregate over so many values, or `None` where it has no value.
pub(crate) fn fold<D: Domain + ?Sized, I: Iterator<Item = Constant>>(
    function: Aggregation,
    count: usize,
    values: impl Fn() -> I,
    hands: &mut Hands<'_, D>,
) -> Option<Constant> {
    match function {
        Aggregation::Count => hands.count(count as u64),
        Aggregation::Sum => sum(values(), hands),
        Aggregation::Min => extreme(Comparison::Less, Comparison::LessOrEqual, hands.domain(), values),
        Aggregation::Max => extreme(Comparison::Greater, Comparison::GreaterOrEqual, hands.domain(), values),
    }
}

/// The sum of the values; 0 for none.
fn sum<D: Domain + ?Sized>(
    mut values: impl Iterator<Item = Constant>,
    hands: &mut Hands<'_, D>,
) -> Option<Constant> {
    match hands {
        Hands::Shared(_) => None,
        Hands::Exclusive(domain) => domain.sum(&mut values),
    }
}

/// The value that is beyond or level with every other; the lowest constant among several such, none
/// where two values cannot be compared.
fn extreme<D: Domain + ?Sized, I: Iterator<Item = Constant>>(
    beyond: Comparison,
    level: Comparison,
    domain: &D,
    values: impl Fn() -> I,
) -> Option<Constant> {
    let best =
        values().reduce(|best, value| if domain.compare(beyond, value, best) { value } else { best })?;
    let mut lowest = best;
    for value in values() {
        if value != best && !domain.compare(level, best, value) {
            return None;
        }
        if domain.compare(level, value, best) {
            lowest = lowest.min(value);
        }
    }
    Some(lowest)
}
