//! Arithmetic on values.

use super::{Amount, Number, Quantity, Units, Value};
use crate::syntax::ast::Operator;

impl Value {
    /// The result of an operation, or `None` where it has none: unlike kinds or units, a divisor that
    /// may be zero, a date past the year 9999, a number that is not kept exactly, nothing bounded.
    ///
    /// Numbers and quantities add, subtract, multiply (with at most one unit) and divide; dates move
    /// by durations, and their difference is one; durations add, and multiply by a number.
    pub fn compute(&self, operator: Operator, other: &Value, units: &Units) -> Option<Value> {
        match (self, other) {
            (Value::Number(left), Value::Number(right)) => match operator {
                Operator::Add => left.add(right),
                Operator::Subtract => left.subtract(right),
                Operator::Multiply => left.multiply(right),
                Operator::Divide => left.divide(right),
                Operator::Quotient => left.divide(right).map(|quotient| quotient.floor()),
                Operator::Modulo => left.modulo(right),
            }
            .map(Value::Number),
            (Value::Number(_) | Value::Quantity(_), Value::Number(_) | Value::Quantity(_)) => {
                let (left, right) = (self.as_quantity()?, other.as_quantity()?);
                match operator {
                    Operator::Add => left.add(&right, units),
                    Operator::Subtract => left.subtract(&right, units),
                    Operator::Multiply => left.multiply(&right),
                    Operator::Divide => left.divide(&right, units),
                    Operator::Quotient | Operator::Modulo => None,
                }
                .map(Value::from_quantity)
            }
            (Value::Date(date), Value::Duration(duration)) => match operator {
                Operator::Add => date.shift(duration),
                Operator::Subtract => date.shift(&duration.negate()),
                Operator::Multiply | Operator::Divide | Operator::Quotient | Operator::Modulo => None,
            }
            .map(Value::Date),
            (Value::Duration(duration), Value::Date(date)) => match operator {
                Operator::Add => date.shift(duration).map(Value::Date),
                Operator::Subtract
                | Operator::Multiply
                | Operator::Divide
                | Operator::Quotient
                | Operator::Modulo => None,
            },
            (Value::Date(left), Value::Date(right)) => match operator {
                Operator::Subtract => Some(Value::Duration(left.since(*right))),
                Operator::Add
                | Operator::Multiply
                | Operator::Divide
                | Operator::Quotient
                | Operator::Modulo => None,
            },
            (Value::Duration(left), Value::Duration(right)) => match operator {
                Operator::Add => left.add(right),
                Operator::Subtract => left.add(&right.negate()),
                Operator::Multiply | Operator::Divide | Operator::Quotient | Operator::Modulo => None,
            }
            .map(Value::Duration),
            (Value::Duration(duration), Value::Number(factor)) => match operator {
                Operator::Multiply => duration.scale(factor),
                Operator::Divide => duration.scale(&Number::ONE.divide(factor)?),
                Operator::Add | Operator::Subtract | Operator::Quotient | Operator::Modulo => None,
            }
            .map(Value::Duration),
            (Value::Number(factor), Value::Duration(duration)) => match operator {
                Operator::Multiply => duration.scale(factor).map(Value::Duration),
                Operator::Add
                | Operator::Subtract
                | Operator::Divide
                | Operator::Quotient
                | Operator::Modulo => None,
            },
            (
                Value::Number(_) | Value::Date(_) | Value::Duration(_) | Value::Quantity(_) | Value::Text(_),
                _,
            ) => None,
        }
    }
}

impl Value {
    /// What two values of one thing leave it: of one that lies within the other itself, as it was said, else the
    /// amounts that lie in both. `None` where they exclude each other or do not compare.
    pub fn common(&self, other: &Value, units: &Units) -> Option<Value> {
        if self.within(other, units) {
            return Some(self.clone());
        }
        if other.within(self, units) {
            return Some(other.clone());
        }
        let (quantity, other) = (self.as_quantity()?, other.as_quantity()?);
        let (one, two) = quantity.in_one_unit(&other, units)?;
        let amount = Amount::of(one.common(&two)?)?;
        Some(Value::from_quantity(Quantity::new(amount, quantity.unit)))
    }
}

