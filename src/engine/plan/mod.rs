//! A rule and the literal that reads the delta to a join plan over frames of live variables.
//!
//! **Invariant:** a plan reads what its rule reads and nothing else; each stage hands on exactly the
//! values that a later stage or the output needs, so frames stay as narrow as they can be.

mod compile;
mod meet;
mod order;
mod statistics;

pub(crate) use compile::{Keyed, Shape, compile};
pub(crate) use order::order;
pub(crate) use statistics::{Estimates, Statistics};

use super::program::{Aggregation, Arithmetic, Comparison, Constant, RelationId, RuleId};
use super::storage::{IndexId, IndexRequest, Span};

/// Where a value of a stage comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A place of the incoming frame.
    Frame(usize),
    /// A column of the matched row: of the table, or once linked of the index's payload.
    Match(usize),
    /// A fixed value.
    Constant(Constant),
    /// What the stage computed.
    Computed,
}

/// A step of an expression over a frame.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operation {
    /// Push a value.
    Push(Source),
    /// Pop two values, push the result.
    Apply(Arithmetic),
}

/// A comparison of two values of a match or the frame.
pub(crate) type Test = (Comparison, Source, Source);

/// How many matches of a join are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Each of them.
    Every,
    /// One is enough, since nothing of it is put out.
    First,
}

/// The rows that a scan or join looks at.
#[derive(Clone, Debug)]
pub(crate) enum Lookup {
    /// Every row of a span, but for those that a rule came up with.
    Scan(RelationId, Span, Option<RuleId>),
    /// The rows whose key columns have the values of the key.
    Index(Indexed),
}

/// A look-up through an index.
#[derive(Clone, Debug)]
pub(crate) struct Indexed {
    /// What the index must offer.
    pub(crate) request: IndexRequest,
    /// The rows that count.
    pub(crate) span: Span,
    /// The values of the key columns.
    pub(crate) key: Vec<Source>,
    /// The index, once linked.
    pub(crate) index: Option<IndexId>,
}

/// One of several literals that bind the same variable and nothing else.
#[derive(Clone, Debug)]
pub(crate) struct Meeting {
    /// The rows that fit the frame.
    pub(crate) lookup: Indexed,
    /// Where a match has the variable.
    pub(crate) value: Source,
    /// The whole row, the variable as what the stage computes.
    pub(crate) row: Vec<Source>,
}

/// What a stage does with each incoming frame.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Hands the frame on: the plan of an empty body.
    Pass,
    /// Finds rows; each pair of checks must be equal in a match, and each of the tests hold of it.
    Join { lookup: Lookup, checks: Vec<(Source, Source)>, tests: Vec<Test>, reach: Reach },
    /// Finds the values that all of several complete relations have for a variable: those of whichever has the
    /// fewest for the frame, looked up in the others.
    Meet { sides: Vec<Meeting>, reach: Reach },
    /// Keeps the frame if the row of a complete relation is there.
    Holds { relation: RelationId, row: Vec<Source> },
    /// Keeps the frame if the row is not there.
    Absent { relation: RelationId, row: Vec<Source> },
    /// Keeps the frame if the comparison of the two values holds.
    Compare { comparison: Comparison, left: Vec<Operation>, right: Vec<Operation> },
    /// Computes a value; keeps the frame if there is one, equal to `equals` if that is given.
    Compute { formula: Vec<Operation>, equals: Option<Source> },
    /// Aggregates the rows found; keeps the frame as `Compute` does. The value is the only payload.
    Aggregate { function: Aggregation, lookup: Indexed, value: Source, equals: Option<Source> },
}

/// An action and the values that it hands on.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    /// What is done with each frame.
    pub(crate) action: Action,
    /// The outgoing frame.
    pub(crate) output: Vec<Source>,
}

/// A plan: frames flow through the stages; what leaves the last one is the output.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The rule.
    pub(crate) rule: RuleId,
    /// The relation whose delta the first stage scans, if the plan is for a delta.
    pub(crate) delta: Option<RelationId>,
    /// At least one stage; the first receives one frame without values, or is a scan.
    pub(crate) stages: Vec<Stage>,
    /// Whether the plan computes, which may create constants and so must keep its place in the order.
    pub(crate) computes: Computes,
}

/// Whether a plan may create constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Computes {
    /// It only reads, and may run beside others.
    Nothing,
    /// It may create constants.
    Constants,
}

/// Which store an index is needed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// That of the positive literals.
    Positive,
    /// That of negative literals and aggregates.
    Negative,
}

impl Plan {
    /// The indexes that the plan needs.
    pub(crate) fn requests(&self) -> impl Iterator<Item = (Side, &IndexRequest)> {
        self.stages.iter().flat_map(|stage| match &stage.action {
            Action::Join { lookup: Lookup::Index(indexed), .. } => vec![(Side::Positive, &indexed.request)],
            Action::Meet { sides, .. } => {
                sides.iter().map(|side| (Side::Positive, &side.lookup.request)).collect()
            }
            Action::Aggregate { lookup, .. } => vec![(Side::Negative, &lookup.request)],
            Action::Join { lookup: Lookup::Scan(..), .. }
            | Action::Pass
            | Action::Holds { .. }
            | Action::Absent { .. }
            | Action::Compare { .. }
            | Action::Compute { .. } => Vec::new(),
        })
    }

    /// Puts the indexes in place and turns columns of a match into columns of the index's payload.
    /// `find` gives the index for a request and the columns it carries, or `None` for whole rows.
    pub(crate) fn link(
        &mut self,
        mut find: impl FnMut(Side, &IndexRequest) -> (IndexId, Option<Vec<usize>>),
    ) {
        for stage in &mut self.stages {
            let place = |columns: &[usize], source: &mut Source| {
                if let Source::Match(column) = source {
                    *column = columns.iter().position(|held| held == column).unwrap_or(*column);
                }
            };
            match &mut stage.action {
                Action::Join { lookup: Lookup::Index(indexed), checks, tests, .. } => {
                    let (id, columns) = find(Side::Positive, &indexed.request);
                    indexed.index = Some(id);
                    if let Some(columns) = columns {
                        for (left, right) in checks {
                            place(&columns, left);
                            place(&columns, right);
                        }
                        for (_, left, right) in tests {
                            place(&columns, left);
                            place(&columns, right);
                        }
                        for source in &mut stage.output {
                            place(&columns, source);
                        }
                    }
                }
                Action::Meet { sides, .. } => {
                    for side in sides {
                        let (id, columns) = find(Side::Positive, &side.lookup.request);
                        side.lookup.index = Some(id);
                        if let Some(columns) = columns {
                            place(&columns, &mut side.value);
                        }
                    }
                }
                Action::Aggregate { lookup, value, .. } => {
                    let (id, columns) = find(Side::Negative, &lookup.request);
                    lookup.index = Some(id);
                    if let Some(columns) = columns {
                        place(&columns, value);
                    }
                }
                Action::Join { lookup: Lookup::Scan(..), .. }
                | Action::Pass
                | Action::Holds { .. }
                | Action::Absent { .. }
                | Action::Compare { .. }
                | Action::Compute { .. } => {}
            }
        }
    }
}
