//! Mistakes at the start of a statement: its label, its first word, its name, its explanation.

use super::clauses;
use super::failure::{Failure, quote};
use super::reserved::reserved;
use super::tokens::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::Fix;
use crate::source::on_one_line;
use crate::syntax::from_pest::{Rule, accepts, entry_of};
use crate::syntax::words;

/// What is wrong with the start of the statement, if something is.
pub(super) fn explain(failure: &Failure<'_>) -> Option<Diagnostic> {
    prompt(failure)
        .or_else(|| label(failure))
        .or_else(|| source_first(failure))
        .or_else(|| first_word(failure))
        .or_else(|| condition_first(failure))
        .or_else(|| name(failure))
        .or_else(|| quotes(failure))
        .or_else(|| colon(failure))
}

/// `strat> actor China is state.`, copied from a session
fn prompt(failure: &Failure<'_>) -> Option<Diagnostic> {
    let prompted = failure.word(0) == "strat" && failure.text_of(1).starts_with('>') && failure.touches(1);
    prompted.then(|| {
        Diagnostic::new(Code::Unreadable, "the prompt of a session is no part of a file")
            .label(failure.span_of(0, 2), "here")
            .help("take it away, and the answers of the session too")
    })
}

/// `lifeline: …` and `@lifeline …`
fn label(failure: &Failure<'_>) -> Option<Diagnostic> {
    let (first, second) = (failure.kind(0)?, failure.kind(1)?);
    let word = failure.text_of(0);
    if first == Kind::Label && second == Kind::Word && entry_of(failure.word(1)).is_some() {
        return Some(
            failure
                .at_piece(Code::Unreadable, 0, format!("a colon is missing after the label `{word}`"), "here")
                .help(format!("write `{word}:`")),
        );
    }
    let labels =
        first == Kind::Word && second == Kind::Colon && failure.here <= 1 && failure.kind(2).is_some();
    if labels && entry_of(word).is_none() && failure.rule == Rule::assertion {
        return Some(
            failure
                .at_piece(Code::Unreadable, 0, format!("a label is written with `@`: `@{word}`"), "here")
                .help(format!(
                    "write `@{word}:`, or, if this is no label, what the statement is: `rule {word}:`"
                )),
        );
    }
    None
}

/// `according to pap: China condemned war`, `According to pap, China condemned war`
pub(super) fn source_first(failure: &Failure<'_>) -> Option<Diagnostic> {
    let first = failure.first;
    if !failure.statement().is_empty()
        || !failure.word(first).eq_ignore_ascii_case("according")
        || failure.word(first + 1) != "to"
    {
        return None;
    }
    let ends = |at: &usize| matches!(failure.kind(*at), Some(Kind::Comma | Kind::Colon));
    let end = (first + 3..failure.pieces.len()).find(ends)?;
    let (source, sentence) =
        (failure.between(first + 2, end), failure.between(end + 1, failure.pieces.len()));
    // A block may have several qualifiers before its brace.
    let header = failure.rule == Rule::qualifier_block
        && failure.kind(end) == Some(Kind::Comma)
        && (failure.clause(end + 1).is_some() || failure.run_end(end + 1) < end + 4);
    if sentence.is_empty() || header {
        return None;
    }
    Some(
        Diagnostic::new(Code::ClauseOutOfPlace, "who says it stands after the sentence")
            .label(failure.span_of(first, end), "here it stands before")
            .help(format!("write {}", quote_whole(&format!("{sentence}, according to {source}"))))
            .fix(Fix::write(
                failure.span_of(first, failure.pieces.len()),
                format!("{sentence}, according to {source}"),
            )),
    )
}

/// `Actor China`, `actr China`
fn first_word(failure: &Failure<'_>) -> Option<Diagnostic> {
    if !matches!(failure.rule, Rule::assertion | Rule::qualifier_block) {
        return None;
    }
    let meant = meant(failure)?;
    let rest = failure.between(failure.first + 1, failure.pieces.len());
    let whole = format!("{} {rest}", meant.word);
    let readable = entry_of(meant.word).is_some_and(|rule| accepts(rule, &whole));
    let shaped = failure.kind(failure.first + 2) == Some(Kind::Text)
        || failure.kind(failure.first + 1) == Some(Kind::Text);
    let block = failure.rule == Rule::qualifier_block;
    (readable || shaped || block).then(|| misspelt_first_word(failure, &meant))
}

