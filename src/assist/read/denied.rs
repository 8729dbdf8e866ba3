//! What is denied in a question, and those of whom nothing shows it.
//!
//! Invariant: a denial is said once, before its sentence.

use super::reading::Reading;
use super::sentence::write;
use crate::assist::cut::Word;
use crate::assist::fit::{Filling, Fit, Fitter};
use crate::assist::verbs;
use crate::model::sort::SortId;
use crate::syntax::lexer::Kind;

/// The words without the `not` among them, and whether there was one.
pub(super) fn undenied(words: &[Word]) -> (Vec<Word>, bool) {
    let denies = |word: &Word| word.kind == Kind::Word && matches!(word.lower.as_str(), "not" | "never");
    let at = words.iter().position(denies);
    let mut kept = words.to_vec();
    if let Some(at) = at {
        kept.remove(at);
    }
    (kept, at.is_some())
}

/// `Japan to have a veto` as `Japan have a veto`.
pub(super) fn infinitive(words: &[Word]) -> Vec<Word> {
    let mut kept = words.to_vec();
    let at = kept.iter().position(|word| word.lower == "to").filter(|at| *at > 0);
    let verb = |at: usize| {
        kept.get(at + 1).is_some_and(|word| verbs::is_form_of(&word.lower, "have") || word.lower == "be")
    };
    if let Some(at) = at.filter(|at| verb(*at)) {
        kept.remove(at);
    }
    kept
}

/// `who is blocking the lease` as `who blocking the lease`: a verb that goes on is asked for as any other. `None` where no
/// verb does.
pub(super) fn going_on(words: &[Word]) -> Option<Vec<Word>> {
    let goes_on = |word: &Word| {
        let lower = word.lower.as_str();
        lower.len() > 4
            && lower.ends_with("ing")
            && !matches!(lower, "during" | "nothing" | "something" | "anything")
    };
    let at = words.iter().position(goes_on)?;
    let be = words.get(..at)?.iter().rposition(|word| verbs::is_form_of(&word.lower, "be"))?;
    let mut kept = words.to_vec();
    kept.remove(be);
    Some(kept)
}

/// `which states do not depend on A`: those of which nothing shows it, where nobody denies it of any.
pub(super) fn spared(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    let helps = |word: &Word| matches!(word.lower.as_str(), "do" | "does" | "did");
    let words: Vec<Word> = words.iter().filter(|word| !helps(word)).cloned().collect();
    let fits = fitter.fits(&words);
    let best = fits.first().map_or(0, |fit| fit.doubt);
    let nearest = fits.into_iter().take_while(|fit| fit.doubt == best);
    let of = |fit: Fit<'_>| {
        let asked = |filling: &Filling| match filling {
            Filling::Asked(kind) => Some(kind.clone()),
            Filling::Thing(_) | Filling::Typed(_) => None,
        };
        let (at, kind) = fit.fillings.iter().enumerate().find_map(|(at, one)| Some((at, asked(one)?)))?;
        let person = |sort: &SortId| fitter.model.sorts.is_below(*sort, SortId::ACTOR);
        let holes = &fit.relation.holes;
        if !holes.get(at).is_some_and(|sorts| sorts.iter().any(person)) {
            return None;
        }
        let fillings: Vec<Filling> = fit
            .fillings
            .into_iter()
            .enumerate()
            .map(|(place, filling)| match filling {
                Filling::Asked(_) if place == at => Filling::Typed(String::from("who")),
                Filling::Asked(_) => {
                    let people = holes.get(place).is_some_and(|sorts| sorts.iter().all(person));
                    Filling::Typed(String::from(if people { "someone" } else { "something" }))
                }
                filling => filling,
            })
            .collect();
        let kind = kind.unwrap_or_else(|| String::from("something"));
        let sentence = write(fitter.model, fit.relation, &fillings);
        let question = format!("who is a {kind} unless {sentence}?");
        Some(Reading::of(question, fit.doubt + 1))
    };
    nearest.filter_map(of).take(1).collect()
}
