//! What to tell a reader whose number, date, unit or likelihood cannot be used.

use super::scale::{Range, RangeError, Scale, ScaleError};
use super::{AmountError, DateError, Number, NumberError, Quantity, UnitError, Units, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::Fix;
use crate::source::Span;
use smol_str::SmolStr;

impl DateError {
    /// The diagnostic for a date written as `text` at `span`.
    pub fn diagnostic(&self, text: &str, span: Span) -> Diagnostic {
        Diagnostic::new(Code::InvalidDate, format!("`{text}` is no date"))
            .label(span, self.to_string())
            .help("write a day as 2024-10-26, a month as 2024-10, a year as 2024")
    }
}

impl NumberError {
    /// The diagnostic for a number at `span`.
    pub fn diagnostic(self, span: Span) -> Diagnostic {
        let (message, help) = match self {
            NumberError::Malformed => ("this is no number", "write a number as 12, -3, 3_000, 0.35 or 85%"),
            NumberError::TooLarge => {
                ("the number has more digits than are kept exactly", "a number has at most 1233 digits")
            }
            NumberError::DivisionByZero => ("nothing can be divided by zero", "divide by another number"),
        };
        Diagnostic::new(Code::InvalidNumber, message).label(span, "here").help(help)
    }
}

impl AmountError {
    /// The diagnostic for a quantity; `place` gives the span of the token at a position of it, and
    /// `span` is that of the whole.
    pub fn diagnostic(&self, span: Span, place: impl Fn(usize) -> Span) -> Diagnostic {
        match self {
            AmountError::Number(at, error) => error.diagnostic(place(*at)),
            AmountError::Reversed(low, high) => reversed(low, high, span),
        }
    }
}

impl RangeError {
    /// The diagnostic for a probability, or two, given at `span`.
    pub fn diagnostic(self, low: &Number, high: &Number, span: Span) -> Diagnostic {
        match self {
            RangeError::Reversed => reversed(low, high, span),
            RangeError::Outside => {
                Diagnostic::new(Code::InvalidRange, "a probability lies between 0% and 100%")
                    .label(span, "this goes beyond")
                    .help("write a likelihood such as `70%` or `between 60% and 80%`")
            }
        }
    }
}

fn reversed(low: &Number, high: &Number, span: Span) -> Diagnostic {
    Diagnostic::new(Code::InvalidRange, format!("nothing lies between {low} and {high}"))
        .label(span, "the first end is above the second")
        .help(format!("write `between {high} and {low}`"))
}

impl UnitError {
    /// The diagnostic for an equation at `span`: one `left` is so many `right`.
    pub fn diagnostic(&self, left: &str, right: &str, span: Span) -> Diagnostic {
        let code = Code::UnitEquation;
        match self {
            UnitError::AlreadyRelated(_) if left == right => {
                Diagnostic::new(code, format!("the unit `{left}` is counted in itself"))
                    .label(span, "here")
                    .help("count it in another unit, or leave the `=` away")
            }
            UnitError::AlreadyRelated(known) => {
                Diagnostic::new(code, format!("the units `{left}` and `{right}` are related already"))
                    .label(span, format!("one `{left}` is {known} `{right}` by the equations before"))
                    .help("take one of the equations away: each unit is counted in one other")
            }
            UnitError::NotPositive => Diagnostic::new(code, format!("the unit `{left}` is worth nothing"))
                .label(span, "the number must be above zero")
                .help(format!("write how many `{right}` one `{left}` is")),
            UnitError::TooLarge => {
                Diagnostic::new(code, format!("the unit `{left}` is too large or too small"))
                    .label(
                        span,
                        "the numbers of these equations multiply to more digits than are kept exactly",
                    )
                    .help("count it in a unit that is nearer in size")
            }
            UnitError::Unknown => {
                Diagnostic::new(code, format!("the units `{left}` and `{right}` are not both declared"))
                    .label(span, "here")
                    .help(format!("declare both: `unit {left} and {right}.`"))
            }
        }
    }
}

impl Value {
    /// The diagnostic for a condition at `span` that compares this value with one it does not compare
    /// with: [`Value::compare`] gave `None`.
    pub fn incomparable(&self, other: &Value, units: &Units, span: Span) -> Diagnostic {
        let (left, right) = (self.text(units), other.text(units));
        let unit = |value: &Value| match value {
            Value::Quantity(Quantity { unit: Some(unit), .. }) => Some(units.name(*unit).to_owned()),
            Value::Quantity(_) | Value::Number(_) | Value::Date(_) | Value::Duration(_) | Value::Text(_) => {
                None
            }
        };
        let help = match (unit(self), unit(other)) {
            (Some(one), Some(other)) => {
                format!("say how many `{other}` one of `{one}` is: `unit {one} = 10 {other}.`")
            }
            (Some(unit), None) | (None, Some(unit)) => format!("write the unit on both sides: `{unit}`"),
            (None, None) => String::from("compare two numbers, two dates, two durations or two quantities"),
        };
        Diagnostic::new(Code::Incomparable, format!("`{left}` and `{right}` do not compare"))
            .label(span, "so this condition does not hold")
            .help(help)
    }
}

impl ScaleError {
    /// The diagnostic for a declared scale at `span`; `word` gives text, ends and place of a word of it.
    pub fn diagnostic(
        &self,
        span: Span,
        word: impl Fn(usize) -> (SmolStr, Number, Number, Span),
    ) -> Diagnostic {
        match self {
            ScaleError::Empty => Diagnostic::new(Code::InvalidScale, "the scale has no words")
                .label(span, "here")
                .help("give each word its range: `likely 60% to 85%`"),
            ScaleError::Range(at, error) => {
                let (_, low, high, place) = word(*at);
                let diagnostic = error.diagnostic(&low, &high, place);
                match error {
                    RangeError::Reversed => diagnostic.help(format!("write `{high} to {low}`")),
                    RangeError::Outside => {
                        diagnostic.help("write the range in per cents: `likely 60% to 85%`")
                    }
                }
            }
            ScaleError::Duplicate(at) => {
                let (text, _, _, place) = word(*at);
                Diagnostic::new(Code::InvalidScale, format!("the scale gives `{text}` twice"))
                    .label(place, "given before")
                    .help("give each word one range")
            }
            ScaleError::Reserved(at) => {
                let (text, _, _, place) = word(*at);
                Diagnostic::new(Code::InvalidScale, format!("`{text}` is no word of a scale"))
                    .label(place, "it means above zero, whatever the scale")
                    .help("leave it away, or take another word")
            }
        }
    }
}

impl Scale {
    /// The diagnostic for a likelihood word that this scale does not have.
    pub fn unknown_word(&self, text: &str, span: Span) -> Diagnostic {
        let (meant, scales) = (self.suggest(text), Scale::known_in(text));
        // What resembles no likelihood may have been meant as anything.
        let no_clause = if meant.is_empty() && scales.is_empty() { "no clause, and " } else { "" };
        let message = format!("`{text}` is {no_clause}no likelihood of the scale `{}`", self.name);
        let help = match meant.as_slice() {
            [] => {
                let words: Vec<String> = self.words().iter().map(|word| format!("`{}`", word.text)).collect();
                format!("its words are {}", words.join(", "))
            }
            [best] => format!("did you mean `{best}`?"),
            [best, others @ ..] => {
                let others: Vec<String> = others.iter().map(|word| format!("`{word}`")).collect();
                format!("did you mean `{best}`, or {}?", others.join(" or "))
            }
        };
        let diagnostic =
            Diagnostic::new(Code::UnknownLikelihood, message).label(span, "unknown here").help(help);
        // The words of a scale are few: the only one that is near is meant.
        let diagnostic = match meant.as_slice() {
            [only] if scales.is_empty() => diagnostic.fix(Fix::write(span, only.to_string())),
            _ => diagnostic,
        };
        match scales.as_slice() {
            [] if meant.is_empty() => diagnostic
                .note("what is more than a clause is a sentence of its own: end this one with a full stop"),
            [] => diagnostic,
            scales => {
                let scales: Vec<String> = scales.iter().map(|scale| format!("`{scale}`")).collect();
                diagnostic.note(format!("it is a word of {}", scales.join(" and ")))
            }
        }
    }

    /// The diagnostic for words of two rows in one file, with the first place of each row; `meant` is
    /// the range of the second word.
    pub fn mixed_rows(&self, first: (&str, Span), second: (&str, Span), meant: &Range) -> Diagnostic {
        let ((first, first_span), (second, second_span)) = (first, second);
        let word = self.word_for(meant).map_or(first, |word| word.text.as_str());
        let help = if word == second {
            format!("keep to the row of `{second}`")
        } else {
            format!("keep to one row: for `{second}`, the other row says `{word}`")
        };
        Diagnostic::new(
            Code::MixedRows,
            format!("`{first}` and `{second}` come from two rows of the scale `{}`", self.name),
        )
        .label(second_span, "a word of the other row")
        .label(first_span, "the first word is of this row")
        .help(help)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Amount;
    use super::*;
    use crate::source::FileId;

    #[test]
    fn incomparable_values_say_what_is_missing() {
        let mut units = Units::new();
        let (troops, shells) = (units.add("troops"), units.add("shells"));
        let of = |unit| Value::Quantity(Quantity::new(Amount::Exactly(Number::from(3)), Some(unit)));
        let help = |one: &Value, other: &Value| {
            one.incomparable(other, &units, Span::new(FileId(0), 0, 0)).help.unwrap_or_default()
        };
        assert_eq!(
            help(&of(troops), &of(shells)),
            "say how many `shells` one of `troops` is: `unit troops = 10 shells.`"
        );
        assert_eq!(help(&Value::Number(Number::ONE), &of(shells)), "write the unit on both sides: `shells`");
    }

    #[test]
    fn unknown_words_find_their_meaning() {
        let span = Span::new(FileId(0), 0, 0);
        let found = Scale::standard("icd203").unwrap().unknown_word("highly likely", span);
        assert_eq!(found.message, "`highly likely` is no likelihood of the scale `icd203`");
        assert_eq!(found.help.as_deref(), Some("did you mean `very likely`?"));
        assert_eq!(found.notes, ["it is a word of `kent` and `nz` and `phia`"]);
    }
}
