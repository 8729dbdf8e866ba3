//! The truth of the atoms that are tracked in a world: worlds alike in them are one class.

/// The most atoms that can be tracked.
pub(super) const TRACKED: usize = 256;

/// The truth of the tracked atoms, a bit for each in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Class([u64; TRACKED / 64]);

impl Class {
    /// Notes that the atom at a place holds.
    pub(super) fn insert(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    /// Whether the atom at a place holds.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// The truth of eight atoms, by the place of their byte.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.0.get(at / 8).map_or(0, |word| (word >> (at % 8 * 8)) as u8)
    }
}
