//! A cell of a table as a term of a hole: the same reader as that of sentences, to the last character.

use super::super::misfit::Misfit;
use super::super::resolver::Resolver;
use super::super::scope::Scope;
use super::formats::{Formats, Marks, date, formats_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::model::sort::with_article;
use crate::model::statement::Term;
use crate::model::value::Value;
use crate::source::Span;
use crate::syntax;
use smol_str::SmolStr;

/// The sorts of values, which are read and not declared.
pub(super) const VALUES: [SortId; 3] = [SortId::DATE, SortId::NUMBER, SortId::QUANTITY];

/// Whether a cell says that nothing is known. Where such a word is a declared name it is that name.
pub(super) fn is_gap(text: &str) -> bool {
    const GAPS: [&str; 18] = [
        "N/A", "NA", "#N/A", "N.A.", "-0-", "NULL", "NONE", "NAN", "UNKNOWN", "-", "--", "\u{2013}",
        "\u{2014}", "?", ".", "..", "...", "\u{2026}",
    ];
    GAPS.iter().any(|gap| gap.eq_ignore_ascii_case(text))
}

/// Where a cell stands in its table.
pub(super) struct Place<'t> {
    pub(super) span: Span,
    /// The column in words: `the column `day``.
    pub(super) column: &'t str,
}

impl Resolver<'_> {
    /// The term of a cell in a hole of some sorts.
    pub(super) fn cell(
        &self,
        text: &str,
        sorts: &[SortId],
        formats: &Formats,
        place: &Place<'_>,
    ) -> Result<Term, Misfit> {
        let takes = |sort: SortId| sorts.iter().any(|&s| s == sort || s == SortId::ANY);
        let named = match self.named(text, sorts, place.span) {
            Ok(term) => return Ok(term),
            Err(misfit) => misfit,
        };
        if VALUES.into_iter().any(takes) {
            match self.cell_value(text, sorts, formats, place.span) {
                Some(Ok(value)) => return Ok(Term::Value(value)),
                Some(Err(diagnostic)) if diagnostic.code != Code::InvalidNumber => {
                    return Err(Misfit::Value(Box::new(diagnostic)));
                }
                Some(Err(_)) | None => {}
            }
        }
        if takes(SortId::TEXT) {
            return Ok(Term::Value(Value::Text(SmolStr::new(text))));
        }
        if sorts.iter().all(|sort| VALUES.contains(sort)) {
            if let Some(diagnostic) = syntax::not_as_it_looks(text, place.span) {
                return Err(Misfit::Value(Box::new(diagnostic)));
            }
            return Err(Misfit::Value(Box::new(self.no_value(text, sorts, formats, place))));
        }
        Err(named)
    }

    /// The value of a cell; `None` where it is none of these sorts.
    fn cell_value(
        &self,
        text: &str,
        sorts: &[SortId],
        formats: &Formats,
        span: Span,
    ) -> Option<Result<Value, Diagnostic>> {
        if let (Some(format), true) = (&formats.dates, sorts.contains(&SortId::DATE)) {
            if let Some(date) = date(format, text) {
                return Some(Ok(Value::Date(date)));
            }
            if sorts == [SortId::DATE] {
                return None;
            }
        }
        let written = match &formats.numbers {
            Some(marks) if sorts != [SortId::DATE] => marks.plain(text)?,
            // People put a blank before the sign.
            _ => text.replace(" %", "%"),
        };
        let mut tokens = syntax::cell(&written, span)?;
        // A cell may hold line breaks and quotes of its own: it is pointed at as a whole.
        for token in &mut tokens {
            token.span = span;
        }
        match self.term(&tokens, sorts, &mut Scope::default()) {
            Ok(Term::Value(value)) => Some(Ok(value)),
            Err(Misfit::Value(diagnostic)) => Some(Err(*diagnostic)),
            Ok(_) | Err(_) => None,
        }
    }

    /// The diagnostic for a cell that is no value of the sorts that its hole takes.
    fn no_value(&self, text: &str, sorts: &[SortId], formats: &Formats, place: &Place<'_>) -> Diagnostic {
        let wanted = with_article(&self.model.sorts.words(sorts));
        let dates = sorts == [SortId::DATE];
        let help = match (&formats.dates, &formats.numbers) {
            (Some(format), _) if dates => {
                format!("the dates of this table are written `{format}`, as its statement says")
            }
            (None, _) if dates => {
                let fitting: Vec<&str> = formats_of(text).collect();
                let day_first = |format: &&str| format.starts_with("%d");
                match fitting.as_slice() {
                    [] => String::from(
                        "write 2024-10-26, 2024-10 or 2024, or declare how the table writes its dates: `dates \"%d.%m.%Y\"`",
                    ),
                    [one, other, ..] if day_first(one) != day_first(other) => format!(
                        "say whether the day or the month comes first: `dates \"{one}\"` or `dates \"{other}\"`"
                    ),
                    [one, ..] => format!("declare how the table writes its dates: `dates \"{one}\"`"),
                }
            }
            (_, Some(_)) => String::from("write it with the marks that the statement of the table shows"),
            (_, None) => match Marks::shown(text) {
                Some(sample) => {
                    format!("declare how the table writes its numbers by showing one: `numbers \"{sample}\"`")
                }
                None => String::from(
                    "write a number as 1_000 or 0.5, a quantity as `about 40 troops`, and nothing around it",
                ),
            },
        };
        Diagnostic::new(Code::InvalidNumber, format!("`{text}` is not {wanted}"))
            .label(place.span, format!("in {}", place.column))
            .help(help)
    }
}
