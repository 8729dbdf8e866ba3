//! Mistakes with clauses and qualifiers: where they belong, what they need, how they are spelt.

use super::clauses::{self, listed};
use super::failure::{Failure, quote};
use super::reserved::reserved;
use super::tokens::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::Fix;
use crate::syntax::from_pest::Rule;
use crate::syntax::language::{self, Clause};
use crate::syntax::words;

/// What is wrong with the clause at the place, or with the one before it, if something is.
pub(super) fn explain(failure: &Failure<'_>) -> Option<Diagnostic> {
    statement_forms(failure)
        .or_else(|| plural(failure))
        .or_else(|| confidence(failure))
        .or_else(|| half(failure))
        .or_else(|| clause_here(failure))
        .or_else(|| after_clause(failure))
        .or_else(|| misspelt(failure))
        .or_else(|| article(failure))
}

/// A clause that cannot stand here: not of this statement, or without its comma.
fn clause_here(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = match failure.kind(failure.here) {
        Some(Kind::Comma) => failure.here + 1,
        _ => failure.here,
    };
    let clause = failure.clause(here)?;
    let before = failure.before()?;
    let statement = failure.statement();
    if matches!(failure.rule, Rule::query | Rule::typed_literal) {
        return Some(
            failure
                .at_piece(
                    Code::ClauseOutOfPlace,
                    here,
                    format!("`{}` belongs into a file", clause.words),
                    "here",
                )
                .help("ask or suppose the sentence alone"),
        );
    }
    if !clause.fits(statement) || clause.words == "by" && statement == "veto" {
        return Some(out_of_place(failure, here, clause));
    }
    let after_comma = failure.kind(before) == Some(Kind::Comma) || here > failure.here;
    let after_colon = failure.kind(before) == Some(Kind::Colon);
    if after_comma || after_colon || failure.clause_before(here).is_some() || before <= failure.first {
        return None;
    }
    Some(
        Diagnostic::new(Code::MissingComma, format!("a comma is missing before `{}`", clause.words))
            .label(failure.gap(), "write `,` here")
            .help(format!("write `, {}`: every clause but the first stands after a comma", clause.words))
            .fix(Fix::write(failure.gap(), ",")),
    )
}

/// `actor Japan and Korea are state`
fn plural(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    if failure.word(here) != "are" || !matches!(failure.statement(), "actor" | "group") {
        return None;
    }
    let kind = failure.word(here + 1);
    let kind = kind.strip_suffix('s').filter(|one| one.len() > 3).unwrap_or(kind);
    let written = failure.between(failure.first, here);
    Some(
        failure
            .at_piece(Code::MisspeltWord, here, String::from("a clause says `is`, also of several"), "here")
            .help(format!("write {}", quote(&format!("{written} is {kind}"))))
            .fix(Fix::write(failure.span_of(here, here + 2), format!("is {kind}"))),
    )
}

/// `confidence very high`
fn confidence(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    let at = [here.checked_sub(1), here.checked_sub(2)]
        .into_iter()
        .flatten()
        .find(|at| failure.word(*at) == "confidence")?;
    let word = failure.word(here);
    if at < failure.first || word.is_empty() {
        return None;
    }
    Some(
        Diagnostic::new(Code::UnknownWord, "a confidence is `low`, `moderate` or `high`")
            .label(failure.span_of(at + 1, here + 1), "this is none")
            .help("write `confidence high`; how likely something is stands by itself: `, very likely`"),
    )
}

/// `actor Xi is person and speaks for China`
pub(super) fn and_clause(failure: &Failure<'_>) -> Option<Diagnostic> {
    let (here, before) = (failure.here, failure.before()?);
    let clause = failure.clause(here).filter(|clause| clause.fits(failure.statement()))?;
    let told = (failure.first + 2..before).any(|at| failure.clause(at).is_some());
    (failure.word(before) == "and" && told && !failure.statement().is_empty()).then(|| {
        failure
            .at_piece(
                Code::MissingComma,
                before,
                format!("a comma stands before a further clause, not `and`: `{}`", clause.words),
                "here",
            )
            .help(format!("write `, {} …` instead of `and {} …`", clause.words, clause.words))
    })
}

/// A clause of two words of which only the first is there: `speaks China`.
fn half(failure: &Failure<'_>) -> Option<Diagnostic> {
    let at = [Some(failure.here), failure.before()]
        .into_iter()
        .flatten()
        .find(|&at| language::begun_by(failure.word(at)).is_some() && failure.clause(at).is_none())?;
    let clause = language::begun_by(failure.word(at)).filter(|clause| clause.fits(failure.statement()))?;
    let (first, second) = clause.words.split_once(' ')?;
    if at < failure.first || matches!(first, "not" | "likely") {
        return None;
    }
    Some(
        failure
            .at_piece(Code::Unreadable, at, format!("`{second}` is missing after `{first}`"), "here")
            .help(format!("write `{}`", clause.example)),
    )
}

