//! Numbers, dates, durations and quantities: what they are, how they are shown, compared and computed.
//!
//! Pure: no names, no files. A value that is not known to the point (a partial date, `at least 3_000`)
//! is an interval, and a comparison of intervals holds only if it holds for every point of them.
//!
//! Invariant: a number, a quantity and a date are shown so that the language reads them as the same
//! value again; a number that no short text gives exactly ends in `…`.

mod compare;
mod compute;
mod date;
mod diagnose;
mod duration;
mod fraction;
mod interval;
mod number;
mod quantity;
pub mod scale;
mod units;

pub use date::{Date, DateError};
pub use duration::{Duration, TimeUnit};
pub use interval::Interval;
pub use number::{MAX_BITS, Number, NumberError};
pub use quantity::{Amount, AmountError, Quantity};
pub use units::{UnitError, UnitId, Units};

use smol_str::SmolStr;

/// What an argument of a sentence can be besides a name.
///
/// The order and equality are those of the form, for sets and for output; what a condition of a
/// rule means by `=` or `<` is [`Value::compare`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// `12`
    Number(Number),
    /// `2024-10`
    Date(Date),
    /// `3 weeks`
    Duration(Duration),
    /// `at least 3_000 soldiers`
    Quantity(Quantity),
    /// `"a text"`, without the quotes
    Text(SmolStr),
}

impl Value {
    /// The value of a quantity: an exact amount without a unit is a plain number.
    pub fn from_quantity(quantity: Quantity) -> Value {
        match quantity {
            Quantity { amount: Amount::Exactly(number), unit: None } => Value::Number(number),
            other => Value::Quantity(other),
        }
    }

    /// The value as it is written in a sentence.
    pub fn text(&self, units: &Units) -> String {
        match self {
            Value::Number(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Duration(duration) => duration.to_string(),
            Value::Quantity(quantity) => quantity.text(units),
            Value::Text(text) => quoted(text),
        }
    }

    /// The value as a quantity, where it is a number or a quantity.
    fn as_quantity(&self) -> Option<Quantity> {
        match self {
            Value::Number(number) => Some(Quantity::new(Amount::Exactly(number.clone()), None)),
            Value::Quantity(quantity) => Some(quantity.clone()),
            Value::Date(_) | Value::Duration(_) | Value::Text(_) => None,
        }
    }
}

/// A text as a string literal of the language.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted() {
        assert_eq!(quoted("a \"b\" \\ c\n\u{1b}"), r#""a \"b\" \\ c\n\u{1b}""#);
    }
}
