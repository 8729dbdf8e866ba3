//! A question as it is put in English, to the sentence that strat would be asked: `does A depend on B for
//! oil` to `A depends on B for oil`.
//!
//! **Invariant:** what is proposed is a sentence that some relation has, but for what its holes take.

use super::resolver::Resolver;
use crate::model::template::{Part, Template};
use crate::syntax::ast::{Token, TokenKind};
use crate::syntax::words;

/// Verbs that English puts first in a question and that the sentence does without.
const HELPING: [&str; 4] = ["does", "do", "did", "will"];

/// Verbs that English puts before whom it asks of.
const TURNED: [&str; 10] = ["is", "are", "was", "were", "has", "have", "had", "can", "could", "would"];

/// The most words that may differ from the sentence that is meant.
const DIFFERENT: usize = 1;

/// The words of a token, if it is one; without regard to how it begins.
fn word(token: &Token) -> Option<String> {
    match &token.kind {
        TokenKind::Word(word) => Some(word.to_lowercase()),
        _ => None,
    }
}

/// Whether somebody asks in English, so that the words are no sentence of hers.
pub(super) fn asks(tokens: &[Token]) -> bool {
    let first = tokens.first().and_then(word);
    let opens = |first: &String| {
        HELPING.contains(&first.as_str())
            || TURNED.contains(&first.as_str())
            || first == "when"
            || first == "how"
    };
    first.as_ref().is_some_and(opens) || tokens.iter().filter_map(word).any(|word| words::asks(&word))
}

impl Resolver<'_> {
    /// What to ask instead, where a question is put as English puts it.
    pub(super) fn asked(&self, tokens: &[Token]) -> Option<String> {
        let (mut rest, mut ending) = (tokens, "");
        if rest.first().and_then(word).as_deref() == Some("when") {
            (rest, ending) = (rest.get(1..)?, " on what");
        }
        let opening: Vec<String> = rest.iter().map_while(word).take(4).collect();
        let opening: Vec<&str> = opening.iter().map(String::as_str).collect();
        let turned = match opening.as_slice() {
            ["is", "it", "true", "that"] => rest.get(4..)?.to_vec(),
            ["is", "it", "that", ..] => rest.get(3..)?.to_vec(),
            [first, ..] if HELPING.contains(first) => rest.get(1..)?.to_vec(),
            [first, ..] if TURNED.contains(first) => {
                let (verb, rest) = rest.split_first()?;
                let (whom, rest) = rest.split_first()?;
                [whom, verb].into_iter().chain(rest).cloned().collect()
            }
            _ => return None,
        };
        let known = self.model.relations.iter().flat_map(|relation| &relation.sentences);
        let fitting = known.filter_map(|template| self.filled(template, &turned));
        let (_, sentence) = fitting.min_by_key(|(different, _)| *different)?;
        Some(format!("{sentence}{ending}?"))
    }

    /// The sentence of a template with the tokens in its holes, and how many of its words are others.
    pub(super) fn filled(&self, template: &Template, tokens: &[Token]) -> Option<(usize, String)> {
        if template.parts.len() != tokens.len() {
            return None;
        }
        let mut different = 0;
        let mut parts = Vec::new();
        for (part, token) in template.parts.iter().zip(tokens) {
            let said = self.map.text(token.span);
            match part {
                Part::Word(word) => {
                    different += usize::from(word != said);
                    parts.push(word.to_string());
                }
                Part::Hole(_) => parts.push(said.to_owned()),
            }
        }
        let words = template.parts.iter().filter(|part| matches!(part, Part::Word(_))).count();
        let holes = template.parts.iter().zip(tokens).filter(|(part, _)| matches!(part, Part::Hole(_)));
        let named = holes.clone().all(|(_, token)| match &token.kind {
            TokenKind::Word(word) => {
                self.model.names.contains_key(word)
                    || self.model.names.contains_key(&smol_str::format_smolstr!("is {word}"))
                    || words::asks(word)
                    || words::anonymous(word)
            }
            _ => true,
        });
        let alike = template.parts.iter().zip(tokens).all(|(part, token)| match (part, word(token)) {
            (Part::Word(word), Some(said)) => self::alike(word, &said),
            (Part::Word(_), None) => false,
            (Part::Hole(_), _) => true,
        });
        (words > 0 && different <= DIFFERENT && named && alike).then(|| (different, parts.join(" ")))
    }
}

/// Whether words may be forms of one verb: `lose` and `loses`, `take` and `took`, `is` and `was`.
fn alike(one: &str, other: &str) -> bool {
    const BE: [&str; 5] = ["is", "are", "was", "were", "be"];
    const HAVE: [&str; 4] = ["has", "have", "had", "having"];
    one == other
        || BE.contains(&one) && BE.contains(&other)
        || HAVE.contains(&one) && HAVE.contains(&other)
        || (one.chars().next() == other.chars().next() && strsim::levenshtein(one, other) <= 3)
}
