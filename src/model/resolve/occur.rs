//! What the resolver makes out, to occurrences of names.
//!
//! Invariant: a name is recorded when it is known what it stands for, whatever becomes of its statement.

use super::matching::{Fit, Pattern};
use super::resolver::Resolver;
use crate::model::occurrences::{Entity, Occurrence, Role};
use crate::model::statement::{Term, VariableId};
use crate::model::value::Value;
use crate::source::Span;
use crate::syntax::ast::{Name, Token, TokenKind};
use crate::syntax::words;
use smol_str::format_smolstr;

impl Resolver<'_> {
    /// Records what stands at a place.
    pub(super) fn occurs(&mut self, span: Span, entity: Entity, role: Role) {
        self.occurrences.push(Occurrence { span, entity, role });
    }

    /// Records that something is named at a place.
    pub(super) fn refer(&mut self, span: Span, entity: Entity) {
        self.occurs(span, entity, Role::Reference);
    }

    /// Records a variable of the statement that is being resolved.
    pub(super) fn refer_to_variable(&mut self, span: Span, variable: VariableId) {
        self.refer(span, Entity::Variable(self.here, variable));
    }

    /// Records the name of a unit.
    pub(super) fn refer_to_unit(&mut self, unit: &Name) {
        if let Some(&id) = self.model.names.get(&format_smolstr!("unit {}", unit.text)) {
            self.refer(unit.span, Entity::Symbol(id));
        }
    }

    /// Records the names of a sentence, and its own words as those of its relation.
    pub(super) fn occur(&mut self, pattern: Pattern, fit: &Fit, tokens: &[Token], terms: &[Term]) {
        let mut words = vec![true; tokens.len()];
        for (&(start, end), term) in fit.iter().zip(terms) {
            self.occur_in_hole(tokens.get(start..end).unwrap_or_default(), term);
            words.iter_mut().take(end).skip(start).for_each(|word| *word = false);
        }
        for (token, _) in tokens.iter().zip(words).filter(|(_, word)| *word) {
            self.refer(token.span, Entity::Relation(pattern.relation));
        }
    }

    /// Records the names in the words of a term.
    pub(super) fn occur_in_hole(&mut self, tokens: &[Token], term: &Term) {
        let Some(first) = tokens.first() else { return };
        match term {
            Term::Symbol(id) => self.refer(first.span, Entity::Symbol(*id)),
            Term::Variable(variable) => match &first.kind {
                TokenKind::Word(word) if words::anonymous(word) => {}
                _ => self.refer_to_variable(first.span, *variable),
            },
            // The event that a date counts from.
            Term::Value(Value::Date(_)) => {
                if let TokenKind::Word(word) | TokenKind::Text(word) = &first.kind
                    && let Some(&id) = self.model.names.get(word)
                {
                    self.refer(first.span, Entity::Symbol(id));
                }
            }
            Term::Value(_) => {
                for token in tokens {
                    if let TokenKind::Word(word) = &token.kind
                        && let Some(&id) = self.model.names.get(&format_smolstr!("unit {word}"))
                    {
                        self.refer(token.span, Entity::Symbol(id));
                    }
                }
            }
        }
    }
}
