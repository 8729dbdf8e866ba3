//! Numbers and dates that are written as elsewhere: `3,000`, `26.10.2024`, `October 2024`.

use super::failure::{Failure, quote};
use super::tokens::{Kind, well_written};
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::Fix;
use crate::source::Span;
use crate::syntax::months::MONTHS;

/// What is wrong with a number or a date near the place, if something is.
pub(super) fn explain(failure: &Failure<'_>) -> Option<Diagnostic> {
    chances(failure)
        .or_else(|| about(failure))
        .or_else(|| relative_date(failure))
        .or_else(|| {
            bad_number(failure).map(|number| written_wrongly(failure.text_of(number), failure.span(number)))
        })
        .or_else(|| month_in_words(failure))
        .or_else(|| percent(failure))
        .or_else(|| tight_minus(failure))
}

/// `October 2024`, `26 October 2024`, `October 26, 2024`
fn month_in_words(failure: &Failure<'_>) -> Option<Diagnostic> {
    let number = |at: usize| {
        let number = if failure.kind(at) == Some(Kind::Number) { failure.text_of(at) } else { "" };
        number.parse::<u32>().ok()
    };
    let from = failure.here.saturating_sub(2);
    let (at, month) = (from..=failure.here).find_map(|at| Some((at, month(failure.word(at))?)))?;
    let before = at.checked_sub(1).and_then(|before| Some((before, number(before)?)));
    let comma = usize::from(failure.kind(at + 2) == Some(Kind::Comma));
    let (start, end, meant) = match (before, number(at + 1), number(at + 2 + comma)) {
        (Some((start, day)), Some(year), _) if (1..=31).contains(&day) && year > 31 => {
            (start, at + 2, format!("{year:04}-{month:02}-{day:02}"))
        }
        (_, Some(day), Some(year)) if (1..=31).contains(&day) && year > 31 => {
            (at, at + 3 + comma, format!("{year:04}-{month:02}-{day:02}"))
        }
        (None, Some(year), _) if year > 31 => (at, at + 2, format!("{year:04}-{month:02}")),
        _ => return None,
    };
    let written = quote(failure.between(start, end));
    Some(
        Diagnostic::new(Code::BadNumber, format!("{written} is not how a date is written"))
            .label(failure.span_of(start, end), "here")
            .help(format!("write `{meant}`"))
            .fix(Fix::write(failure.span_of(start, end), meant)),
    )
}

/// The number of a month by its English name or the first letters of it.
fn month(word: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    let first = word.starts_with(char::is_uppercase) && lower.len() >= 3;
    let mut names = MONTHS.iter().map(|name| name.to_lowercase());
    let found = names.position(|name| name == lower || lower.len() <= 4 && name.starts_with(&lower))?;
    if first { u32::try_from(found + 1).ok() } else { None }
}

/// That something is not written like this, from one word up to another.
fn not_written(failure: &Failure<'_>, (from, to): (usize, usize), what: &str) -> Diagnostic {
    let written = quote(failure.between(from, to));
    Diagnostic::new(Code::BadNumber, format!("{written} is not how a {what} is written"))
}

/// `7 in 10`, `7 out of 10`
fn chances(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    let count = |at: usize| {
        let number = if failure.kind(at) == Some(Kind::Number) { failure.text_of(at) } else { "" };
        number.parse::<u32>().ok()
    };
    let from = here.saturating_sub(3).max(failure.first);
    (from..=here).find_map(|at| {
        let part = count(at)?;
        let after = match (failure.word(at + 1), failure.word(at + 2)) {
            ("in", _) => at + 2,
            ("out", "of") => at + 3,
            _ => return None,
        };
        let whole = count(after).filter(|whole| (1..=1_000).contains(whole) && part <= *whole)?;
        let help = match (100 * part) % whole {
            0 => format!("write `{}%`", 100 * part / whole),
            _ => String::from("write it in per cents, such as `70%`, or as a range: `between 60% and 80%`"),
        };
        let span = failure.span_of(at, after + 1);
        Some(not_written(failure, (at, after + 1), "likelihood").label(span, "here").help(help))
    })
}

