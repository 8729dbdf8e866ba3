//! Numbers in which a linear programme is worked out: exact ones, or rounded ones that only show the way.

use dashu_ratio::RBig;
use std::cmp::Ordering;

/// A number of a tableau.
pub(super) trait Scalar: Clone {
    /// An exact number, as near as can be.
    fn of(exact: &RBig) -> Self;
    /// As an exact number, as near as is of use.
    fn exact(&self) -> RBig;
    /// The sum.
    fn plus(&self, other: &Self) -> Self;
    /// The difference.
    fn minus(&self, other: &Self) -> Self;
    /// The product.
    fn times(&self, other: &Self) -> Self;
    /// The quotient; the other is not zero.
    fn over(&self, other: &Self) -> Self;
    /// How it compares to zero, which rounded numbers are when they are next to it.
    fn sign(&self) -> Ordering;

    /// Whether it can be divided by, where it is above zero.
    fn divides(&self) -> bool;
    /// Something next to nothing, other for each place, which keeps rounded numbers from being equal
    /// (perturbation: Charnes 1952); exact ones need none.
    fn nudge(at: usize) -> Option<Self>;

    /// Nothing.
    fn zero() -> Self {
        Self::of(&RBig::ZERO)
    }

    /// The unit.
    fn one() -> Self {
        Self::of(&RBig::ONE)
    }

    /// With the other sign.
    fn negated(&self) -> Self {
        Self::zero().minus(self)
    }

    /// Without its sign.
    fn size(&self) -> Self {
        if self.sign() == Ordering::Less { self.negated() } else { self.clone() }
    }

    /// Whether it is zero.
    fn is_nil(&self) -> bool {
        self.sign() == Ordering::Equal
    }

    /// How two compare.
    fn against(&self, other: &Self) -> Ordering {
        self.minus(other).sign()
    }
}

/// The operations of a type whose references have the operators.
macro_rules! operators {
    () => {
        fn plus(&self, other: &Self) -> Self {
            self + other
        }

        fn minus(&self, other: &Self) -> Self {
            self - other
        }

        fn times(&self, other: &Self) -> Self {
            self * other
        }

        fn over(&self, other: &Self) -> Self {
            self / other
        }
    };
}

impl Scalar for RBig {
    fn of(exact: &RBig) -> Self {
        exact.clone()
    }

    fn exact(&self) -> RBig {
        self.clone()
    }

    operators!();

    fn sign(&self) -> Ordering {
        self.cmp(&Self::ZERO)
    }

    fn divides(&self) -> bool {
        *self > Self::ZERO
    }

    fn nudge(_: usize) -> Option<Self> {
        None
    }
}

/// What rounding may make of zero.
const NEAR: f64 = 1e-9;

/// The parts of one in which rounded numbers are handed on.
const PARTS: f64 = (1_u64 << 32) as f64;

impl Scalar for f64 {
    fn of(exact: &RBig) -> Self {
        exact.to_f64().value()
    }

    fn exact(&self) -> RBig {
        RBig::from((self * PARTS).round() as i64) / RBig::from(1_i64 << 32)
    }

    operators!();

    fn sign(&self) -> Ordering {
        if self.abs() < NEAR { Ordering::Equal } else { self.total_cmp(&0.0) }
    }

    fn divides(&self) -> bool {
        *self > 100.0 * NEAR
    }

    fn nudge(at: usize) -> Option<Self> {
        // The fractions of the multiples of the golden ratio lie apart.
        let golden = 0.618_033_988_749_895;
        Some(1e-6 * (1.0 + (at as f64 * golden).fract()))
    }
}

/// What rounding may make of a number in one step.
const CLOSE: f64 = 1e-12;

/// The fraction of smallest denominator next to a rounded number (continued fractions); none if it takes a
/// large one.
pub(super) fn simplest(rounded: f64) -> Option<RBig> {
    const LARGEST: i64 = 1 << 24;
    let (mut before, mut now) = ((0_i64, 1_i64), (1_i64, 0_i64));
    let mut rest = rounded;
    for _ in 0..40 {
        if rest.is_nan() || rest.abs() >= LARGEST as f64 {
            return None;
        }
        let whole = rest.floor();
        let part = whole as i64;
        let next = (
            part.checked_mul(now.0)?.checked_add(before.0)?,
            part.checked_mul(now.1)?.checked_add(before.1)?,
        );
        if next.1 > LARGEST {
            return None;
        }
        (before, now) = (now, next);
        if (now.0 as f64 / now.1 as f64 - rounded).abs() < CLOSE {
            return Some(RBig::from(now.0) / RBig::from(now.1));
        }
        rest = 1.0 / (rest - whole);
    }
    None
}
