//! Names that are no words, such as `admit_sweden`, to what a reader takes for words.

use crate::model::sort::SortId;
use crate::model::statement::SymbolId;
use crate::model::value::quoted;
use crate::model::{Model, Symbol};
use std::collections::BTreeMap;

/// The longest explanation that can stand for a name in a sentence, in characters.
const LONGEST: usize = 60;

/// Explanations that begin so can stand in a sentence as they are.
const NOUNS: [&str; 6] = ["the ", "a ", "an ", "no ", "his ", "her "];

/// Words that make a clause of what begins like a noun: `the Jupiters will be gone`.
const VERBS: [&str; 16] = [
    "is", "are", "was", "were", "will", "would", "has", "have", "had", "does", "do", "can", "must", "should",
    "shall", "may",
];

/// Words that end in `s` and name one thing.
const SINGULAR: [&str; 12] =
    ["gas", "biogas", "bias", "atlas", "canvas", "news", "chaos", "series", "species", "lens", "bus", "this"];

/// What the names of an analysis stand for: an explanation, else another name, else the name in words.
pub(super) fn names(model: &Model) -> BTreeMap<String, String> {
    let own = model.symbols.iter().filter(|known| {
        known.sort != SortId::STATEMENT && known.span.is_some_and(|span| model.module(span).is_none())
    });
    own.filter_map(|known| Some((known.name.to_string(), in_words(model, known)?))).collect()
}

/// What a name that is no word stands for.
fn in_words(model: &Model, known: &Symbol) -> Option<String> {
    if !known.name.contains(['_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        return None;
    }
    let said = known.gloss.as_deref().filter(|gloss| gloss.chars().count() <= LONGEST);
    Some(match said {
        Some(gloss) if is_noun(model, known.sort, gloss) => gloss.to_owned(),
        // Quotation marks within quotation marks.
        Some(gloss) => quoted(&gloss.replace('"', "'")),
        None => known.aliases.first().map_or_else(|| known.name.replace('_', " "), ToString::to_string),
    })
}

/// Whether an explanation names a thing: a clause such as `admit Sweden` or `the order stands` is quoted where it
/// stands for one. What a resource or a matter is explained by is a name.
fn is_noun(model: &Model, sort: SortId, gloss: &str) -> bool {
    let lower = gloss.to_lowercase();
    let words: Vec<&str> = lower.split(' ').collect();
    let deed = [SortId::HAPPENING, SortId::GOAL].iter().any(|wanted| model.sorts.is_below(sort, *wanted));
    let clause =
        words.iter().any(|word| VERBS.contains(word)) || has_a_verb(gloss) || deed && may_be_a_clause(&words);
    let thing = [SortId::RESOURCE, SortId::MATTER].iter().any(|wanted| model.sorts.is_below(sort, *wanted));
    let plain = !lower.contains(['"', ',', ';', ':']);
    let noun = NOUNS.iter().any(|article| lower.starts_with(article)) || thing && plain;
    noun && (!clause || lower.contains(" that ") || lower.contains(" who ") || lower.contains(" which "))
}

/// Whether a title may be a clause, which its form does not tell: `the Union recognises`, `the islanders decide`. A word in
/// `s` is then its last one, or stands before one that is no preposition.
fn may_be_a_clause(words: &[&str]) -> bool {
    let joints = ["of", "for", "to", "in", "on", "from", "with", "at", "over", "and", "between", "by"];
    words.iter().enumerate().skip(1).any(|(at, word)| {
        is_plural_word(word)
            && match words.get(at + 1) {
                None => at > 1,
                Some(next) => !joints.contains(next) || at + 2 == words.len(),
            }
    })
}

/// Whether a word in `s` stands where a verb does: before an article, a name or a clause.
fn has_a_verb(gloss: &str) -> bool {
    let words: Vec<&str> = gloss.split(' ').collect();
    let opens = |next: &&str| {
        ["the", "a", "an", "what", "that", "it"].contains(next) || next.starts_with(char::is_uppercase)
    };
    words
        .iter()
        .zip(words.iter().skip(1))
        .skip(2)
        .any(|(word, next)| word.starts_with(char::is_lowercase) && is_plural_word(word) && opens(next))
}

/// Whether what a symbol is told by is several things: `fighter jets`. An actor with a
/// name of its own is one, whatever that is: `US`.
pub(super) fn is_plural(model: &Model, symbol: SymbolId) -> bool {
    let Some(known) = model.symbol(symbol) else { return false };
    let is = |wanted: &SortId| model.sorts.is_below(known.sort, *wanted);
    let people = is(&SortId::ACTOR) && known.name.starts_with(char::is_lowercase);
    if !people && ![SortId::RESOURCE, SortId::HAPPENING, SortId::MATTER].iter().any(is) {
        return false;
    }
    let words = in_words(model, known).unwrap_or_else(|| known.name.to_string());
    let head = [" of ", " for ", " to ", " in ", " on ", " from ", " with ", " at "]
        .iter()
        .filter_map(|joint| words.split(joint).next())
        .min_by_key(|head| head.len());
    let last = head.unwrap_or(&words).rsplit(' ').next().unwrap_or_default();
    !words.starts_with('"') && is_plural_word(last)
}

fn is_plural_word(word: &str) -> bool {
    let one = ["ss", "us", "is", "ics"].iter().any(|ending| word.ends_with(ending));
    word.len() > 3 && word.ends_with('s') && !one && !SINGULAR.contains(&word)
}

/// A verb as it is said of several: `is` as `are`, `serves` as `serve`.
pub(super) fn plural_verb(verb: &str) -> Option<String> {
    Some(match verb {
        "is" => String::from("are"),
        "was" => String::from("were"),
        "has" => String::from("have"),
        "does" => String::from("do"),
        "goes" => String::from("go"),
        _ if is_plural_word(verb) => verb.strip_suffix('s')?.to_owned(),
        _ => return None,
    })
}
