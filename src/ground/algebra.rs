//! Boolean algebras over which the truth of atoms is worked out.

use std::convert::Infallible;

/// A Boolean algebra: what the truth of an atom is an element of. Diagrams have a limit, so that an operation
/// may fail.
pub trait Algebra {
    /// An element.
    type Truth: Clone + PartialEq;
    /// Why an operation could not be carried out.
    type Stopped;

    /// What never holds.
    fn never(&self) -> Self::Truth;

    /// What always holds.
    fn always(&self) -> Self::Truth;

    /// Both hold.
    ///
    /// # Errors
    /// A limit was reached.
    fn and(&mut self, one: &Self::Truth, other: &Self::Truth) -> Result<Self::Truth, Self::Stopped>;

    /// One of them holds, or both.
    ///
    /// # Errors
    /// A limit was reached.
    fn or(&mut self, one: &Self::Truth, other: &Self::Truth) -> Result<Self::Truth, Self::Stopped>;

    /// It does not hold.
    ///
    /// # Errors
    /// A limit was reached.
    fn not(&mut self, one: &Self::Truth) -> Result<Self::Truth, Self::Stopped>;
}

/// The truth under 64 choices for each word, a bit each: `Choices::<1>` looks at 64 choices at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choices<const WORDS: usize>;

impl<const WORDS: usize> Algebra for Choices<WORDS> {
    type Truth = [u64; WORDS];
    type Stopped = Infallible;

    fn never(&self) -> Self::Truth {
        [0; WORDS]
    }

    fn always(&self) -> Self::Truth {
        [u64::MAX; WORDS]
    }

    fn and(&mut self, one: &Self::Truth, other: &Self::Truth) -> Result<Self::Truth, Infallible> {
        let mut made = *one;
        made.iter_mut().zip(other).for_each(|(word, other)| *word &= other);
        Ok(made)
    }

    fn or(&mut self, one: &Self::Truth, other: &Self::Truth) -> Result<Self::Truth, Infallible> {
        let mut made = *one;
        made.iter_mut().zip(other).for_each(|(word, other)| *word |= other);
        Ok(made)
    }

    fn not(&mut self, one: &Self::Truth) -> Result<Self::Truth, Infallible> {
        Ok(one.map(|word| !word))
    }
}

/// Which of 64 choices in a row have the n-th of their first six leaves true.
const PATTERNS: [u64; 6] = [
    0xAAAA_AAAA_AAAA_AAAA,
    0xCCCC_CCCC_CCCC_CCCC,
    0xF0F0_F0F0_F0F0_F0F0,
    0xFF00_FF00_FF00_FF00,
    0xFFFF_0000_FFFF_0000,
    0xFFFF_FFFF_0000_0000,
];

/// The truth of the n-th leaf where all choices are counted through, in the words from `first` on: choice number
/// `c` takes the n-th leaf if bit n of `c` is set, and bit `c % 64` of word `c / 64` tells of it.
#[must_use]
pub fn block<const WORDS: usize>(leaf: usize, first: u64) -> [u64; WORDS] {
    let mut words = [0; WORDS];
    for (at, word) in (first..).zip(&mut words) {
        *word = match PATTERNS.get(leaf) {
            Some(pattern) => *pattern,
            None if at >> (leaf - PATTERNS.len()).min(63) & 1 == 1 => u64::MAX,
            None => 0,
        };
    }
    words
}
