//! The words of a question to the questions that strat answers: its lead (*why*, *when*, *how many*, *what if*)
//! and the sentence that it is about.
//!
//! Invariant: a reading is the text of a question as the language has it; nothing is evaluated.

use super::cut::{self, Word, after, begin};
use super::fit::{Filling, Fit, Fitter};
use super::phrases::{Doubt, Named};
use super::resolves::resolves;
use super::{rewrite, verbs};
use crate::model::sort::SortId;
use crate::model::{Model, Relation};
use crate::report::{Answer, Ask};
use crate::syntax::lexer::Kind;
use std::collections::BTreeSet;

/// A question as strat would be asked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The question, with its mark.
    pub question: String,
    /// Whether it was asked how many answers there are.
    pub counted: bool,
    /// The unit of the amounts that were asked for: `how many shells`.
    pub(super) unit: Option<String>,
    /// How far it is from what was typed.
    pub(super) doubt: Doubt,
}

impl Reading {
    /// Whether it is as near to what was typed as another reading.
    pub fn is_as_near_as(&self, other: &Reading) -> bool {
        self.doubt <= other.doubt
    }

    /// Whether every part of the question was said, if in other words.
    pub fn is_whole(&self) -> bool {
        self.doubt < LEFT_OUT
    }
}

/// The questions that are as near to what was typed as the chosen one.
pub(crate) fn others(readings: &[Reading], chosen: usize) -> Vec<String> {
    let Some(reading) = readings.get(chosen) else { return Vec::new() };
    let others =
        readings.iter().enumerate().filter(|(at, other)| *at != chosen && other.is_as_near_as(reading));
    others.map(|(_, other)| other.question.clone()).collect()
}

/// What is asked of a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    Find,
    Why,
    WhyNot,
    WhatIf,
    WouldTake,
    HowLikely,
    When,
    Count,
}

/// The least doubt of a reading of which a part was left out.
const LEFT_OUT: Doubt = 2;

/// How questions about a sentence begin, longer ones first.
const LEADS: &[(&str, Lead)] = &[
    ("what would happen if", Lead::WhatIf),
    ("what will happen if", Lead::WhatIf),
    ("what would change if", Lead::WhatIf),
    ("what happens if", Lead::WhatIf),
    ("what changes if", Lead::WhatIf),
    ("what follows if", Lead::WhatIf),
    ("what if", Lead::WhatIf),
    ("what would it take for", Lead::WouldTake),
    ("what would it take that", Lead::WouldTake),
    ("what would it take", Lead::WouldTake),
    ("how likely is it that", Lead::HowLikely),
    ("how probable is it that", Lead::HowLikely),
    ("how certain is it that", Lead::HowLikely),
    ("how sure is it that", Lead::HowLikely),
    ("what are the chances that", Lead::HowLikely),
    ("what is the likelihood that", Lead::HowLikely),
    ("what is the probability that", Lead::HowLikely),
    ("how sure are we that", Lead::HowLikely),
    ("how certain are we that", Lead::HowLikely),
    ("how confident are we that", Lead::HowLikely),
    ("what are the odds that", Lead::HowLikely),
    ("is it likely that", Lead::HowLikely),
    ("how likely", Lead::HowLikely),
    ("what supports the claim that", Lead::Why),
    ("what supports the conclusion that", Lead::Why),
    ("what is the evidence that", Lead::Why),
    ("what is the evidence for", Lead::Why),
    ("why do we think that", Lead::Why),
    ("why do we believe that", Lead::Why),
    ("how do we know that", Lead::Why),
    ("what speaks for", Lead::Why),
    ("what speaks against", Lead::WhyNot),
    ("what would break", Lead::Why),
    ("what does it rest on that", Lead::Why),
    ("how come", Lead::Why),
    ("why not", Lead::WhyNot),
    ("why", Lead::Why),
    ("when", Lead::When),
    ("since when", Lead::When),
    ("how many", Lead::Count),
];

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

/// What something that lasts does when it comes about.
const BEGINS: &[&str] = &["begin", "start", "happen", "occur"];