/// A comma before a word that goes on with the sentence: `Russia depends on China, for oil`.
fn within_sentence(failure: &Failure<'_>, here: usize, clause: &Clause) -> Option<Diagnostic> {
    let comma = here.checked_sub(1).filter(|at| failure.kind(*at) == Some(Kind::Comma))?;
    let goes_on = matches!(clause.words, "for" | "of" | "by" | "via" | "under" | "is");
    if !goes_on || !failure.statement().is_empty() || comma <= failure.first {
        return None;
    }
    let (before, after) =
        (failure.between(failure.first, comma), failure.between(here, failure.run_end(here).max(here + 1)));
    Some(
        failure
            .at_piece(
                Code::ClauseOutOfPlace,
                comma,
                format!("a comma ends the sentence before `{}`", clause.words),
                "here",
            )
            .help(format!("remove it if the sentence goes on: {}", quote(&format!("{before} {after}")))),
    )
}

fn out_of_place(failure: &Failure<'_>, here: usize, clause: &Clause) -> Diagnostic {
    if let Some(within) = within_sentence(failure, here, clause) {
        return within;
    }
    let statements = clause.statements();
    let owners = listed(&statements);
    let words = clause.words;
    let only = match statements.as_slice() {
        [_] => format!("only {owners} has this clause: `{}`", clause.example),
        _ => format!("only {owners} have this clause: `{}`", clause.example),
    };
    failure
        .at_piece(
            Code::ClauseOutOfPlace,
            here,
            format!("`{words}` does not belong to {}", failure.called()),
            &if owners.is_empty() { String::from("here") } else { format!("a clause of {owners}") },
        )
        .help(match (words, failure.statement()) {
            ("is", "source") => {
                String::from("grade it with `graded B2`; to say what it is, write the explanation in quotes")
            }
            ("by", "goal") => String::from("write `of China`: a goal is of those who pursue it"),
            ("of", "action" | "event") => {
                String::from("write `by China`: an action or an event is by those who take part")
            }
            ("of", "resource") => String::from("say who has it with a sentence: `China can provide oil`"),
            ("for", "goal") => String::from("write `of China`: a goal is of those who pursue it"),
            ("for", "action" | "event") => {
                String::from("write `by China`: an action or an event is by those who take part")
            }
            ("for", "resource" | "matter") => {
                String::from("say whose it is with a sentence, such as `Russia depends on China for oil`")
            }
            ("for", _) => {
                String::from("to speak for an actor is `speaks for China`; only a source is `for China`")
            }
            (_, "import" | "scale" | "retract") => String::from("remove it"),
            ("taken", "event") => String::from("write `on 2024-10-26`"),
            _ => only,
        })
}

/// A clause without what it needs, or with something else.
fn after_clause(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    let (start, clause) = failure.clause_before(here)?;
    if start <= failure.first && failure.rule != Rule::qualifier_block {
        return None;
    }
    let span = failure.span_of(start, here);
    let example = clause.example;
    if matches!(failure.kind(here), None | Some(Kind::Comma | Kind::Colon | Kind::Close)) {
        return Some(
            Diagnostic::new(Code::Unreadable, format!("something is missing after `{}`", clause.words))
                .label(span, "nothing follows this")
                .help(format!("write, for example, `{example}`")),
        );
    }
    let word = failure.word(here);
    if Failure::reserved(word) && failure.expects(&[Rule::reference, Rule::name, Rule::names]) {
        return Some(reserved(failure, here));
    }
    if clause.words == "at least" && failure.kind(here) == Some(Kind::Number) {
        return Some(
            failure
                .at_piece(
                    Code::Unreadable,
                    here,
                    String::from("a likelihood is expected by a word of the scale"),
                    "a number",
                )
                .help("write `at least likely`, or `at least very likely`: the words of the scale in force"),
        );
    }
    if matches!(word, "a" | "an" | "the") {
        return None;
    }
    Some(
        failure
            .at_piece(
                Code::Unreadable,
                here,
                format!("{} cannot follow `{}`", quote(failure.text_of(here)), clause.words),
                "here",
            )
            .help(format!("write, for example, `{example}`")),
    )
}

/// The word after the last comma, or at the place, is nearly that of a clause.
fn misspelt(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    let comma = (failure.first..here).rev().find(|&at| failure.kind(at) == Some(Kind::Comma));
    let after_name = failure.first + 2;
    let places =
        [Some(here), comma.map(|comma| comma + 1), (failure.names_something()).then_some(after_name)];
    places.into_iter().flatten().find_map(|at| {
        let word = failure.word(at);
        if at > here || word.is_empty() || language::begun_by(word).is_some() || words::joins(word) {
            return None;
        }
        if word == "at" && failure.word(at + 1) == "most" {
            return Some(at_most(failure.span_of(at, at + 2)));
        }
        let fresh = at == here || comma == at.checked_sub(1) || failure.kind(at - 1) != Some(Kind::Comma);
        let clause = clauses::nearly_begun_by(word, failure.statement()).filter(|_| fresh)?;
        let capital = clause.first().eq_ignore_ascii_case(word);
        let code = if capital { Code::CapitalKeyword } else { Code::MisspeltWord };
        let message =
            if capital { format!("`{word}` is written in small letters") } else { unknown(failure, word) };
        Some(
            failure
                .at_piece(code, at, message, "here")
                .help(format!("write `{}`", clause.words))
                .fix(Fix::write(failure.span(at), clause.first())),
        )
    })
}

