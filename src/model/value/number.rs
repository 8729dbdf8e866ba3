//! Exact rational numbers, read from the text of a token and shown so that they can be read again.
//!
//! Invariant: a [`Number`] never takes more than about [`MAX_BITS`] bits above or below the fraction
//! bar, so that no chain of products can eat the machine; a result beyond that has no value.

use super::fraction::Fraction;
use dashu_ratio::RBig;
use dashu_ratio::ops::EstimatedLog2;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// The greatest length of a numerator or a denominator, in bits.
pub const MAX_BITS: u32 = 4096;

/// The most digits that a number token may have; about [`MAX_BITS`].
const MAX_DIGITS: usize = 1233;

/// The most digits behind the point that are shown without rounding.
const MAX_DECIMALS: u32 = 30;

/// An exact rational number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(Kept);

/// How a number is kept: analyses have millions of small ones and few others. Invariant: what fits is small.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Kept {
    Small(Fraction),
    Large(Box<RBig>),
}

/// Why a token is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// It is not made like a number.
    Malformed,
    /// It has more digits than are kept exactly.
    TooLarge,
    /// A fraction over zero.
    DivisionByZero,
}

impl Number {
    /// 0
    pub const ZERO: Number = Number(Kept::Small(Fraction::ZERO));
    /// 1
    pub const ONE: Number = Number(Kept::Small(Fraction::ONE));