/// The questions that the words may mean: those nearest to them, the likeliest first.
pub(super) fn readings(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    let mut found = literal(fitter, words);
    if found.is_empty() {
        // Each way is as good as it reads; what is put otherwise once more is another question.
        found = rewrite::reworded(words).iter().flat_map(|other| literal(fitter, other)).collect();
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

impl Reading {
    /// Leaves out the answers in other units than the one that was asked for, where some are in it.
    pub(crate) fn keep_to_unit(&self, ask: &mut Ask) {
        let Some(unit) = &self.unit else { return };
        let named =
            |answer: &Answer| words_of(&answer.sentence).any(|word| verbs::same(&word.to_lowercase(), unit));
        if ask.answers.iter().any(named) {
            ask.answers.retain(named);
        }
    }
}

/// How much farther from the words than the nearest a reading may be to be tried for an answer.
const FARTHER: Doubt = 2;

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

/// `what did A promise B`: the commitments that bind A to B.
fn promised(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
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
    vec![Reading { question, counted: false, unit: None, doubt: debtor.doubt }]
}

/// `who is behind x`, `who could bomb the sites`: whose action something is.
fn done_by(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    let deed =
        after(words, "who is behind").or_else(|| after(words, "who was behind")).or_else(|| match words {
            [who, helper, rest @ ..] if who.lower == "who" && is_modal(&helper.lower) => Some(rest),
            _ => None,
        });
    let (Some(deed), Some(relation)) = (deed, relation_named(fitter.model, "action_of")) else {
        return Vec::new();
    };
    let sorts = relation.holes.first().map_or(&[][..], Vec::as_slice);
    let named = fitter.phrases.at(deed).into_iter();
    named
        .filter(|one| one.length == deed.len() && fitter.model.fits(one.symbol, sorts))
        .map(|one| {
            let fillings = [Filling::Thing(one.symbol), Filling::Asked(None)];
            Reading {
                question: format!("{}?", write(fitter.model, relation, &fillings)),
                counted: false,
                unit: None,
                doubt: one.doubt,
            }
        })
        .collect()
}

fn is_modal(word: &str) -> bool {
    matches!(word, "can" | "could" | "would" | "may" | "might" | "did" | "does")
}

/// What the words may ask of what sentence.
fn leads(words: &[Word]) -> Vec<(Lead, &[Word])> {
    let mut found: Vec<(Lead, &[Word])> = Vec::new();
    if let Some((lead, rest)) = LEADS.iter().find_map(|(with, lead)| Some((*lead, after(words, with)?))) {
        let colon = rest.first().is_some_and(|word| word.text == ":");
        let rest = if colon { rest.get(1..).unwrap_or_default() } else { rest };
        found.push((lead, rest));
    }
    // What will be is no more than likely; everything else may be a plain question.
    if !is_future(words) {
        found.push((Lead::Find, words));
    }
    found
}

/// `will A do x`: asks what is to come.
fn is_future(words: &[Word]) -> bool {
    words
        .first()
        .is_some_and(|word| word.kind == Kind::Word && matches!(word.lower.as_str(), "will" | "shall"))
}

/// `is A going to do x`, `is A likely to do x`, `is x expected to happen`: what will be, in so many words.
fn foreseen(words: &[Word]) -> Option<Vec<Word>> {
    let [is, rest @ ..] = words else { return None };
    if !verbs::is_form_of(&is.lower, "be") {
        return None;
    }
    let ahead = |word: &Word| {
        matches!(
            word.lower.as_str(),
            "going" | "likely" | "expected" | "bound" | "about" | "set" | "sure" | "certain" | "due"
        )
    };
    let at = rest.iter().position(ahead).filter(|at| *at > 0)?;
    let to = rest.get(at + 1).filter(|word| word.lower == "to")?;
    let mut will = cut::words("will");
    will.extend(rest.get(..at)?.iter().cloned());
    will.extend(rest.get(at + 2..)?.iter().cloned());
    (to.kind == Kind::Word && will.len() > 2).then_some(will)
}

/// What will be: how likely a sentence is, or that something takes place, perhaps as somebody's action. That an action is
/// somebody's says nothing of whether it will be done.
fn to_come(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
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
        if found.is_empty() {
            found.extend(deed(fitter, rest));
        }
    }
    let of = |(sentence, doubt): (String, Doubt)| {
        let sign = if denied { "not " } else { "" };
        Reading { question: format!("how likely {sign}{sentence}?"), counted: false, unit: None, doubt }
    };
    found.into_iter().map(of).collect()
}

/// `Iran do closure`, `Gamma enter`, `the US clear the strait`: that what somebody does takes place.
fn deed(fitter: &Fitter<'_>, words: &[Word]) -> Option<(String, Doubt)> {
    let model = fitter.model;
    let happening = |symbol: crate::model::statement::SymbolId| model.fits(symbol, &[SortId::HAPPENING]);
    fitter.phrases.at(words).into_iter().filter(|named| model.fits(named.symbol, &[SortId::ACTOR])).find_map(
        |who| {
            let rest = words.get(who.length..).filter(|rest| !rest.is_empty())?;
            let rest = match rest {
                [act, what @ ..]
                    if !what.is_empty()
                        && ["do", "take", "make", "go", "carry"]
                            .iter()
                            .any(|verb| verbs::same(&act.lower, verb)) =>
                {
                    what
                }
                rest => rest,
            };
            let exact = fitter.named(rest).filter(|symbol| happening(*symbol));
            let deed = exact.or_else(|| fitter.phrases.loosely(rest, happening))?;
            let relation = relation_named(model, "took_place")?;
            Some((write(model, relation, &[Filling::Thing(deed)]), who.doubt + 1))
        },
    )
}

/// What a lead and the words after it may mean.
fn under(fitter: &Fitter<'_>, lead: Lead, words: &[Word]) -> Vec<Reading> {
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
                Reading { question, counted: false, unit: None, doubt }
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
            if found.is_empty()
                && matches!(lead, Lead::Why | Lead::WhyNot | Lead::HowLikely | Lead::WouldTake)
            {
                found.extend(things_that_hold(fitter, begun(&bare)));
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
                    Reading { question, counted: false, unit: None, doubt }
                })
                .chain(spared)
                .collect()
        }
    }
}

