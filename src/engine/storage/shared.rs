//! Tables of two evaluations side by side: whether one may stand for the other.
//!
//! **Invariant:** two tables are the same only if whoever joins them finds the same rows in the same order, of the
//! same heights.

use super::origin::{FACT, Origin, Segment};
use super::table::Table;
use crate::engine::program::RuleId;

impl Table {
    /// Whether rows were put in or out of the model since it was evaluated.
    pub(crate) fn is_edited(&self) -> bool {
        self.edits.count > 0 || !self.edits.origins.is_empty() || self.edits.height > 0
    }

    /// Whether another table has the same rows in the same order, of the same heights.
    pub(crate) fn is_same_as(&self, other: &Table) -> bool {
        let height = |segment: &Segment| (segment.start, segment.origin.height);
        (self.arity, self.len) == (other.arity, other.len)
            && self.segments.iter().map(height).eq(other.segments.iter().map(height))
            && self.values == other.values
    }

    /// Whether another table, which has nothing but facts, has the facts of this one.
    pub(crate) fn has_facts(&self, facts: &Table) -> bool {
        let derived = self.segments.iter().find(|segment| segment.origin != FACT);
        let own = derived.map_or(self.len, |segment| segment.start);
        self.arity == facts.arity && own == facts.len && self.values.starts_with(&facts.values)
    }

    /// The rules that rows came from, with the number of these, in their order.
    pub(crate) fn derived(&self) -> impl Iterator<Item = (RuleId, u32)> {
        let ends = self.segments.iter().skip(1).map(|segment| segment.start).chain([self.len]);
        let segments = self.segments.iter().zip(ends);
        segments.filter_map(|(segment, end)| Some((segment.origin.rule?, end - segment.start)))
    }

    /// Gives the rules that rows came from other numbers.
    pub(crate) fn renumber(&mut self, number: impl Fn(RuleId) -> Option<RuleId>) {
        for segment in &mut self.segments {
            segment.origin = Origin { rule: segment.origin.rule.and_then(&number), ..segment.origin };
        }
    }
}
