//! Tables to estimates of how many rows match when some columns are bound.
#![expect(clippy::indexing_slicing, reason = "columns are below the arity of the table that was measured")]

use std::collections::BTreeMap;

use crate::engine::program::{Constant, RelationId};
use crate::engine::storage::{Span, Table};

/// How many rows a relation has, and how many distinct values each of its columns.
#[derive(Clone, Debug)]
pub(crate) struct Statistics {
    rows: f64,
    distinct: Vec<f64>,
}

/// At most so many rows are looked at.
const SAMPLE: u32 = 2048;

impl Statistics {
    /// Measures the visible rows, by a sample of evenly spaced ones if they are many.
    pub(crate) fn measure(table: &Table) -> Self {
        let (_, rows) = table.span(Span::All);
        let stride = rows.div_ceil(SAMPLE).max(1);
        let mut sample: Vec<Constant> = Vec::with_capacity(rows.min(SAMPLE) as usize);
        let distinct = (0..table.arity())
            .map(|column| {
                sample.clear();
                sample.extend((0..rows).step_by(stride as usize).map(|row| table.row(row)[column]));
                sample.sort_unstable();
                let (mut once, mut more) = (0.0, 0.0);
                for equal in sample.chunk_by(PartialEq::eq) {
                    if equal.len() == 1 {
                        once += 1.0;
                    } else {
                        more += 1.0;
                    }
                }
                // The guaranteed-error estimator of Charikar et al. 2000.
                (f64::from(stride).sqrt() * once + more).max(1.0)
            })
            .collect();
        Self { rows: f64::from(rows), distinct }
    }

    /// Guesses for a relation that grows while the plan is in use and is not yet known.
    pub(crate) fn growing(table: &Table, reference: f64) -> Self {
        let rows = f64::from(table.len()).max(reference).max(16.0);
        let arity = table.arity();
        let distinct = rows.powf(1.0 / (arity.max(1) as f64)).max(1.0);
        Self { rows, distinct: vec![distinct; arity] }
    }

    /// The number of rows.
    pub(crate) fn rows(&self) -> f64 {
        self.rows
    }

    /// How many rows match, on average, when these columns are bound; never more than there are.
    pub(crate) fn matches(&self, bound: impl Iterator<Item = usize>) -> f64 {
        let mut keys = 1.0;
        for column in bound {
            keys *= self.distinct[column];
        }
        self.rows / keys.min(self.rows.max(1.0))
    }
}

/// The estimates for all relations that the rules of a stratum read.
pub(crate) type Estimates = BTreeMap<RelationId, Statistics>;
