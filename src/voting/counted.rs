//! Numbers that count coalitions: of 128 bits where they are enough, else as long as they must be.

use dashu_ratio::RBig;

/// A number of coalitions.
pub(super) trait Count: Clone + PartialEq + std::fmt::Debug {
    /// Nothing.
    fn zero() -> Self;
    /// One.
    fn one() -> Self;
    /// The sum.
    fn plus(&self, other: &Self) -> Self;
    /// The difference, where the other is not greater.
    fn minus(&self, other: &Self) -> Self;
    /// The product.
    fn times(&self, other: &Self) -> Self;
    /// The same number, for fractions.
    fn whole(&self) -> RBig;
}

impl Count for u128 {
    fn zero() -> Self {
        0
    }
    fn one() -> Self {
        1
    }
    fn plus(&self, other: &Self) -> Self {
        self.saturating_add(*other)
    }
    fn minus(&self, other: &Self) -> Self {
        self.saturating_sub(*other)
    }
    fn times(&self, other: &Self) -> Self {
        self.saturating_mul(*other)
    }
    fn whole(&self) -> RBig {
        RBig::from(*self)
    }
}

impl Count for RBig {
    fn zero() -> Self {
        RBig::ZERO
    }
    fn one() -> Self {
        RBig::ONE
    }
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    fn minus(&self, other: &Self) -> Self {
        self - other
    }
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    fn whole(&self) -> RBig {
        self.clone()
    }
}

/// So many coalitions of each size, from none on.
pub(super) type Sizes<N> = Vec<N>;

/// Numbers of coalitions by size, from a smallest size on.
#[derive(Clone, Debug)]
pub(super) struct Ways<N> {
    from: usize,
    sizes: Sizes<N>,
}

impl<N> Ways<N> {
    /// So many of each size, the first of this size.
    pub(super) const fn new(from: usize, sizes: Sizes<N>) -> Self {
        Self { from, sizes }
    }
}

/// Adds the second, each of its coalitions joined with each of the ways.
pub(super) fn add<N: Count>(into: &mut Sizes<N>, from: &[N], ways: &Ways<N>) {
    for (size, factor) in ways.sizes.iter().enumerate().filter(|(_, factor)| **factor != N::zero()) {
        for (at, number) in from.iter().enumerate().filter(|(_, number)| **number != N::zero()) {
            let at = at + size + ways.from;
            if into.len() <= at {
                into.resize(at + 1, N::zero());
            }
            if let Some(slot) = into.get_mut(at) {
                *slot = slot.plus(&number.times(factor));
            }
        }
    }
}

/// The binomial coefficients of `n`.
pub(super) fn choices<N: Count>(n: usize) -> Vec<N> {
    let mut row = vec![N::one()];
    for _ in 0..n {
        let mut next = vec![N::one()];
        next.extend(row.windows(2).filter_map(|pair| Some(pair.first()?.plus(pair.get(1)?))));
        next.push(N::one());
        row = next;
    }
    row
}

/// The sum.
pub(super) fn total<N: Count>(sizes: &[N]) -> N {
    sizes.iter().fold(N::zero(), |sum, one| sum.plus(one))
}
