//! The tokens of a sentence against sentence patterns: which fit by shape.

use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::RelationId;
use crate::model::template::{Part, Template};
use crate::model::value::{Amount, AmountError, TimeUnit};
use crate::syntax::ast::{Sign, Token, TokenKind};
use smol_str::SmolStr;
use std::collections::HashMap;

/// Which sentence of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pattern {
    pub(super) relation: RelationId,
    /// Among the positive sentences, or the negated one.
    pub(super) form: Form,
}

/// Which of a relation's sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Form {
    /// The positive sentence at this position.
    Plain(usize),
    /// The negated sentence.
    Negated,
}

impl Form {
    /// The sign that the form itself gives.
    pub(super) fn sign(self) -> Sign {
        match self {
            Form::Plain(_) => Sign::Positive,
            Form::Negated => Sign::Negative,
        }
    }
}

/// All patterns, each by one of its words: the one that the fewest patterns before it were kept by, so that
/// thousands of sentences with `is` are told apart at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Patterns {
    by_word: HashMap<SmolStr, Vec<Pattern>>,
}

impl Patterns {
    /// The patterns of a model.
    pub(super) fn of(model: &Model) -> Self {
        let mut patterns = Self::default();
        for (id, _) in (0..).map(RelationId).zip(&model.relations) {
            patterns.add(model, id);
        }
        patterns
    }

    /// Adds the sentences of a relation.
    pub(super) fn add(&mut self, model: &Model, relation: RelationId) {
        for (form, template) in forms(model, relation) {
            let kept = |word: &&SmolStr| self.by_word.get(*word).map_or(0, Vec::len);
            if let Some(word) = words(template).min_by_key(kept) {
                self.by_word.entry(word.clone()).or_default().push(Pattern { relation, form });
            }
        }
    }

    /// Takes the sentences of a relation away.
    pub(super) fn remove(&mut self, relation: RelationId) {
        for patterns in self.by_word.values_mut() {
            patterns.retain(|pattern| pattern.relation != relation);
        }
    }

    /// The patterns that the tokens may have all words of, in the order of declaration.
    pub(super) fn candidates(&self, tokens: &[Token]) -> Vec<Pattern> {
        self.kept_by(tokens.iter().filter_map(|token| match &token.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }))
    }

    /// The patterns that may have the same words as a template, in the order of declaration.
    pub(super) fn like(&self, template: &Template) -> Vec<Pattern> {
        self.kept_by(words(template))
    }

    fn kept_by<'w>(&self, words: impl Iterator<Item = &'w SmolStr>) -> Vec<Pattern> {
        let mut found: Vec<Pattern> =
            words.filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The literal words of a template.
fn words(template: &Template) -> impl Iterator<Item = &SmolStr> {
    template.parts.iter().filter_map(|part| match part {
        Part::Word(word) => Some(word),
        Part::Hole(_) => None,
    })
}

/// The sentences of a relation.
pub(super) fn forms(model: &Model, relation: RelationId) -> Vec<(Form, &Template)> {
    let Some(relation) = model.relation(relation) else { return Vec::new() };
    let plain = relation.sentences.iter().enumerate().map(|(at, template)| (Form::Plain(at), template));
    plain.chain(relation.negated.iter().map(|template| (Form::Negated, template))).collect()
}

/// The template of a pattern.
pub(super) fn template(model: &Model, pattern: Pattern) -> Option<&Template> {
    let relation = model.relation(pattern.relation)?;
    match pattern.form {
        Form::Plain(at) => relation.sentences.get(at),
        Form::Negated => relation.negated.as_ref(),
    }
}

/// The tokens of each hole, in the order of the holes: `start..end` positions.
pub(super) type Fit = Vec<(usize, usize)>;

/// Which words may stand for a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum UnitWords {
    /// Those that are declared.
    Declared,
    /// Any word after a number: one that is not declared is then told.
    Any,
}

/// Every way in which the tokens fit the template by shape; at most a few.
pub(super) fn fits(model: &Model, pattern: Pattern, tokens: &[Token], units: UnitWords) -> Vec<Fit> {
    let Some(template) = template(model, pattern) else { return Vec::new() };
    let holes = model.relation(pattern.relation).map_or(0, |relation| relation.holes.len());
    let mut found = Vec::new();
    // Positions in the template and the tokens, with the holes filled so far.
    let mut stack = vec![(0_usize, 0_usize, vec![(0, 0); holes])];
    while let Some((part, at, fit)) = stack.pop() {
        if found.len() >= 8 {
            break;
        }
        match template.parts.get(part) {
            None if at == tokens.len() => found.push(fit),
            None => {}
            Some(Part::Word(word))
                if tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word(word.clone())) =>
            {
                stack.push((part + 1, at + 1, fit));
            }
            Some(Part::Word(_)) => {}
            Some(Part::Hole(hole)) => {
                let sorts = model.relation(pattern.relation).and_then(|r| r.holes.get(*hole));
                let rest = tokens.get(at..).unwrap_or_default();
                for length in lengths(model, sorts.map_or(&[], Vec::as_slice), rest, units) {
                    let mut fit = fit.clone();
                    if let Some(slot) = fit.get_mut(*hole) {
                        *slot = (at, at + length);
                    }
                    stack.push((part + 1, at + length, fit));
                }
            }
        }
    }
    found
}

/// How many tokens a term at the front of the tokens may take in a hole of these sorts, the fewest
/// first.
pub(in crate::model) fn lengths(
    model: &Model,
    sorts: &[SortId],
    tokens: &[Token],
    units: UnitWords,
) -> Vec<usize> {
    let Some(first) = tokens.first() else { return Vec::new() };
    if matches!(first.kind, TokenKind::Operator(_)) {
        return Vec::new();
    }
    let mut lengths = vec![1];
    let takes = |wanted: &[SortId]| sorts.iter().any(|sort| wanted.contains(sort));
    let amount = match Amount::read(tokens) {
        Some(Ok((_, amount))) => Some(amount),
        // `between 5 and 3` is an amount by its shape; what is wrong with it is told later.
        Some(Err(AmountError::Reversed(..))) => Some(4),
        Some(Err(AmountError::Number(..))) | None => None,
    };
    if takes(&[SortId::NUMBER, SortId::QUANTITY, SortId::ANY])
        && let Some(amount) = amount
    {
        if amount > 1 {
            lengths.push(amount);
        }
        if let Some(TokenKind::Word(unit)) = tokens.get(amount).map(|token| &token.kind)
            && (units == UnitWords::Any
                || model.units.find(unit).is_some()
                || TimeUnit::parse(unit).is_some())
        {
            lengths.push(amount + 1);
        }
    }
    if takes(&[SortId::DATE, SortId::ANY])
        && matches!(tokens.get(1).map(|token| &token.kind), Some(TokenKind::Operator(_)))
        && tokens.len() >= 4
    {
        lengths.push(4);
    }
    lengths
}