    /// Reads `12`, `-3`, `3_000`, `0.35`, `85%`, and `1/3`, as which some results are shown.
    ///
    /// # Errors
    /// The text is not made like a number, is too long, or divides by zero.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        if let Some((above, below)) = text.split_once('/') {
            let below = Number::decimal(below)?;
            return Number::decimal(above)?.divide(&below).ok_or(NumberError::DivisionByZero);
        }
        match text.strip_suffix('%') {
            Some(percent) => {
                Number::decimal(percent)?.divide(&Number::from(100)).ok_or(NumberError::TooLarge)
            }
            None => Number::decimal(text),
        }
    }

    fn decimal(text: &str) -> Result<Number, NumberError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let made_of_digits = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_digit())
                && part.ends_with(|c: char| c.is_ascii_digit())
                && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
        };
        // `10_00` may be a slip of `1_000` or of `10_000`.
        let mut groups = whole.split('_');
        let first = groups.next().is_some_and(|first| !whole.contains('_') || first.len() <= 3);
        let in_groups = first && groups.all(|group| group.len() == 3);
        if !made_of_digits(whole) || !made_of_digits(fraction) || !in_groups {
            return Err(NumberError::Malformed);
        }
        if text.len() > 2 * MAX_DIGITS {
            return Err(NumberError::TooLarge);
        }
        let plain: String = text.chars().filter(|&c| c != '_').collect();
        if plain.len() > MAX_DIGITS {
            return Err(NumberError::TooLarge);
        }
        if let Some(small) = Fraction::decimal(&plain) {
            return Ok(Number(Kept::Small(small)));
        }
        RBig::from_str_decimal(&plain).ok().and_then(bounded).ok_or(NumberError::Malformed)
    }

    /// A ratio of whatever size.
    fn of(ratio: RBig) -> Number {
        Number(match Fraction::of(&ratio) {
            Some(small) => Kept::Small(small),
            None => Kept::Large(Box::new(ratio)),
        })
    }

    /// The result for two small numbers where it is small, else that for ratios, if it is not too large.
    fn combine(
        &self,
        other: &Number,
        small: impl Fn(Fraction, Fraction) -> Option<Fraction>,
        large: impl Fn(RBig, RBig) -> RBig,
    ) -> Option<Number> {
        if let (Kept::Small(one), Kept::Small(two)) = (&self.0, &other.0)
            && let Some(result) = small(*one, *two)
        {
            return Some(Number(Kept::Small(result)));
        }
        bounded(large(self.ratio(), other.ratio()))
    }

    /// A ratio as a number, if it is not too large.
    pub fn from_ratio(ratio: RBig) -> Option<Number> {
        bounded(ratio)
    }

    /// The number as a ratio.
    pub fn ratio(&self) -> RBig {
        match &self.0 {
            Kept::Small(fraction) => fraction.ratio(),
            Kept::Large(ratio) => ratio.as_ref().clone(),
        }
    }

    /// The number that a floating point number stands for exactly; `None` for what is none.
    pub fn from_f64(value: f64) -> Option<Number> {
        RBig::try_from(value).ok().and_then(bounded)
    }

    /// So many hundredths.
    pub fn percent(hundredths: i64) -> Number {
        Number::of(RBig::from(hundredths) / RBig::from(100))
    }

    /// The sum, if it is not too large.
    pub fn add(&self, other: &Number) -> Option<Number> {
        self.combine(other, Fraction::add, |one, two| one + two)
    }

    /// The difference, if it is not too large.
    pub fn subtract(&self, other: &Number) -> Option<Number> {
        self.combine(other, Fraction::subtract, |one, two| one - two)
    }

    /// The product, if it is not too large.
    pub fn multiply(&self, other: &Number) -> Option<Number> {
        self.combine(other, Fraction::multiply, |one, two| one * two)
    }

    /// The quotient, if there is one and it is not too large.
    pub fn divide(&self, other: &Number) -> Option<Number> {
        if *other == Number::ZERO {
            return None;
        }
        self.combine(other, Fraction::divide, |one, two| one / two)
    }

    /// What is left of the number when the other one is taken from it as often as it goes in: of the sign of the
    /// other. `None` where that is zero.
    pub fn modulo(&self, other: &Number) -> Option<Number> {
        self.subtract(&other.multiply(&self.divide(other)?.floor())?)
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negate(&self) -> Number {
        Number::of(-self.ratio())
    }

    /// The number without its sign.
    #[must_use]
    pub fn absolute(&self) -> Number {
        if self.is_negative() { self.negate() } else { self.clone() }
    }

    /// The greatest whole number that is not above this one.
    #[must_use]
    pub fn floor(&self) -> Number {
        match &self.0 {
            Kept::Small(fraction) => Number(Kept::Small(fraction.floor())),
            Kept::Large(ratio) => Number::of(RBig::from(ratio.floor())),
        }
    }

    /// The least whole number that is not below this one.
    #[must_use]
    pub fn ceiling(&self) -> Number {
        match &self.0 {
            Kept::Small(fraction) => Number(Kept::Small(fraction.ceiling())),
            Kept::Large(ratio) => Number::of(RBig::from(ratio.ceil())),
        }
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Kept::Small(fraction) => fraction.whole().is_some(),
            Kept::Large(ratio) => ratio.is_int(),
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Kept::Small(fraction) => fraction.is_negative(),
            Kept::Large(ratio) => **ratio < RBig::ZERO,
        }
    }

    /// About how many bits it takes.
    pub fn bits(&self) -> u32 {
        let length = |log: (f32, f32)| if log.1.is_finite() { log.1.max(0.0) as u32 } else { 0 };
        match &self.0 {
            Kept::Small(fraction) => fraction.bits(),
            Kept::Large(ratio) => {
                length(ratio.numerator().log2_bounds()) + length(ratio.denominator().log2_bounds())
            }
        }
    }

    /// The number as a machine integer, if it is whole and fits.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Kept::Small(fraction) => fraction.whole(),
            // What fits is small.
            Kept::Large(_) => None,
        }
    }

    /// The nearest floating point number; infinite beyond its range.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            Kept::Small(fraction) => fraction.to_f64(),
            Kept::Large(ratio) => ratio.to_f64().value(),
        }
    }

    /// The text with the thousands set apart by underscores from so many digits on.
    fn text(&self, group_from: usize) -> String {
        let own = self.ratio();
        if own.is_int() {
            return grouped(&own.numerator().to_string(), group_from);
        }
        let ten = RBig::from(10);
        let mut scaled = own.clone();
        for decimals in 1..=MAX_DECIMALS {
            scaled *= &ten;
            if scaled.is_int() {
                return pointed(&scaled.numerator().to_string(), decimals as usize, group_from);
            }
        }
        let (above, below) = (own.numerator().to_string(), own.denominator().to_string());
        if above.len() <= 9 && below.len() <= 9 {
            return format!("{above}/{below}");
        }
        let places = 12;
        let cut = (own * RBig::from(10).pow(places)).trunc().to_string();
        let sign = if self.is_negative() && !cut.starts_with('-') { "-" } else { "" };
        format!("{sign}{}…", pointed(&cut, places as usize, group_from))
    }

    /// The text with thousands set apart from four digits on: for counts, which nobody takes for years.
    pub fn as_count(&self) -> String {
        self.text(4)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Kept::Small(one), Kept::Small(two)) => one.cmp(two),
            _ => self.ratio().cmp(&other.ratio()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn bounded(value: RBig) -> Option<Number> {
    let limit = MAX_BITS as f32 + 1.0;
    let fits = value.numerator().log2_bounds().0 < limit && value.denominator().log2_bounds().0 < limit;
    fits.then(|| Number::of(value))
}

/// Puts underscores between the thousands of a whole number.
fn grouped(whole: &str, from: usize) -> String {
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        let rest = digits.len() - place;
        if place > 0 && rest.is_multiple_of(3) && digits.len() >= from {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

/// Puts the point so many digits before the end.
fn pointed(scaled: &str, decimals: usize, from: usize) -> String {
    let (sign, digits) = scaled.strip_prefix('-').map_or(("", scaled), |digits| ("-", digits));
    let padded = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, fraction) = padded.split_at_checked(padded.len() - decimals).unwrap_or((&padded, "0"));
    format!("{sign}{}.{fraction}", grouped(whole, from))
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Number(Kept::Small(Fraction::from(value)))
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or_else(|_| Number::of(RBig::from(value)), Number::from)
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Number::from(i64::from(value))
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        Number::parse(text)
    }
}

/// The shortest exact form: whole numbers with thousands set apart from five digits on (so that years
/// stay years), decimals, a fraction where no decimal is exact, and with `…` where neither is short.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(5))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn reads_and_shows() {
        for (text, shown) in [
            ("12", "12"),
            ("-3", "-3"),
            ("3_000", "3000"),
            ("12_000", "12_000"),
            ("1234567", "1_234_567"),
            ("-12345.5", "-12_345.5"),
            ("0.35", "0.35"),
            ("85%", "0.85"),
            ("0.5%", "0.005"),
            ("-0.05", "-0.05"),
            ("1.50", "1.5"),
            ("1/3", "1/3"),
            ("6/3", "2"),
        ] {
            assert_eq!(number(text).to_string(), shown);
        }
        assert_eq!(number("3000").as_count(), "3_000");
        assert_eq!(number("999").as_count(), "999");
        let long = number("1234567890").divide(&number("987654321987")).unwrap();
        assert_eq!(long.to_string(), "0.001249999987…");
        assert_eq!(long.negate().to_string(), "-0.001249999987…");
    }

    #[test]
    fn refuses() {
        for text in ["", "-", "1.", ".5", "1__", "_1", "1e5", "abc", "5%%", "--1", "1.2.3", "½"] {
            assert_eq!(Number::parse(text), Err(NumberError::Malformed), "{text}");
        }
        assert_eq!(Number::parse("1/0"), Err(NumberError::DivisionByZero));
        assert_eq!(Number::parse(&"9".repeat(1234)), Err(NumberError::TooLarge));
        assert_eq!(Number::parse(&"9".repeat(1_000_000)), Err(NumberError::TooLarge));
    }

    #[test]
    fn does_not_explode() {
        let mut value = number("9");
        let steps =
            (0..100).take_while(|_| value.multiply(&value).map(|next| value = next).is_some()).count();
        assert!(steps < 20);
        assert_eq!(Number::ONE.divide(&Number::ZERO), None);
    }

    /// Tables hold millions of them.
    #[test]
    fn a_number_takes_two_words() {
        assert_eq!(size_of::<Number>(), 16);
    }

    /// Whatever way a number is kept, the results are those of ratios.
    #[test]
    fn small_numbers_compute_as_ratios_do() {
        let some = ["0", "1", "-1", "7", "1/3", "-2/7", "0.1", "9223372036854775807", "-9223372036854775808"];
        let more =
            ["4294967295", "1/4294967295", "-1/4294967296", "123456789.987654321", "99999999999999999999"];
        let all: Vec<Number> = some.iter().chain(&more).map(|text| number(text)).collect();
        for one in &all {
            for two in &all {
                let (a, b) = (one.ratio(), two.ratio());
                assert_eq!(one.add(two).unwrap().ratio(), &a + &b);
                assert_eq!(one.subtract(two).unwrap().ratio(), &a - &b);
                assert_eq!(one.multiply(two).unwrap().ratio(), &a * &b);
                assert_eq!(one.divide(two).map(|found| found.ratio()), (!b.is_zero()).then(|| &a / &b));
                assert_eq!(one.cmp(two), a.cmp(&b));
                assert_eq!(one.add(two).unwrap().subtract(two).as_ref(), Some(one));
            }
            assert_eq!(one.floor().ratio(), RBig::from(one.ratio().floor()));
            assert_eq!(one.ceiling().ratio(), RBig::from(one.ratio().ceil()));
            assert_eq!(one.to_f64(), one.ratio().to_f64().value());
            assert_eq!(one.negate().negate(), *one);
        }
    }

    #[test]
    fn keeps_machine_integers() {
        assert_eq!(number("-9223372036854775808").to_i64(), Some(i64::MIN));
        assert_eq!(number("9223372036854775808").to_i64(), None);
        assert_eq!(number("0.5").to_i64(), None);
        assert_eq!(number("-0.5").floor(), number("-1"));
        assert_eq!(number("-0.5").ceiling(), Number::ZERO);
    }
}
