//! Characters and numbers that no statement can hold as they are.

use super::failure::{Failure, quote};
use super::pieces::{Kind, well_written};
use crate::diagnostic::{Code, Diagnostic};

/// What is wrong with the mark or the number at the place, if something is.
pub(super) fn explain(failure: &Failure<'_>) -> Option<Diagnostic> {
    if let Some(number) = bad_number(failure) {
        return Some(number_written_wrongly(failure, number));
    }
    let here = failure.here;
    if failure.kind(here)? != Kind::Mark {
        return None;
    }
    let mark = failure.text_of(here);
    let at =
        |code, message: String, help: String| Some(failure.at_piece(code, here, message, "here").help(help));
    let words = |text: &str| String::from(text);
    match mark {
        "'" if failure.touches(here) && here > failure.first => possessive(failure),
        "'" | "`" => at(
            Code::MissingQuotes,
            words("a text stands in double quotes"),
            words("write `\"…\"`; without quotes, every word is part of the sentence"),
        ),
        "&" | "&&" => at(Code::WrongJoint, format!("`{mark}` joins nothing"), words("write `and`")),
        "|" | "||" => at(
            Code::WrongJoint,
            format!("`{mark}` joins nothing"),
            words("write `or`, and parentheses around the alternatives: `(… or …)`"),
        ),
        ";" => at(
            Code::WrongJoint,
            words("`;` joins nothing"),
            words("write `and` between sentences, `,` before a clause, or `.` at the end of a statement"),
        ),
        "!" => at(Code::Unreadable, words("`!` says nothing"), words("write `not` before the sentence")),
        "==" => at(Code::Unreadable, words("`==` is no comparison"), words("write `=`")),
        "=<" => at(Code::Unreadable, words("`=<` is no comparison"), words("write `<=`")),
        "=>" if failure.expects(&[crate::syntax::from_pest::Rule::comparator]) => at(
            Code::Unreadable,
            words("`=>` is no comparison and no arrow"),
            words("write `>=` for at least; a conclusion stands first: `CONCLUSION if CONDITION`"),
        ),
        "<>" | "!==" | "=!" | "/=" => {
            at(Code::Unreadable, format!("`{mark}` is no comparison"), words("write `!=`"))
        }
        "->" | "-->" | "=>" | "==>" | "<-" | "<--" | ":-" | "--" | "<=>" | "<->" => at(
            Code::WrongJoint,
            format!("`{mark}` joins nothing"),
            words("write the conclusion first, then `if` and the condition"),
        ),
        "[" | "]" | "<" | ">" if !comparing(failure) => at(
            Code::Unreadable,
            format!("`{mark}` groups nothing"),
            words("what belongs together stands in `(` and `)`"),
        ),
        "{" | "}" => at(
            Code::MissingQuotes,
            words("a sentence with holes stands in quotes"),
            words("write `\"{a: actor} depends on {b: actor}\"`"),
        ),
        "/" => at(Code::WrongJoint, words("`/` joins no words"), words("write `and`, or `or`")),
        "?" => at(
            Code::Unreadable,
            words("a question mark without a name"),
            words("a variable is written `?who`, in one word and with a letter first"),
        ),
        "@" => at(
            Code::Unreadable,
            words("a label mark without a name"),
            words("a label is written `@lifeline:`, in one word and with a letter first"),
        ),
        _ if mark.chars().all(|c| c.is_ascii_punctuation() && !"=<>+-*!".contains(c)) => at(
            Code::StrangeCharacter,
            format!("{} means nothing here", quote(mark)),
            words("say it in words, or put the text in quotes"),
        ),
        _ if !mark.is_ascii() => at(
            Code::StrangeCharacter,
            format!("{} means nothing outside of quotes", quote(mark)),
            words("say it in words, or put the text in quotes"),
        ),
        _ => None,
    }
}

/// Whether the place is inside of a condition, where `<` may compare.
fn comparing(failure: &Failure<'_>) -> bool {
    failure.expects(&[crate::syntax::from_pest::Rule::comparator])
}

/// `China's consent`
fn possessive(failure: &Failure<'_>) -> Option<Diagnostic> {
    let owner = failure.before()?;
    let ending = failure.here + 1;
    let to =
        if failure.touches(ending) && failure.kind(ending) == Some(Kind::Word) { ending + 1 } else { ending };
    let owner_name = failure.text_of(owner);
    let written = failure.between(owner, to);
    let help = if written.ends_with("'s") || written.ends_with('\'') {
        format!(
            "write `{owner_name}`, and say whose it is in words: `the veto of {owner_name}`, not `{written} veto`"
        )
    } else {
        String::from("write the words in full, or put the text in quotes")
    };
    Some(
        Diagnostic::new(Code::NameWithStops, format!("a name cannot hold an apostrophe: `{written}`"))
            .label(failure.span_of(owner, to), "here")
            .help(help),
    )
}

/// The number, at the place or right before it, that is written wrongly.
fn bad_number(failure: &Failure<'_>) -> Option<usize> {
    let from = failure.here.saturating_sub(2);
    (from..=failure.here)
        .find(|&number| failure.kind(number) == Some(Kind::Number) && !well_written(failure.text_of(number)))
}

/// `3,000`, `26.10.2024`, `2nd`
fn number_written_wrongly(failure: &Failure<'_>, number: usize) -> Diagnostic {
    written_wrongly(failure.text_of(number), failure.span(number))
}

/// The message for a number that is written wrongly, wherever it was found.
pub(super) fn written_wrongly(written: &str, span: crate::source::Span) -> Diagnostic {
    let (what, help) = advice(written);
    Diagnostic::new(Code::BadNumber, format!("{} is not how {what} is written", quote(written)))
        .label(span, "here")
        .help(help)
}

fn advice(written: &str) -> (&'static str, String) {
    let parts = written.split(['.', '/', '-']).collect::<Vec<_>>();
    let digits =
        |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
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
