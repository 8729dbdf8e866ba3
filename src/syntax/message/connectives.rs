//! Mistakes between sentences: `and`, `or`, `if`, `unless`, parentheses, quantifiers.

use super::failure::{Failure, quote};
use super::quantifiers;
use super::tokens::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::from_pest::Rule;
use crate::syntax::words;

/// What is wrong with how the sentences at the place are joined, if something is.
pub(super) fn explain(failure: &Failure<'_>) -> Option<Diagnostic> {
    joint_here(failure)
        .or_else(|| nothing_between(failure))
        .or_else(|| quantifiers::explain(failure))
        .or_else(|| remark(failure))
        .or_else(|| comma(failure))
        .or_else(|| conclusion(failure))
        .or_else(|| parenthesis(failure))
}

/// A word that joins, where it cannot.
fn joint_here(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    let word = failure.word(here);
    let before = failure.before()?;
    let capital = word != word.to_lowercase() && words::joins(&word.to_lowercase());
    if capital {
        let lower = word.to_lowercase();
        return Some(
            failure
                .at_piece(Code::CapitalKeyword, here, format!("`{word}` is written in small letters"), "here")
                .help(format!("write `{lower}`")),
        );
    }
    if !words::joins(word) && word != "then" {
        return None;
    }
    if words::joins(failure.word(before)) {
        return Some(doubled(failure, before));
    }
    if failure.kind(before) == Some(Kind::Comma) && words::joins(word) {
        return Some(
            failure
                .at_piece(Code::WrongJoint, before, format!("no comma stands before `{word}`"), "remove this")
                .help(format!("write `{word}` without a comma; a comma begins a clause or a qualifier")),
        );
    }
    if failure.kind(before) == Some(Kind::Colon) || before < failure.first {
        return None;
    }
    let code = Code::WrongJoint;
    let at = |message: &str, help: &str| {
        Some(failure.at_piece(code, here, message.to_owned(), "here").help(help.to_owned()))
    };
    if let Some(remark) = remark(failure) {
        return Some(remark);
    }
    if !takes_formula(failure) {
        return (word == "and").then(|| second_and(failure)).flatten();
    }
    match word {
        "or" if failure.word(here.saturating_sub(2)) == "between" => at(
            "`between` has two ends, joined by `and`",
            "write `between 60% and 80%`, or `between 3 and 5 ships`",
        ),
        "or" => Some(alternatives(failure)),
        "and" if mixes_after_or(failure) => Some(alternatives(failure)),
        "and" if follows_unless(failure) => at(
            "the conditions stand before the exceptions",
            "write all conditions first and `unless` last; for an exception of several sentences, \
             `unless (… and …)`",
        ),
        "and" if matches!(failure.rule, Rule::assertion) => at(
            "a statement says one thing at a time",
            "end the first sentence with a full stop, and write the second one as a statement of its own",
        ),
        "and" if matches!(failure.rule, Rule::suppose | Rule::typed_literal) => {
            at("a supposition is one sentence", "write a `suppose` for each sentence")
        }
        "if" | "unless" if matches!(failure.rule, Rule::suppose | Rule::typed_literal) => at(
            "a supposition has no condition",
            "suppose the sentence alone, or write a rule inside the scenario",
        ),
        "if" if conditioned(failure) => {
            at("a second `if`", "join the conditions with `and`; an exception begins with `unless`")
        }
        "if" if matches!(failure.rule, Rule::impossible | Rule::forbid | Rule::hypothesis | Rule::expect) => {
            at(
                &format!("{} has no `if`: all its sentences together are the condition", failure.called()),
                "join the sentences with `and`",
            )
        }
        "before" | "after" | "during" => at(
            &format!("`{word}` compares two dates, in a condition"),
            "write `… on ?d and ?d before 2024-10-26`; a date on a statement is a qualifier: `, on 2024-10-26`",
        ),
        "then" => at("`then` joins nothing", "write the conclusion first: `CONCLUSION if CONDITION`"),
        _ => None,
    }
}

/// `of A and B and C`
fn second_and(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    let earlier = (failure.first..here).rev().find(|&at| {
        failure.kind(at) == Some(Kind::Comma) || failure.clause(at).is_some() || failure.word(at) == "and"
    })?;
    (failure.word(earlier) == "and").then(|| {
        failure
            .at_piece(Code::WrongJoint, here, String::from("a second `and` in one list"), "here")
            .help("write commas between the names and `and` before the last one: `A, B and C`")
    })
}

