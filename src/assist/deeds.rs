//! What somebody does, in words of its own, to what is declared for it: *Argentina invaded* to the action `invasion`.
//!
//! Every word that says something is to be one of the name, the aliases or the explanation of the action, in any form
//! (*invade*, *invasion*), or near in meaning. A word behind the verb may be left over where the verb is the action's own
//! and no other action of the doer has it: *Argentina invaded the islands*.
//!
//! Invariant: a deed is one of whom the analysis says it is; words that name another thing are never left over.

use super::cut::Word;
use super::fit::Fitter;
use super::phrases::{Doubt, SMALL, folded};
use super::verbs;
use crate::model::sort::SortId;
use crate::model::statement::{SymbolId, Term};
use crate::syntax::ast::Sign;
use crate::syntax::lexer::Kind;
use std::collections::BTreeSet;

/// An action that the words may say somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    /// Who does it; `None` where it is asked who, or said of anybody.
    pub(super) who: Option<SymbolId>,
    /// What is done.
    pub(super) what: SymbolId,
    /// How far the words are from what it is called.
    pub(super) doubt: Doubt,
}

/// What actions are called by, where their own words are others; farther apart than the synonyms of sentences.
const NEAR: &[&[&str]] = &[
    &["attack", "assault", "bomb", "invade", "land", "raid", "shell", "storm", "strike"],
    &["evacuate", "exit", "leave", "quit", "retreat", "withdraw"],
    &["capitulate", "concede", "surrender", "yield"],
    &["block", "blockade", "close", "obstruct", "shut"],
    &["accede", "enter", "join"],
    &["acquire", "buy", "purchase", "take"],
    &["increase", "lift", "raise"],
    &["cut", "lower", "reduce"],
    &["dismiss", "fire", "sack"],
    &["end", "halt", "stop"],
    &["release", "free"],
    &["demolish", "destroy", "dismantle", "sink"],
];

/// Verbs that say no more than that something is done.
const LIGHT: &[&str] = &[
    "begin",
    "carry",
    "commence",
    "conduct",
    "do",
    "execute",
    "get",
    "go",
    "launch",
    "make",
    "mount",
    "order",
    "perform",
    "start",
    "take",
    "undertake",
    "use",
];

/// How unusual it is to speak of a deed by a word that is only near in meaning, or with a word more than it has.
const FAR: Doubt = 2;

/// The most words that may be left over.
const LEFT_OVER: usize = 2;

/// The most actions that the same words may mean.
const MOST: usize = 3;

/// The actions that the words may say somebody does: those nearest to what was said. Helping verbs before the words do
/// not matter.
pub(super) fn deeds(fitter: &Fitter<'_>, words: &[Word]) -> Vec<Deed> {
    let denies = |word: &Word| {
        matches!(word.lower.as_str(), "not" | "never" | "no" | "nobody" | "without" | "if" | "because")
    };
    if words.iter().any(denies) {
        return Vec::new();
    }
    let Some((who, rest)) = parted(fitter, words) else { return Vec::new() };
    let said = telling(rest);
    let Some((verb, _)) = said.split_first() else { return Vec::new() };
    let mut found: Vec<Deed> = Vec::new();
    for (what, called) in candidates(fitter, who.map(|(who, _)| who)) {
        // What has the verb in its name is nearer than what only explains itself with it.
        let named = fitter
            .model
            .symbol(what)
            .is_some_and(|known| folded(&known.name).split(' ').any(|one| verbs::akin(&verb.lower, one)));
        let matched = |word: &Word| match phrasal(rest, word) {
            Some(joined) if called.iter().any(|one| joined.contains(one)) => Some(0),
            _ => how_near(&called, word),
        };
        let left: Vec<&&Word> = said.iter().filter(|word| matched(word).is_none()).collect();
        let far: Doubt = said.iter().filter_map(|word| matched(word)).sum();
        let over = Doubt::try_from(left.len()).unwrap_or(Doubt::MAX / FAR);
        // What is left over says more of a deed that is named by its verb, and only of somebody's.
        let sound = left.is_empty()
            || (who.is_some()
                && left.len() <= LEFT_OVER
                && matched(verb) == Some(0)
                && left.iter().all(|word| says_little(fitter, word)));
        if sound {
            let doubt = 1 + Doubt::from(!named) + far + FAR * over + who.map_or(0, |(_, doubt)| doubt);
            found.push(Deed { who: who.map(|(who, _)| who), what, doubt });
        }
    }
    let best = found.iter().map(|deed| deed.doubt).min().unwrap_or(0);
    found.retain(|deed| deed.doubt == best);
    if found.len() > MOST { Vec::new() } else { found }
}

/// A verb with the small word behind it as one, in the forms that a name may have: `pulls back` as `pullback`.
fn phrasal(words: &[Word], verb: &Word) -> Option<Vec<String>> {
    let at = words.iter().position(|word| std::ptr::eq(word, verb))?;
    let small = words.get(at + 1).map(|word| word.lower.as_str())?;
    let particle =
        matches!(small, "back" | "out" | "up" | "off" | "down" | "over" | "in" | "away" | "through");
    particle.then(|| verbs::bases(&verb.lower).into_iter().map(|base| base + small).collect())
}

/// The actions of somebody, in the order in which they are declared.
pub(super) fn actions_of(fitter: &Fitter<'_>, who: SymbolId) -> Vec<SymbolId> {
    candidates(fitter, Some(who)).into_iter().map(|(what, _)| what).collect()
}

/// Somebody, with how doubtful it is that they are meant.
type Doer = (SymbolId, Doubt);

