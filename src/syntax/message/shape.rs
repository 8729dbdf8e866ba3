//! What is wrong with a statement that the grammar lets pass.

use crate::diagnostic::{Code, Diagnostic};
use crate::edit::Fix;
use crate::source::Span;

pub(in super::super) fn question_in_file(span: Span) -> Diagnostic {
    Diagnostic::new(Code::QuestionInFile, "a file holds statements, not questions")
        .label(span, "this is a question")
        .help(
            "put questions to `strat ask`; to test an answer write `expect …`, to ask for its competing \
             explanations `question NAME \"…\" { … }`",
        )
}

pub(in super::super) fn said_twice(first: Span, second: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::QualifierTwice, "the same is said twice of one statement")
            .label(second, "said again")
            .label(first, "said first")
            .help("keep one of the two"),
    )
}

pub(in super::super) fn aggregate_without_variable(span: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::Unreadable, "what is counted must be given to a variable")
            .label(span, "this is not a variable with `=` after it")
            .help("write `?n = count of ?m where (…)` and compare `?n` afterwards: `and ?n >= 3`"),
    )
}

pub(in super::super) fn parenthesis_in_sentence(before: &str, span: Span) -> Box<Diagnostic> {
    let last = before.rsplit([' ', '\n']).next().unwrap_or("");
    Box::new(
        Diagnostic::new(Code::Unreadable, "a sentence cannot hold a parenthesis")
            .label(span, format!("after `{last}` the sentence goes on or ends"))
            .help("join sentences with `and`; a remark stands in a comment: `# …`, or in `because \"…\"`"),
    )
}

pub(in super::super) fn capital_joint(written: &str, span: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::CapitalKeyword, format!("`{written}` is written in small letters"))
            .label(span, "this reads as a part of the sentence")
            .help(format!("write `{}`", written.to_lowercase()))
            .fix(Fix::write(span, written.to_lowercase())),
    )
}

pub(in super::super) fn operator_between(span: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::Unreadable, "an operation is missing beside a parenthesis")
            .label(span, "what is to be done with this?")
            .help("write `+`, `-`, `*`, `/`, `div` or `mod` between two values; a sentence stands without parentheses"),
    )
}

pub(in super::super) fn operator_without_operand(span: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::Unreadable, "something is missing in this calculation")
            .label(span, "this has nothing on one of its sides")
            .help("write a number, a date or a variable on both sides: `?n - 1`"),
    )
}

pub(in super::super) fn minus_without_spaces(span: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::BadNumber, "a minus between two values needs spaces around it")
            .label(span, "this reads as a number below zero")
            .help("write `?n - 1`"),
    )
}

pub(in super::super) fn comparison_of_three(second: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::Unreadable, "three values are compared one way only")
            .label(second, "this turns back, or orders nothing")
            .help("write `2 < ?n <= 6`, with `<` and `<=` or with `>` and `>=`, or two comparisons joined by `and`"),
    )
}

pub(in super::super) fn likelihood_of_several(formula: Span, least: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::Unreadable, "a likelihood is expected of one sentence at a time")
            .label(formula, "these are several")
            .label(least, "asked for here")
            .help("write an `expect` for each sentence, or a rule that concludes one from all"),
    )
}

pub(in super::super) fn given_without_likelihood(condition: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::Unreadable, "what is expected given a condition is a likelihood")
            .label(condition, "it is not said how likely")
            .help("add how likely at least: `expect A given B, at least likely.`"),
    )
}

pub(in super::super) fn block_on(called: &str, brace: Span) -> Diagnostic {
    Diagnostic::new(Code::BlockOutOfPlace, format!("{called} has no block"))
        .label(brace, "this block belongs to nothing")
        .help(
            "end the statement with a full stop, and write the statements of the block after it; only questions, \
             hypotheses, scenarios and qualifiers have blocks",
        )
}

pub(in super::super) fn no_header(span: Span) -> Diagnostic {
    Diagnostic::new(Code::BlockOutOfPlace, "this begins no block")
        .label(span, "neither a qualifier nor a question, a hypothesis or a scenario")
        .help("write what all statements of the block have in common: `according to atkinson, likely {`")
}

/// A kind of statement as one speaks of it: `an actor`, `a sentence`.
pub(in super::super) fn called(word: &str) -> String {
    match word {
        "" => String::from("a sentence"),
        "analysis" => String::from("the `analysis` line"),
        word if word.starts_with(['a', 'e', 'i', 'o']) => format!("an `{word}`"),
        word => format!("a `{word}`"),
    }
}

pub(in super::super) fn block_missing(keyword: &str, name: &str, end: Span) -> Diagnostic {
    let inside =
        if keyword == "scenario" { "suppose … . expect … ." } else { "hypothesis NAME \"…\": … ." };
    Diagnostic::new(Code::BlockOutOfPlace, format!("the {keyword} `{name}` has no block"))
        .label(end, "write its block here")
        .help(format!("write `{{ {inside} }}` instead of the full stop"))
}

pub(in super::super) fn second_deadline(first: Span, second: Span) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::Unreadable, "a second deadline")
            .label(second, "this is the second one")
            .label(first, "this is the first one")
            .help("keep one of the two"),
    )
}
