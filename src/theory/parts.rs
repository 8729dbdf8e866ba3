//! What a statement becomes, and what collects it while the statement is lowered.

use super::vocabulary::Vocabulary;
use super::{FactSource, Origin};
use crate::diagnostic::Diagnostic;
use crate::engine::{Atom, Constant, RelationId, Rule};
use crate::model::Model;
use crate::model::statement::TableId;
use crate::model::statement::{self as model, VariableId};
use crate::syntax::ast::Sign;

/// A fact.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) relation: model::RelationId,
    pub(super) sign: Sign,
    pub(super) row: Vec<Constant>,
    /// The date of the statement.
    pub(super) date: Option<Constant>,
    pub(super) stater: FactSource,
}

/// A rule that a statement becomes.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) rule: Rule,
    pub(super) origin: Origin,
    /// What its variables are in the statement.
    pub(super) variables: Vec<VariableId>,
    /// The application that must not be withheld, where those of the statement are told apart.
    pub(super) guard: Option<Atom>,
}

/// What a statement becomes.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub(super) rules: Vec<Made>,
    pub(super) facts: Vec<Fact>,
    /// What strat itself knows of the statement: who says it, how likely.
    pub(super) known: Vec<Fact>,
    pub(super) table: Option<TableId>,
    /// The relation of the applications that are not believed.
    pub(super) withheld: Option<RelationId>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// One statement or query on its way into the program.
pub(super) struct Compiler<'c> {
    pub(super) model: &'c Model,
    pub(super) vocabulary: &'c mut Vocabulary,
    pub(super) parts: Parts,
}

impl<'c> Compiler<'c> {
    pub(super) fn new(model: &'c Model, vocabulary: &'c mut Vocabulary) -> Self {
        Self { model, vocabulary, parts: Parts::default() }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if !self.parts.diagnostics.contains(&diagnostic) {
            self.parts.diagnostics.push(diagnostic);
        }
    }

    pub(super) fn sentence(&mut self, relation: model::RelationId, sign: Sign) -> RelationId {
        self.vocabulary.sentence(self.model, relation, sign)
    }

    pub(super) fn dated(&mut self, relation: model::RelationId, sign: Sign) -> RelationId {
        self.vocabulary.dated(self.model, relation, sign)
    }
}
