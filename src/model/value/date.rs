//! Dates that may be partial: a day, a month or a year is the interval of the days that it covers.

use super::{Duration, Number, TimeUnit};
use crate::syntax::months::MONTHS;
use jiff::Span;
use jiff::civil;
use std::fmt;

/// A closed interval of days between the years 1 and 9999, most often one day, month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    first: civil::Date,
    last: civil::Date,
}

/// Why a token is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It is not made like a date.
    Malformed,
    /// The year is not between 1 and 9999.
    Year,
    /// There is no such month.
    Month(u32),
    /// The month, given by year and number, has fewer days than this.
    Day {
        /// The year.
        year: i16,
        /// The month, from 1.
        month: i8,
        /// How many days it has.
        days: i8,
    },
}

/// The reason in words, such as ``February 2023 has 28 days``.
impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateError::Malformed => f.write_str("a date is written as 2024-10-26, 2024-10 or 2024"),
            DateError::Year => f.write_str("years run from 1 to 9999"),
            DateError::Month(month) => write!(f, "there is no month {month}"),
            DateError::Day { year, month, days } => {
                let name =
                    usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).unwrap_or(&"it");
                write!(f, "{name} {year} has {days} days")
            }
        }
    }
}

impl Date {
    /// Reads `2024-10-26`, `2024-10` and `2024`: four digits, two and two, for `26` is no year that anybody
    /// means. The year 232 is written `0232`.
    ///
    /// # Errors
    /// The text is not made like a date, or there is no such day.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let mut parts = text.split('-');
        let year = digits(parts.next(), 4)?;
        let year =
            i16::try_from(year).ok().filter(|year| (1..=9999).contains(year)).ok_or(DateError::Year)?;
        let month = parts.next().map(|part| digits(Some(part), 2)).transpose()?;
        let day = parts.next().map(|part| digits(Some(part), 2)).transpose()?;
        if parts.next().is_some() {
            return Err(DateError::Malformed);
        }
        let start = |month: i8| civil::Date::new(year, month, 1).map_err(|_| DateError::Month(0));
        let Some(month) = month else {
            return Ok(Date { first: start(1)?, last: start(12)?.last_of_month() });
        };
        let number =
            i8::try_from(month).ok().filter(|m| (1..=12).contains(m)).ok_or(DateError::Month(month))?;
        let first = start(number)?;
        let Some(day) = day else {
            return Ok(Date { first, last: first.last_of_month() });
        };
        let days = first.days_in_month();
        let no_such_day = DateError::Day { year, month: number, days };
        let day = i8::try_from(day).map_err(|_| no_such_day)?;
        civil::Date::new(year, number, day).map(Date::day).map_err(|_| no_such_day)
    }

    /// A whole year from its number, as a bare `2024` beside a date. A number below 1000 is not taken for a
    /// year: nothing tells whether four digits were written.
    ///
    /// # Errors
    /// The number is no year between 1000 and 9999.
    pub fn year(number: &Number) -> Result<Date, DateError> {
        let year = number.to_i64().and_then(|year| i16::try_from(year).ok()).ok_or(DateError::Year)?;
        let whole = |month, day| civil::Date::new(year, month, day).map_err(|_| DateError::Year);
        if (1000..=9999).contains(&year) {
            Ok(Date { first: whole(1, 1)?, last: whole(12, 31)? })
        } else {
            Err(DateError::Year)
        }
    }

    /// One day.
    const fn day(day: civil::Date) -> Date {
        Date { first: day, last: day }
    }

    /// The first day.
    pub const fn first(self) -> civil::Date {
        self.first
    }

    /// The last day.
    pub const fn last(self) -> civil::Date {
        self.last
    }

    /// Whether every day of it comes before every day of the other.
    pub fn before(self, other: Date) -> bool {
        self.last < other.first
    }

    /// Whether every day of it is a day of the other.
    pub fn during(self, other: Date) -> bool {
        other.first <= self.first && self.last <= other.last
    }

    /// Whether the two have a day in common.
    pub fn overlaps(self, other: Date) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The date so much later, or earlier for a negative duration. Whole months stay whole months
    /// when months or years are added; a day that the month does not have becomes its last.
    ///
    /// None where the duration is no whole number of its unit or not known to the point, and where
    /// the result leaves the years 1 to 9999.
    pub fn shift(self, by: &Duration) -> Option<Date> {
        let count = by.count()?;
        let limit = 10_000 * 366;
        let bounded = |number: Option<i64>| number.filter(|count| (-limit..=limit).contains(count));
        match by.unit() {
            TimeUnit::Days => self.shift_days(bounded(count.to_i64())?),
            TimeUnit::Weeks => self.shift_days(bounded(count.multiply(&Number::from(7))?.to_i64())?),
            TimeUnit::Months => self.shift_months(bounded(count.to_i64())?),
            TimeUnit::Years => self.shift_months(bounded(count.multiply(&Number::from(12))?.to_i64())?),
        }
    }

    fn shift_days(self, days: i64) -> Option<Date> {
        let span = Span::new().try_days(days).ok()?;
        Date { first: self.first.checked_add(span).ok()?, last: self.last.checked_add(span).ok()? }.in_range()
    }

    fn shift_months(self, months: i64) -> Option<Date> {
        let span = Span::new().try_months(months).ok()?;
        let first = self.first.checked_add(span).ok()?;
        let last = if self.is_whole_months() {
            self.last.first_of_month().checked_add(span).ok()?.last_of_month()
        } else {
            first.checked_add(Span::new().try_days(days_between(self.first, self.last)).ok()?).ok()?
        };
        Date { first, last }.in_range()
    }

    fn is_whole_months(self) -> bool {
        self.first == self.first.first_of_month() && self.last == self.last.last_of_month()
    }

    fn in_range(self) -> Option<Date> {
        (self.first.year() >= 1 && self.last.year() <= 9999).then_some(self)
    }

    /// How many days it is from the other to this one; within bounds where either is partial.
    pub fn since(self, other: Date) -> Duration {
        let low = days_between(other.last, self.first);
        let high = days_between(other.first, self.last);
        Duration::between(Number::from(low), Number::from(high), TimeUnit::Days)
    }

    /// The partial date and the days to add that give this interval, which is no partial date itself.
    fn as_shifted(self) -> Option<(Date, i64)> {
        let length = days_between(self.first, self.last);
        let month = |back: i64| {
            let first = self.first.first_of_month().checked_sub(Span::new().try_months(back).ok()?).ok()?;
            Some(Date { first, last: first.last_of_month() })
        };
        let year = |back: i64| {
            let first = self.first.first_of_year().checked_sub(Span::new().try_years(back).ok()?).ok()?;
            Some(Date { first, last: first.last_of_year() })
        };
        // A February of 29 days and a leap year are at most eight years away.
        let months = (0..=96).flat_map(|step| [month(step), month(-step)]);
        let years = (0..=8).flat_map(|step| [year(step), year(-step)]);
        let fits = |date: &Date| days_between(date.first, date.last) == length;
        let anchor = months.chain(years).flatten().filter_map(Date::in_range).find(fits)?;
        Some((anchor, days_between(anchor.first, self.first)))
    }
}

