//! Fractions of machine integers: what all but a few numbers of an analysis are.
//!
//! **Invariant:** a fraction is in lowest terms, so equal ones are the same; a result that does not fit is `None`, never
//! rounded.

use dashu_ratio::RBig;
use std::cmp::Ordering;
use std::num::NonZeroU32;

/// The most digits behind the point that a small number is read with: the denominator fits.
const DECIMALS: usize = 9;

/// The most digits that it is read with: the numerator fits.
const DIGITS: usize = 18;

/// A fraction in lowest terms. That the part below is not 0 leaves room to tell it from a large number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Fraction {
    above: i64,
    below: NonZeroU32,
}

impl Fraction {
    pub(super) const ZERO: Fraction = Fraction { above: 0, below: NonZeroU32::MIN };
    pub(super) const ONE: Fraction = Fraction { above: 1, below: NonZeroU32::MIN };

    /// A ratio, if it fits.
    pub(super) fn of(ratio: &RBig) -> Option<Self> {
        let below = NonZeroU32::new(u32::try_from(ratio.denominator()).ok()?)?;
        let above = i64::try_from(ratio.numerator()).ok()?;
        Some(Self { above, below })
    }

    /// Reads digits with a sign and a point, which must be well made; `None` where there are too many.
    pub(super) fn decimal(plain: &str) -> Option<Self> {
        let (negative, digits) = match plain.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, plain),
        };
        let (whole, behind) = digits.split_once('.').unwrap_or((digits, ""));
        if behind.len() > DECIMALS || whole.len() + behind.len() > DIGITS {
            return None;
        }
        let mut above: i64 = 0;
        for digit in whole.bytes().chain(behind.bytes()) {
            above = above.checked_mul(10)?.checked_add(i64::from(digit.checked_sub(b'0')?))?;
        }
        let below = 10_u128.checked_pow(u32::try_from(behind.len()).ok()?)?;
        reduced(i128::from(if negative { -above } else { above }), below)
    }

    pub(super) fn ratio(self) -> RBig {
        RBig::from(self.above) / RBig::from(self.below.get())
    }

    /// The whole number that it is, if it is one.
    pub(super) fn whole(self) -> Option<i64> {
        (self.below == NonZeroU32::MIN).then_some(self.above)
    }

    pub(super) fn is_negative(self) -> bool {
        self.above < 0
    }

    /// The numerators over the product of the denominators, and that product.
    fn level(self, other: Self) -> (i128, i128, u128) {
        let (one, two) = (i128::from(self.below.get()), i128::from(other.below.get()));
        (
            i128::from(self.above) * two,
            i128::from(other.above) * one,
            u128::from(self.below.get()) * u128::from(other.below.get()),
        )
    }

    pub(super) fn add(self, other: Self) -> Option<Self> {
        if let (Some(one), Some(two)) = (self.whole(), other.whole()) {
            return one.checked_add(two).map(Self::from);
        }
        let (one, two, below) = self.level(other);
        reduced(one + two, below)
    }

    pub(super) fn subtract(self, other: Self) -> Option<Self> {
        let (one, two, below) = self.level(other);
        reduced(one - two, below)
    }

    pub(super) fn multiply(self, other: Self) -> Option<Self> {
        let below = u128::from(self.below.get()) * u128::from(other.below.get());
        reduced(i128::from(self.above) * i128::from(other.above), below)
    }

    pub(super) fn divide(self, other: Self) -> Option<Self> {
        let (one, two, _) = self.level(other);
        if two == 0 {
            return None;
        }
        reduced(if two < 0 { -one } else { one }, two.unsigned_abs())
    }

    pub(super) fn floor(self) -> Self {
        Self::from(self.above.div_euclid(i64::from(self.below.get())))
    }

    pub(super) fn ceiling(self) -> Self {
        let below = i64::from(self.below.get());
        let floor = self.above.div_euclid(below);
        // Where something is left there is room for one more: the fraction is above its floor.
        Self::from(if self.above.rem_euclid(below) == 0 { floor } else { floor + 1 })
    }

    /// About how many bits it takes.
    pub(super) fn bits(self) -> u32 {
        self.above.unsigned_abs().checked_ilog2().unwrap_or(0) + self.below.ilog2()
    }

    /// The nearest floating point number.
    pub(super) fn to_f64(self) -> f64 {
        // A quotient of two numbers that are exact is the nearest one.
        match self.above.unsigned_abs() < 1 << f64::MANTISSA_DIGITS {
            true => self.above as f64 / f64::from(self.below.get()),
            false => self.ratio().to_f64().value(),
        }
    }
}

/// The fraction in lowest terms, if it fits; the part below must not be 0.
fn reduced(above: i128, below: u128) -> Option<Fraction> {
    let common = divisor(above.unsigned_abs(), below);
    let (above, below) = (above / i128::try_from(common).ok()?, below / common);
    let below = NonZeroU32::new(u32::try_from(below).ok()?)?;
    Some(Fraction { above: i64::try_from(above).ok()?, below })
}

/// The greatest common divisor; that of 0 and a number is the number.
fn divisor(mut one: u128, mut two: u128) -> u128 {
    // Most are small, and the processor divides those at once.
    while two != 0 {
        if let (Ok(one), Ok(two)) = (u64::try_from(one), u64::try_from(two)) {
            return u128::from(narrow_divisor(one, two));
        }
        (one, two) = (two, one % two);
    }
    one
}

fn narrow_divisor(mut one: u64, mut two: u64) -> u64 {
    while two != 0 {
        (one, two) = (two, one % two);
    }
    one
}

impl From<i64> for Fraction {
    fn from(above: i64) -> Self {
        Self { above, below: NonZeroU32::MIN }
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let (one, two, _) = self.level(*other);
        one.cmp(&two)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
