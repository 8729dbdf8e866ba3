//! A model as it is seen now: what holds in it, what fires, what clashes. The one place where a session
//! evaluates for itself.
//!
//! Invariant: what is held was evaluated to its end; a limit that was reached leaves what was held before.

use crate::diagnostic::Diagnostic;
use crate::engine::{Constant, Derivation, Limits, RelationId, RowId};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{self as model, SymbolId, Telling, Term};
use crate::reason::{Options, Session, Stop, Surveyed};
use crate::report::{Command, Outcome, Verdict};
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, Origin, Stater, View};
use smol_str::format_smolstr;
use std::collections::BTreeMap;
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
    let (gained, shared) = new_in(after, before, &BTreeMap::new());
    let (lost, _) = new_in(before, after, &shared);
    Change { gained, lost, arisen: beyond(after, before), settled: beyond(before, after) }
}

/// How many rows of a relation another evaluation has too, by the relation there.
type Shared = BTreeMap<RelationId, usize>;

/// The conclusions of `to` that `from` does not have, those of the key themes first. What is said of
/// statements as texts is left out, and so is what only says again what another sentence says. Relations all
/// of whose rows are `known` to be shared are not looked at.
fn new_in(to: &Held, from: &Held, known: &Shared) -> (Vec<String>, Shared) {
    let mut names = Names::new(from, to);
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut shared = Shared::new();
    for (&(said, sign), &here) in &to.evaluated.legend.sentences {
        if known.get(&here) == Some(&to.evaluated.database.len(here)) {
            continue;
        }
        let there = names.relation(said, sign);
        let mut count = 0;
        for (row, values) in to.evaluated.database.rows(here) {
            if there.is_some_and(|there| names.holds(there, values)) {
                count += 1;
                continue;
            }
            let Some(text) = to.evaluated.sentence(&to.model, here, values) else { continue };
            // What strat itself knows, such as the date, nobody has concluded.
            let mut staters = to.evaluated.staters(here, row).peekable();
            let supplied = staters.peek().is_some() && staters.all(|stater| stater == Stater::Known);
            if text.starts_with('@') || supplied || folded(to, here, row) {
                continue;
            }
            found.push((rank(&to.model, said), text));
        }
        shared.extend(there.map(|there| (there, count)));
    }
    found.sort();
    (found.into_iter().map(|(_, text)| text).collect(), shared)
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
fn rank(model: &Model, relation: model::RelationId) -> usize {
    let Some(span) = model.relation(relation).map(|relation| relation.span) else { return usize::MAX };
    match model.modules.iter().position(|module| module.file == span.file) {
        None => 0,
        Some(at) if model.modules.get(at).is_some_and(|module| module.key) => at + 1,
        Some(at) => at + 1 + model.modules.len(),
    }
}

/// The relations and constants of one evaluation as those of another: names are what two models share, not
/// numbers.
struct Names<'a> {
    from: &'a Held,
    to: &'a Held,
    /// By the constant of `to`; outside, what was not looked for yet.
    known: Vec<Option<Option<Constant>>>,
    /// The row that is looked for.
    row: Vec<Constant>,
}

impl<'a> Names<'a> {
    fn new(from: &'a Held, to: &'a Held) -> Self {
        Self { from, to, known: Vec::new(), row: Vec::new() }
    }

    /// The relation of `from` that says what this one of `to` says.
    fn relation(&self, said: model::RelationId, sign: Sign) -> Option<RelationId> {
        let name = &self.to.model.relation(said)?.name;
        self.from.evaluated.relation(self.from.model.find_relation(name)?, sign)
    }

    /// Whether a row of `to` is in a relation of `from`.
    fn holds(&mut self, there: RelationId, values: &[Constant]) -> bool {
        self.row.clear();
        for value in values {
            match self.translate(*value) {
                Some(value) => self.row.push(value),
                None => return false,
            }
        }
        self.from.evaluated.database.contains(there, &self.row)
    }

    fn translate(&mut self, value: Constant) -> Option<Constant> {
        if let Some(Some(known)) = self.known.get(value.index()) {
            return *known;
        }
        let there = match self.to.evaluated.values.back(value) {
            Some(Term::Symbol(symbol)) => {
                same_symbol(&self.to.model, symbol, &self.from.model).map(Term::Symbol)
            }
            other => other,
        };
        let constant = there.and_then(|term| self.from.evaluated.values.known(&term));
        if self.known.len() <= value.index() {
            self.known.resize(value.index() + 1, None);
        }
        if let Some(slot) = self.known.get_mut(value.index()) {
            *slot = Some(constant);
        }
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