/// `which states do not depend on A`: those of which nothing shows it, where nobody denies it of any.
fn spared(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
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
        Some(Reading { question, counted: false, unit: None, doubt: fit.doubt + 1 })
    };
    nearest.filter_map(of).take(1).collect()
}

/// `did the war begin` without its verb, where that says no more than that something came about.
fn begun(words: &[Word]) -> &[Word] {
    match words {
        [rest @ .., last] if BEGINS.iter().any(|verb| verbs::same(&last.lower, verb)) => rest,
        [rest @ .., take, place] if place.lower == "place" && verbs::same(&take.lower, "take") => rest,
        words => words,
    }
}

/// The words without the `not` among them, and whether there was one.
fn undenied(words: &[Word]) -> (Vec<Word>, bool) {
    let denies = |word: &Word| word.kind == Kind::Word && matches!(word.lower.as_str(), "not" | "never");
    let at = words.iter().position(denies);
    let mut kept = words.to_vec();
    if let Some(at) = at {
        kept.remove(at);
    }
    (kept, at.is_some())
}

/// `Japan to have a veto` as `Japan have a veto`.
fn infinitive(words: &[Word]) -> Vec<Word> {
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

/// The sentences that the words may be, written out.
fn sentences(fitter: &Fitter<'_>, words: &[Word]) -> Vec<(String, Doubt)> {
    let fits = fitter.fits(words);
    let best = fits.first().map_or(0, |fit| fit.doubt);
    let nearest = fits.into_iter().take_while(|fit| fit.doubt <= best + FARTHER);
    nearest.map(|fit| (written(fitter.model, &fit), fit.doubt)).collect()
}

/// A sentence with question words for what is asked, each different.
fn written(model: &Model, fit: &Fit<'_>) -> String {
    write(model, fit.relation, &fit.fillings)
}

/// A sentence of a relation, with a question word for whatever is asked for.
pub(super) fn write(model: &Model, relation: &Relation, fillings: &[Filling]) -> String {
    let Some(template) = relation.sentences.first() else { return String::new() };
    let mut free = vec!["who", "whom", "what", "which"];
    let mut kinds = String::new();
    let leading = matches!(template.parts.first(), Some(crate::model::template::Part::Hole(_)));
    let mut later = ["?one", "?other", "?third", "?fourth"].into_iter();
    let mut arguments = Vec::new();
    for (at, filling) in fillings.iter().enumerate() {
        let sorts = relation.holes.get(at).map_or(&[][..], Vec::as_slice);
        let person = |sort: &SortId| model.sorts.is_below(*sort, SortId::ACTOR) || *sort == SortId::SOURCE;
        arguments.push(match filling {
            Filling::Thing(symbol) => model.write_symbol(*symbol),
            Filling::Typed(text) => text.clone(),
            Filling::Asked(kind) => {
                let wanted: &[&str] = match (sorts.iter().any(person), at == 0 && leading) {
                    (true, true) => &["who", "whom"],
                    (true, false) => &["whom", "who"],
                    (false, _) => &["what", "which"],
                };
                let word = wanted.iter().find(|word| free.contains(word)).copied();
                let word = word.or_else(|| later.next()).unwrap_or("something");
                free.retain(|other| *other != word);
                if let Some(kind) = kind {
                    kinds.push_str(&format!(" and {word} is a {kind}"));
                }
                word.to_owned()
            }
        });
    }
    template.fill(&arguments) + &kinds
}

/// `which states are there`, `are there any goals`: what is of a kind, or of a sort that somebody has.
fn existing(fitter: &Fitter<'_>, words: &[Word]) -> Vec<(String, Doubt)> {
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

fn relation_named<'m>(model: &'m Model, name: &str) -> Option<&'m Relation> {
    model.find_relation(name).and_then(|id| model.relation(id))
}

