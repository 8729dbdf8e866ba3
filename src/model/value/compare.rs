//! Comparisons of values: they hold only if they hold for every point of both.

use super::{Amount, Date, Duration, Interval, Number, Units, Value};
use crate::syntax::ast::ComparisonOperator as Operator;

impl Value {
    /// Whether the comparison holds; `None` where the two do not compare: unlike kinds, units that no
    /// equations relate, or an order of texts.
    ///
    /// `=` holds for two values that say the same (also `about 40 = about 40`), `!=` only for two that
    /// have no point in common, so of two values that overlap neither holds. A whole number beside a
    /// date is a year.
    pub fn compare(&self, operator: Operator, other: &Value, units: &Units) -> Option<bool> {
        match (self, other) {
            (Value::Number(left), Value::Number(right)) => numbers(operator, left, right),
            (Value::Number(_) | Value::Quantity(_), Value::Number(_) | Value::Quantity(_)) => {
                let (left, right) = self.as_quantity()?.in_one_unit(&other.as_quantity()?, units)?;
                intervals(operator, &left, &right)
            }
            (Value::Date(left), Value::Date(right)) => Some(dates(operator, *left, *right)),
            (Value::Date(left), Value::Number(year)) => Some(dates(operator, *left, Date::year(year).ok()?)),
            (Value::Number(year), Value::Date(right)) => {
                Some(dates(operator, Date::year(year).ok()?, *right))
            }
            (Value::Duration(left), Value::Duration(right)) => durations(operator, left, right),
            (Value::Text(left), Value::Text(right)) => match operator {
                Operator::Equal => Some(left == right),
                Operator::NotEqual => Some(left != right),
                Operator::Less
                | Operator::LessOrEqual
                | Operator::Greater
                | Operator::GreaterOrEqual
                | Operator::Before
                | Operator::After
                | Operator::During => None,
            },
            (
                Value::Number(_) | Value::Date(_) | Value::Duration(_) | Value::Quantity(_) | Value::Text(_),
                _,
            ) => None,
        }
    }

    /// Whether it leaves more than one point open: a bounded amount, a month or a year.
    pub fn is_coarse(&self) -> bool {
        match self {
            Value::Quantity(quantity) => !matches!(quantity.amount, Amount::Exactly(_)),
            Value::Date(date) => date.first() != date.last(),
            Value::Number(_) | Value::Duration(_) | Value::Text(_) => false,
        }
    }

    /// Whether every point of it is one of the other's: 12,000 lies within `at least 3_000`, and a day within its
    /// month. What is coarse meets a condition that asks for what it lies within.
    pub fn within(&self, other: &Value, units: &Units) -> bool {
        self.compare(Operator::During, other, units) == Some(true)
    }

    /// Whether the two cannot both hold as the one value of something; `None` where they do not
    /// compare, and nothing can be said.
    pub fn disjoint(&self, other: &Value, units: &Units) -> Option<bool> {
        self.compare(Operator::NotEqual, other, units)
    }
}

fn numbers(operator: Operator, left: &Number, right: &Number) -> Option<bool> {
    match operator {
        Operator::Equal => Some(left == right),
        Operator::NotEqual => Some(left != right),
        Operator::Less => Some(left < right),
        Operator::LessOrEqual => Some(left <= right),
        Operator::Greater => Some(left > right),
        Operator::GreaterOrEqual => Some(left >= right),
        Operator::During => Some(left == right),
        Operator::Before | Operator::After => None,
    }
}

fn intervals(operator: Operator, left: &Interval, right: &Interval) -> Option<bool> {
    match operator {
        Operator::Equal => Some(left == right),
        Operator::NotEqual => Some(left.disjoint(right)),
        Operator::Less => Some(left.below(right)),
        Operator::LessOrEqual => Some(left.not_above(right)),
        Operator::Greater => Some(right.below(left)),
        Operator::GreaterOrEqual => Some(right.not_above(left)),
        Operator::During => Some(right.contains(left)),
        Operator::Before | Operator::After => None,
    }
}

fn dates(operator: Operator, left: Date, right: Date) -> bool {
    match operator {
        Operator::Equal => left == right,
        Operator::NotEqual => !left.overlaps(right),
        Operator::Less | Operator::Before => left.before(right),
        Operator::LessOrEqual => left.last() <= right.first(),
        Operator::Greater | Operator::After => right.before(left),
        Operator::GreaterOrEqual => right.last() <= left.first(),
        Operator::During => left.during(right),
    }
}

