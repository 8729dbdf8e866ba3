//! Things of which it is asked whether they hold or took place, and what somebody promised.
//!
//! Invariant: each reading names what the analysis has.

use super::reading::Reading;
use super::sentence::{relation_named, write};
use crate::assist::cut::{Word, after};
use crate::assist::deeds::deeds;
use crate::assist::fit::{Filling, Fitter, LOOSE};
use crate::assist::phrases::{Doubt, Named};
use crate::assist::verbs;
use crate::model::sort::SortId;
use crate::model::statement::SymbolId;

/// What something that lasts does when it comes about.
const BEGINS: &[&str] = &["begin", "start", "happen", "occur"];

/// `did the war begin` without its verb, where that says no more than that something came about.
pub(super) fn begun(words: &[Word]) -> &[Word] {
    match words {
        [rest @ .., last] if BEGINS.iter().any(|verb| verbs::same(&last.lower, verb)) => rest,
        [rest @ .., take, place] if place.lower == "place" && verbs::same(&take.lower, "take") => rest,
        words => words,
    }
}

/// `why survival`, `how likely is h`: of a proposition, that it holds; of a happening, that it took place.
pub(super) fn things_that_hold(fitter: &Fitter<'_>, words: &[Word]) -> Vec<(String, Doubt)> {
    let words = match words.first() {
        Some(first) if verbs::helps(&first.lower) => words.get(1..).unwrap_or_default(),
        _ => words,
    };
    let model = fitter.model;
    let mut named: Vec<Named> = fitter.phrases.at(words);
    named.retain(|named| named.length == words.len());
    if named.is_empty() {
        let wanted = [SortId::PROPOSITION, SortId::HAPPENING];
        let loosely = fitter.phrases.loosely(words, |symbol| model.fits(symbol, &wanted));
        named.extend(loosely.map(|symbol| Named { symbol, length: words.len(), doubt: 3 }));
    }
    named
        .into_iter()
        .filter_map(|named| {
            let sort = model.symbol(named.symbol)?.sort;
            let name = if model.sorts.is_below(sort, SortId::PROPOSITION) {
                "holds"
            } else if model.sorts.is_below(sort, SortId::HAPPENING) {
                "took_place"
            } else {
                return None;
            };
            let relation = relation_named(model, name)?;
            Some((write(model, relation, &[Filling::Thing(named.symbol)]), named.doubt + 1))
        })
        .collect()
}

/// `what did A promise B`: the commitments that bind A to B.
pub(super) fn promised(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    let [what, helper, rest @ ..] = words else { return Vec::new() };
    if what.lower != "what" || !(verbs::helps(&helper.lower) || verbs::is_form_of(&helper.lower, "have")) {
        return Vec::new();
    }
    let promises =
        |word: &Word| ["promise", "pledge", "commit"].iter().any(|verb| verbs::same(&word.lower, verb));
    let (Some(at), Some(relation)) = (rest.iter().position(promises), relation_named(fitter.model, "binds"))
    else {
        return Vec::new();
    };
    let (who, whom) = (rest.get(..at).unwrap_or_default(), rest.get(at + 1..).unwrap_or_default());
    let whom = after(whom, "to").unwrap_or(whom);
    let actor = |words: &[Word]| {
        let sorts = relation.holes.get(1).map_or(&[][..], Vec::as_slice);
        let named = fitter.phrases.at(words).into_iter();
        named.filter(|one| one.length == words.len()).find(|one| fitter.model.fits(one.symbol, sorts))
    };
    let Some(debtor) = actor(who) else { return Vec::new() };
    let creditor = match whom {
        [] => Filling::Asked(None),
        words => match actor(words) {
            Some(named) => Filling::Thing(named.symbol),
            None => return Vec::new(),
        },
    };
    let fillings = [Filling::Asked(None), Filling::Thing(debtor.symbol), creditor];
    let question = format!("{}?", write(fitter.model, relation, &fillings));
    vec![Reading::of(question, debtor.doubt)]
}

/// `who is behind x`, `who could bomb the sites`, `who invaded`: whose action something is; of what was done, of what took
/// place.
pub(super) fn done_by(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    let Some(relation) = relation_named(fitter.model, "action_of") else { return Vec::new() };
    let whose = |what: SymbolId, doubt: Doubt, done: bool| {
        let sentence = write(fitter.model, relation, &[Filling::Thing(what), Filling::Asked(None)]);
        let took_place = relation_named(fitter.model, "took_place").filter(|_| done);
        let took_place = took_place.map(|known| write(fitter.model, known, &[Filling::Thing(what)]));
        let question = match took_place {
            Some(took_place) => format!("{sentence} and {took_place}?"),
            None => format!("{sentence}?"),
        };
        Reading::of(question, doubt)
    };
    let leads = ["who is behind", "who was behind", "who is responsible for", "who was responsible for"];
    let sorts = relation.holes.first().map_or(&[][..], Vec::as_slice);
    let fits = |symbol: SymbolId| fitter.model.fits(symbol, sorts);
    if let Some(deed) = leads.iter().find_map(|lead| after(words, lead)) {
        let named = fitter.phrases.at(deed).into_iter();
        let exact: Vec<Reading> = named
            .filter(|one| one.length == deed.len() && fits(one.symbol))
            .map(|one| whose(one.symbol, one.doubt, false))
            .collect();
        let loosely = || fitter.phrases.loosely(deed, fits).map(|what| whose(what, LOOSE, false));
        return if exact.is_empty() { loosely().into_iter().collect() } else { exact };
    }
    let able =
        |word: &Word| matches!(word.lower.as_str(), "can" | "could" | "may" | "might" | "would" | "will");
    let done = !words.iter().any(able);
    let found = deeds(fitter, words).into_iter().filter(|deed| deed.who.is_none());
    found.map(|deed| whose(deed.what, deed.doubt, done)).collect()
}