/// `why survival`, `how likely is h`: of a proposition, that it holds; of a happening, that it took place.
fn things_that_hold(fitter: &Fitter<'_>, words: &[Word]) -> Vec<(String, Doubt)> {
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

/// `whose goal is g`, `the goals of China`, `what goals does China have`, `China's goals`.
fn owned(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
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
            found.push(Reading { question, counted: false, unit: None, doubt: named.doubt });
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

/// What somebody supposes: sentences joined by `and` or commas, each perhaps denied.
fn supposed(fitter: &Fitter<'_>, words: &[Word]) -> Vec<(Vec<String>, Doubt)> {
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

/// `what happened in 2024`, `who joined x before 2020`: a date at the end, which the sentence is held to.
fn dated(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Reading> {
    let [rest @ .., date] = words else { return Vec::new() };
    let article = |word: &Word| matches!(word.lower.as_str(), "the" | "a" | "an");
    let Some((joint, rest)) = rest.split_last().map(|(last, before)| match before.split_last() {
        Some((joint, rest)) if article(last) => (joint, rest),
        _ => (last, before),
    }) else {
        return Vec::new();
    };
    let day = matches!(date.kind, Kind::Date | Kind::Number);
    let relation = match joint.lower.as_str() {
        "in" | "during" | "on" | "by" => "during",
        "before" | "until" => "before",
        "after" | "since" => "after",
        _ => return Vec::new(),
    };
    let happening = |word: &[Word]| {
        let named = fitter.phrases.at(word);
        named.into_iter().find(|named| {
            let sort = fitter.model.symbol(named.symbol).map(|symbol| symbol.sort);
            named.length == word.len()
                && sort.is_some_and(|sort| fitter.model.sorts.is_below(sort, SortId::HAPPENING))
        })
    };
    let day = match day {
        true => Some(date.text.clone()),
        false => happening(std::slice::from_ref(date)).map(|named| fitter.model.write_symbol(named.symbol)),
    };
    let Some(day) = day else { return Vec::new() };
    let (rest, denied) = undenied(rest);
    let sign = if denied { "not " } else { "" };
    sentences(fitter, &rest)
        .into_iter()
        .map(|(sentence, doubt)| Reading {
            question: format!("{sign}{sentence} on ?when and ?when {relation} {day}?"),
            counted: false,
            unit: None,
            doubt,
        })
        .collect()
}

fn words_of(question: &str) -> impl Iterator<Item = &str> {
    question.trim_end_matches('?').split(' ')
}

fn holds(sentence: &str, word: &str) -> bool {
    sentence.split(' ').any(|one| one == word)
}

/// A question in which one question word stands twice in a sentence, with another word for the second: they
/// ask for different things. `None` where no word does.
pub(super) fn distinct(text: &str) -> Option<String> {
    let words = ["who", "whom", "what", "which"];
    let mut out = String::with_capacity(text.len());
    let mut said: Vec<String> = Vec::new();
    let mut changed = false;
    for lexeme in crate::syntax::lexer::lexemes(text) {
        let written = lexeme.of(text);
        let lower = written.to_lowercase();
        if lexeme.kind == Kind::Mark || crate::syntax::words::joins(&lower) {
            said.clear();
        }
        // `WHO` is a name.
        let asks = crate::syntax::words::asks(written) && words.contains(&lower.as_str());
        if lexeme.kind == Kind::Word && asks {
            if said.contains(&lower) {
                let pair = match lower.as_str() {
                    "who" => "whom",
                    "whom" => "who",
                    "what" => "which",
                    _ => "what",
                };
                let other =
                    if said.iter().any(|one| one == pair) || holds(text, pair) { "?other" } else { pair };
                out.push_str(other);
                said.push(other.to_owned());
                changed = true;
                continue;
            }
            said.push(lower);
        }
        out.push_str(written);
    }
    changed.then_some(out)
}

/// What is supposed under the lead that the language has for it: `what would happen if A` as `what if A`.
pub(super) fn canonical(words: &[Word]) -> Option<String> {
    let (_, rest) = leads(words).into_iter().find(|(lead, _)| *lead == Lead::WhatIf)?;
    (!rest.is_empty()).then(|| format!("what if {}?", cut::joined(rest)))
}

/// The text of a question without courtesies, as strat might read it as it stands.
pub(super) fn plain(words: &[Word]) -> String {
    cut::joined(words)
}
