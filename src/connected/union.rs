//! Sets that grow together (union-find: Galler and Fisher 1964).
#![expect(clippy::indexing_slicing, reason = "nodes are numbered below the size that was asked for")]

/// Which of many nodes belong together.
pub(crate) struct Union(Vec<u32>);

impl Union {
    /// So many nodes, each by itself.
    pub(crate) fn new(size: usize) -> Self {
        Self((0..size as u32).collect())
    }

    /// The least node of the set that a node is in.
    pub(crate) fn find(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let above = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = above;
            at = above;
        }
        at
    }

    /// Makes the sets of two nodes one.
    pub(crate) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}
