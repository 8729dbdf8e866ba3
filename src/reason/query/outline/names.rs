//! Names that are no words, such as `admit_sweden`, to what a reader takes for words.

use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::value::quoted;
use std::collections::BTreeMap;

/// The longest explanation that can stand for a name in a sentence, in characters.
const LONGEST: usize = 60;

/// Explanations that begin so can stand in a sentence as they are.
const NOUNS: [&str; 6] = ["the ", "a ", "an ", "no ", "his ", "her "];

/// What the names of an analysis stand for: an explanation, else another name, else the name in words.
pub(super) fn names(model: &Model) -> BTreeMap<String, String> {
    let own = model.symbols.iter().filter(|known| {
        known.sort != SortId::STATEMENT
            && known.span.is_some_and(|span| model.module(span).is_none())
            && known.name.contains(['_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
    });
    own.map(|known| {
        let said = known.gloss.as_deref().filter(|gloss| gloss.chars().count() <= LONGEST);
        let words = match said {
            Some(gloss) if is_noun(gloss) => gloss.to_owned(),
            Some(gloss) => quoted(gloss),
            None => known.aliases.first().map_or_else(|| known.name.replace('_', " "), ToString::to_string),
        };
        (known.name.to_string(), words)
    })
    .collect()
}

/// Whether an explanation names a thing: a clause such as `admit Sweden` is quoted where it stands for one.
fn is_noun(gloss: &str) -> bool {
    let lower = gloss.to_lowercase();
    NOUNS.iter().any(|article| lower.starts_with(article))
}
