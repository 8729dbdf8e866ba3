//! Mistakes in a voting rule: `GROUP decides on LIST by …`.

use super::failure::{Failure, quote};
use super::tokens::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::from_pest::Rule;

/// What a rule can be.
const FORMS: &str = "a rule is `unanimity`, `consensus`, a share of somebody (`2/3 of its members`, `a majority of HOUSE`, \
    `85% of VOTES`, `all but 1 of its members`, `none of its members against`) or whose yes it takes (`A and B`); `with` \
    joins what it takes, `or by` begins another way";

/// A rule of which something cannot be read, before its first comma.
pub(super) fn explain(failure: &Failure<'_>) -> Option<Diagnostic> {
    if failure.rule != Rule::decision {
        return None;
    }
    let end = failure.pieces.len();
    let by = (failure.first..end).find(|at| failure.word(*at) == "by")?;
    let comma = (by..end).find(|at| failure.kind(*at) == Some(Kind::Comma)).unwrap_or(end);
    let here = failure.here.max(by + 1);
    if failure.here <= by || here > comma || by + 1 >= end {
        return None;
    }
    let words = failure.between(by + 1, comma);
    let help = match words
        .split_whitespace()
        .find(|word| matches!(*word, "qualified" | "special" | "any" | "either"))
    {
        Some("any" | "either") => String::from("write `1 of its members` or `1 of A, B and C`"),
        Some(word) => {
            format!("say how much a {word} majority takes: `55% of its members with 65% of people`")
        }
        None => String::from(FORMS),
    };
    let message = format!("the rule {} cannot be read", quote(words));
    let (place, label) =
        if here >= end { (failure.gap(), "it ends too early") } else { (failure.span(here), "from here on") };
    Some(Diagnostic::new(Code::Unreadable, message).label(place, label).help(help))
}