/// `expect …, at most likely`
pub(super) fn at_most(span: crate::source::Span) -> Diagnostic {
    Diagnostic::new(Code::ClauseOutOfPlace, "a likelihood is expected to be at least a word of the scale")
        .label(span, "not here")
        .help("expect of the opposite how likely it is at least: `expect not SENTENCE, at least likely`")
}

/// What is said of a word that begins no clause.
pub(super) fn unknown(failure: &Failure<'_>, word: &str) -> String {
    match failure.statement() {
        "" => format!("no qualifier begins with `{word}`"),
        _ => format!("no clause of {} begins with `{word}`", failure.called()),
    }
}

/// `is a state`, `of the axis`
fn article(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    let before = failure.before()?;
    let at = [here, before].into_iter().find(|&at| matches!(failure.word(at), "a" | "an" | "the"))?;
    let (start, clause) = failure.clause_before(at)?;
    let name = failure.word(at + 1);
    if name.is_empty() || start <= failure.first {
        return None;
    }
    let article = failure.word(at);
    Some(
        failure
            .at_piece(
                Code::Unreadable,
                at,
                format!("a clause names things without `{article}`"),
                "remove this",
            )
            .help(format!("write `{} {name}`", clause.words))
            .fix(Fix::write(failure.span_of(at, at + 2), name)),
    )
}

/// Statements with a form of their own.
fn statement_forms(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    let form = |message: String, help: &str| {
        let span = if failure.at_end() { failure.gap() } else { failure.span(here) };
        Some(Diagnostic::new(Code::Unreadable, message).label(span, "here").help(help.to_owned()))
    };
    match failure.rule {
        Rule::retract if failure.kind(failure.first + 1) == Some(Kind::Word) => form(
            String::from("what is retracted is named by its label"),
            &format!("write `retract @{}`", failure.word(failure.first + 1)),
        ),
        Rule::prefer if failure.expects(&[Rule::kw_over]) => {
            form(String::from("`over` is missing"), "write `prefer atkinson over prevailing on consent`")
        }
        Rule::veto if failure.expects(&[Rule::kw_over]) => {
            form(String::from("`over` is missing"), "write `veto NAME China over sanctions of council`")
        }
        Rule::commitment if failure.expects(&[Rule::kw_to]) => form(
            String::from("to whom is missing"),
            "write `commitment NAME \"…\" DEBTOR to CREDITOR: SENTENCE`",
        ),
        Rule::commitment if failure.expects(&[Rule::reference]) => form(
            String::from("who is bound to whom is missing"),
            "write `commitment NAME \"…\" DEBTOR to CREDITOR: SENTENCE`",
        ),
        Rule::declare => {
            let (sort, name) = (failure.first + 1, failure.first + 2);
            let word = failure.word(failure.here);
            if Failure::reserved(word) && failure.here == name {
                return Some(reserved(failure, name));
            }
            let message = match failure.here.checked_sub(failure.first) {
                Some(0 | 1) => "what kind of thing is declared is missing",
                Some(2) if failure.at_end() || failure.kind(name) == Some(Kind::Text) => "a name is missing",
                _ => return None,
            };
            let sort = if failure.word(sort).is_empty() { "bill" } else { failure.word(sort) };
            form(String::from(message), &format!("write `declare {sort} some_name \"what it is\"`"))
        }
        Rule::resolve if failure.expects(&[Rule::kw_as, Rule::outcome]) => form(
            String::from("how the forecast came out is missing"),
            "write `resolve NAME as true, on 2025-03-01`, or `as false`",
        ),
        Rule::facts if failure.expects(&[Rule::kw_as]) => {
            form(String::from("`as` is missing"), "write `facts \"file.csv\" as RELATION`")
        }
        Rule::scale if failure.expects(&[Rule::number, Rule::kw_to]) => {
            form(String::from("a word of a scale needs its two ends"), "write `likely 60% to 85%`")
        }
        Rule::relation if failure.expects(&[Rule::template, Rule::string]) => form(
            String::from("the sentence of the relation is missing"),
            "write it in quotes: `relation depends \"{a: actor} depends on {b: actor}\"`",
        ),
        Rule::expect if failure.expects(&[Rule::kw_answers]) => {
            form(String::from("`answers` is missing"), "write `expect 2 answers: ?who has a veto over ?what`")
        }
        _ => None,
    }
}