/// The statement word that a first word was meant to be.
pub(super) struct Meant {
    pub(super) word: &'static str,
    code: Code,
}

/// The statement word, or the start of a block's header, that the first word was meant to be.
pub(super) fn meant(failure: &Failure<'_>) -> Option<Meant> {
    let written = failure.word(failure.first);
    let lower = written.to_lowercase();
    let others = words::JOINING_WORDS.iter().chain(&["not", "every", "only"]).copied();
    let mut known = words::statement_words().chain(others);
    if let Some(word) = known.find(|word| *word == lower && lower != written) {
        return Some(Meant { word, code: Code::CapitalKeyword });
    }
    if lower == written && words::opens(written) {
        return None;
    }
    let word = words::nearest_statement_word(written)?;
    (word != written).then_some(Meant { word, code: Code::MisspeltWord })
}

pub(super) fn misspelt_first_word(failure: &Failure<'_>, meant: &Meant) -> Diagnostic {
    let written = failure.word(failure.first);
    let message = match meant.code {
        Code::CapitalKeyword => format!("`{written}` is written in small letters"),
        _ => format!("no statement begins with `{written}`"),
    };
    failure
        .at_piece(meant.code, failure.first, message, "here")
        .help(format!("write `{}`", meant.word))
        .fix(Fix::write(failure.span(failure.first), meant.word))
}

/// `if A then B`, `rule x: if A then B`
pub(super) fn condition_first(failure: &Failure<'_>) -> Option<Diagnostic> {
    let colon = (failure.first..failure.here).rev().find(|&at| failure.kind(at) == Some(Kind::Colon));
    let start = colon.map_or(failure.first, |colon| colon + 1);
    let joint = failure.word(start);
    if !matches!(joint, "if" | "unless" | "If" | "Unless" | "When" | "when") || failure.here < start {
        return None;
    }
    if matches!(joint, "When" | "when") && !(start..failure.pieces.len()).any(|at| failure.word(at) == "then")
    {
        return None;
    }
    if colon.is_some() && !matches!(failure.rule, Rule::inference | Rule::forecast | Rule::assertion) {
        return None;
    }
    let end = failure.pieces.len();
    let then = (start..end).find(|&at| failure.word(at) == "then");
    let comma = (start..end).find(|&at| failure.kind(at) == Some(Kind::Comma));
    let cut = then.or(comma);
    let condition_end = match (then, comma) {
        (Some(then), Some(comma)) if comma + 1 == then => comma,
        _ => cut.unwrap_or(end),
    };
    let condition = failure.between(start + 1, condition_end);
    let conclusion = cut.map_or("", |cut| failure.between(cut + 1, end));
    let joint = if joint.eq_ignore_ascii_case("unless") { "unless" } else { "if" };
    let help = if conclusion.is_empty() || condition.is_empty() || condition.len() + conclusion.len() > 160 {
        format!("write `CONCLUSION {joint} CONDITION`")
    } else {
        format!("write {}", quote_whole(&format!("{conclusion} {joint} {condition}")))
    };
    let message = if conclusion.is_empty() {
        format!("nothing stands before `{joint}`: what follows from the condition?")
    } else {
        String::from("the conclusion comes first, then the condition")
    };
    Some(failure.at_piece(Code::NoHead, start, message, "the condition begins here").help(help))
}

fn quote_whole(text: &str) -> String {
    format!("`{}`", on_one_line(text))
}

