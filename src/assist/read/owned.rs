//! What is spoken of with a noun and an owner: *whose goal is g*, *the goals of China*; and what there is of a kind.
//!
//! Invariant: a table of nouns, each with its relation.

use super::reading::Reading;
use super::sentence::{relation_named, write};
use crate::assist::cut::{Word, after, begin};
use crate::assist::fit::{Filling, Fitter};
use crate::assist::phrases::Doubt;
use crate::assist::verbs;

/// The relations of which one speaks with a noun and an owner: `the goals of China`, `whose goal is g`. Each
/// with the hole of the owner and the hole of what is owned.
const OWNED: &[(&str, &str, usize, usize)] = &[
    ("goal", "pursues", 0, 1),
    ("aim", "pursues", 0, 1),
    ("end", "pursues", 0, 1),
    ("interest", "pursues", 0, 1),
    ("priority", "ranks", 0, 1),
    ("action", "action_of", 1, 0),
    ("event", "action_of", 1, 0),
    ("matter", "matter_of", 1, 0),
    ("member", "belongs", 1, 0),
    ("commitment", "binds", 1, 0),
    ("obligation", "binds", 1, 0),
    ("veto", "veto", 0, 1),
    ("spokesman", "speaks_for", 1, 0),
    ("spokesperson", "speaks_for", 1, 0),
    ("dependency", "depends", 0, 1),
    ("supplier", "depends", 0, 1),
];

/// `whose goal is g`, `the goals of China`, `what goals does China have`, `China's goals`.
pub(super) fn owned(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    let model = fitter.model;
    let noun = words.iter().enumerate().find_map(|(at, word)| {
        let bases = verbs::bases(&word.lower);
        let known = OWNED.iter().find(|(noun, ..)| bases.iter().any(|base| base == noun))?;
        Some((at, known))
    });
    let Some((at, (_, name, owner, thing))) = noun else { return Vec::new() };
    let Some(relation) = relation_named(model, name) else { return Vec::new() };
    let sorts = |hole: usize| relation.holes.get(hole).map_or(&[][..], Vec::as_slice);
    let rest = words.get(at + 1..).unwrap_or_default();
    let mut found = Vec::new();
    let mut add = |hole: usize, words: &[Word]| {
        let named = fitter.phrases.at(words).into_iter();
        for named in
            named.filter(|named| named.length == words.len() && model.fits(named.symbol, sorts(hole)))
        {
            let mut fillings = vec![Filling::Asked(None); relation.holes.len()];
            if let Some(slot) = fillings.get_mut(hole) {
                *slot = Filling::Thing(named.symbol);
            }
            let question = format!("{}?", write(model, relation, &fillings));
            found.push(Reading::of(question, named.doubt));
        }
    };
    let be = |words: &[Word]| words.first().is_some_and(|word| verbs::is_form_of(&word.lower, "be"));
    if begin(words, "whose") && be(rest) {
        add(*thing, rest.get(1..).unwrap_or_default());
    } else if let Some(of) = after(rest, "of").or_else(|| after(rest, "in")) {
        add(*owner, of);
    } else if let [helper, whose @ .., last] = rest
        && verbs::helps(&helper.lower)
        && (verbs::is_form_of(&last.lower, "have") || verbs::same(&last.lower, "own"))
    {
        add(*owner, whose);
    } else if let Some((helper, whose)) = rest.split_first()
        && verbs::is_form_of(&helper.lower, "have")
    {
        add(*owner, whose);
    } else if rest.is_empty() {
        // `what are China's goals`
        let before = words.get(..at).unwrap_or_default();
        let start = before
            .iter()
            .position(|word| !matches!(word.lower.as_str(), "what" | "which" | "are" | "is" | "who"));
        add(*owner, start.and_then(|start| before.get(start..)).unwrap_or_default());
    }
    found
}

/// `which states are there`, `are there any goals`: what is of a kind, or of a sort that somebody has.
pub(super) fn existing(fitter: &Fitter<'_>, words: &[Word]) -> Vec<(String, Doubt)> {
    let said: Vec<&str> = words
        .iter()
        .map(|word| word.lower.as_str())
        .filter(|word| {
            !matches!(
                *word,
                "which"
                    | "what"
                    | "are"
                    | "is"
                    | "there"
                    | "any"
                    | "the"
                    | "who"
                    | "a"
                    | "an"
                    | "have"
                    | "we"
                    | "do"
            )
        })
        .collect();
    let [noun] = said.as_slice() else { return Vec::new() };
    if let Some(kind) = fitter.kind(noun) {
        return vec![(format!("who is a {kind}"), 0)];
    }
    let singular = verbs::bases(noun);
    let known = OWNED.iter().find(|(owned, ..)| singular.iter().any(|base| base == owned));
    let relation = known.and_then(|(_, name, ..)| relation_named(fitter.model, name));
    relation
        .map(|relation| (write(fitter.model, relation, &vec![Filling::Asked(None); relation.holes.len()]), 0))
        .into_iter()
        .collect()
}
