//! Groups of contradictions whose minimal conflicts were found before.
//!
//! The scenarios of an analysis have most of their contradictions in common, and what conflicts in a group depends on
//! nothing but how its contradictions come about. **Invariant:** groups are told apart by their rules alone, so what is
//! found again is what a search would find.

use crate::reason::provenance::Rule;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// What the conflicts of a group depend on.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    /// How its contradictions come about.
    pub(super) rules: Vec<Rule>,
    /// The atom of each contradiction.
    pub(super) clashes: Vec<u32>,
    /// Whether each element is in the pool.
    pub(super) pooled: Vec<bool>,
}

/// Sets of elements, each with the contradiction that it leads to: all by their positions in the group.
pub(super) type Found = Vec<(Vec<usize>, Option<usize>)>;

/// The groups in which every conflict was found.
#[derive(Debug, Default)]
pub(in crate::reason) struct Solved(RefCell<FxHashMap<Shape, Found>>);

impl Solved {
    /// What was found in a group like this.
    pub(super) fn get(&self, shape: &Shape) -> Option<Found> {
        self.0.borrow().get(shape).cloned()
    }

    /// Keeps what was found in a group.
    pub(super) fn keep(&self, shape: Shape, found: Found) {
        self.0.borrow_mut().insert(shape, found);
    }
}
