//! How a table writes its dates and numbers, as its statement declares: `dates "%d.%m.%Y"`, `numbers "1.234,5"`.
//!
//! Invariant: a text is read whole or not at all.

use crate::model::value::Date;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use smol_str::SmolStr;

/// The formats that are tried to tell a writer which one to declare, most used first.
const USUAL: [&str; 30] = [
    "%d.%m.%Y",
    "%d %b %Y",
    "%d %B %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%d-%b-%Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y-%m-%d",
    "%Y%m%d",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S%.fZ",
    "%Y-%m-%dT%H:%M:%S%:z",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d.%m.%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%b %Y",
    "%d.%m.%y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d-%m-%y",
    "%d-%b-%y",
    "%b-%y",
];

/// How the values of a table are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Formats {
    /// The format of dates (that of `strftime`); that of the language where there is none.
    pub(super) dates: Option<SmolStr>,
    /// The marks of numbers.
    pub(super) numbers: Option<Marks>,
}

/// What stands between the digits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    /// Between groups of three digits.
    group: Option<char>,
    /// Before the fraction.
    point: Option<char>,
}

/// The date that a text is by a format: a day, or a month or a year where the format has no more. A time of day is
/// passed over, and the day is that of the place where it was written. `None` where it is none.
pub(super) fn date(format: &str, text: &str) -> Option<Date> {
    let read = BrokenDownTime::parse(format, text).ok()?;
    // `%Y` is a year of four digits: `26.10.24` is no day of the year 24.
    let written = |year: i16| text.contains(&format!("{year:04}"));
    if format.contains("%Y") && !read.year().is_some_and(written) {
        return None;
    }
    if let Ok(day) = read.to_date() {
        return Date::parse(&day.to_string()).ok();
    }
    let year = read.year()?;
    match (read.month(), read.day()) {
        (Some(month), None) => Date::parse(&format!("{year:04}-{month:02}")).ok(),
        // A week or a quarter of a year is no year.
        (None, None) if format.matches('%').count() == 1 => Date::parse(&format!("{year:04}")).ok(),
        (None, None) | (_, Some(_)) => None,
    }
}

/// Whether dates can be read by a format at all.
pub(super) fn is_of_dates(format: &str) -> bool {
    let Ok(sample) = jiff::civil::date(2024, 10, 26).at(0, 0, 0, 0).to_zoned_datetime(TimeZone::UTC) else {
        return false;
    };
    sample.strftime(format).to_string() != format
        && BrokenDownTime::from(&sample).to_string(format).is_ok_and(|text| date(format, &text).is_some())
}

/// The formats of which a text may be one. More than one where day and month can be exchanged.
pub(super) fn formats_of(text: &str) -> impl Iterator<Item = &'static str> {
    USUAL.into_iter().filter(move |format| date(format, text).is_some())
}

impl Marks {
    /// The number at the front of a text that shows its marks, such as the `5,000` of `5,000 troops`; a sign may
    /// stand before it.
    pub(super) fn shown(text: &str) -> Option<&str> {
        let figures = text.strip_prefix('-').unwrap_or(text);
        let of_number = |c: char| c.is_ascii_digit() || ".,' \u{2019}_".contains(c);
        let end = figures.find(|c| !of_number(c)).unwrap_or(figures.len());
        figures.get(..end).map(str::trim_end).filter(|sample| Marks::of(sample).is_some())
    }

    /// The marks of a number that shows them, such as `1.234,5`, `1 234` or `1,5`. A single mark with three digits
    /// behind it divides groups.
    pub(super) fn of(sample: &str) -> Option<Marks> {
        let marks: Vec<char> = sample.chars().filter(|c| !c.is_ascii_digit()).collect();
        let digits = sample.starts_with(|c: char| c.is_ascii_digit())
            && sample.ends_with(|c: char| c.is_ascii_digit())
            && sample.chars().all(|c| c.is_ascii_digit() || ".,' \u{2019}_".contains(c));
        let behind = sample.chars().rev().take_while(char::is_ascii_digit).count();
        let marks = match marks.as_slice() {
            _ if !digits => None,
            [one] if behind == 3 => Some(Marks { group: Some(*one), point: None }),
            [one] => Some(Marks { group: None, point: Some(*one) }),
            [group @ .., last] if group.iter().all(|mark| mark == last) => {
                Some(Marks { group: Some(*last), point: None })
            }
            [first, group @ .., last] if group.iter().all(|mark| mark == first) => {
                Some(Marks { group: Some(*first), point: Some(*last) })
            }
            _ => None,
        };
        // `1_0` shows no groups of three.
        marks.filter(|marks| marks.number(sample) == Some(sample.len()))
    }

