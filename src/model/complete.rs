//! The beginning of a sentence to what may come next: the words and holes of every sentence that fits so
//! far, and the names that fit a hole. For completion and hints, which see sentences before they are whole.
//!
//! Invariant: whatever is offered for a hole is accepted there by the resolver.

use super::Model;
use super::resolve::matching::{UnitWords, lengths};
use super::sort::SortId;
use super::statement::SymbolId;
use super::template::{Part, Template};
use super::value::quoted;
use crate::syntax::ast::{Token, TokenKind};
use crate::syntax::words;
use smol_str::format_smolstr;

/// A sentence that fits what is there, and where in it one stands.
#[derive(Clone, Copy, Debug)]
pub struct Continuation<'m> {
    /// Its sentence.
    pub template: &'m Template,
    /// The sorts of its holes.
    pub holes: &'m [Vec<SortId>],
    /// The part that comes next; one past the last where the sentence is whole.
    pub part: usize,
}

/// What comes next in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next<'m> {
    /// A literal word.
    Word(&'m str),
    /// Something of one of these sorts.
    Hole(&'m [SortId]),
    /// Nothing: the sentence is whole.
    End,
}

impl<'m> Continuation<'m> {
    /// What comes next.
    pub fn next(&self) -> Next<'m> {
        self.at(self.part)
    }

    /// The part at a position.
    pub fn at(&self, part: usize) -> Next<'m> {
        match self.template.parts.get(part) {
            None => Next::End,
            Some(Part::Word(word)) => Next::Word(word),
            Some(Part::Hole(hole)) => Next::Hole(self.holes.get(*hole).map_or(&[], Vec::as_slice)),
        }
    }
}

/// Every way in which the tokens begin a sentence, in the order of declaration. Without tokens these are all
/// sentences.
pub fn continuations<'m>(model: &'m Model, tokens: &[Token]) -> Vec<Continuation<'m>> {
    let mut found = Vec::new();
    for relation in &model.relations {
        for template in relation.sentences.iter().chain(&relation.negated) {
            let mut parts: Vec<usize> = Vec::new();
            let mut stack = vec![(0_usize, 0_usize)];
            while let Some((part, at)) = stack.pop() {
                let rest = tokens.get(at..).unwrap_or_default();
                let Some(first) = rest.first() else {
                    if !parts.contains(&part) {
                        parts.push(part);
                    }
                    continue;
                };
                match template.parts.get(part) {
                    Some(Part::Word(word)) if first.kind == TokenKind::Word(word.clone()) => {
                        stack.push((part + 1, at + 1));
                    }
                    Some(Part::Word(_)) | None => {}
                    Some(Part::Hole(hole)) => {
                        let sorts = relation.holes.get(*hole).map_or(&[][..], Vec::as_slice);
                        for length in lengths(model, sorts, rest, UnitWords::Declared) {
                            if length > 1 || model.could_stand(first, sorts) {
                                stack.push((part + 1, at + length));
                            }
                        }
                    }
                }
            }
            found.extend(parts.into_iter().map(|part| Continuation {
                template,
                holes: &relation.holes,
                part,
            }));
        }
    }
    found
}

/// Whether a text begins with another one, which is in lower case.
fn begins(text: &str, beginning: &str) -> bool {
    let mut chars = text.chars().flat_map(char::to_lowercase);
    beginning.chars().all(|c| chars.next() == Some(c))
}

impl Model {
    /// Whether a token on its own could stand in a hole of these sorts.
    fn could_stand(&self, token: &Token, sorts: &[SortId]) -> bool {
        let takes =
            |wanted: &[SortId]| sorts.iter().any(|sort| *sort == SortId::ANY || wanted.contains(sort));
        match &token.kind {
            TokenKind::Variable(_) => true,
            TokenKind::Word(word) => {
                words::anonymous(word)
                    || words::asks(word)
                    || self.names.get(word).is_some_and(|id| self.fits(*id, sorts))
                    || [(SortId::KIND, "is "), (SortId::CONFIDENCE, "confidence "), (SortId::UNIT, "unit ")]
                        .iter()
                        .any(|(sort, prefix)| {
                            sorts.contains(sort)
                                && self.names.contains_key(&format_smolstr!("{prefix}{word}"))
                        })
                    || (takes(&[SortId::DATE]) && self.names.contains_key(word))
            }
            TokenKind::Text(text) => {
                takes(&[SortId::TEXT]) || self.names.get(text).is_some_and(|id| self.fits(*id, sorts))
            }
            TokenKind::Label(label) => {
                takes(&[SortId::STATEMENT]) && self.names.contains_key(&format_smolstr!("@{label}"))
            }
            TokenKind::Number(_) => takes(&[SortId::NUMBER, SortId::QUANTITY, SortId::DATE]),
            TokenKind::Date(_) => takes(&[SortId::DATE]),
            TokenKind::Operator(_) => false,
        }
    }

    /// Whether a thing is of one of the sorts.
    pub fn fits(&self, id: SymbolId, sorts: &[SortId]) -> bool {
        self.symbol(id).is_some_and(|symbol| sorts.iter().any(|sort| self.sorts.is_below(symbol.sort, *sort)))
    }

    /// The spellings, as they are written in a sentence, of the things of these sorts that begin with a
    /// text, in any case; sorted.
    pub fn spellings(&self, sorts: &[SortId], beginning: &str) -> Vec<String> {
        let beginning = beginning.trim_start_matches(['"', '@']).to_lowercase();
        let mut found: Vec<String> = self
            .names
            .iter()
            .filter(|(_, id)| self.fits(**id, sorts))
            .filter_map(|(key, id)| {
                let sort = self.symbol(*id)?.sort;
                let key = match sort {
                    // Their keys say what they are; as they are written they stand in their own holes only.
                    SortId::KIND => key.strip_prefix("is ").filter(|_| sorts.contains(&SortId::KIND))?,
                    SortId::CONFIDENCE => {
                        key.strip_prefix("confidence ").filter(|_| sorts.contains(&SortId::CONFIDENCE))?
                    }
                    SortId::UNIT => key.strip_prefix("unit ").filter(|_| sorts.contains(&SortId::UNIT))?,
                    _ => key,
                };
                let bare = key.strip_prefix('@').unwrap_or(key);
                if !begins(bare, &beginning) {
                    return None;
                }
                let plain =
                    !bare.is_empty() && bare.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
                Some(if plain { key.to_owned() } else { quoted(key) })
            })
            .collect();
        found.sort();
        found.dedup();
        found
    }
}
