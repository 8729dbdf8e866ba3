//! Questions put to a view that has been evaluated: their rules are evaluated on top of what holds, and forgotten
//! when they are answered.
//!
//! Invariant: after [`Evaluated::forget`] the view is what it was before, down to its constants and what was noted
//! of them.

use super::compile::{Query, compiled};
use super::parts::Made;
use super::values::Noted;
use super::vocabulary::Vocabulary;
use super::{Evaluated, Role, Unfinished};
use crate::diagnostic::{Checked, Diagnostic};
use crate::engine::{self, Budget, RuleId};
use crate::model::Model;

/// What a view was before it was asked.
#[derive(Debug)]
pub struct Mark {
    relations: usize,
    rules: usize,
    noted: Noted,
}

impl Evaluated {
    /// What the view is now, to come back to.
    pub fn mark(&self) -> Mark {
        Mark {
            relations: self.program.relations.len(),
            rules: self.program.rules.len(),
            noted: self.values.noted(),
        }
    }

    /// Forgets what was asked since.
    pub fn forget(&mut self, mark: Mark) {
        let Mark { relations, rules, noted } = mark;
        self.database.truncate(relations);
        self.program.relations.truncate(relations);
        self.program.rules.truncate(rules);
        self.legend.roles.truncate(relations);
        self.legend.origins.truncate(rules);
        self.legend.variables.truncate(rules);
        self.legend.sentences.retain(|_, relation| relation.index() < relations);
        self.legend.whole.retain(|query, _| query.index() < relations);
        self.values.come_back(noted);
    }

    /// Answers queries over what holds, numbered from `first` on as [`Evaluated::query`] finds them. `None` where they read
    /// what was not needed when the view was compiled; then they have to be compiled with it.
    ///
    /// # Errors
    /// A limit was reached; what was asked is forgotten.
    pub fn ask(
        &mut self,
        model: &Model,
        (first, queries): (usize, &[Query]),
        limits: &Budget,
    ) -> Result<Option<Vec<Diagnostic>>, Unfinished> {
        if queries.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let mark = self.mark();
        let Checked { value: rules, diagnostics } = self.compile(model, first, queries);
        let new = self.legend.roles.get(mark.relations..).unwrap_or_default();
        let self_contained = new.iter().all(|role| match role {
            Role::Query(..) | Role::Auxiliary(_) | Role::Sentence(..) => true,
            // Facts of these were left out, since nothing read them.
            Role::Dated(..) | Role::Sort(_) => false,
            Role::Violation(..) | Role::Suspended | Role::Withheld(..) => false,
        });
        if !self_contained {
            self.forget(mark);
            return Ok(None);
        }
        let from = RuleId(u32::try_from(mark.rules).unwrap_or(u32::MAX));
        for Made { rule, origin, variables, .. } in rules {
            self.program.rules.push(rule);
            self.legend.origins.push(origin);
            self.legend.variables.push(variables);
        }
        let ended = engine::extend(&self.program, from, &mut self.database, &mut self.values, limits);
        match ended {
            Ok(()) => Ok(Some(diagnostics)),
            Err(failure) => {
                let unfinished = Unfinished::new(failure, &self.program, &self.legend);
                self.forget(mark);
                Err(unfinished)
            }
        }
    }

    /// Makes the rules of queries; the relations that they need are added.
    fn compile(&mut self, model: &Model, first: usize, queries: &[Query]) -> Checked<Vec<Made>> {
        let mut vocabulary = Vocabulary::of(self, model);
        let mut whole = Vec::new();
        let mut checked = Checked { value: Vec::new(), diagnostics: Vec::new() };
        for (at, query) in (first..).zip(queries) {
            let parts = compiled(model, &mut vocabulary, at, query);
            match super::compile::whole(&vocabulary.roles, &parts.rules) {
                Some(found) => whole.push(found),
                None => checked.value.extend(parts.rules),
            }
            checked.diagnostics.extend(parts.diagnostics);
        }
        vocabulary.back_to(self);
        self.legend.whole.extend(whole);
        checked
    }
}