/// A remark in parentheses behind or within a sentence.
fn remark(failure: &Failure<'_>) -> Option<Diagnostic> {
    if !takes_formula(failure) {
        return None;
    }
    let sentence = |at: usize| match failure.kind(at) {
        Some(Kind::Word) => {
            let word = failure.word(at);
            !words::joins(word) && !matches!(word, "not" | "where" | "has")
        }
        Some(Kind::Variable | Kind::Text | Kind::Number) => true,
        _ => false,
    };
    let end = failure.here.min(failure.pieces.len().saturating_sub(1));
    let open = (failure.first + 2..=end).rev().find(|&at| failure.kind(at) == Some(Kind::Open))?;
    (sentence(open - 1) && sentence(open - 2)).then(|| {
        failure
            .at_piece(Code::Unreadable, open, String::from("a sentence cannot hold a parenthesis"), "here")
            .help("join sentences with `and`; a remark stands in a comment: `# …`, or in `because \"…\"`")
    })
}

/// `and and`, `if and`
fn doubled(failure: &Failure<'_>, before: usize) -> Diagnostic {
    let (first, second) = (failure.word(before), failure.word(failure.here));
    Diagnostic::new(Code::WrongJoint, format!("nothing stands between `{first}` and `{second}`"))
        .label(
            failure.span_of(before, failure.here + 1),
            "a sentence is missing in between, or one of the two is too many",
        )
        .help(match (first, second) {
            ("and", "unless") => String::from("write `unless` alone"),
            ("and", "if") => String::from("write `and` alone: all conditions follow one `if`"),
            _ => String::from("write one of the two, or the sentence that is missing"),
        })
}

/// Whether an open group before the place already holds an `or`.
fn mixes_after_or(failure: &Failure<'_>) -> bool {
    level(failure).any(|word| word == "or")
}

/// Whether the exceptions have begun in the group of the place.
fn follows_unless(failure: &Failure<'_>) -> bool {
    level(failure).any(|word| word == "unless")
}

/// Whether an `if` stands before the place.
fn conditioned(failure: &Failure<'_>) -> bool {
    (failure.first..failure.here).any(|at| failure.word(at) == "if")
}

/// The words before the place that stand in the same group of parentheses, backwards.
fn level<'a>(failure: &'a Failure<'_>) -> impl Iterator<Item = &'a str> {
    let mut depth = 0_usize;
    (failure.first..failure.here)
        .rev()
        .map_while(move |at| {
            match failure.kind(at) {
                Some(Kind::Close) => depth += 1,
                Some(Kind::Open) => depth = depth.checked_sub(1)?,
                _ => {}
            }
            Some(if depth == 0 { failure.word(at) } else { "" })
        })
        .take_while(|word| *word != "if")
}

/// `A and B or C`, and `A or B` without parentheses.
fn alternatives(failure: &Failure<'_>) -> Diagnostic {
    let here = failure.here;
    let concluded = matches!(failure.rule, Rule::inference | Rule::forecast | Rule::assertion)
        && !conditioned(failure)
        && !level(failure).any(|word| word == "unless");
    if concluded {
        return failure
            .at_piece(Code::MixedJoints, here, String::from("what is concluded or stated cannot be an alternative"), "here")
            .help("state what is certain; alternatives stand in conditions, or as the hypotheses of a `question`");
    }
    let mixed = level(failure).any(|word| word == "and" || word == "or" && failure.word(here) == "and");
    let message =
        if mixed { "`and` and `or` stand side by side" } else { "alternatives stand in parentheses" };
    failure.at_piece(Code::MixedJoints, here, message.to_owned(), "which sentences belong together?").help(
        if mixed {
            "put parentheses around the alternatives: `A and (B or C)`, or `((A and B) or C)`"
        } else {
            "write `(A or B)`"
        },
    )
}

