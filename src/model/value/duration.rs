//! Distances between dates: a number of days, weeks, months or years.

use super::{Interval, Number};
use std::fmt;

/// What a duration is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum TimeUnit {
    Days,
    Weeks,
    Months,
    Years,
}

impl TimeUnit {
    /// Reads `days`, `week`, …: the singular and the plural.
    pub fn parse(word: &str) -> Option<TimeUnit> {
        Some(match word {
            "day" | "days" => TimeUnit::Days,
            "week" | "weeks" => TimeUnit::Weeks,
            "month" | "months" => TimeUnit::Months,
            "year" | "years" => TimeUnit::Years,
            _ => return None,
        })
    }

    /// The plural.
    pub const fn word(self) -> &'static str {
        match self {
            TimeUnit::Days => "days",
            TimeUnit::Weeks => "weeks",
            TimeUnit::Months => "months",
            TimeUnit::Years => "years",
        }
    }

    /// The unit that this one is a fixed number of: days or months.
    const fn base(self) -> (TimeUnit, i32) {
        match self {
            TimeUnit::Days => (TimeUnit::Days, 1),
            TimeUnit::Weeks => (TimeUnit::Days, 7),
            TimeUnit::Months => (TimeUnit::Months, 1),
            TimeUnit::Years => (TimeUnit::Months, 12),
        }
    }
}

/// A distance between dates. The distance between partial dates is known within bounds only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    low: Number,
    high: Number,
    unit: TimeUnit,
}

impl Duration {
    /// Exactly so many units.
    pub fn new(count: Number, unit: TimeUnit) -> Self {
        Self { low: count.clone(), high: count, unit }
    }

    /// A distance between `low` and `high`; the caller sees to their order.
    pub(super) fn between(low: Number, high: Number, unit: TimeUnit) -> Self {
        Self { low, high, unit }
    }

    /// The count, if it is known to the point.
    pub fn count(&self) -> Option<&Number> {
        (self.low == self.high).then_some(&self.low)
    }

    /// What it is counted in.
    pub fn unit(&self) -> TimeUnit {
        self.unit
    }

    /// The same length of time backwards.
    #[must_use]
    pub fn negate(&self) -> Self {
        Self { low: self.high.negate(), high: self.low.negate(), unit: self.unit }
    }

    /// The sum, where days are added to days or weeks, and months to months or years.
    pub fn add(&self, other: &Duration) -> Option<Duration> {
        if self.unit == other.unit {
            return Some(Self::between(self.low.add(&other.low)?, self.high.add(&other.high)?, self.unit));
        }
        let (left, right) = (self.in_base()?, other.in_base()?);
        (left.unit == right.unit).then(|| left.add(&right)).flatten()
    }

    /// The duration so many times.
    pub fn scale(&self, factor: &Number) -> Option<Duration> {
        let scaled = Interval::between(self.low.multiply(factor)?, self.high.multiply(factor)?);
        Some(Self::between(scaled.low?, scaled.high?, self.unit))
    }

    /// The duration in days or in months.
    fn in_base(&self) -> Option<Duration> {
        let (unit, factor) = self.unit.base();
        let factor = Number::from(factor);
        Some(Self::between(self.low.multiply(&factor)?, self.high.multiply(&factor)?, unit))
    }

    /// The two durations as intervals of one unit: exact where both are days and weeks, or both
    /// months and years; else in days, with the days that so many months have at least and at most.
    pub(super) fn in_one_unit(&self, other: &Duration) -> Option<(Interval, Interval)> {
        let (left, right) = (self.in_base()?, other.in_base()?);
        if left.unit == right.unit {
            return Some((left.interval(), right.interval()));
        }
        Some((left.in_days()?.interval(), right.in_days()?.interval()))
    }

    fn interval(self) -> Interval {
        Interval::between(self.low, self.high)
    }

    /// Of a duration in days or months.
    fn in_days(self) -> Option<Duration> {
        match self.unit {
            TimeUnit::Days | TimeUnit::Weeks => Some(self),
            TimeUnit::Months | TimeUnit::Years => {
                let low = days_of_months(self.low.floor().to_i64()?, Bound::Least)?;
                let high = days_of_months(self.high.ceiling().to_i64()?, Bound::Most)?;
                Some(Self::between(Number::from(low), Number::from(high), TimeUnit::Days))
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Bound {
    Least,
    Most,
}

/// How many days so many consecutive months of the Gregorian calendar have at least, or at most.
fn days_of_months(months: i64, bound: Bound) -> Option<i64> {
    const LEAST: [i64; 12] = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334];
    const MOST: [i64; 12] = [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337];
    if months < 0 {
        let mirrored = match bound {
            Bound::Least => Bound::Most,
            Bound::Most => Bound::Least,
        };
        return days_of_months(months.checked_neg()?, mirrored)?.checked_neg();
    }
    let (years, rest) = (months / 12, usize::try_from(months % 12).ok()?);
    let (year, table) = match bound {
        Bound::Least => (365, LEAST),
        Bound::Most => (366, MOST),
    };
    years.checked_mul(year)?.checked_add(table.get(rest).copied()?)
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.count() {
            Some(count) => write!(f, "{count} {}", self.unit.word()),
            None => write!(f, "between {} and {} {}", self.low, self.high, self.unit.word()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    #[test]
    fn adds_within_a_family() {
        let duration = |count: i32, unit| Duration::new(Number::from(count), unit);
        let sum = duration(3, TimeUnit::Weeks).add(&duration(2, TimeUnit::Days));
        assert_eq!(sum, Some(duration(23, TimeUnit::Days)));
        assert_eq!(duration(3, TimeUnit::Weeks).add(&duration(2, TimeUnit::Months)), None);
        assert_eq!(
            duration(2, TimeUnit::Years).add(&duration(1, TimeUnit::Years)).unwrap().to_string(),
            "3 years"
        );
    }

    #[test]
    fn months_have_their_days() {
        for months in 0..50i64 {
            let (least, most) = (days_of_months(months, Bound::Least), days_of_months(months, Bound::Most));
            for start in 0..48i64 {
                let first = date(1999, 1, 1) + start.months();
                let days = (first + months.months()).duration_since(first).as_hours() / 24;
                assert!(least <= Some(days) && Some(days) <= most, "{months} {first}");
            }
        }
        assert_eq!(days_of_months(-1, Bound::Least), Some(-31));
    }
}
