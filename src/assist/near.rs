//! What to ask instead of a question that nothing reads: questions with its verbs and its names, which can be asked.
//!
//! Invariant: whatever is offered is understood, and names only what the analysis has.

use super::cut::Word;
use super::deeds;
use super::fit::{Filling, Fitter, PREPOSITIONS};
use super::phrases::Named;
use super::read::{self, Reading};
use super::resolves::resolves;
use super::verbs::{self, Synonyms};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::model::statement::{SymbolId, Term};
use crate::model::template::Part;
use crate::model::{Model, Relation};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How many questions are offered.
const OFFERED: usize = 3;

/// What stands for something that was said before.
const PRONOUNS: &[&str] = &["it", "they", "them", "he", "him", "she", "her", "this", "that"];

/// What is told of a question that nothing reads: how to ask what may be meant.
pub(super) fn unread(fitter: &Fitter<'_>, words: &[Word], span: Span) -> Diagnostic {
    let unnamed = unnamed(fitter, words);
    let offered = match &unnamed {
        Some((_, question)) => vec![question.clone()],
        None => offered(fitter, words),
    };
    let quoted: Vec<String> = offered.iter().map(|one| format!("`{one}`")).collect();
    let help = match quoted.split_last() {
        Some((last, [])) => format!("ask {last}"),
        Some((last, others)) => format!("ask {} or {last}", others.join(", ")),
        None => String::from(
            "ask `about NAME`, or `who has a veto over what?`; `strat doctrine --sentences` lists what can be asked",
        ),
    };
    if let Some((said, _)) = unnamed {
        return Diagnostic::new(Code::NoSentence, format!("`{said}` names nothing in the analysis"))
            .label(span, "the question is understood but for this name")
            .help(help);
    }
    match words.last().filter(|_| ends_in_pronoun(words)) {
        Some(word) => Diagnostic::new(Code::NoSentence, format!("`{}` stands for nothing here", word.lower))
            .label(span, "name who or what is meant")
            .help(help),
        None => Diagnostic::new(Code::NoSentence, "this question is not understood")
            .label(span, "no sentence of the analysis asks this")
            .help(help),
    }
}

/// What is told where nothing answers a question that was read as one that asks for more than was said.
pub(super) fn unanswered(fitter: &Fitter<'_>, words: &[Word], reading: &str, span: Span) -> Diagnostic {
    let told = unread(fitter, words, span);
    let message = format!("nothing answers `{reading}`, which may not be what is meant");
    Diagnostic::new(Code::NoSentence, message).label(span, "read so").help(told.help.unwrap_or_default())
}

/// The most words of a name that names nothing.
const NAME: usize = 3;

/// The words of a question that name nothing here, where it would be understood with a question word in their place; with
/// that question.
fn unnamed(fitter: &Fitter<'_>, words: &[Word]) -> Option<(String, String)> {
    let unknown = |word: &Word| {
        let lower = word.lower.as_str();
        let small = super::phrases::SMALL.contains(&lower) || PRONOUNS.contains(&lower);
        let plain = !small && !verbs::helps(lower) && !crate::syntax::words::asks(lower);
        plain && fitter.phrases.called_by(word, 1).is_empty() && !is_of_a_sentence(fitter, lower)
    };
    (1..=NAME.min(words.len().saturating_sub(2))).find_map(|length| {
        let at = words.len() - length;
        let (before, said) = words.split_at_checked(at)?;
        if !said.iter().all(unknown) {
            return None;
        }
        let before = match before {
            [before @ .., article] if matches!(article.lower.as_str(), "the" | "a" | "an") => before,
            before => before,
        };
        let asked = ["what", "whom"].into_iter().find_map(|asked| {
            let mut other = before.to_vec();
            other.extend(super::cut::words(asked));
            let found = read::readings(fitter, &other).into_iter();
            found.filter(Reading::is_whole).map(|one| one.question).find(|one| resolves(fitter.model, one))
        })?;
        Some((super::cut::joined(said), asked))
    })
}

/// Whether some sentence has a word, in any form.
fn is_of_a_sentence(fitter: &Fitter<'_>, said: &str) -> bool {
    fitter.sentences().any(|(_, template, _)| telling(template.words()).any(|word| verbs::akin(said, word)))
}

/// Whether a question ends in what stands for something that was said before.
pub(super) fn ends_in_pronoun(words: &[Word]) -> bool {
    words.len() > 1 && words.last().is_some_and(|word| PRONOUNS.contains(&word.lower.as_str()))
}

/// Words of English that are near to words of sentences without being slips of them.
const COMMON: &[&str] = &[
    "there", "their", "these", "those", "where", "which", "while", "about", "whose", "what", "when", "that",
    "this",
];