/// A joining word that nothing follows, or two sentences with nothing in between.
fn nothing_between(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    let before = failure.before()?;
    let word = failure.word(before);
    let ends = matches!(failure.kind(here), None | Some(Kind::Comma | Kind::Close | Kind::Colon));
    let joint = words::joins(word)
        || matches!(word, "not" | "assume" | "observe" | "normally" | "suppose" | "expect" | "where" | "has");
    let opens = failure.kind(before) == Some(Kind::Open);
    if ends && (joint && failure.clause(before).is_none() || opens) {
        let shown = if opens { "(" } else { word };
        return Some(
            failure
                .at_piece(
                    Code::Unreadable,
                    before,
                    format!("something is missing after `{shown}`"),
                    "nothing follows this",
                )
                .help(if matches!(word, "where" | "has") {
                    format!("write `{word} (…)`")
                } else {
                    String::from("write a sentence, or remove the word")
                }),
        );
    }
    if ends && failure.kind(before) == Some(Kind::Colon) {
        return Some(
            failure
                .at_piece(Code::Unreadable, before, String::from("nothing is said after the colon"), "here")
                .help("write a sentence after it"),
        );
    }
    if failure.kind(here) == Some(Kind::Open) && word == "not" {
        return Some(
            failure
                .at_piece(
                    Code::Unreadable,
                    before,
                    String::from("`not` stands before one sentence, never before a group"),
                    "here",
                )
                .help(
                    "write `not` before each sentence; `unless (…)` says that nobody has shown them together",
                ),
        );
    }
    if failure.word(here) == "not" && word == "not" {
        return Some(
            failure
                .at_piece(Code::Unreadable, here, String::from("a second `not`"), "here")
                .help("remove both; `unless not …` says that nobody has shown the opposite"),
        );
    }
    None
}

/// A sentence after a comma, where a clause or a qualifier is read.
fn comma(failure: &Failure<'_>) -> Option<Diagnostic> {
    let comma = (failure.first..failure.here).rev().find(|&at| failure.kind(at) == Some(Kind::Comma))?;
    let start = comma + 1;
    if !takes_formula(failure) || failure.clause(start).is_some() {
        return None;
    }
    let end = failure.run_end(start);
    let likely = (start..end)
        .any(|at| words::asks(failure.word(at)) || failure.kind(at) == Some(Kind::Variable))
        || matches!(failure.word(start), "not" | "every" | "only")
        || failure.kind(start) == Some(Kind::Open)
        || end > start + 2 && failure.here >= start
        || failure.kind(failure.here) == Some(Kind::Mark);
    if !likely || (start..end).any(|at| failure.kind(at) == Some(Kind::Label)) && end < start + 3 {
        return None;
    }
    Some(
        failure
            .at_piece(
                Code::WrongJoint,
                comma,
                String::from("a comma does not join sentences"),
                "a sentence follows this",
            )
            .help(
                "write `and` instead of the comma; after a comma stands a qualifier, such as `very likely`",
            ),
    )
}

fn takes_formula(failure: &Failure<'_>) -> bool {
    // Of a goal, the sentences after `achieved if` and `fails if` are one.
    if failure.rule == Rule::goal {
        return conditioned(failure);
    }
    matches!(
        failure.rule,
        Rule::inference
            | Rule::impossible
            | Rule::forbid
            | Rule::hypothesis
            | Rule::indicator
            | Rule::named_outcome
            | Rule::forecast
            | Rule::commitment
            | Rule::expect
            | Rule::assertion
            | Rule::suppose
            | Rule::query
    )
}

/// A comparison as conclusion, and `normally` in a wrong place.
fn conclusion(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    if !matches!(failure.rule, Rule::inference | Rule::forecast | Rule::assertion | Rule::suppose) {
        return None;
    }
    let comparison = failure.kind(here) == Some(Kind::Mark)
        && matches!(failure.text_of(here), "=" | "!=" | "<" | "<=" | ">" | ">=");
    if comparison && !conditioned(failure) {
        return Some(
            failure
                .at_piece(Code::Unreadable, here, String::from("a comparison is no conclusion"), "here")
                .help("compare in a condition: `SENTENCE if … and ?n >= 3`"),
        );
    }
    None
}

/// A remark in parentheses, an empty group, a comma inside of a group.
fn parenthesis(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    let open = (failure.first..here).any(|at| failure.kind(at) == Some(Kind::Open));
    if failure.kind(here) == Some(Kind::Comma) && open && takes_formula(failure) && inside(failure) {
        return Some(
            failure
                .at_piece(Code::WrongJoint, here, String::from("a comma does not join sentences"), "here")
                .help("write `and`, or `or`"),
        );
    }
    if failure.kind(here) == Some(Kind::Open) && !takes_formula(failure) {
        let remark = failure.run_end(here);
        return Some(
            failure
                .at_piece(
                    Code::Unreadable,
                    here,
                    format!("{} holds no parentheses", failure.called()),
                    "here",
                )
                .help(format!(
                    "a remark such as {} stands in a comment: `# …`",
                    quote(failure.between(here, remark))
                )),
        );
    }
    None
}

/// Whether a parenthesis is open at the place.
fn inside(failure: &Failure<'_>) -> bool {
    let count = |kind| (failure.first..failure.here).filter(|&at| failure.kind(at) == Some(kind)).count();
    count(Kind::Open) > count(Kind::Close)
}