/// The number of so many digits.
fn digits(part: Option<&str>, count: usize) -> Result<u32, DateError> {
    let part =
        part.filter(|part| part.bytes().all(|byte| byte.is_ascii_digit())).ok_or(DateError::Malformed)?;
    if part.len() != count {
        return Err(if count == 4 && part.len() > 4 { DateError::Year } else { DateError::Malformed });
    }
    part.parse().map_err(|_| DateError::Malformed)
}

fn days_between(from: civil::Date, to: civil::Date) -> i64 {
    to.duration_since(from).as_secs() / 86_400
}

/// The precision it came with: `2024-10-26`, `2024-10`, `2024`, or `2024-10 + 10 days`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        if self.first == self.last {
            write!(f, "{year:04}-{month:02}-{:02}", self.first.day())
        } else if self.first == self.first.first_of_month() && self.last == self.first.last_of_month() {
            write!(f, "{year:04}-{month:02}")
        } else if self.first == self.first.first_of_year() && self.last == self.first.last_of_year() {
            write!(f, "{year:04}")
        } else if let Some((anchor, days)) = self.as_shifted() {
            let sign = if days < 0 { '-' } else { '+' };
            write!(f, "{anchor} {sign} {} days", days.abs())
        } else {
            write!(f, "{} to {}", Date::day(self.first), Date::day(self.last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn shifted(text: &str, count: i32, unit: TimeUnit) -> String {
        date(text)
            .shift(&Duration::new(Number::from(count), unit))
            .map_or(String::new(), |date| date.to_string())
    }

    #[test]
    fn reads_and_shows() {
        for text in ["2024-10-26", "2024-10", "2024", "0232", "0033-04-03", "9999-12-31", "2024-02-29"] {
            assert_eq!(date(text).to_string(), text);
        }
        for (text, reason) in [
            ("2023-02-30", "February 2023 has 28 days"),
            ("2023-13-01", "there is no month 13"),
            ("2023-00", "there is no month 0"),
            ("2023-04-00", "April 2023 has 30 days"),
            ("0000-01-01", "years run from 1 to 9999"),
            ("20245-01", "years run from 1 to 9999"),
            ("2024-1-1-1", "a date is written as 2024-10-26, 2024-10 or 2024"),
            ("", "a date is written as 2024-10-26, 2024-10 or 2024"),
            ("26", "a date is written as 2024-10-26, 2024-10 or 2024"),
            ("24-10-26", "a date is written as 2024-10-26, 2024-10 or 2024"),
            ("2024-1-5", "a date is written as 2024-10-26, 2024-10 or 2024"),
        ] {
            assert_eq!(Date::parse(text).unwrap_err().to_string(), reason, "{text}");
        }
        assert_eq!(Date::year(&Number::from(2024)), Ok(date("2024")));
        assert_eq!(Date::year(&Number::from(0)), Err(DateError::Year));
    }

    #[test]
    fn shifts() {
        assert_eq!(shifted("2022-02-24", -3, TimeUnit::Weeks), "2022-02-03");
        assert_eq!(shifted("2022-02-24", 10, TimeUnit::Days), "2022-03-06");
        assert_eq!(shifted("2024-01-31", 1, TimeUnit::Months), "2024-02-29");
        assert_eq!(shifted("2024-10", 1, TimeUnit::Months), "2024-11");
        assert_eq!(shifted("2023-02", 1, TimeUnit::Years), "2024-02");
        assert_eq!(shifted("2024", 1, TimeUnit::Years), "2025");
        assert_eq!(shifted("2024-10", 10, TimeUnit::Days), "2024-10 + 10 days");
        assert_eq!(shifted("2024-02", 10, TimeUnit::Days), "2024-02 + 10 days");
        assert_eq!(shifted("2024-02", 100, TimeUnit::Days), "2024-02 + 100 days");
        assert_eq!(shifted("2023", 10, TimeUnit::Days), "2023 + 10 days");
        assert_eq!(shifted("2023-01-15", 30_000, TimeUnit::Years), "");
        assert_eq!(date("2024-01-01").shift(&Duration::new(Number::percent(50), TimeUnit::Weeks)), None);
    }

    #[test]
    fn compares_every_day() {
        assert!(date("2024-09").before(date("2024-10-01")));
        assert!(!date("2024-10").before(date("2024-10-26")));
        assert!(date("2024-10-26").during(date("2024-10")) && date("2024-10").during(date("2024")));
        assert!(date("2024-10").overlaps(date("2024-10-31")));
    }

    #[test]
    fn measures() {
        assert_eq!(date("2024-10-26").since(date("2024-10-01")).to_string(), "25 days");
        assert_eq!(date("2024-10").since(date("2024-09-30")).to_string(), "between 1 and 31 days");
    }
}
