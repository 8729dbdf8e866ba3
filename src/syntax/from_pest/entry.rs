//! The first word of a statement to the rule by which pest reads it.

use super::grammar::{Grammar, Rule};
use crate::syntax::lexer::{Lexeme, first_word, lexemes, unblanked};
use crate::syntax::scan::Ending;
use pest::Parser;

/// The entry rule of a statement word.
pub(in crate::syntax) fn entry_of(word: &str) -> Option<Rule> {
    Some(match word {
        "analysis" => Rule::analysis,
        "import" => Rule::import,
        "actor" => Rule::actor,
        "group" => Rule::group,
        "source" => Rule::source,
        "resource" => Rule::resource,
        "matter" => Rule::matter,
        "unit" => Rule::unit,
        "goal" => Rule::goal,
        "action" => Rule::action,
        "event" => Rule::event,
        "claim" => Rule::claim,
        "proposition" => Rule::proposition,
        "sort" => Rule::sort,
        "commitment" | "promise" | "threat" => Rule::commitment,
        "veto" => Rule::veto,
        "forecast" => Rule::forecast,
        "question" => Rule::question,
        "hypothesis" => Rule::hypothesis,
        "scenario" => Rule::scenario,
        "game" => Rule::game,
        "outcome" => Rule::named_outcome,
        "indicator" => Rule::indicator,
        "matrix" => Rule::matrix,
        "ratings" => Rule::ratings,
        "relation" => Rule::relation,
        "scale" => Rule::scale,
        "rule" => Rule::inference,
        "impossible" => Rule::impossible,
        "forbid" => Rule::forbid,
        "facts" => Rule::facts,
        "expect" => Rule::expect,
        "prefer" => Rule::prefer,
        "suppose" => Rule::suppose,
        "retract" => Rule::retract,
        "declare" => Rule::declare,
        "resolve" => Rule::resolve,
        _ => return None,
    })
}

/// The rule by which a chunk is read: that of its first word after the label.
pub(super) fn entry(text: &str, ending: &Ending) -> Rule {
    let rest = after_label(text);
    let word = first_word(rest);
    // `source(pap, atkinson)` is a predicate, `expect (…)` holds a group.
    let predicate = !matches!(word, "expect" | "suppose")
        && rest.get(word.len()..).is_some_and(|rest| rest.starts_with('('));
    match entry_of(word) {
        Some(rule) if !predicate => rule,
        _ if is_rated(rest) => Rule::rated,
        _ if matches!(ending, Ending::Block(_)) => Rule::qualifier_block,
        _ if decides(rest) => Rule::decision,
        _ => Rule::assertion,
    }
}

/// Whether a statement is an item of a matrix: `"…": CC, N, II`.
fn is_rated(text: &str) -> bool {
    let mut said = lexemes(text).filter(Lexeme::is_said).map(|lexeme| lexeme.of(text));
    said.next().is_some_and(|first| first.starts_with('"')) && said.next() == Some(":")
}

/// Whether a statement says by which rule a group decides: `GROUP decides on … by …`.
fn decides(text: &str) -> bool {
    let mut said = lexemes(text).filter(Lexeme::is_said).skip(1).map(|lexeme| lexeme.of(text));
    said.next() == Some("decides") && said.next() == Some("on") && said.any(|word| word == "by")
}

/// What stands after `@label:`, or everything.
pub(super) fn after_label(text: &str) -> &str {
    let Some(label) = text.strip_prefix('@') else { return text };
    let word = first_word(label);
    let rest = unblanked(label.get(word.len()..).unwrap_or(""));
    rest.strip_prefix(':').map_or(text, unblanked)
}

/// Whether a text is a statement of the rule.
pub(in crate::syntax) fn accepts(rule: Rule, text: &str) -> bool {
    Grammar::parse(rule, text).is_ok()
}

/// How many bytes at the start of a text the rule takes, if it takes any.
#[cfg(test)]
pub(in crate::syntax) fn matched(rule: Rule, text: &str) -> Option<usize> {
    Grammar::parse(rule, text).ok().map(|pairs| pairs.as_str().len())
}
