//! What somebody supposes: sentences, each perhaps denied, as the literals of a *what if*.
//!
//! Invariant: whatever is supposed is said of somebody; nothing in it is asked for.

use super::denied::undenied;
use super::sentence::{done, written};
use super::things::{begun, things_that_hold};
use crate::assist::cut::{self, Word};
use crate::assist::fit::{Filling, Fit, Fitter};
use crate::assist::phrases::Doubt;
use crate::assist::verbs;
use crate::syntax::lexer::Kind;

/// What somebody supposes: sentences joined by `and` or commas, each perhaps denied.
pub(super) fn supposed(fitter: &Fitter<'_>, words: &[Word]) -> Vec<(Vec<String>, Doubt)> {
    let single = supposition(fitter, words);
    if !single.is_empty() {
        return single.into_iter().map(|(literal, doubt)| (vec![literal], doubt)).collect();
    }
    let joins = |word: &Word| word.text == "," || word.lower == "and";
    let parts: Vec<&[Word]> = words.split(joins).filter(|part| !part.is_empty()).collect();
    let read: Option<Vec<(String, Doubt)>> =
        parts.iter().map(|part| supposition(fitter, part).into_iter().next()).collect();
    match read {
        Some(read) if read.len() > 1 => {
            let doubt = read.iter().map(|(_, doubt)| doubt).sum();
            vec![(read.into_iter().map(|(literal, _)| literal).collect(), doubt)]
        }
        _ => Vec::new(),
    }
}

/// One sentence that is supposed: *A stops providing r* denies that A provides it.
fn supposition(fitter: &Fitter<'_>, words: &[Word]) -> Vec<(String, Doubt)> {
    let ends = |word: &Word| {
        word.kind == Kind::Word && ["stop", "cease", "quit"].iter().any(|verb| verbs::same(&word.lower, verb))
    };
    let (mut words, mut denied) = undenied(words);
    denied ^= withholds(&mut words);
    let at = words
        .iter()
        .position(ends)
        .filter(|at| words.get(at + 1).is_some_and(|next| next.lower.ends_with("ing") || next.lower == "to"));
    if let Some(at) = at {
        words.remove(at);
        if words.get(at).is_some_and(|next| next.lower == "to") {
            words.remove(at);
        }
        denied = !denied;
    }
    // What is supposed is said of somebody: nothing may be left to ask for.
    let whole = |fit: &Fit<'_>| !fit.fillings.iter().any(|filling| matches!(filling, Filling::Asked(_)));
    let fits: Vec<Fit<'_>> = fitter.fits(&words).into_iter().filter(whole).collect();
    let best = fits.first().map_or(0, |fit| fit.doubt);
    let mut found: Vec<(String, Doubt)> = fits
        .iter()
        .take_while(|fit| fit.doubt == best)
        .map(|fit| (written(fitter.model, fit), fit.doubt))
        .collect();
    if found.is_empty() {
        found = things_that_hold(fitter, begun(&words));
    }
    if found.is_empty() {
        found = done(fitter, &words);
    }
    found
        .into_iter()
        .map(|(sentence, doubt)| (if denied { format!("not {sentence}") } else { sentence }, doubt))
        .collect()
}

/// `A cuts off r`, `A withholds r`, `A no longer provides r`: puts what is denied in its place, and tells whether it did.
fn withholds(words: &mut Vec<Word>) -> bool {
    let at = |wanted: &dyn Fn(&Word) -> bool| words.iter().position(wanted);
    if let Some(at) = at(&|word| verbs::same(&word.lower, "cut"))
        && words.get(at + 1).is_some_and(|next| next.lower == "off")
    {
        words.splice(at..at + 2, cut::words("provides"));
        return true;
    }
    if let Some(at) = at(&|word| verbs::same(&word.lower, "withhold")) {
        words.splice(at..=at, cut::words("provides"));
        return true;
    }
    if let Some(at) = at(&|word| word.lower == "no")
        && words.get(at + 1).is_some_and(|next| next.lower == "longer")
    {
        words.drain(at..at + 2);
        return true;
    }
    false
}