/// `since last year`
fn relative_date(failure: &Failure<'_>) -> Option<Diagnostic> {
    let (here, before) = (failure.here, failure.before()?);
    let (_, clause) = failure.clause_before(before)?;
    let time =
        matches!(failure.word(here), "day" | "week" | "month" | "quarter" | "year" | "decade" | "century");
    if !time || !matches!(failure.word(before), "last" | "next" | "this") {
        return None;
    }
    let help = format!(
        "write a year, a month or a day: `{} 2024`, `2024-10` or `2024-10-26`, or the name of an event",
        clause.words
    );
    let span = failure.span_of(before, here + 1);
    Some(not_written(failure, (before, here + 1), "date").label(span, "here").help(help))
}

/// `about 70%`
fn about(failure: &Failure<'_>) -> Option<Diagnostic> {
    let (here, before) = (failure.here, failure.before()?);
    let near = matches!(failure.word(before), "about" | "around" | "approximately" | "roughly" | "circa");
    let number = failure.text_of(here);
    if !near || failure.kind(here) != Some(Kind::Number) || !number.ends_with('%') {
        return None;
    }
    Some(
        not_written(failure, (before, here + 1), "likelihood")
            .label(failure.span(before), "no word stands before a number")
            .help(format!("write `{number}`, or a range: `between 60% and 80%`")),
    )
}

/// `70 percent`, `70 %`
fn percent(failure: &Failure<'_>) -> Option<Diagnostic> {
    let (here, before) = (failure.here, failure.before()?);
    let written = matches!(failure.text_of(here), "percent" | "per" | "pc" | "%");
    if !written || failure.kind(before) != Some(Kind::Number) {
        return None;
    }
    let number = failure.text_of(before);
    let end = if failure.word(here) == "per" { here + 2 } else { here + 1 };
    Some(
        Diagnostic::new(
            Code::BadNumber,
            String::from("a percentage is written with `%` and without a space"),
        )
        .label(failure.span_of(before, end), "here")
        .help(format!("write `{number}%`"))
        .fix(Fix::write(failure.span_of(before, end), format!("{number}%"))),
    )
}