/// A missing name, a name that is a word of the language, a name of several words.
fn name(failure: &Failure<'_>) -> Option<Diagnostic> {
    let at = failure.first + 1;
    if !failure.names_something() || failure.here < failure.first {
        return None;
    }
    let statement = failure.statement();
    if failure.here <= at {
        let called = failure.called();
        let written = failure.text_of(at);
        return Some(match failure.kind(at) {
            None => failure
                .at_piece(
                    Code::Unreadable,
                    failure.first,
                    format!("{called} needs a name"),
                    "nothing follows this",
                )
                .help(format!("write a name after it: `{}`", example(statement))),
            Some(Kind::Word) if words::joins(written) || Failure::reserved(written) => reserved(failure, at),
            Some(Kind::Word) => {
                let plain = written.trim_start_matches('_');
                failure
                    .at_piece(
                        Code::Unreadable,
                        at,
                        format!("a name begins with a letter: `{written}`"),
                        "here",
                    )
                    .help(format!("write `{plain}`"))
            }
            Some(Kind::Text) => failure
                .at_piece(
                    Code::Unreadable,
                    at,
                    format!("{called} needs a name before its {}", explanation(statement)),
                    "the name stands before this",
                )
                .help(format!("write a short name for the sentences of this file: `{}`", example(statement))),
            Some(Kind::Number) => failure
                .at_piece(
                    Code::Unreadable,
                    at,
                    format!("a name begins with a letter: {}", quote(written)),
                    "here",
                )
                .help(format!(
                    "write `{statement}_{}`",
                    written.replace(|c: char| !c.is_alphanumeric(), "_")
                )),
            Some(
                Kind::Variable
                | Kind::Label
                | Kind::Comma
                | Kind::Colon
                | Kind::Open
                | Kind::Close
                | Kind::Mark,
            ) => failure
                .at_piece(
                    Code::Unreadable,
                    at,
                    format!("{called} needs a name"),
                    "the name stands before this",
                )
                .help(format!("write `{}`", example(statement))),
        });
    }
    further_name(failure)
}

/// A word of the language in a list of names that are declared.
fn further_name(failure: &Failure<'_>) -> Option<Diagnostic> {
    if let Some(clause) = super::clause_placement::and_clause(failure) {
        return Some(clause);
    }
    let here = failure.here;
    if let Some(article) = article(failure) {
        return Some(article);
    }
    let before = failure.word(here.checked_sub(1)?);
    let word = failure.word(here);
    let foreign = failure.clause(here).is_some_and(|clause| !clause.fits(failure.statement()));
    let in_list = before == "and" || foreign && matches!(failure.text_of(here + 1), "and" | ",");
    let lists = !matches!(
        failure.rule,
        Rule::inference
            | Rule::impossible
            | Rule::forbid
            | Rule::hypothesis
            | Rule::forecast
            | Rule::commitment
    );
    (lists && in_list && Failure::reserved(word)).then(|| reserved(failure, here))
}

/// `actor Sweden, the USA and Russia`
fn article(failure: &Failure<'_>) -> Option<Diagnostic> {
    let near = [Some(failure.here), failure.here.checked_sub(1), failure.here.checked_sub(2)];
    let at = near.into_iter().flatten().find(|at| {
        let listed = at.checked_sub(1).is_some_and(|before| matches!(failure.text_of(before), "," | "and"));
        listed && matches!(failure.word(*at), "a" | "an" | "the") && !failure.word(at + 1).is_empty()
    })?;
    let (article, name) = (failure.word(at), failure.word(at + 1));
    Some(
        failure
            .at_piece(
                Code::Unreadable,
                at,
                format!("names are declared without `{article}`"),
                "take this away",
            )
            .help(format!("write `{name}`"))
            .fix(Fix::write(failure.span_of(at, at + 2), name)),
    )
}

fn explanation(statement: &str) -> &'static str {
    match statement {
        "relation" => "sentence",
        "analysis" => "title",
        _ => "explanation",
    }
}

/// A statement of the kind with a name.
fn example(statement: &str) -> String {
    match statement {
        "analysis" => String::from("analysis triangle \"the title\""),
        "relation" => String::from("relation depends \"{a: actor} depends on {b: actor}\""),
        "rule" | "impossible" | "forbid" => format!("{statement} some_name \"what it says\": …"),
        "hypothesis" | "forecast" | "commitment" => format!("{statement} some_name \"what it says\": …"),
        "scale" => String::from("scale house: likely 60% to 85%"),
        "actor" => String::from("actor China \"People's Republic of China\""),
        _ => format!("{statement} some_name \"what it is\""),
    }
}