/// Whether a word of a question is a slip for one that some sentence has.
pub(super) fn is_misspelt(fitter: &Fitter<'_>, words: &[Word]) -> bool {
    let slips = |said: &str, word: &str| {
        said != word && said.len() > 4 && strsim::osa_distance(said, word) <= 1 + said.len() / 8
    };
    let own = |word: &&Word| {
        let lower = word.lower.as_str();
        lower.chars().count() > 3 && !verbs::helps(lower) && !COMMON.contains(&lower)
    };
    let said: Vec<&str> = words.iter().filter(own).map(|word| word.lower.as_str()).collect();
    fitter.sentences().any(|(_, template, _)| {
        telling(template.words())
            .any(|word| said.iter().any(|said| slips(said, word) && !verbs::same(said, word)))
    })
}

/// The questions that are offered, the nearest first.
fn offered(fitter: &Fitter<'_>, words: &[Word]) -> Vec<String> {
    let named = names(fitter, words);
    let supposes = words.iter().take(3).any(|word| word.lower == "if");
    let mut spoken = Spoken::new(words);
    let mut scored: Vec<(usize, usize, String)> = Vec::new();
    for (at, (relation, template, _)) in fitter.sentences().enumerate() {
        let about_statements = relation.holes.iter().flatten().any(|sort| *sort == SortId::STATEMENT);
        let called = relation.name.split('_').filter(|_| !about_statements);
        // Whoever says no is not offered a yes.
        let contrary = template
            .words()
            .any(|word| matches!(word, "yes" | "no") && !words.iter().any(|said| said.lower == word));
        if contrary && words.iter().any(|said| matches!(said.lower.as_str(), "yes" | "no")) {
            continue;
        }
        let verbs = spoken.of(template.words()).max(spoken.of(called).min(2));
        // Half of a sentence at least is to be what was said.
        if verbs == 0 || about_statements || verbs < telling(template.words()).count() {
            continue;
        }
        let mut fillings = placed(fitter.model, relation, &named);
        let filled = fillings.iter().filter(|filling| matches!(filling, Filling::Thing(_))).count();
        // A sentence that none of the names fits is about something else.
        if filled == 0 && !named.is_empty() {
            continue;
        }
        let lead = if supposes { "what if " } else { "" };
        if supposes {
            suppose(fitter.model, relation, &mut fillings);
        }
        let question = format!("{lead}{}?", read::write(fitter.model, relation, &fillings));
        if scored.iter().all(|(_, _, known)| *known != question) && resolves(fitter.model, &question) {
            scored.push((2 * verbs + 2 * filled, at, question));
        }
    }
    scored.sort_by_key(|(score, at, _)| (std::cmp::Reverse(*score), *at));
    // Of somebody and a verb that is not known, what they can do is nearer than another sentence with their name.
    let mut found = of_doer(fitter, words, &named);
    found.extend(scored.into_iter().map(|(_, _, question)| question).take(OFFERED - 1));
    found.truncate(OFFERED - 1);
    let mut things = named.iter().map(|named| fitter.model.write_symbol(named.symbol));
    match (things.next(), things.next()) {
        (Some(one), Some(other)) if one != other => found.push(format!("{one} and {other}")),
        (Some(one), _) => found.push(format!("about {one}")),
        (None, _) => {}
    }
    found
}

/// Of somebody whose deed is called otherwise, what they could do and did: `will the UK attack` as *will landing take place*.
fn of_doer(fitter: &Fitter<'_>, words: &[Word], named: &[Named]) -> Vec<String> {
    let model = fitter.model;
    let Some(who) = named.iter().find(|named| model.fits(named.symbol, &[SortId::ACTOR])) else {
        return Vec::new();
    };
    let begins = |of: &[&str]| words.iter().take(2).any(|word| of.contains(&word.lower.as_str()));
    let ask = |what: &str| match () {
        () if begins(&["will", "going", "likely", "would"]) => format!("will {what} take place?"),
        () if begins(&["why"]) => format!("why {what} took place?"),
        () if begins(&["if", "happens"]) => format!("what if {what} took place?"),
        () if begins(&["can", "could", "may", "able"]) => format!("what stands in the way of {what}?"),
        () if begins(&["when"]) => format!("by when must {what} be done?"),
        () if begins(&["should", "must", "ought"]) => format!("what speaks for {what}?"),
        () => String::new(),
    };
    let deeds = deeds::actions_of(fitter, who.symbol).into_iter().map(|what| ask(&model.write_symbol(what)));
    deeds.filter(|question| !question.is_empty()).take(OFFERED - 1).collect()
}

/// The words of a sentence that tell what it is about.
fn telling<'t>(sentence: impl Iterator<Item = &'t str>) -> impl Iterator<Item = &'t str> {
    const SMALL: [&str; 8] = ["most", "least", "than", "that", "through", "without", "within", "between"];
    sentence.filter(|word| {
        word.chars().count() > 3
            && !verbs::helps(word)
            && !PREPOSITIONS.contains(word)
            && !SMALL.contains(word)
    })
}

