//! Quantities: a number known exactly or within bounds, with or without a unit.

use super::{Interval, Number, NumberError, UnitId, Units};
use crate::syntax::ast::{Token, TokenKind};

/// How an amount is said; it is shown as it was said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Amount {
    /// `12_000`
    Exactly(Number),
    /// `at least 3_000`
    AtLeast(Number),
    /// `at most 5`
    AtMost(Number),
    /// `about 40`: ten per cent more or less
    About(Number),
    /// `between 3 and 5`
    Between(Number, Number),
}

/// Why tokens that begin like an amount are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// The number at this position of the tokens cannot be read.
    Number(usize, NumberError),
    /// The first end of `between` is above the second.
    Reversed(Number, Number),
}

/// An amount with or without a unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    /// How much.
    pub amount: Amount,
    /// Of what.
    pub unit: Option<UnitId>,
}

impl Amount {
    /// Reads the amount at the front of the tokens and tells how many tokens it takes (1, 2, 3 or 4);
    /// a unit may follow. `None` where the tokens do not begin with an amount.
    ///
    /// # Errors
    /// A number that cannot be kept, or `between` with its ends in the wrong order.
    pub fn read(tokens: &[Token]) -> Option<Result<(Amount, usize), AmountError>> {
        let word = |at: usize, expected: &str| matches!(tokens.get(at).map(|token| &token.kind), Some(TokenKind::Word(word)) if word == expected);
        let number = |at: usize| match tokens.get(at).map(|token| &token.kind) {
            Some(TokenKind::Number(text)) => {
                Some(Number::parse(text).map_err(|error| AmountError::Number(at, error)))
            }
            _ => None,
        };
        let bound =
            |at: usize, make: fn(Number) -> Amount| Some(number(at)?.map(|number| (make(number), at + 1)));
        if word(0, "at") && word(1, "least") {
            bound(2, Amount::AtLeast)
        } else if word(0, "at") && word(1, "most") {
            bound(2, Amount::AtMost)
        } else if word(0, "about") {
            bound(1, Amount::About)
        } else if word(0, "between") && word(2, "and") {
            Some(match (number(1)?, number(3)?) {
                (Ok(low), Ok(high)) if low <= high => Ok((Amount::Between(low, high), 4)),
                (Ok(low), Ok(high)) => Err(AmountError::Reversed(low, high)),
                (Err(error), _) | (_, Err(error)) => Err(error),
            })
        } else {
            bound(0, Amount::Exactly)
        }
    }

    /// The numbers that it may be. `at most 5` has no lower end: amounts may be negative.
    pub fn interval(&self) -> Interval {
        match self {
            Amount::Exactly(number) => Interval::exactly(number.clone()),
            Amount::AtLeast(number) => Interval { low: Some(number.clone()), high: None },
            Amount::AtMost(number) => Interval { low: None, high: Some(number.clone()) },
            Amount::Between(low, high) => Interval::between(low.clone(), high.clone()),
            Amount::About(number) => {
                let part = |percent| number.multiply(&Number::percent(percent));
                match (part(90), part(110)) {
                    (Some(one), Some(other)) => Interval::between(one, other),
                    // Only at the edge of what is kept exactly.
                    (None, _) | (_, None) => Interval::exactly(number.clone()),
                }
            }
        }
    }

    /// The words for an interval; `None` where neither end is bounded.
    pub fn of(interval: Interval) -> Option<Amount> {
        Some(match (interval.low, interval.high) {
            (Some(low), Some(high)) if low == high => Amount::Exactly(low),
            (Some(low), Some(high)) => Amount::Between(low, high),
            (Some(low), None) => Amount::AtLeast(low),
            (None, Some(high)) => Amount::AtMost(high),
            (None, None) => return None,
        })
    }

    /// The amount so many times, with `about` kept.
    pub fn scale(&self, factor: &Number) -> Option<Amount> {
        match self {
            Amount::About(number) => number.multiply(factor).map(Amount::About),
            Amount::Exactly(_) | Amount::AtLeast(_) | Amount::AtMost(_) | Amount::Between(..) => {
                Amount::of(self.interval().multiply(&Interval::exactly(factor.clone()))?)
            }
        }
    }

    /// The amount as it is written in a sentence.
    pub fn text(&self) -> String {
        match self {
            Amount::Exactly(number) => number.as_count(),
            Amount::AtLeast(number) => format!("at least {}", number.as_count()),
            Amount::AtMost(number) => format!("at most {}", number.as_count()),
            Amount::About(number) => format!("about {}", number.as_count()),
            Amount::Between(low, high) => format!("between {} and {}", low.as_count(), high.as_count()),
        }
    }
}

impl Quantity {
    /// An amount of a unit.
    pub fn new(amount: Amount, unit: Option<UnitId>) -> Self {
        Self { amount, unit }
    }

