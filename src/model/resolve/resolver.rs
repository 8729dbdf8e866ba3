//! The work of resolving: the model as far as it has come, and what was found on the way.
//!
//! What each kind of statement adds to it stands in the other files of the room.

use super::matching::Patterns;
use super::misfit::Misfit;
use super::poison::Poisoned;
use super::suggest::Patience;
use crate::diagnostic::{Checked, Diagnostic, Gathered};
use crate::model::Model;
use crate::model::occurrences::Occurrence;
use crate::model::statement::{Context, RelationId, Statement, StatementId, SymbolId, Term, count};
use crate::model::value::Date;
use crate::model::value::scale::{Row, Scale};
use crate::source::{FileId, SourceMap, Span};
use smol_str::SmolStr;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The work of resolving: the model as far as it has come, and what was found on the way.
pub(super) struct Resolver<'a> {
    pub(super) model: Model,
    pub(super) map: &'a SourceMap,
    /// The files of the paths to tables and texts.
    pub(super) named: HashMap<Span, FileId>,
    pub(super) diagnostics: Gathered,
    /// Whether the doctrine itself is being read.
    pub(super) doctrine: bool,
    /// Sentence patterns by their literal words.
    pub(super) patterns: Patterns,
    /// The days of events that have any.
    pub(super) event_dates: HashMap<SymbolId, Date>,
    /// Rules and constraints by name, with their places.
    pub(super) rule_names: HashMap<SmolStr, Span>,
    /// Scales that files declare.
    pub(super) scales: HashMap<SmolStr, (Scale, Span)>,
    /// The first word used of each row of the scale, for the warning about mixing.
    pub(super) rows: Vec<(Row, SmolStr, Span)>,
    /// Whether mixing was reported.
    pub(super) mixed: bool,
    /// The first dated statement, for the warning about a missing as-of date.
    pub(super) first_dated: Option<Span>,
    /// The statements before this one have been checked before.
    pub(super) first_new: usize,
    /// What voting rules ask for, as far as it is defined.
    pub(super) defined: BTreeSet<(SymbolId, Context)>,
    /// Where statements stood that were taken back.
    pub(super) vacated: BTreeSet<Span>,
    /// Events whose dates count from each other, and what was told of them.
    pub(super) circle: Option<(BTreeSet<SymbolId>, Diagnostic)>,
    /// Relations of which it was told that another one has their sentence.
    pub(super) overlapping: BTreeSet<RelationId>,
    /// What faulty statements would have declared.
    pub(super) poisoned: Poisoned,
    /// Where names stand, as far as they are known.
    pub(super) occurrences: Vec<Occurrence>,
    /// The statement that is being resolved.
    pub(super) here: Span,
    /// What is left to look for what was meant by wrong names.
    pub(super) patience: Patience,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(model: Model, map: &'a SourceMap) -> Self {
        let patterns = Patterns::of(&model);
        let rule_names = model
            .statements
            .iter()
            .filter(|statement| !statement.name.is_empty())
            .map(|statement| (statement.name.clone(), statement.span))
            .collect();
        let event_dates = model.statements.iter().filter_map(|statement| dated(statement)).collect();
        let first_new = model.statements.len();
        Self {
            model,
            map,
            named: HashMap::new(),
            diagnostics: Gathered::default(),
            doctrine: false,
            patterns,
            event_dates,
            rule_names,
            scales: HashMap::new(),
            rows: Vec::new(),
            mixed: false,
            first_dated: None,
            first_new,
            defined: BTreeSet::new(),
            vacated: BTreeSet::new(),
            circle: None,
            overlapping: BTreeSet::new(),
            poisoned: Poisoned::default(),
            occurrences: Vec::new(),
            here: Span::new(FileId(0), 0, 0),
            patience: Patience::default(),
        }
    }

    pub(super) fn finish(mut self) -> Checked<Model> {
        self.model.occurrences.add(self.occurrences);
        self.model.texts = self.map.clone();
        Checked { value: self.model, diagnostics: self.diagnostics.into_vec() }
    }

    /// Reports a mistake, once; what follows from a mistake that was told is not one.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if !self.follows_from_frame(diagnostic.code) {
            self.diagnostics.add(diagnostic);
        }
    }

    /// What was read; a mistake is reported.
    pub(super) fn reported<T, E: Into<Misfit>>(&mut self, read: Result<T, E>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(misfit) => {
                self.misfits(misfit.into(), &[]);
                None
            }
        }
    }

    /// Adds a statement.
    pub(super) fn add(&mut self, statement: Statement) -> StatementId {
        let id = StatementId(count(self.model.statements.len()));
        self.model.statements.push(Arc::new(statement));
        id
    }
}

/// Event and date of a statement that says when something took place.
fn dated(statement: &Statement) -> Option<(SymbolId, Date)> {
    let [head] = statement.heads.as_slice() else { return None };
    match (head.terms.as_slice(), &statement.attribution.on) {
        ([Term::Symbol(symbol)], Some(on)) => Some((*symbol, on.date)),
        _ => None,
    }
}