    /// A text with its numbers written as the language writes them; `None` where one of them is not of these
    /// marks.
    pub(super) fn plain(self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let inside = out.ends_with(|c: char| c.is_alphanumeric() || c == '_');
            if first.is_ascii_digit() && !inside {
                let length = self.number(rest)?;
                for c in rest.get(..length)?.chars() {
                    match c {
                        c if Some(c) == self.point => out.push('.'),
                        c if c.is_ascii_digit() => out.push(c),
                        _ => {}
                    }
                }
                rest = rest.get(length..)?;
            } else {
                out.push(first);
                rest = rest.get(first.len_utf8()..)?;
            }
        }
        Some(out)
    }

    /// The length of the number at the front of a text.
    fn number(self, text: &str) -> Option<usize> {
        let run = |from: usize| text.get(from..).unwrap_or("").bytes().take_while(u8::is_ascii_digit).count();
        let mark = |at: usize| text.get(at..).and_then(|rest| rest.chars().next());
        let mut length = run(0);
        if let Some(group) = self.group.filter(|_| length <= 3) {
            while mark(length) == Some(group) && run(length + group.len_utf8()) == 3 {
                length += group.len_utf8() + 3;
            }
        }
        if let Some(point) = self.point
            && mark(length) == Some(point)
            && run(length + point.len_utf8()) > 0
        {
            length += point.len_utf8() + run(length + point.len_utf8());
        }
        // Another mark, or one where no group ends, is left over.
        let left = |c: char| (Some(c) == self.group && c != ' ') || ".,'\u{2019}_".contains(c);
        let more = mark(length).is_some_and(left) && run(length + mark(length).map_or(0, char::len_utf8)) > 0;
        if more { None } else { Some(length) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_whole() {
        let read = |format, text| date(format, text).map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(read("%d.%m.%Y", "26.10.2024"), "2024-10-26");
        assert_eq!(read("%d.%m.%Y", "6.1.2024"), "2024-01-06");
        assert_eq!(read("%d.%m.%Y", "26.10.2024x"), "");
        assert_eq!(read("%d.%m.%Y", "31.02.2024"), "");
        assert_eq!(read("%d.%m.%Y", "26.10.24"), "");
        assert_eq!(read("%d.%m.%Y", "26.10.0024"), "0024-10-26");
        assert_eq!(read("%d.%m.%y", "26.10.24"), "2024-10-26");
        assert_eq!(read("%b %Y", "Oct 2024"), "2024-10");
        assert_eq!(read("%Y", "2024"), "2024");
        assert!(is_of_dates("%d.%m.%Y") && is_of_dates("%b %Y"));
        assert!(!is_of_dates("dd.mm.yyyy") && !is_of_dates("%H:%M") && !is_of_dates("%Q"));
        // The day is the one that is written, wherever that was; a week is no year.
        assert_eq!(read("%Y-%m-%dT%H:%M:%S%:z", "2024-05-03T23:30:00-05:00"), "2024-05-03");
        assert!(is_of_dates("%Y-%m-%dT%H:%M:%S%:z"));
        assert_eq!(read("%Y-W%W", "2024-W05"), "");
        assert!(!is_of_dates("%Y-W%W"));
        assert_eq!(formats_of("2024-05-03T12:00:00Z").next(), Some("%Y-%m-%dT%H:%M:%SZ"));
        assert_eq!(formats_of("26 Oct 2024").next(), Some("%d %b %Y"));
    }

    #[test]
    fn numbers_by_their_marks() {
        let read = |sample, text| Marks::of(sample).and_then(|marks| marks.plain(text)).unwrap_or_default();
        assert_eq!(read("1.234,5", "1.234.567,25"), "1234567.25");
        assert_eq!(read("1.234,5", "about -40,5 troops"), "about -40.5 troops");
        assert_eq!(read("1.234,5", "12.34"), "");
        assert_eq!(read("1,234.5", "1,234"), "1234");
        assert_eq!(read("1,234.5", "1.5"), "1.5");
        assert_eq!(read("1 234,5", "12 000 troops"), "12000 troops");
        assert_eq!(read("1,5", "0,5"), "0.5");
        assert_eq!(read("1,5", "1.5"), "");
        assert_eq!(Marks::shown("-5,000 troops"), Some("5,000"));
        assert_eq!(Marks::shown("5 000 troops"), Some("5 000"));
        assert_eq!(Marks::shown("5-10 troops"), None);
        assert_eq!(Marks::of("x"), None);
        assert_eq!(Marks::of("1.2,3.4"), None);
        assert_eq!(Marks::of("1__0"), None);
        assert_eq!(Marks::of("12.34.567"), None);
    }
}
