//! The names of an analysis as people say them: in any case, by alias, by explanation, with blanks for low
//! lines, with or without an article.
//!
//! Invariant: pure: looks at the model alone, and lists things in the order in which they are declared.

use super::cut::Word;
use super::verbs;
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::SymbolId;
use crate::syntax::lexer::Kind;
use smol_str::format_smolstr;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// The most words of a name or an explanation that are compared.
const LONGEST: usize = 16;

/// How exactly a thing was named: nothing for its name, more for what only explains it.
pub(super) type Doubt = u32;

/// Words that say nothing of what a thing is called.
pub(super) const SMALL: &[&str] = &[
    "the", "a", "an", "of", "in", "on", "at", "to", "for", "from", "with", "by", "over", "about", "and",
    "its", "his", "her", "their", "this", "that", "these", "those",
];

/// Words that no name has: what asks, denies or helps.
const ASKING: &[&str] = &[
    "who",
    "whom",
    "whose",
    "what",
    "which",
    "when",
    "why",
    "how",
    "if",
    "not",
    "or",
    "nothing",
    "anything",
    "something",
    "there",
    "here",
    "it",
    "he",
    "him",
    "she",
    "they",
    "them",
];

/// Sorts of which one speaks without meaning the one thing of it.
const SPOKEN_OF: &[SortId] = &[SortId::STATEMENT, SortId::KIND, SortId::SOURCE, SortId::ACTOR];

/// What things are called.
pub(super) struct Phrases {
    known: HashMap<String, Vec<(SymbolId, Doubt)>>,
    longest: usize,
    /// The one thing of a sort, by what the sort is called.
    only: HashMap<String, SymbolId>,
    /// For each word of names, aliases and explanations, what has it.
    called: BTreeMap<String, BTreeSet<SymbolId>>,
    /// What a word that was said may be part of, as far as it was asked for.
    akin: RefCell<HashMap<String, Rc<BTreeSet<SymbolId>>>>,
}

/// A thing that words may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) symbol: SymbolId,
    /// How many words it takes.
    pub(super) length: usize,
    pub(super) doubt: Doubt,
}

/// A text in small letters, its words parted by single blanks, without an article before it.
pub(super) fn folded(text: &str) -> String {
    let lower = text.to_lowercase().replace("'s ", " ").replace("’s ", " ");
    let mut words: Vec<&str> =
        lower.split(|c: char| !(c.is_alphanumeric() || c == '@')).filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && matches!(words.first(), Some(&("the" | "a" | "an"))) {
        words.remove(0);
    }
    words.join(" ")
}

impl Phrases {
    pub(super) fn of(model: &Model) -> Self {
        let mut phrases = Self {
            known: HashMap::new(),
            longest: 1,
            only: HashMap::new(),
            called: BTreeMap::new(),
            akin: RefCell::new(HashMap::new()),
        };
        for (at, symbol) in (0..).zip(model.symbols.iter()) {
            let id = SymbolId(at);
            let name = if symbol.sort == SortId::STATEMENT {
                format_smolstr!("@{}", symbol.name)
            } else {
                symbol.name.clone()
            };
            // A name that is no longer declared names nothing, and kinds stand in a space of their own.
            if model.names.get(&name) != Some(&id) {
                continue;
            }
            phrases.add(&name, id, 0);
            let texts = std::iter::once(&name).chain(&symbol.aliases).map(|text| text.as_str());
            for text in texts.chain(symbol.gloss.as_deref()) {
                for word in folded(text).split(' ').filter(|word| !SMALL.contains(word)) {
                    phrases.called.entry(word.to_owned()).or_default().insert(id);
                }
            }
            for alias in &symbol.aliases {
                phrases.add(alias, id, 0);
            }
            if let Some(gloss) = &symbol.gloss {
                phrases.add(gloss, id, 1);
                let head = gloss.split([',', ';', ':', '(']).next().unwrap_or("");
                phrases.add(head, id, 2);
                // `the sixth package is proposed`, as in *when was the sixth package proposed*.
                phrases.add(&gloss.replacen(" is ", " ", 1).replacen(" are ", " ", 1), id, 2);
            }
        }
        phrases.add_only_ones(model);
        phrases
    }

    /// `the war`, `the threat`: the one thing of its sort.
    fn add_only_ones(&mut self, model: &Model) {
        let mut of: BTreeMap<SortId, Vec<SymbolId>> = BTreeMap::new();
        for (id, symbol) in (0..).map(SymbolId).zip(model.symbols.iter()) {
            let own = symbol.span.is_some_and(|span| model.module(span).is_none());
            if own && model.names.get(&symbol.name) == Some(&id) {
                of.entry(symbol.sort).or_default().push(id);
            }
        }
        for (sort, found) in of {
            if let [only] = found.as_slice()
                && !SPOKEN_OF.contains(&sort)
            {
                self.only.insert(model.sorts.name(sort).to_owned(), *only);
            }
        }
    }

