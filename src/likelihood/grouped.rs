//! Numbers grouped by a key, in two arrays: what is looked up often and made anew often.
#![expect(clippy::indexing_slicing, reason = "keys are below the count given")]

/// The numbers of each key.
pub(super) struct Grouped {
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Grouped {
    /// Groups pairs of a key, below the count given, and a number; each key's numbers keep their order.
    pub(super) fn new(keys: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0_u32; keys + 2];
        for (key, _) in pairs.clone() {
            starts[key as usize + 2] += 1;
        }
        for at in 2..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut numbers = vec![0; starts[keys + 1] as usize];
        for (key, number) in pairs {
            let next = &mut starts[key as usize + 1];
            numbers[*next as usize] = number;
            *next += 1;
        }
        Self { starts, numbers }
    }

    /// The numbers of a key.
    pub(super) fn of(&self, key: u32) -> &[u32] {
        &self.numbers[self.starts[key as usize] as usize..self.starts[key as usize + 1] as usize]
    }
}
