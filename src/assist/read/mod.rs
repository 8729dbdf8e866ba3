//! The words of a question to the questions that strat answers: its lead (*why*, *when*, *how many*, *what if*)
//! and the sentence that it is about.
//!
//! Invariant: a reading is the text of a question as the language has it; nothing is evaluated.

mod ahead;
mod dated;
mod denied;
mod lead;
mod owned;
mod reading;
mod sentence;
mod supposed;
mod things;
mod under;

pub(super) use lead::{canonical, plain};
pub use reading::Reading;
pub(crate) use reading::others;
pub(super) use sentence::{asks_more, distinct, write};

use super::cut::Word;
use super::fit::{Fitter, LOOSE};
use super::resolves::resolves;
use super::{rewrite, verbs};
use crate::model::Model;
use ahead::to_come;
use dated::dated;
use lead::{Lead, foreseen, is_future, leads};
use owned::owned;
use reading::{LEFT_OUT, words_of};
use sentence::FARTHER;
use std::collections::BTreeSet;
use things::{done_by, promised};
use under::under;

/// The questions that the words may mean: those nearest to them, the likeliest first.
pub(super) fn readings(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    let mut found = literal(fitter, words);
    // What is only loosely named may be named exactly in other words.
    if found.iter().all(|reading| reading.doubt >= LOOSE) {
        // Each way is as good as it reads; what is put otherwise once more is another question.
        found.extend(rewrite::reworded(words).iter().flat_map(|other| literal(fitter, other)));
    }
    if found.is_empty() {
        found = indirect(fitter, words);
    }
    if found.is_empty() {
        found = shortened(fitter, words);
    }
    found.sort_by(|one, other| (one.doubt, &one.question).cmp(&(other.doubt, &other.question)));
    let best = found.first().map_or(0, |first| first.doubt);
    // What is put in other words anyway, or asks who or what, may be meant a little otherwise, where that has an answer.
    let asks = found.first().is_some_and(|first| words_of(&first.question).any(crate::syntax::words::asks));
    let most = if best == 0 && !asks { 0 } else { best + FARTHER };
    found.retain(|reading| reading.doubt <= most);
    let mut told = BTreeSet::new();
    found.retain(|reading| told.insert(reading.question.clone()));
    if let Some(unit) = unit_asked(fitter.model, words) {
        found
            .iter_mut()
            .filter(|reading| !reading.counted)
            .for_each(|reading| reading.unit = Some(unit.clone()));
    }
    found
}

/// The question without the phrase at its end that says no more than how: `what does A want in return`. How it was read is
/// shown, so that whoever asked sees what was left out. What could be a name is never left out.
fn shortened(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    for length in 1..=SHORTENED.min(words.len().saturating_sub(MEANT)) {
        let at = words.len() - length;
        let (Some(kept), Some(left)) = (words.get(..at), words.get(at..)) else { continue };
        if !ADVERBIALS.iter().any(|pattern| rewrite::is(pattern, left)) {
            continue;
        }
        let mut found = literal(fitter, kept);
        if found.is_empty() {
            found = rewrite::reworded(kept).iter().flat_map(|other| literal(fitter, other)).collect();
        }
        if !found.is_empty() {
            found.iter_mut().for_each(|reading| reading.doubt += LEFT_OUT);
            return found;
        }
    }
    Vec::new()
}

/// Phrases that say how, and not who or what.
const ADVERBIALS: &[&str] = &[
    "in return|exchange|secret|public|private|particular|general|fact|practice|theory|total|turn|principle|effect|all",
    "in the end|meantime|future|past",
    "in the long|short run|term",
    "at all|present|once|last|least",
    "at the moment|end|time",
    "for sure|certain|now|good|example|free|that|this",
    "by now|then|far|itself|themselves",
    "on balance|paper|purpose|average",
    "of all",
    "after all",
    "right now|away",
    "these days",
    "so far",
    "the most|least",
    "finally|eventually|openly|secretly|publicly|privately|directly|indirectly|possibly|certainly|definitely|likely|most",
];

/// The most words of a phrase at the end that is left out, and the fewest that a question keeps.
const SHORTENED: usize = 4;

const MEANT: usize = 3;

/// The unit in `how many shells did A deliver`.
fn unit_asked(model: &Model, words: &[Word]) -> Option<String> {
    let [how, many, unit, ..] = words else { return None };
    let asks = how.lower == "how" && matches!(many.lower.as_str(), "many" | "much");
    let known = verbs::bases(&unit.lower).into_iter().find(|base| model.units.find(base).is_some());
    known.filter(|_| asks)
}

/// The questions that the words are as they stand, with their lead, their day or their owner.
fn literal(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    let mut found = Vec::new();
    let foreseen = foreseen(words);
    if is_future(words) || foreseen.is_some() {
        let mut found = to_come(fitter, foreseen.as_deref().unwrap_or(words));
        found.retain(|reading| resolves(fitter.model, &reading.question));
        return found;
    }
    for (lead, rest) in leads(words) {
        found.extend(under(fitter, lead, rest));
    }
    found.extend(dated(fitter, words));
    if found.is_empty() {
        found.extend(owned(fitter, words));
    }
    found.retain(|reading| resolves(fitter.model, &reading.question));
    found
}

/// The same without the noun for what is asked (`which promises are broken`), by who did it (`who is behind x`), by who
/// promised.
fn indirect(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    if let [which, noun, rest @ ..] = words
        && matches!(which.lower.as_str(), "which" | "what")
        && is_of_sort(fitter.model, &noun.lower)
        && !rest.is_empty()
    {
        let without: Vec<Word> = std::iter::once(which).chain(rest).cloned().collect();
        let found = under(fitter, Lead::Find, &without);
        if !found.is_empty() {
            return found;
        }
    }
    let found = promised(fitter, words);
    if found.is_empty() { done_by(fitter, words) } else { found }
}

/// Whether a noun is what things of some sort are called: `goals`, `promises`.
fn is_of_sort(model: &Model, noun: &str) -> bool {
    const OTHERS: [&str; 4] = ["promise", "pledge", "threat", "obligation"];
    verbs::bases(noun).iter().any(|base| model.sorts.find(base).is_some() || OTHERS.contains(&base.as_str()))
}