    /// The quantity as it is written in a sentence: `at least 3_000 soldiers`.
    pub fn text(&self, units: &Units) -> String {
        match self.unit {
            Some(unit) => format!("{} {}", self.amount.text(), units.name(unit)),
            None => self.amount.text(),
        }
    }

    /// The other quantity's amount counted in this one's unit; `None` where equations do not relate them.
    pub(super) fn convert(&self, other: &Quantity, units: &Units) -> Option<Amount> {
        match (self.unit, other.unit) {
            (None, None) => Some(other.amount.clone()),
            (Some(to), Some(from)) if to == from => Some(other.amount.clone()),
            (Some(to), Some(from)) => other.amount.scale(&units.factor(from, to)?),
            (None, Some(_)) | (Some(_), None) => None,
        }
    }

    /// Both amounts as intervals of one unit; `None` where equations do not relate the units.
    pub(super) fn in_one_unit(&self, other: &Quantity, units: &Units) -> Option<(Interval, Interval)> {
        Some((self.amount.interval(), self.convert(other, units)?.interval()))
    }

    /// The sum in the unit of the first.
    pub(super) fn add(&self, other: &Quantity, units: &Units) -> Option<Quantity> {
        let sum = self.amount.interval().add(&self.convert(other, units)?.interval())?;
        Some(Quantity::new(Amount::of(sum)?, self.unit))
    }

    /// The difference in the unit of the first.
    pub(super) fn subtract(&self, other: &Quantity, units: &Units) -> Option<Quantity> {
        let taken = self.convert(other, units)?.interval().negate();
        Some(Quantity::new(Amount::of(self.amount.interval().add(&taken)?)?, self.unit))
    }

    /// The product, where at most one of the two has a unit.
    pub(super) fn multiply(&self, other: &Quantity) -> Option<Quantity> {
        let unit = match (self.unit, other.unit) {
            (unit, None) | (None, unit) => unit,
            (Some(_), Some(_)) => return None,
        };
        let amount = match (&self.amount, &other.amount) {
            (Amount::Exactly(factor), amount) | (amount, Amount::Exactly(factor)) => amount.scale(factor)?,
            (one, two) => Amount::of(one.interval().multiply(&two.interval())?)?,
        };
        Some(Quantity::new(amount, unit))
    }

    /// The quotient: by a bare amount in the unit of the first, by a related unit a bare amount.
    pub(super) fn divide(&self, other: &Quantity, units: &Units) -> Option<Quantity> {
        if let (Amount::Exactly(divisor), None) = (&other.amount, other.unit) {
            let amount = self.amount.scale(&Number::ONE.divide(divisor)?)?;
            return Some(Quantity::new(amount, self.unit));
        }
        let (divisor, unit) = match other.unit {
            None => (other.amount.interval(), self.unit),
            Some(_) => (self.convert(other, units)?.interval(), None),
        };
        Some(Quantity::new(Amount::of(self.amount.interval().divide(&divisor)?)?, unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn tokens(text: &str) -> Vec<Token> {
        let kind = |word: &str| match word.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            true => TokenKind::Number(word.into()),
            false => TokenKind::Word(word.into()),
        };
        text.split(' ').map(|word| Token { span: Span::new(FileId(0), 0, 0), kind: kind(word) }).collect()
    }

    fn amount(text: &str) -> Amount {
        Amount::read(&tokens(text)).unwrap().unwrap().0
    }

    #[test]
    fn reads_what_it_shows() {
        for text in ["12_000", "at least 3_000", "at most 5", "about 40", "between 3 and 5", "-2.5", "999"] {
            assert_eq!(amount(text).text(), text);
        }
        let used = |text| Amount::read(&tokens(text)).map(|read| read.map(|(_, used)| used));
        assert_eq!(used("between 3 and 5 submarines"), Some(Ok(4)));
        assert_eq!(used("about 40 missiles"), Some(Ok(2)));
        for text in ["about missiles", "at 3", "between 3 or 5", "at least", "Russia"] {
            assert_eq!(used(text), None);
        }
        assert_eq!(
            used("between 5 and 3"),
            Some(Err(AmountError::Reversed(Number::from(5), Number::from(3))))
        );
    }

    #[test]
    fn about_is_ten_per_cent() {
        assert_eq!(amount("about 40").interval(), Interval::between(Number::from(36), Number::from(44)));
        assert_eq!(amount("about -40").interval(), Interval::between(Number::from(-44), Number::from(-36)));
        assert_eq!(amount("about 40").scale(&Number::from(2)), Some(amount("about 80")));
        assert_eq!(amount("at least 3").scale(&Number::from(-1)), Some(amount("at most -3")));
    }
}