    fn add(&mut self, text: &str, id: SymbolId, doubt: Doubt) {
        let key = folded(text);
        let length = key.split(' ').count();
        if key.is_empty() || length > LONGEST {
            return;
        }
        self.longest = self.longest.max(length);
        let named = self.known.entry(key).or_default();
        if named.iter().all(|(known, _)| *known != id) {
            named.push((id, doubt));
        }
    }

    /// The one thing among those wanted that words name by parts of its name or explanation, in any form: `the withdrawal
    /// of the missiles`. `None` where several do.
    pub(super) fn loosely(&self, words: &[Word], wanted: impl Fn(SymbolId) -> bool) -> Option<SymbolId> {
        match self.all_loosely(words, wanted).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The things among those wanted that words name by parts, in the order in which they are declared.
    pub(super) fn all_loosely(&self, words: &[Word], wanted: impl Fn(SymbolId) -> bool) -> Vec<SymbolId> {
        let mut left: Option<BTreeSet<SymbolId>> = None;
        let mut telling = false;
        for word in words {
            if !matches!(word.kind, Kind::Word | Kind::Number) && word.text != "-" {
                return Vec::new();
            }
            let lower = word.lower.as_str();
            if ASKING.contains(&lower) || verbs::helps(lower) {
                return Vec::new();
            }
            if SMALL.contains(&lower) || lower == "-" {
                continue;
            }
            telling |= lower.chars().count() > 2;
            // `R-12` is called by two words.
            for part in folded(lower).split(' ') {
                let having = self.having(part);
                left = Some(match left {
                    None => having.as_ref().clone(),
                    Some(left) => left.intersection(&having).copied().collect(),
                });
            }
        }
        let ends = |word: Option<&Word>| word.is_some_and(|word| !SMALL.contains(&word.lower.as_str()));
        telling |= words.len() > 1;
        if !telling || !ends(words.last()) {
            return Vec::new();
        }
        left.into_iter().flatten().filter(|symbol| wanted(*symbol)).collect()
    }

    /// The first so many things that are called by a word that was said, in the order in which they are declared.
    pub(super) fn called_by(&self, word: &Word, most: usize) -> Vec<SymbolId> {
        let lower = word.lower.as_str();
        let says_nothing = SMALL.contains(&lower) || ASKING.contains(&lower) || verbs::helps(lower);
        if word.kind != Kind::Word || lower.chars().count() < 4 || says_nothing {
            return Vec::new();
        }
        self.having(lower).iter().copied().take(most).collect()
    }

    /// What has a word that is akin to one that was said.
    fn having(&self, said: &str) -> Rc<BTreeSet<SymbolId>> {
        if let Some(known) = self.akin.borrow().get(said) {
            return Rc::clone(known);
        }
        let initial = said.chars().next();
        let akin =
            self.called.iter().filter(|(word, _)| word.chars().next() == initial && verbs::akin(said, word));
        let found: Rc<BTreeSet<SymbolId>> =
            Rc::new(akin.flat_map(|(_, having)| having.iter().copied()).collect());
        self.akin.borrow_mut().insert(said.to_owned(), Rc::clone(&found));
        found
    }

    /// The things that the words from a place on may name, those of most words first.
    pub(super) fn at(&self, words: &[Word]) -> Vec<Named> {
        let mut found = Vec::new();
        let article = usize::from(
            words.len() > 1
                && words.first().is_some_and(|word| matches!(word.lower.as_str(), "the" | "a" | "an")),
        );
        // An explanation has more words than a name, and a name of several is one.
        let most = (self.longest + article).min(words.len());
        for length in (1 + article..=most).rev() {
            let Some(said) = words.get(article..length) else { continue };
            let whole = said.iter().all(|word| {
                matches!(word.kind, Kind::Word | Kind::Text | Kind::Label | Kind::Number | Kind::Date)
            });
            if !whole {
                continue;
            }
            let text = said.iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" ");
            let known = self.known.get(&folded(&text)).map_or(&[][..], Vec::as_slice);
            found.extend(known.iter().map(|&(symbol, doubt)| Named { symbol, length, doubt }));
        }
        if let [the, noun, ..] = words
            && the.lower == "the"
        {
            let only = self.only.get(&noun.lower).filter(|_| found.is_empty());
            found.extend(only.map(|symbol| Named { symbol: *symbol, length: 2, doubt: 2 }));
        }
        found
    }
}