impl Value {
    /// Whether an operation of exact numbers or quantities has no result just because that would be too large
    /// to be kept, or a date is moved out of the calendar.
    pub fn overflows(&self, operator: Operator, other: &Value, units: &Units) -> bool {
        let moves = matches!(
            (self, operator, other),
            (Value::Date(_), Operator::Add | Operator::Subtract, Value::Duration(_))
                | (Value::Duration(_), Operator::Add, Value::Date(_))
        );
        if moves {
            return self.compute(operator, other, units).is_none();
        }
        let one = |value: &Value| match value {
            Value::Number(_) => Some(Value::Number(Number::ONE)),
            Value::Quantity(Quantity { amount: Amount::Exactly(_), unit }) => {
                Some(Value::Quantity(Quantity::new(Amount::Exactly(Number::ONE), *unit)))
            }
            Value::Quantity(_) | Value::Date(_) | Value::Duration(_) | Value::Text(_) => None,
        };
        let zero = |value: &Value| match value {
            Value::Number(number) | Value::Quantity(Quantity { amount: Amount::Exactly(number), .. }) => {
                *number == Number::ZERO
            }
            Value::Quantity(_) | Value::Date(_) | Value::Duration(_) | Value::Text(_) => false,
        };
        // What has a result for ones has one for all, but for what is divided by zero.
        let defined = |left: Value, right: Value| left.compute(operator, &right, units).is_some();
        !(operator == Operator::Divide && zero(other))
            && self.compute(operator, other, units).is_none()
            && one(self).zip(one(other)).is_some_and(|(left, right)| defined(left, right))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Date, Duration, TimeUnit};
    use super::*;

    #[test]
    fn quantities_keep_the_unit_of_the_first() {
        let mut units = Units::new();
        let (troops, brigades, shells) = (units.add("troops"), units.add("brigades"), units.add("shells"));
        units.equate(brigades, &Number::from(4000), troops).unwrap();
        let of = |amount: fn(Number) -> Amount, count: i32, unit| {
            Value::Quantity(Quantity::new(amount(Number::from(count)), Some(unit)))
        };
        let show = |left: &Value, operator, right: &Value| {
            left.compute(operator, right, &units).map(|value| value.text(&units)).unwrap_or_default()
        };
        let three = of(Amount::Exactly, 3, brigades);
        assert_eq!(show(&three, Operator::Add, &of(Amount::Exactly, 500, troops)), "3.125 brigades");
        assert_eq!(show(&of(Amount::Exactly, 500, troops), Operator::Add, &three), "12_500 troops");
        assert_eq!(
            show(&three, Operator::Subtract, &of(Amount::AtLeast, 4000, troops)),
            "at most 2 brigades"
        );
        assert_eq!(show(&three, Operator::Divide, &of(Amount::Exactly, 4000, troops)), "3");
        assert_eq!(
            show(&of(Amount::About, 40, shells), Operator::Multiply, &Value::Number(2.into())),
            "about 80 shells"
        );
        assert_eq!(
            show(&of(Amount::About, 40, shells), Operator::Add, &of(Amount::Exactly, 2, shells)),
            "between 38 and 46 shells"
        );
        assert_eq!(show(&three, Operator::Add, &of(Amount::Exactly, 1, shells)), "");
        assert_eq!(show(&three, Operator::Multiply, &three), "");
        assert_eq!(show(&three, Operator::Divide, &Value::Number(Number::ZERO)), "");
    }

    #[test]
    fn dates_move() {
        let date = |text: &str| Value::Date(Date::parse(text).unwrap());
        let weeks = Value::Duration(Duration::new(Number::from(3), TimeUnit::Weeks));
        let show = |left: &Value, operator, right: &Value| {
            left.compute(operator, right, &Units::new())
                .map(|value| value.text(&Units::new()))
                .unwrap_or_default()
        };
        assert_eq!(show(&date("2022-02-24"), Operator::Subtract, &weeks), "2022-02-03");
        assert_eq!(show(&weeks, Operator::Add, &date("2022-02-24")), "2022-03-17");
        assert_eq!(show(&date("2022-02-24"), Operator::Subtract, &date("2022-02-03")), "21 days");
        assert_eq!(show(&weeks, Operator::Multiply, &Value::Number(2.into())), "6 weeks");
        assert_eq!(show(&weeks, Operator::Subtract, &weeks), "0 weeks");
        assert_eq!(show(&date("2022"), Operator::Add, &date("2022")), "");
    }
}