/// Who does it, if that is said, and the words for what is done: `the UK attack`, `who attacked`, `canal blocked by Egypt`.
fn parted<'w>(fitter: &Fitter<'_>, words: &'w [Word]) -> Option<(Option<Doer>, &'w [Word])> {
    let helping = words.iter().take_while(|word| verbs::helps(&word.lower)).count();
    let words = words.get(helping..)?;
    let actor = |words: &[Word]| {
        let named = fitter.phrases.at(words).into_iter();
        named
            .filter(|named| fitter.model.fits(named.symbol, &[SortId::ACTOR]))
            .min_by_key(|named| named.doubt)
    };
    let nobody = ["who", "whom", "anyone", "anybody", "someone", "somebody"];
    if words.first().is_some_and(|first| nobody.contains(&first.lower.as_str())) {
        let rest = words.get(1..)?;
        let helping = rest.iter().take_while(|word| verbs::helps(&word.lower)).count();
        return Some((None, rest.get(helping..)?));
    }
    if let Some(named) = actor(words) {
        let rest = words.get(named.length..)?;
        let helping = rest.iter().take_while(|word| verbs::helps(&word.lower)).count();
        return Some((Some((named.symbol, named.doubt)), rest.get(helping..)?));
    }
    let at = words.iter().rposition(|word| word.lower == "by")?;
    let by = words.get(at + 1..)?;
    let named = actor(by).filter(|named| named.length == by.len())?;
    Some((Some((named.symbol, named.doubt)), words.get(..at)?))
}

/// The words that say what is done, the verb first: without small and helping words, and without a verb that says nothing
/// where another word does.
fn telling(words: &[Word]) -> Vec<&Word> {
    let own = |word: &&Word| {
        let lower = word.lower.as_str();
        matches!(word.kind, Kind::Word | Kind::Number)
            && !SMALL.contains(&lower)
            && !verbs::helps(lower)
            && !matches!(lower, "it" | "out" | "up" | "off" | "down" | "back" | "again" | "place")
    };
    let mut said: Vec<&Word> = words.iter().filter(own).collect();
    let light = |word: &Word| LIGHT.iter().any(|verb| verbs::same(&word.lower, verb));
    while said.len() > 1 && said.first().is_some_and(|first| light(first)) {
        said.remove(0);
    }
    said
}

/// What happens in the analysis, with the words by which it is called; of somebody, what is their action or that of those
/// who act for them.
fn candidates(fitter: &Fitter<'_>, who: Option<SymbolId>) -> Vec<(SymbolId, BTreeSet<String>)> {
    let model = fitter.model;
    let theirs: Option<BTreeSet<SymbolId>> = who.map(|who| {
        let doers = acting_for(fitter, who);
        let of = pairs(fitter, "action_of");
        of.into_iter().filter(|(_, doer)| doers.contains(doer)).map(|(what, _)| what).collect()
    });
    let mut found = Vec::new();
    for (id, symbol) in (0..).map(SymbolId).zip(model.symbols.iter()) {
        let own = symbol.span.is_some_and(|span| model.module(span).is_none());
        let happens = model.sorts.is_below(symbol.sort, SortId::HAPPENING);
        let kept = theirs.as_ref().is_none_or(|theirs| theirs.contains(&id));
        if !own || !happens || !kept || model.names.get(&symbol.name) != Some(&id) {
            continue;
        }
        let texts = std::iter::once(symbol.name.as_str());
        let texts =
            texts.chain(symbol.aliases.iter().map(|alias| alias.as_str())).chain(symbol.gloss.as_deref());
        let words = texts.flat_map(|text| {
            let folded = folded(text);
            folded.split(' ').map(str::to_owned).collect::<Vec<_>>()
        });
        found.push((id, words.filter(|word| !SMALL.contains(&word.as_str())).collect()));
    }
    found
}

/// Somebody with those who speak for them, and whom they speak for.
fn acting_for(fitter: &Fitter<'_>, who: SymbolId) -> BTreeSet<SymbolId> {
    let mut found = BTreeSet::from([who]);
    for (one, other) in pairs(fitter, "speaks_for") {
        if one == who || other == who {
            found.extend([one, other]);
        }
    }
    found
}

/// The pairs of which the files say that a relation holds.
fn pairs(fitter: &Fitter<'_>, relation: &str) -> Vec<(SymbolId, SymbolId)> {
    let Some(relation) = fitter.model.find_relation(relation) else { return Vec::new() };
    let heads =
        fitter.model.statements().filter(|(_, one)| one.body.is_none()).flat_map(|(_, one)| &one.heads);
    let ours = heads.filter(|head| head.relation == relation && head.sign == Sign::Positive);
    ours.filter_map(|head| match head.terms.as_slice() {
        [Term::Symbol(one), Term::Symbol(other)] => Some((*one, *other)),
        _ => None,
    })
    .collect()
}

/// How far a word is from those by which an action is called; `None` where it is none of them.
fn how_near(called: &BTreeSet<String>, word: &Word) -> Option<Doubt> {
    let said = word.lower.as_str();
    if called.iter().any(|one| verbs::akin(said, one)) {
        return Some(0);
    }
    let near = |one: &String| {
        verbs::synonym(said, one)
            || NEAR.iter().any(|line| {
                let has = |word: &str| line.iter().any(|verb| verbs::akin(word, verb));
                has(said) && has(one)
            })
    };
    called.iter().any(near).then_some(FAR)
}

/// Whether a word names nothing, here or anywhere: what is left over must not make it another deed.
fn says_little(fitter: &Fitter<'_>, word: &Word) -> bool {
    let small = word.text.chars().next().is_some_and(char::is_lowercase);
    word.kind == Kind::Word && small && fitter.phrases.at(std::slice::from_ref(word)).is_empty()
}
