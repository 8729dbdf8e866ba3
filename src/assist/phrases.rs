//! The names of an analysis as people say them: in any case, by alias, by explanation, with blanks for low
//! lines, with or without an article.
//!
//! Invariant: pure: looks at the model alone, and lists things in the order in which they are declared.

use super::cut::Word;
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::SymbolId;
use crate::syntax::lexer::Kind;
use smol_str::format_smolstr;
use std::collections::HashMap;

/// The most words of a name or an explanation that are compared.
const LONGEST: usize = 16;

/// How exactly a thing was named: nothing for its name, more for what only explains it.
pub(super) type Doubt = u32;

/// What things are called.
pub(super) struct Phrases {
    known: HashMap<String, Vec<(SymbolId, Doubt)>>,
    longest: usize,
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
        let mut phrases = Self { known: HashMap::new(), longest: 1 };
        for (at, symbol) in (0..).zip(&model.symbols) {
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
        phrases
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
        found
    }
}