/// `invasion-3 weeks`
fn tight_minus(failure: &Failure<'_>) -> Option<Diagnostic> {
    let before = failure.before()?;
    let (name, number) = failure.word(before).rsplit_once('-')?;
    let unit = failure.word(failure.here);
    let time = matches!(unit.trim_end_matches('s'), "day" | "week" | "month" | "year");
    (time && !name.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then(|| {
        Diagnostic::new(Code::BadNumber, String::from("a minus between two values needs spaces around it"))
            .label(failure.span(before), "this reads as one name")
            .help(format!("write `{name} - {number} {unit}`"))
            .fix(Fix::write(failure.span(before), format!("{name} - {number}")))
    })
}

/// The number, at the place or right before it, that is written wrongly.
fn bad_number(failure: &Failure<'_>) -> Option<usize> {
    let from = failure.here.saturating_sub(2);
    let name = failure.first + 1;
    (from..=failure.here).find(|&number| {
        let named = failure.names_something() && number == name;
        failure.kind(number) == Some(Kind::Number) && !named && !well_written(failure.text_of(number))
    })
}

/// The message for a number that is written wrongly, wherever it was found.
pub(super) fn written_wrongly(written: &str, span: Span) -> Diagnostic {
    let (what, help) = advice(written);
    let meant = help.strip_prefix("write `").and_then(|rest| rest.split('`').next());
    let fix = meant.map(|meant| Fix::write(span, meant));
    let told = Diagnostic::new(Code::BadNumber, format!("{} is not how {what} is written", quote(written)))
        .label(span, "here")
        .help(help);
    match fix {
        Some(fix) => told.fix(fix),
        None => told,
    }
}

/// Whether the marks in a number leave no doubt of it: `3_000` has groups of three digits, and `30_00` none; in `3.000` a
/// point stands where others divide thousands. `None` where there are no such marks.
pub(super) fn in_groups(written: &str) -> Option<bool> {
    let number = written.trim_start_matches('-').trim_end_matches('%');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if number.contains('_') {
        let whole = number.split_once('.').map_or(number, |(whole, _)| whole);
        let mut groups = whole.split('_');
        let first = groups.next().is_some_and(|first| digits(first) && first.len() <= 3);
        return Some(first && groups.all(|group| digits(group) && group.len() == 3));
    }
    let (whole, behind) = number.split_once('.')?;
    let thousands = digits(whole) && whole.len() <= 3 && !whole.starts_with('0');
    Some(!(thousands && digits(behind) && behind.len() == 3 && behind.ends_with('0')))
}

fn advice(written: &str) -> (&'static str, String) {
    if in_groups(written) == Some(false) {
        let help = match written.split_once('.') {
            Some((whole, behind)) if !written.contains('_') => {
                let fraction = behind.trim_end_matches('0');
                let plain =
                    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
                format!("a point stands before a fraction: say `{whole}_{behind}`, or `{plain}`")
            }
            _ => String::from("digits stand in groups of three: `1_000`, `10_000`"),
        };
        return ("a number", help);
    }
    if let Some((day, time)) = written.split_once('T')
        && time.starts_with(|c: char| c.is_ascii_digit())
        && day.len() == 10
        && well_written(day)
    {
        return ("a day", format!("write `{day}`: a day has no time"));
    }
    if let Some((low, high)) = written.strip_suffix('%').and_then(|range| range.split_once('-'))
        && [low, high].iter().all(|end| well_written(end.trim_end_matches('%')) && !end.is_empty())
    {
        let low = low.trim_end_matches('%');
        return ("a range", format!("write `between {low}% and {high}%`"));
    }
    let parts = written.split(['.', '/', '-']).collect::<Vec<_>>();
    let digits =
        |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    if parts.len() > 2 && parts.iter().skip(1).all(|part| digits(part) && part.len() == 3) {
        return ("a number", format!("write `{}`", parts.join("_")));
    }
    if (parts.len() == 3 || parts.len() == 2 && !written.contains('.')) && parts.iter().all(digits) {
        return ("a date", date_advice(&parts));
    }
    if written.contains(',') && written.bytes().all(|b| b.is_ascii_digit() || b == b',') {
        return ("a number", format!("write `{}`: a comma begins a new clause", written.replace(',', "_")));
    }
    if written.contains('\'') {
        return ("a number", format!("write `{}`", written.replace('\'', "_")));
    }
    let letters = written.find(|c: char| c.is_alphabetic()).unwrap_or(written.len());
    if let (Some(count), Some(unit)) = (written.get(..letters), written.get(letters..))
        && well_written(count)
        && !unit.is_empty()
    {
        let help = match unit {
            "st" | "nd" | "rd" | "th" => {
                format!("a name begins with a letter: write `no_{count}`, or the word")
            }
            "k" | "K" => format!(
                "thousands are written out, as in `5_000`; a unit stands behind a space: `{count} {unit}`"
            ),
            _ if unit.starts_with(['e', 'E'])
                && unit.len() > 1
                && unit.get(1..).is_some_and(well_written) =>
            {
                String::from("numbers are written out: `1_000`, `0.001`")
            }
            _ => format!("write `{count} {unit}`, with a space between the number and its unit"),
        };
        return ("a number", help);
    }
    ("a number", String::from("numbers are written `12`, `-3`, `3_000`, `0.35`, `85%`; days `2024-10-26`"))
}

/// The date that was meant, where day, month and year can be told apart.
fn date_advice(parts: &[&str]) -> String {
    let number = |part: Option<&&str>| part.and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    let (a, b, c) = (number(parts.first()), number(parts.get(1)), number(parts.get(2)));
    let meant = match parts {
        [year, _, _] if year.len() == 4 && (1..=12).contains(&b) && c <= 31 => Some((a, b, c)),
        [_, _, year] if year.len() == 4 && b <= 12 && a > 12 && a <= 31 => Some((c, b, a)),
        [_, _, year] if year.len() == 4 && a <= 12 && b > 12 && b <= 31 => Some((c, a, b)),
        _ => None,
    };
    match (meant, parts) {
        (Some((year, month, day)), _) => {
            format!("write `{year:04}-{month:02}-{day:02}`: the year, the month, the day")
        }
        (None, [first, _]) if first.len() == 4 => format!("write `{a:04}-{b:02}`: the year, then the month"),
        (None, [_, second]) if second.len() == 4 => {
            format!("write `{b:04}-{a:02}`: the year, then the month")
        }
        _ => String::from("write the year, the month and the day, as in `2024-10-26`"),
    }
}
