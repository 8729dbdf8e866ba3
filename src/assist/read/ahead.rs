//! What will be: how likely a sentence is, or that something takes place.
//!
//! Invariant: nothing that is to come is asked for as if it were so.

use super::denied::undenied;
use super::reading::Reading;
use super::sentence::{FARTHER, asks_more, done, written};
use super::things::{begun, things_that_hold};
use crate::assist::cut::{Word, after};
use crate::assist::fit::{Fit, Fitter};
use crate::assist::phrases::Doubt;

/// What will be: how likely a sentence is, or that something takes place, perhaps as somebody's action. That an action is
/// somebody's says nothing of whether it will be done.
pub(super) fn to_come(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    let (words, denied) = undenied(words);
    let model = fitter.model;
    let mut found: Vec<(String, Doubt)> = Vec::new();
    let fits = fitter.fits(&words);
    let timeless = ["action_of", "kind", "matter_of", "falls_under"].map(|name| model.find_relation(name));
    let fits = fits.into_iter().filter(|fit| !timeless.contains(&model.find_relation(&fit.relation.name)));
    let fits: Vec<Fit<'_>> = fits.collect();
    let best = fits.first().map_or(0, |fit| fit.doubt);
    found.extend(
        fits.iter().take_while(|fit| fit.doubt <= best + FARTHER).map(|fit| (written(model, fit), fit.doubt)),
    );
    if found.is_empty() {
        let rest = words.get(1..).unwrap_or_default();
        let rest = after(rest, "there be").unwrap_or(rest);
        // `Scholz be elected`: what it is called has no helping verb.
        let rest: Vec<Word> = rest.iter().filter(|word| word.lower != "be").cloned().collect();
        let rest = rest.as_slice();
        found.extend(things_that_hold(fitter, begun(rest)));
    }
    if found.iter().all(|(sentence, _)| asks_more(&words, sentence)) {
        found.extend(done(fitter, &words));
    }
    let of = |(sentence, doubt): (String, Doubt)| {
        let sign = if denied { "not " } else { "" };
        Reading::of(format!("how likely {sign}{sentence}?"), doubt)
    };
    found.into_iter().map(of).collect()
}