fn durations(operator: Operator, left: &Duration, right: &Duration) -> Option<bool> {
    if left == right && operator == Operator::Equal {
        return Some(true);
    }
    let (left, right) = left.in_one_unit(right)?;
    intervals(operator, &left, &right)
}

#[cfg(test)]
mod tests {
    use super::super::{Quantity, TimeUnit};
    use super::*;

    fn quantity(amount: Amount) -> Value {
        Value::from_quantity(Quantity::new(amount, None))
    }

    fn holds(left: &Value, operator: Operator, right: &Value) -> Option<bool> {
        left.compare(operator, right, &Units::new())
    }

    #[test]
    fn holds_for_every_point() {
        let n = |n: i32| Number::from(n);
        let at_least = quantity(Amount::AtLeast(n(3000)));
        let about = quantity(Amount::About(n(100)));
        assert_eq!(holds(&at_least, Operator::Greater, &Value::Number(n(2000))), Some(true));
        assert_eq!(holds(&at_least, Operator::GreaterOrEqual, &Value::Number(n(3000))), Some(true));
        assert_eq!(holds(&about, Operator::Greater, &Value::Number(n(100))), Some(false));
        assert_eq!(holds(&about, Operator::Equal, &Value::Number(n(100))), Some(false));
        assert_eq!(holds(&about, Operator::NotEqual, &Value::Number(n(100))), Some(false));
        assert_eq!(holds(&about, Operator::NotEqual, &Value::Number(n(111))), Some(true));
        assert_eq!(holds(&about, Operator::Equal, &about), Some(true));
        assert_eq!(holds(&about, Operator::Before, &about), None);
        let within = |one: &Value, other: &Value| one.within(other, &Units::new());
        assert!(within(&Value::Number(n(12_000)), &at_least) && within(&at_least, &at_least));
        assert!(within(&Value::Number(n(100)), &about) && !within(&about, &Value::Number(n(100))));
        assert!(!within(&Value::Number(n(2_999)), &at_least) && !within(&about, &at_least));
    }

    #[test]
    fn units_compare_through_equations() {
        let mut units = Units::new();
        let (troops, brigades, shells) = (units.add("troops"), units.add("brigades"), units.add("shells"));
        units.equate(brigades, &Number::from(4000), troops).unwrap();
        let of = |count: i32, unit| {
            Value::Quantity(Quantity::new(Amount::Exactly(Number::from(count)), Some(unit)))
        };
        assert_eq!(of(3, brigades).compare(Operator::Equal, &of(12_000, troops), &units), Some(true));
        assert_eq!(of(11_999, troops).compare(Operator::Less, &of(3, brigades), &units), Some(true));
        assert_eq!(of(3, brigades).compare(Operator::Less, &of(12_000, shells), &units), None);
        assert_eq!(of(3, brigades).compare(Operator::Less, &Value::Number(Number::from(9)), &units), None);
        assert_eq!(of(3, brigades).disjoint(&of(12_000, troops), &units), Some(false));
        assert_eq!(of(3, brigades).disjoint(&of(12_001, troops), &units), Some(true));
        assert_eq!(of(3, brigades).disjoint(&of(12_001, shells), &units), None);
    }

    #[test]
    fn dates_and_durations() {
        let date = |text: &str| Value::Date(Date::parse(text).unwrap());
        assert_eq!(holds(&date("2024-10-26"), Operator::During, &date("2024-10")), Some(true));
        assert_eq!(holds(&date("2023-12"), Operator::Before, &Value::Number(Number::from(2024))), Some(true));
        assert_eq!(holds(&date("2024-10"), Operator::NotEqual, &date("2024-10-26")), Some(false));
        assert_eq!(holds(&date("2024-10"), Operator::Less, &Value::Text("2025".into())), None);
        let duration = |count: i32, unit| Value::Duration(Duration::new(Number::from(count), unit));
        let weeks = duration(2, TimeUnit::Weeks);
        assert_eq!(holds(&weeks, Operator::Equal, &duration(14, TimeUnit::Days)), Some(true));
        assert_eq!(holds(&weeks, Operator::Less, &duration(1, TimeUnit::Months)), Some(true));
        assert_eq!(
            holds(&duration(30, TimeUnit::Days), Operator::Less, &duration(1, TimeUnit::Months)),
            Some(false)
        );
        assert_eq!(
            holds(&duration(1, TimeUnit::Years), Operator::Equal, &duration(12, TimeUnit::Months)),
            Some(true)
        );
    }
}
