//! Closed intervals of numbers with open ends, and their arithmetic.
//!
//! Invariant: every operation gives an interval that holds each result of the operation on a point
//! of the left and a point of the right interval.

use super::Number;

/// The numbers from `low` to `high`, both included; `None` is an end that is not bounded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// The least number, if there is one.
    pub low: Option<Number>,
    /// The greatest number, if there is one.
    pub high: Option<Number>,
}

/// A number or an infinity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Below,
    Finite(Number),
    Above,
}

impl Interval {
    /// Exactly one number.
    pub fn exactly(number: Number) -> Self {
        Self { low: Some(number.clone()), high: Some(number) }
    }

    /// The numbers between two; they may come in either order.
    pub fn between(one: Number, other: Number) -> Self {
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        Self { low: Some(low), high: Some(high) }
    }

    /// The number, if it holds just one.
    pub fn point(&self) -> Option<&Number> {
        self.low.as_ref().filter(|low| self.high.as_ref() == Some(*low))
    }

    /// Whether every number of it is below every number of the other.
    pub fn below(&self, other: &Interval) -> bool {
        matches!((&self.high, &other.low), (Some(high), Some(low)) if high < low)
    }

    /// Whether no number of it is above any number of the other.
    pub fn not_above(&self, other: &Interval) -> bool {
        matches!((&self.high, &other.low), (Some(high), Some(low)) if high <= low)
    }

    /// Whether the two have no number in common.
    pub fn disjoint(&self, other: &Interval) -> bool {
        self.below(other) || other.below(self)
    }

    /// Whether it holds every number of the other.
    pub fn contains(&self, other: &Interval) -> bool {
        self.low_end() <= other.low_end() && other.high_end() <= self.high_end()
    }

    /// The numbers that lie in both; `None` where there are none.
    pub fn common(&self, other: &Interval) -> Option<Interval> {
        let (low, high) = (self.low_end().max(other.low_end()), self.high_end().min(other.high_end()));
        (low <= high).then(|| Interval { low: low.finite(), high: high.finite() })
    }

    /// The sums; `None` where an end grows too large or nothing is bounded.
    pub fn add(&self, other: &Interval) -> Option<Interval> {
        let end = |one: &Option<Number>, two: &Option<Number>| match (one, two) {
            (Some(one), Some(two)) => one.add(two).map(Some),
            (None, _) | (_, None) => Some(None),
        };
        Interval { low: end(&self.low, &other.low)?, high: end(&self.high, &other.high)? }.bounded()
    }

    /// The numbers with the other sign.
    #[must_use]
    pub fn negate(&self) -> Interval {
        let end = |number: &Option<Number>| number.as_ref().map(Number::negate);
        Interval { low: end(&self.high), high: end(&self.low) }
    }

    /// The products; `None` where an end grows too large or nothing is bounded.
    pub fn multiply(&self, other: &Interval) -> Option<Interval> {
        let ends = |interval: &Interval| [interval.low_end(), interval.high_end()];
        let mut products = Vec::with_capacity(4);
        for one in ends(self) {
            for two in ends(other) {
                products.push(one.multiply(&two)?);
            }
        }
        let (low, high) = (products.iter().min()?.clone(), products.into_iter().max()?);
        Interval { low: low.finite(), high: high.finite() }.bounded()
    }

    /// The quotients; `None` where the divisor may be zero, an end grows too large, or nothing is bounded.
    pub fn divide(&self, other: &Interval) -> Option<Interval> {
        if !other.disjoint(&Interval::exactly(Number::ZERO)) {
            return None;
        }
        // An end at infinity has the reciprocal 0; the interval lies on one side of 0, so they swap.
        let reciprocal = |end: &Option<Number>| match end {
            Some(number) => Number::ONE.divide(number),
            None => Some(Number::ZERO),
        };
        let inverse = Interval { low: Some(reciprocal(&other.high)?), high: Some(reciprocal(&other.low)?) };
        self.multiply(&inverse)
    }

    fn bounded(self) -> Option<Interval> {
        (self.low.is_some() || self.high.is_some()).then_some(self)
    }

    fn low_end(&self) -> End {
        self.low.clone().map_or(End::Below, End::Finite)
    }

    fn high_end(&self) -> End {
        self.high.clone().map_or(End::Above, End::Finite)
    }
}

impl End {
    fn finite(self) -> Option<Number> {
        match self {
            End::Finite(number) => Some(number),
            End::Below | End::Above => None,
        }
    }

    /// The product, with zero times infinity zero: the end of an interval is never infinity itself.
    fn multiply(&self, other: &End) -> Option<End> {
        let sign = |end: &End| match end {
            End::Below => -1,
            End::Above => 1,
            End::Finite(number) if number.is_negative() => -1,
            End::Finite(number) => i32::from(*number != Number::ZERO),
        };
        if let (End::Finite(one), End::Finite(two)) = (self, other) {
            return one.multiply(two).map(End::Finite);
        }
        Some(match sign(self) * sign(other) {
            -1 => End::Below,
            0 => End::Finite(Number::ZERO),
            _ => End::Above,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(low: Option<i32>, high: Option<i32>) -> Interval {
        Interval { low: low.map(Number::from), high: high.map(Number::from) }
    }

    #[test]
    fn computes_with_open_ends() {
        let at_least_3 = interval(Some(3), None);
        let two_to_four = interval(Some(2), Some(4));
        assert_eq!(at_least_3.add(&two_to_four), Some(interval(Some(5), None)));
        assert_eq!(at_least_3.add(&at_least_3.negate()), None);
        assert_eq!(at_least_3.multiply(&two_to_four), Some(interval(Some(6), None)));
        assert_eq!(at_least_3.multiply(&two_to_four.negate()), Some(interval(None, Some(-6))));
        assert_eq!(interval(Some(0), Some(2)).multiply(&at_least_3), Some(interval(Some(0), None)));
        assert_eq!(interval(Some(12), Some(12)).divide(&two_to_four), Some(interval(Some(3), Some(6))));
        assert_eq!(interval(Some(12), Some(12)).divide(&at_least_3), Some(interval(Some(0), Some(4))));
        assert_eq!(two_to_four.divide(&interval(Some(-1), Some(1))), None);
    }
}
