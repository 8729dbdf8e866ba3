//! A lead with the words after it, to the questions that they may be.
//!
//! Invariant: what comes out has the lead that was said; a denial in the sentence turns it to its opposite.

use super::denied::{going_on, infinitive, spared, undenied};
use super::lead::Lead;
use super::owned::{existing, owned};
use super::reading::Reading;
use super::sentence::{holds, sentences};
use super::supposed::supposed;
use super::things::{begun, things_that_hold};
use crate::assist::cut::{self, Word};
use crate::assist::fit::Fitter;
use crate::syntax::lexer::Kind;

/// What a lead and the words after it may mean.
pub(super) fn under(fitter: &Fitter<'_>, lead: Lead, words: &[Word]) -> Vec<Reading> {
    match lead {
        Lead::WhatIf => {
            let parts = supposed(fitter, words);
            parts
                .into_iter()
                .map(|(literals, doubt)| Reading {
                    question: format!("what if {}?", literals.join(", ")),
                    counted: false,
                    unit: None,
                    doubt,
                })
                .collect()
        }
        Lead::Count => {
            // `how many states are there`, `how many goals does China pursue`.
            let mut which = vec![Word {
                text: String::from("which"),
                lower: String::from("which"),
                kind: Kind::Word,
                owns: false,
            }];
            which.extend(words.iter().cloned());
            let mut found = sentences(fitter, &which);
            if found.is_empty() {
                found.extend(existing(fitter, &which));
            }
            if found.is_empty() {
                let of = owned(fitter, &which).into_iter();
                found.extend(of.map(|one| (one.question.trim_end_matches('?').to_owned(), one.doubt)));
            }
            found
                .into_iter()
                .map(|(sentence, doubt)| Reading {
                    question: format!("{sentence}?"),
                    counted: true,
                    unit: None,
                    doubt,
                })
                .collect()
        }
        Lead::When => sentences(fitter, words)
            .into_iter()
            .chain(things_that_hold(fitter, begun(words)))
            .map(|(sentence, doubt)| {
                // `c is due on what` asks for its day already.
                let asked =
                    ["what", "which"].into_iter().any(|word| sentence.ends_with(&format!(" on {word}")));
                let day =
                    ["what", "which"].into_iter().find(|word| !holds(&sentence, word)).unwrap_or("?when");
                let question = if asked { format!("{sentence}?") } else { format!("{sentence} on {day}?") };
                Reading::of(question, doubt)
            })
            .collect(),
        Lead::Find | Lead::Why | Lead::WhyNot | Lead::HowLikely | Lead::WouldTake => {
            // `why does China not …` asks why nothing shows it.
            let (mut words, mut denied) = undenied(words);
            // `does nobody have a veto`: that somebody has is denied.
            if let Some(nobody) =
                words.iter_mut().find(|word| matches!(word.lower.as_str(), "nobody" | "noone" | "nothing"))
            {
                let (somebody, thing) = (nobody.lower != "nothing", "something");
                *nobody = cut::words(if somebody { "someone" } else { thing })
                    .pop()
                    .unwrap_or_else(|| nobody.clone());
                denied = !denied;
            }
            let bare = infinitive(&words);
            let mut found = sentences(fitter, &bare);
            if found.is_empty()
                && let Some(simple) = going_on(&bare)
            {
                found = sentences(fitter, &simple);
            }
            if found.is_empty() && denied {
                // `which states do not depend`: the verb that helps is there for the sake of what is denied.
                let bare: Vec<Word> = bare
                    .iter()
                    .filter(|word| !matches!(word.lower.as_str(), "do" | "does" | "did"))
                    .cloned()
                    .collect();
                found = sentences(fitter, &bare);
            }
            if found.is_empty()
                && lead == Lead::WouldTake
                && let Some(at) = bare.iter().position(|word| word.lower == "to").filter(|at| *at > 0)
            {
                // `for China to approve it`
                let without: Vec<Word> = bare
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != at)
                    .map(|(_, word)| word.clone())
                    .collect();
                found = sentences(fitter, &without);
            }
            if found.is_empty() && lead == Lead::Find {
                found.extend(existing(fitter, &bare));
                found.extend(
                    owned(fitter, &bare)
                        .into_iter()
                        .map(|one| (one.question.trim_end_matches('?').to_owned(), one.doubt)),
                );
            }
            // A thing that is named says more than a sentence that was only begun: `how likely is a run`.
            let asks = |word: &str| crate::syntax::words::asks(word);
            let typed = bare.iter().any(|word| asks(&word.lower));
            if found.iter().all(|(sentence, _)| !typed && sentence.split(' ').any(asks))
                && matches!(lead, Lead::Why | Lead::WhyNot | Lead::HowLikely | Lead::WouldTake)
            {
                let things = things_that_hold(fitter, begun(&bare));
                if !things.is_empty() {
                    found = things;
                }
            }
            let spared = if lead == Lead::Find && denied { spared(fitter, &bare) } else { Vec::new() };
            found
                .into_iter()
                .map(|(sentence, doubt)| {
                    let question = match (lead, denied) {
                        (Lead::Find, false) => format!("{sentence}?"),
                        (Lead::Find, true) => format!("not {sentence}?"),
                        (Lead::Why, false) => format!("why {sentence}?"),
                        (Lead::Why, true) | (Lead::WhyNot, _) => format!("why not {sentence}?"),
                        (Lead::HowLikely, false) => format!("how likely {sentence}?"),
                        (Lead::HowLikely, true) => format!("how likely not {sentence}?"),
                        (_, false) => format!("what would it take: {sentence}?"),
                        (_, true) => format!("what would it take: not {sentence}?"),
                    };
                    Reading::of(question, doubt)
                })
                .chain(spared)
                .collect()
        }
    }
}
