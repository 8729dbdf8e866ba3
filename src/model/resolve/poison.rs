//! Faulty statements to what they would have declared: names and sentences that resolve silently.
//!
//! A statement that could not be read, or that was refused, has been reported. What it would have declared counts
//! as declared, though nobody knows what it is: whatever names it is dropped without a word, so that one mistake
//! has one diagnostic.
//!
//! Invariant: for everything here a diagnostic is among those of the analysis.

use crate::model::Relation;
use crate::model::statement::SymbolId;
use crate::model::template::Template;
use crate::source::SourceMap;
use crate::syntax::ast::{Broken, Token, TokenKind};
use crate::syntax::lexer::{Kind, lexemes};
use smol_str::{SmolStr, format_smolstr};
use std::collections::{BTreeSet, HashSet};

/// What faulty statements would have declared.
#[derive(Default)]
pub(super) struct Poisoned {
    /// Names of things, relations, rules, sorts, units, kinds and scales; labels with their `@`.
    pub(super) names: HashSet<SmolStr>,
    /// The words of sentences, in order.
    pub(super) sentences: Vec<Vec<SmolStr>>,
    /// Things that are declared, though not all of their statement could be read.
    pub(super) incomplete: BTreeSet<SymbolId>,
    /// What else may be declared in a place that could not be read.
    pub(super) unseen: Unseen,
    /// Whether the frame could not be read: the scale, the day, the relations that are left out.
    pub(super) frame: bool,
    /// Whether the scale of likelihoods could not be read.
    pub(super) scale: bool,
}

/// What a file that could not be read may declare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unseen {
    /// Every file was read.
    #[default]
    Nothing,
    /// A table: names of things.
    Things,
    /// An import: anything.
    Anything,
}

impl Poisoned {
    /// Whether a name that is not known as a thing may well be one.
    pub(super) fn thing(&self, name: &str) -> bool {
        self.unseen >= Unseen::Things || self.names.contains(name)
    }

    /// Whether a name that is not known as a relation, a rule, a sort or a unit may well be one.
    pub(super) fn other(&self, name: &str) -> bool {
        self.unseen == Unseen::Anything || self.names.contains(name)
    }

    /// Whether not all that was said of a thing where it is declared could be read.
    pub(super) fn is_incomplete(&self, symbol: SymbolId) -> bool {
        self.incomplete.contains(&symbol)
    }

    /// Whether the tokens may be a sentence that is not known.
    pub(super) fn sentence(&self, tokens: &[Token]) -> bool {
        let words: Vec<&str> = tokens
            .iter()
            .filter_map(|token| match &token.kind {
                TokenKind::Word(word) => Some(word.as_str()),
                _ => None,
            })
            .collect();
        self.unseen == Unseen::Anything || self.says(&words)
    }

    /// Notes that not all that is said of a thing where it is declared could be read.
    pub(super) fn complete_no_more(&mut self, symbol: SymbolId) {
        self.incomplete.insert(symbol);
    }

    fn says(&self, words: &[&str]) -> bool {
        self.sentences.iter().any(|sentence| in_order(sentence, words))
    }

    /// Notes that a place cannot be read in which this may be declared.
    pub(super) fn miss(&mut self, unseen: Unseen) {
        self.unseen = self.unseen.max(unseen);
    }

    /// Notes a name of which it is not known what it stands for.
    pub(super) fn name(&mut self, name: SmolStr) {
        self.names.insert(name);
    }

    /// Keeps the words of a sentence pattern outside of its holes.
    pub(super) fn pattern(&mut self, pattern: &str) {
        self.sentences.push(words_of(pattern));
    }

    /// Keeps those of a relation that is declared again, unless a sentence of the first one has them: that is known.
    pub(super) fn pattern_beside(&mut self, pattern: &str, known: &Relation) {
        let words = words_of(pattern);
        let holes = pattern.matches('{').count();
        let same = |sentence: &Template| {
            sentence.words().eq(words.iter().map(SmolStr::as_str))
                && sentence.parts.len() == words.len() + holes
        };
        if !known.sentences.iter().chain(&known.negated).any(same) {
            self.sentences.push(words);
        }
    }

    /// What a statement that could not be read would have declared.
    pub(super) fn add(&mut self, broken: &Broken, map: &SourceMap) {
        if let Some(label) = &broken.label {
            self.name(format_smolstr!("@{}", label.text));
        }
        self.names.extend(broken.names.iter().chain(&broken.also).map(|name| name.text.clone()));
        match broken.keyword {
            Some("relation") => {
                let text = map.text(broken.span);
                let quoted = lexemes(text).filter(|one| matches!(one.kind, Kind::Text | Kind::OpenText));
                let quoted: Vec<&str> = quoted.map(|one| one.of(text).trim_matches('"')).collect();
                for pattern in &quoted {
                    self.pattern(pattern);
                }
                // Of a pattern without its quotes, what follows the relation's name.
                if let (true, Some((_, pattern))) = (quoted.is_empty(), text.split_once('{')) {
                    self.pattern(&format!("{{{}", pattern.trim_end().trim_end_matches('.')));
                }
            }
            Some("analysis") => self.frame = true,
            Some("import") => self.miss(Unseen::Anything),
            Some("facts") => self.miss(Unseen::Things),
            Some("declare") if lexemes(map.text(broken.span)).any(|one| one.kind == Kind::Text) => {
                self.miss(Unseen::Things);
            }
            _ => {}
        }
    }
}

/// The words of a sentence pattern outside of its holes.
fn words_of(pattern: &str) -> Vec<SmolStr> {
    let outside = pattern.split('{').enumerate().map(|(at, part)| match at {
        0 => part,
        _ => part.split_once('}').map_or("", |(_, after)| after),
    });
    let words = outside
        .flat_map(|part| part.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()));
    words.map(SmolStr::new).collect()
}

/// Whether the words of a sentence, if it has any, stand among others in its order.
pub(super) fn in_order(sentence: &[SmolStr], words: &[&str]) -> bool {
    let mut said = words.iter();
    !sentence.is_empty() && sentence.iter().all(|word| said.any(|other| other == word))
}
