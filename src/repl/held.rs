//! A model as it is seen now: what holds in it, what fires, what clashes. The one place where a session
//! evaluates for itself.
//!
//! Invariant: what is held was evaluated to its end; a limit that was reached leaves what was held before.

use crate::diagnostic::Diagnostic;
use crate::engine::{Constant, Derivation, Limits, RelationId, RowId};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{SymbolId, Telling, Term};
use crate::reason::{Options, Session, Stop, Surveyed};
use crate::report::{Command, Outcome, Verdict};
use crate::theory::{Evaluated, Origin, Role, Stater, View};
use smol_str::format_smolstr;
use std::collections::HashMap;
use std::sync::Arc;

/// What was found out about a model.
pub(super) struct Held {
    /// The model.
    pub(super) model: Arc<Model>,
    /// What holds.
    pub(super) evaluated: Evaluated,
    /// What fires and what clashes, and expectations that are not met.
    pub(super) found: Vec<Diagnostic>,
    /// What is to be said of it as a whole.
    pub(super) verdict: Option<Verdict>,
    /// Expectations that are met, and all of them.
    pub(super) met: (usize, usize),
}

/// What became different between two states.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    /// Sentences that hold now.
    pub(super) gained: Vec<String>,
    /// Sentences that no longer hold.
    pub(super) lost: Vec<String>,
    /// What fires or clashes now.
    pub(super) arisen: Vec<Diagnostic>,
    /// What no longer does.
    pub(super) settled: Vec<Diagnostic>,
}

/// Evaluates a model.
///
/// # Errors
/// A limit was reached, or somebody interrupted.
pub(super) fn look(model: Arc<Model>, view: View, limits: Limits) -> Result<Held, Box<Diagnostic>> {
    let mut session = Session::new(&model, Command::Check, Vec::new(), Options { view, limits });
    let Surveyed { viewed, .. } = session.survey().map_err(|Stop(diagnostic)| diagnostic)?;
    let report = session.report;
    let expectations = report.expectations.unwrap_or_default();
    let met = expectations.iter().filter(|one| one.outcome == Outcome::Passed).count();
    Ok(Held {
        evaluated: viewed.evaluated,
        found: report.diagnostics,
        verdict: report.verdict,
        met: (met, expectations.len()),
        model,
    })
}

/// What is different in `after`.
pub(super) fn change(before: &Held, after: &Held) -> Change {
    let beyond = |some: &Held, others: &Held| {
        let same = |one: &Diagnostic, other: &Diagnostic| {
            one.code == other.code && one.severity == other.severity && one.message == other.message
        };
        let fresh = some.found.iter().filter(|one| !others.found.iter().any(|other| same(one, other)));
        fresh.cloned().collect()
    };
    Change {
        gained: gained(before, after),
        lost: gained(after, before),
        arisen: beyond(after, before),
        settled: beyond(before, after),
    }
}

/// The conclusions of `to` that `from` does not have, those of the key themes first. What is said of
/// statements as texts is left out, and so is what only says again what another sentence says.
fn gained(from: &Held, to: &Held) -> Vec<String> {
    let mut names = Names { from, to, known: HashMap::new() };
    let mut found: Vec<(usize, String)> = Vec::new();
    for (relation, row) in to.evaluated.sentences() {
        let Some(values) = to.evaluated.database.row(relation, row) else { continue };
        if names.holds(relation, values) {
            continue;
        }
        let Some(Role::Sentence(known, _)) = to.evaluated.role(relation) else { continue };
        let Some(text) = to.evaluated.sentence(&to.model, relation, values) else { continue };
        // What strat itself knows, such as the date, nobody has concluded.
        let mut staters = to.evaluated.staters(relation, row).peekable();
        let supplied = staters.peek().is_some() && staters.all(|stater| stater == Stater::Known);
        if text.starts_with('@') || supplied || folded(to, relation, row) {
            continue;
        }
        found.push((rank(&to.model, *known), text));
    }
    found.sort();
    found.into_iter().map(|(_, text)| text).collect()
}

/// Whether a rule that says the same under another name has concluded the row.
fn folded(held: &Held, relation: RelationId, row: RowId) -> bool {
    let Some(Derivation::Rule { rule, .. }) = held.evaluated.database.derivation(relation, row) else {
        return false;
    };
    match held.evaluated.origin(rule) {
        Some(Origin::Statement(id, _)) => {
            held.model.statement(id).is_some_and(|statement| statement.telling == Telling::Folded)
        }
        Some(Origin::Symmetric(_)) => true,
        Some(Origin::Auxiliary | Origin::Violation(_) | Origin::Query(_)) | None => false,
    }
}

/// The place of a relation's theme: the analysis's own relations, then the key modules, then the others.
fn rank(model: &Model, relation: crate::model::statement::RelationId) -> usize {
    let Some(span) = model.relation(relation).map(|relation| relation.span) else { return usize::MAX };
    match model.modules.iter().position(|module| module.file == span.file) {
        None => 0,
        Some(at) if model.modules.get(at).is_some_and(|module| module.key) => at + 1,
        Some(at) => at + 1 + model.modules.len(),
    }
}

/// The constants of one evaluation as those of another: names are what two models share, not numbers.
struct Names<'a> {
    from: &'a Held,
    to: &'a Held,
    known: HashMap<Constant, Option<Constant>>,
}

impl Names<'_> {
    /// Whether a row of `to` holds in `from` too.
    fn holds(&mut self, relation: RelationId, values: &[Constant]) -> bool {
        let Some(Role::Sentence(said, sign)) = self.to.evaluated.role(relation) else { return true };
        let Some(name) = self.to.model.relation(*said).map(|relation| &relation.name) else { return true };
        let Some(there) = self.from.model.find_relation(name) else { return false };
        let Some(there) = self.from.evaluated.relation(there, *sign) else { return false };
        let row: Option<Vec<_>> = values.iter().map(|value| self.translate(*value)).collect();
        row.is_some_and(|row| self.from.evaluated.database.contains(there, &row))
    }

    fn translate(&mut self, value: Constant) -> Option<Constant> {
        if let Some(known) = self.known.get(&value) {
            return *known;
        }
        let there = match self.to.evaluated.values.back(value) {
            Some(Term::Symbol(symbol)) => {
                same_symbol(&self.to.model, symbol, &self.from.model).map(Term::Symbol)
            }
            other => other,
        };
        let constant = there.and_then(|term| self.from.evaluated.values.known(&term));
        self.known.insert(value, constant);
        constant
    }
}

/// The symbol of the other model with the same name and sort.
fn same_symbol(model: &Model, symbol: SymbolId, other: &Model) -> Option<SymbolId> {
    let here = model.symbol(symbol)?;
    let same = |id: SymbolId| {
        other.symbol(id).is_some_and(|there| there.name == here.name && there.sort == here.sort)
    };
    if same(symbol) {
        return Some(symbol);
    }
    let key = match here.sort {
        SortId::STATEMENT => format_smolstr!("@{}", here.name),
        SortId::KIND => format_smolstr!("is {}", here.name),
        SortId::UNIT => format_smolstr!("unit {}", here.name),
        _ => here.name.clone(),
    };
    other.names.get(&key).copied().filter(|id| same(*id))
}