/// A word that was said, with all that it may stand for.
struct Said {
    bases: Vec<String>,
    synonyms: Vec<usize>,
}

/// The words of a question, against which those of all sentences are held: each word of a sentence is looked at once.
struct Spoken {
    synonyms: Synonyms,
    said: Vec<Said>,
    known: BTreeMap<String, usize>,
}

impl Spoken {
    fn new(words: &[Word]) -> Self {
        let synonyms = Synonyms::new();
        let own = words.iter().map(|word| word.lower.as_str()).filter(|word| !verbs::helps(word));
        let said =
            own.map(|word| Said { bases: verbs::bases(word), synonyms: synonyms.lines(word) }).collect();
        Self { synonyms, said, known: BTreeMap::new() }
    }

    /// How many telling words of a sentence were said: two for each that is its own, one for each that may stand for it.
    fn of<'t>(&mut self, sentence: impl Iterator<Item = &'t str>) -> usize {
        telling(sentence).map(|word| self.word(word)).sum()
    }

    fn word(&mut self, word: &str) -> usize {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let (bases, synonyms) = (verbs::bases(word), self.synonyms.lines(word));
        let said = self.said.iter().map(|said| {
            let shares = said.synonyms.iter().any(|line| synonyms.contains(line));
            match said.bases.iter().any(|base| bases.contains(base)) {
                true => 2,
                false => usize::from(shares),
            }
        });
        let most = said.max().unwrap_or(0);
        self.known.insert(word.to_owned(), most);
        most
    }
}

/// What is supposed is said of something: the first thing of the analysis that fits what is left to ask for.
fn suppose(model: &Model, relation: &Relation, fillings: &mut [Filling]) {
    let own = |symbol: SymbolId| {
        model.symbol(symbol).is_some_and(|known| {
            let here = known.span.is_some_and(|span| model.module(span).is_none());
            here && model.names.get(&known.name) == Some(&symbol)
        })
    };
    for (at, sorts) in relation.holes.iter().enumerate() {
        let said: Vec<SymbolId> = fillings
            .iter()
            .filter_map(|filling| match filling {
                Filling::Thing(symbol) => Some(*symbol),
                Filling::Asked(_) | Filling::Typed(_) => None,
            })
            .collect();
        let Some(slot) = fillings.get_mut(at).filter(|slot| matches!(slot, Filling::Asked(_))) else {
            continue;
        };
        let all = (0..model.symbols.len()).filter_map(|at| u32::try_from(at).ok()).map(SymbolId);
        let all: Vec<SymbolId> =
            all.filter(|id| own(*id) && !said.contains(id) && model.fits(*id, sorts)).collect();
        let spoken = beside(model, &said);
        let first = all.iter().find(|id| spoken.contains(id)).or(all.first()).copied();
        if let Some(first) = first {
            *slot = Filling::Thing(first);
        }
    }
}

/// What the files say something of together with one of these things: it is likelier to be meant than what merely fits.
fn beside(model: &Model, things: &[SymbolId]) -> BTreeSet<SymbolId> {
    let symbol = |term: &Term| match term {
        Term::Symbol(id) => Some(*id),
        _ => None,
    };
    let heads = model.statements().filter(|(id, _)| model.is_own(*id)).flat_map(|(_, one)| &one.heads);
    let together = heads.filter(|head| head.terms.iter().filter_map(symbol).any(|id| things.contains(&id)));
    together.flat_map(|head| head.terms.iter().filter_map(symbol)).collect()
}

/// The things that the words name, in their order.
fn names(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let named = fitter.phrases.at(rest).into_iter().next();
        at += named.map_or(1, |named| named.length);
        found.extend(named.filter(|named| found.iter().all(|known| known.symbol != named.symbol)));
    }
    if found.is_empty() {
        // What is only spoken of: the first things that are called by one of the words.
        let spoken_of = words.iter().flat_map(|word| fitter.phrases.called_by(word, 1));
        found.extend(spoken_of.map(|symbol| Named { symbol, length: 1, doubt: 1 }));
        found.truncate(2);
    }
    found
}

/// The names in the holes that they fit, in their order; the rest is asked for.
fn placed(model: &Model, relation: &Relation, named: &[Named]) -> Vec<Filling> {
    let mut fillings = vec![Filling::Asked(None); relation.holes.len()];
    let order =
        relation.sentences.first().into_iter().flat_map(|one| &one.parts).filter_map(|part| match part {
            Part::Hole(hole) => Some(*hole),
            Part::Word(_) => None,
        });
    let mut left: Vec<&Named> = named.iter().collect();
    for hole in order {
        let sorts = relation.holes.get(hole).map_or(&[][..], Vec::as_slice);
        let Some(at) = left.iter().position(|named| model.fits(named.symbol, sorts)) else { continue };
        let named = left.remove(at);
        if let Some(slot) = fillings.get_mut(hole) {
            *slot = Filling::Thing(named.symbol);
        }
    }
    fillings
}
