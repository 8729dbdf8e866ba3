//! What to say when no mistake is recognised: what stands here, and what could.

use super::failure::{Failure, quote};
use super::tokens::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::from_pest::Rule;

/// A message that fits every mistake.
pub(super) fn explain(failure: &Failure<'_>) -> Diagnostic {
    let choices = choices(failure);
    let help = match choices.as_slice() {
        [] => String::from("end the statement here with a full stop, or write a comma and a clause"),
        [only] => format!("write {only}"),
        [.., last] => {
            let rest = choices.iter().take(choices.len() - 1).cloned().collect::<Vec<_>>().join(", ");
            format!("write {rest} or {last}")
        }
    };
    if failure.at_end() {
        return Diagnostic::new(Code::Unreadable, format!("{} is not complete", failure.called()))
            .label(
                failure.before().map_or_else(|| failure.span(0), |before| failure.span(before)),
                "after this",
            )
            .help(help);
    }
    let found = match failure.kind(failure.here) {
        Some(Kind::Text) => String::from("this text in quotes"),
        _ => quote(failure.text_of(failure.here)),
    };
    let Some(before) = failure.before().filter(|before| *before >= failure.first) else {
        let help = match failure.word(failure.here) {
            "normally" => "it stands in a rule that has exceptions: `rule NAME: normally … if ….`",
            "every" | "only" => "it stands in a condition: `rule NAME: … if every ?m where (…) has (…).`",
            _ => {
                "begin with a name, or with a word that says what the statement is, such as `actor` or `rule`"
            }
        };
        return failure
            .at_piece(Code::Unreadable, failure.here, format!("no statement begins with {found}"), "here")
            .help(help);
    };
    let message = format!("{found} cannot follow {}", quote(failure.text_of(before)));
    failure.at_piece(Code::Unreadable, failure.here, message, "here").help(help)
}

/// What the grammar would have taken, in words, the most telling first.
fn choices(failure: &Failure<'_>) -> Vec<String> {
    let mut choices = Vec::new();
    let mut add = |text: &str| {
        if !choices.iter().any(|known| known == text) {
            choices.push(text.to_owned());
        }
    };
    for rule in failure.expected {
        match rule {
            Rule::name | Rule::word | Rule::reference | Rule::names => add("a name"),
            Rule::string | Rule::gloss | Rule::template => add("a text in quotes"),
            Rule::number => add("a number"),
            Rule::date_expression | Rule::anchor => add("a date"),
            Rule::sentence | Rule::literal | Rule::side => add("a sentence"),
            Rule::variable => add("a variable such as `?who`"),
            Rule::colon => add("`:`"),
            Rule::close => add("`)`"),
            Rule::opening => add("`(`"),
            Rule::kw_if => add("`if`"),
            Rule::kw_and => add("`and`"),
            Rule::kw_or => add("`or`"),
            Rule::kw_unless => add("`unless`"),
            Rule::kw_to => add("`to`"),
            Rule::kw_over => add("`over`"),
            Rule::kw_as => add("`as`"),
            Rule::kw_where => add("`where`"),
            Rule::kw_has => add("`has`"),
            Rule::likely => add("a likelihood"),
            _ => {}
        }
    }
    choices.truncate(4);
    choices
}