/// Words after the name, or after a word that takes a text, that stand in no quotes.
fn quotes(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    let before = failure.before()?;
    if !matches!(failure.kind(here), Some(Kind::Word | Kind::Variable | Kind::Number | Kind::Label)) {
        return None;
    }
    let written = failure.between(here, failure.run_end(here));
    let text_wanted = match failure.word(before) {
        "because" => Some("a reason"),
        "quoting" => Some("a quotation"),
        "also" | "negated" => Some("a sentence with holes"),
        "text" | "import" | "facts" => Some("the path of a file"),
        "from" if failure.rule == Rule::declare => Some("the path of a file"),
        _ => None,
    };
    if let Some(what) = text_wanted {
        let end = if what == "the path of a file" {
            touching(failure)
        } else {
            failure.run_end(here).max(here + 1)
        };
        return Some(
            Diagnostic::new(Code::MissingQuotes, format!("{what} stands in quotes"))
                .label(failure.span_of(here, end), "this")
                .help(format!("write {}", in_quotes(failure.between(here, end)))),
        );
    }
    if before != failure.first + 1 || !failure.names_something() || failure.kind(here) != Some(Kind::Word) {
        return None;
    }
    let word = failure.word(here);
    let clause = failure.clause(here).is_some() || words::joins(word);
    if clause || clauses::nearly_begun_by(word, failure.statement()).is_some() && !words_follow(failure) {
        return None;
    }
    let colon = (here..failure.pieces.len()).any(|at| failure.kind(at) == Some(Kind::Colon));
    if matches!(failure.statement(), "commitment" | "veto") || failure.rule == Rule::scale && !colon {
        return None;
    }
    Some(text_after_name(failure, written))
}

/// Where what stands without white space from the place on ends.
fn touching(failure: &Failure<'_>) -> usize {
    let mut end = failure.here + 1;
    while end < failure.pieces.len() && failure.touches(end) {
        end += 1;
    }
    end
}

/// Whether more than two words stand in a row here, as in a text.
fn words_follow(failure: &Failure<'_>) -> bool {
    let end = failure.run_end(failure.here);
    end > failure.here + 2
}

/// `actor North Korea`, `actor China the People's Republic`
fn text_after_name(failure: &Failure<'_>, written: &str) -> Diagnostic {
    let (name, here) = (failure.word(failure.first + 1), failure.here);
    let end = failure.run_end(here).max(here + 1);
    // A name of several words, or of two: a text has more.
    let several = failure.word(here).starts_with(char::is_uppercase) || end == here + 1;
    if several && !written.contains(['\'', '"']) {
        let whole = on_one_line(&format!("{name} {written}"));
        let joined = whole.replace(' ', "_");
        return Diagnostic::new(Code::MissingQuotes, String::from("a name is a single word"))
            .label(failure.span_of(failure.first + 1, end), "these are several")
            .help(format!("write `{joined} \"{whole}\"`: the name, then the full name in quotes"));
    }
    let told = Diagnostic::new(
        Code::MissingQuotes,
        format!("the {} stands in quotes", explanation(failure.statement())),
    )
    .label(failure.span_of(here, end), "this")
    .help(format!("write {}", in_quotes(written)));
    match in_quotes(written).trim_matches('`') {
        "\"…\"" => told,
        quoted => told.fix(Fix::write(failure.span_of(here, end), quoted)),
    }
}

fn in_quotes(written: &str) -> String {
    let text = on_one_line(written);
    if text.is_empty() || text.len() > 80 || text.contains('"') {
        return String::from("`\"…\"`");
    }
    format!("`\"{text}\"`")
}

/// A rule whose sentence begins without a colon.
fn colon(failure: &Failure<'_>) -> Option<Diagnostic> {
    let sentence = matches!(
        failure.rule,
        Rule::inference | Rule::impossible | Rule::forbid | Rule::hypothesis | Rule::forecast | Rule::scale
    );
    let told = (failure.first..failure.here).any(|at| failure.kind(at) == Some(Kind::Colon));
    let begins = match failure.kind(failure.here) {
        Some(Kind::Variable | Kind::Open) => true,
        Some(Kind::Word) => failure.clause(failure.here).is_none(),
        _ => false,
    };
    if !sentence || told || !begins {
        return None;
    }
    Some(
        Diagnostic::new(Code::Unreadable, format!("a colon is missing in {}", failure.called()))
            .label(failure.gap(), "write `:` here")
            .help(format!("write {}", colon_example(failure.statement()))),
    )
}

fn colon_example(statement: &str) -> String {
    if statement == "scale" {
        return String::from("`scale house: likely 60% to 85%`");
    }
    format!("`{statement} NAME \"what it says\": SENTENCE`")
}
