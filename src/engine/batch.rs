//! Frames on their way from stage to stage of a plan.
#![expect(clippy::indexing_slicing, reason = "a batch holds as many frames as it says")]

use super::program::Constant;

/// Frames of equal width, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Batch {
    /// The values of all frames.
    pub(crate) values: Vec<Constant>,
    /// How many values a frame has.
    pub(crate) width: usize,
    /// How many frames there are.
    pub(crate) len: usize,
}

impl Batch {
    /// No frames of that width.
    pub(crate) fn new(width: usize) -> Self {
        Self { values: Vec::new(), width, len: 0 }
    }

    /// The frame at a position.
    pub(crate) fn frame(&self, at: usize) -> &[Constant] {
        &self.values[at * self.width..(at + 1) * self.width]
    }

    /// Forgets the frames.
    pub(crate) fn clear(&mut self) {
        self.values.clear();
        self.len = 0;
    }
}
