//! *Who has the most vetoes?*: a question with a superlative, to the plain question and a count of its answers.
//!
//! What is counted are the answers about each thing that is asked for first. A superlative of a quality that no sentence
//! has (`the biggest loser`) is one of what the noun says (`who loses from what`).
//!
//! Invariant: whatever is counted is an answer to the question that is shown.

use super::cut::Word;
use super::fit::Fitter;
use super::read;
use super::resolves::resolves;
use crate::reason::{Session, Stop, Wanted, ask};
use crate::report::{Page, Status};
use crate::source::{Origin, SourceMap};
use crate::syntax;
use crate::syntax::lexer::Kind;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A question of which the answers are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    /// The plain question.
    question: String,
    order: Order,
}

/// What is told first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Most,
    Fewest,
}

/// The words that ask for the most, and for the least.
const MOST: &[&str] =
    &["most", "biggest", "greatest", "largest", "main", "often", "strongest", "worst", "best", "top", "more"];
const LEAST: &[&str] = &["least", "fewest", "smallest", "rarely", "fewer", "less"];

/// The most answers that are counted.
const COUNTED: usize = 2_000;

/// The question with a superlative that the words are.
pub(super) fn tally(fitter: &Fitter<'_>, words: &[Word]) -> Option<Tally> {
    let is = |word: &Word, of: &[&str]| word.kind == Kind::Word && of.contains(&word.lower.as_str());
    let asks = words
        .first()
        .is_some_and(|word| matches!(word.lower.as_str(), "who" | "which" | "what" | "whose" | "whom"));
    let at = words.iter().position(|word| is(word, MOST) || is(word, LEAST)).filter(|_| asks)?;
    let order = if words.get(at).is_some_and(|word| is(word, LEAST)) { Order::Fewest } else { Order::Most };
    // The superlative with its article says no more than the order.
    let article = at
        .checked_sub(1)
        .filter(|at| words.get(*at).is_some_and(|word| matches!(word.lower.as_str(), "the" | "a")));
    let plain = |from: usize| -> Vec<Word> {
        let kept = words.iter().enumerate().filter(|(place, _)| *place < from || *place > at);
        kept.map(|(_, word)| word.clone()).collect()
    };
    let ways = [Some(plain(at)), article.map(plain), agent(fitter, words, at)];
    ways.into_iter().flatten().find_map(|words| {
        let readings = read::readings(fitter, &words);
        let question =
            readings.into_iter().map(|reading| reading.question).find(|question| asks_twice(question));
        question.filter(|question| resolves(fitter.model, question)).map(|question| Tally { question, order })
    })
}

/// Whether a question asks for two things: else there is nothing to count.
fn asks_twice(question: &str) -> bool {
    let words = question.trim_end_matches('?').split(' ');
    let asked = words.filter(|word| crate::syntax::words::asks(word) || word.starts_with('?')).count();
    asked > 1 && !question.starts_with("why") && !question.starts_with("what if")
}

/// `who is the biggest loser` as `who loses what`: what a noun that ends in `-er` says of whom it names.
fn agent(fitter: &Fitter<'_>, words: &[Word], at: usize) -> Option<Vec<Word>> {
    let noun = words.get(at + 1)?;
    let stem = noun
        .lower
        .trim_end_matches('s')
        .strip_suffix("er")
        .or_else(|| noun.lower.trim_end_matches('s').strip_suffix("or"))?;
    let doubled =
        stem.chars().rev().zip(stem.chars().rev().skip(1)).next().is_some_and(|(one, other)| one == other);
    let short: String =
        stem.chars().take(stem.chars().count().saturating_sub(usize::from(doubled))).collect();
    let verbs = [format!("{stem}es"), format!("{stem}s"), format!("{short}s")];
    verbs
        .into_iter()
        .map(|verb| super::cut::words(&format!("who {verb}")))
        .find(|asked| !read::readings(fitter, asked).is_empty())
}

/// The page that counts the answers.
///
/// # Errors
/// A limit was reached.
pub(super) fn page(session: &mut Session<'_>, tally: &Tally) -> Result<Page, Stop> {
    let mut map = SourceMap::new();
    let file = map.add("<question>", tally.question.as_str(), Origin::Typed);
    let mut page = Page { title: tally.question.clone(), ..Page::default() };
    let Ok(query) = syntax::parse_query(&map, file) else { return Ok(page) };
    let before = session.report.diagnostics.len();
    ask(session, &map, &query, &Wanted::first(COUNTED))?;
    // What is told of the question has its place in a text that nobody sees.
    session.report.diagnostics.truncate(before);
    let Some(asked) = session.report.ask.take() else { return Ok(page) };
    let mut counted: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for answer in asked.answers.iter().filter(|answer| answer.status != Some(Status::Rejected)) {
        let mut things = answer.bindings.iter().map(|(_, thing)| thing.clone());
        let Some(who) = things.next() else { continue };
        let others: Vec<String> = things.collect();
        counted.entry(who).or_default().push(others.join(" and "));
    }
    let mut ranked: Vec<(String, Vec<String>)> = counted.into_iter().collect();
    ranked.sort_by_key(|(_, things)| match tally.order {
        Order::Most => (Reverse(things.len()), 0),
        Order::Fewest => (Reverse(0), things.len()),
    });
    page.summary = Some(String::from(match tally.order {
        Order::Most => "counted, the most first; how much each weighs is not told by a count",
        Order::Fewest => "counted, the fewest first; whoever is not named has none",
    }));
    let lines = ranked.into_iter().map(|(who, mut things)| {
        let count = things.len();
        things.sort();
        things.dedup();
        let more = things.len().saturating_sub(NAMED);
        things.truncate(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{who}: {count} ({}{more})", things.join(", "))
    });
    page.add("How many each has", lines.collect());
    Ok(page)
}

/// How many things are named of those that are counted.
const NAMED: usize = 6;
