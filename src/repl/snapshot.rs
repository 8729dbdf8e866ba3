//! A model as it is seen now: what holds in it, what fires, what clashes. The one place where a session
//! evaluates for itself.
//!
//! Where only facts are different, what is held is brought up to date instead. Invariant: what is held was
//! evaluated to its end; a limit that was reached leaves what was held before, or nothing.

use crate::diagnostic::Diagnostic;
use crate::engine::{Budget, Constant, Derivation, RelationId, RowId};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{self as model, SymbolId, Telling, Term};
use crate::reason::{Options, Session, Stop, Surveyed, Viewed, limit_reached};
use crate::report::{Command, Outcome};
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, FactSource, Origin, Revision, Role, View};
use smol_str::format_smolstr;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was found out about a model.
pub(super) struct Snapshot {
    /// The model.
    pub(super) model: Arc<Model>,
    /// What holds.
    pub(super) evaluated: Evaluated,
    /// What fires and what clashes, and expectations that are not met.
    pub(super) found: Vec<Diagnostic>,
    /// Expectations that are met, and all of them.
    pub(super) met: (usize, usize),
    /// The model of the files that it grew out of.
    files: Arc<Model>,
    view: View,
    /// The expectations of the view, and what was wrong when it was compiled.
    expectations: Vec<usize>,
    compiled: Vec<Diagnostic>,
    revision: Option<Revision>,
}

/// A snapshot whose view has been lent to whoever answers a question.
pub(super) struct Emptied {
    model: Arc<Model>,
    found: Vec<Diagnostic>,
    met: (usize, usize),
    files: Arc<Model>,
    view: View,
    revision: Option<Revision>,
}

impl Snapshot {
    /// Lends the view.
    pub(super) fn lend(self) -> (Emptied, Viewed) {
        let Snapshot { model, evaluated, found, met, files, view, expectations, compiled, revision } = self;
        let viewed = Viewed { evaluated, expectations, compiled };
        (Emptied { model, found, met, files, view, revision }, viewed)
    }
}

impl Emptied {
    /// The snapshot with the view that it lent.
    pub(super) fn with(self, viewed: Viewed) -> Snapshot {
        let Emptied { model, found, met, files, view, revision } = self;
        let Viewed { evaluated, expectations, compiled } = viewed;
        Snapshot { model, evaluated, found, met, files, view, expectations, compiled, revision }
    }
}

/// What is looked at: a model, the model of the files that it grew out of, and how.
pub(super) struct Sight {
    pub(super) model: Arc<Model>,
    pub(super) files: Arc<Model>,
    pub(super) view: View,
    pub(super) limits: Budget,
}

/// What came of bringing what is held up to date.
pub(super) enum Renewed {
    /// It is up to date.
    Done(Box<Snapshot>, Change),
    /// More than facts is different: it is as it was.
    Other(Box<Snapshot>),
    /// A limit was reached, and this is what is still held.
    Stopped(Option<Box<Snapshot>>, Box<Diagnostic>),
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
pub(super) fn look(sight: Sight) -> Result<Snapshot, Box<Diagnostic>> {
    survey(sight, None, None)
}

/// Finds out what there is to say of a model, evaluated already or not.
fn survey(
    Sight { model, files, view, limits }: Sight,
    known: Option<Viewed>,
    revision: Option<Revision>,
) -> Result<Snapshot, Box<Diagnostic>> {
    let options = Options { view: view.clone(), budget: limits, ..Options::default() };
    let mut session = Session::new(&model, Command::Check, Vec::new(), options);
    let surveyed = match known {
        Some(viewed) => session.survey_of(viewed),
        None => session.survey(),
    };
    let Surveyed { viewed, .. } = surveyed.map_err(|Stop(diagnostic)| diagnostic)?;
    let report = session.report;
    let expectations = report.expectations.unwrap_or_default();
    let met = expectations.iter().filter(|one| one.outcome == Outcome::Passed).count();
    Ok(Snapshot {
        evaluated: viewed.evaluated,
        found: report.diagnostics,
        met: (met, expectations.len()),
        files,
        view,
        expectations: viewed.expectations,
        compiled: viewed.compiled,
        revision,
        model,
    })
}

/// Brings what is held up to what is to be seen, in time that follows what is different, if only facts are.
pub(super) fn renew(mut held: Box<Snapshot>, sight: Sight) -> Renewed {
    if !Arc::ptr_eq(&held.files, &sight.files) {
        return Renewed::Other(held);
    }
    let Some(mut revision) = held.revision.take().or_else(|| Revision::new(&held.evaluated)) else {
        return Renewed::Other(held);
    };
    let from = (&*held.model, &held.view);
    let to = (&*sight.model, &sight.view);
    let revised = match revision.revise(&mut held.evaluated, from, to, &sight.limits) {
        Ok(Some(revised)) => revised,
        Ok(None) => {
            held.revision = Some(revision);
            return Renewed::Other(held);
        }
        Err(limit) => {
            held.revision = Some(revision);
            return Renewed::Stopped(Some(held), Box::new(limit_reached(limit)));
        }
    };
    let Snapshot { model, evaluated, found, expectations, compiled, .. } = *held;
    let mut change = Change::default();
    let (mut gained, mut lost) = (Vec::new(), Vec::new());
    for one in &revised.difference.changes {
        for &row in &one.gained {
            gained.extend(told(
                &sight.model,
                &evaluated,
                one.relation,
                row,
                supplied(&evaluated, one.relation, row),
            ));
        }
        for &row in &one.lost {
            let supplied = revised.supplied.contains(&(one.relation, row));
            lost.extend(told(&model, &evaluated, one.relation, row, supplied));
        }
    }
    change.gained = in_order(gained);
    change.lost = in_order(lost);
    match survey(sight, Some(Viewed { evaluated, expectations, compiled }), Some(revision)) {
        Ok(after) => {
            change.arisen = beyond(&after.found, &found);
            change.settled = beyond(&found, &after.found);
            Renewed::Done(Box::new(after), change)
        }
        Err(diagnostic) => Renewed::Stopped(None, diagnostic),
    }
}

/// The diagnostics that the others do not say.
fn beyond(some: &[Diagnostic], others: &[Diagnostic]) -> Vec<Diagnostic> {
    let same = |one: &Diagnostic, other: &Diagnostic| {
        one.code == other.code && one.severity == other.severity && one.message == other.message
    };
    some.iter().filter(|one| !others.iter().any(|other| same(one, other))).cloned().collect()
}

/// Conclusions in the order in which they are told.
fn in_order(mut found: Vec<(usize, String)>) -> Vec<String> {
    found.sort();
    found.into_iter().map(|(_, text)| text).collect()
}

/// Whether only strat itself states a row: what it knows, such as the date, nobody has concluded.
fn supplied(evaluated: &Evaluated, relation: RelationId, row: RowId) -> bool {
    let mut staters = evaluated.staters(relation, row).peekable();
    staters.peek().is_some() && staters.all(|stater| stater == FactSource::Known)
}

/// A conclusion with the place of its theme. What is said of statements as texts is left out, and so is what
/// only says again what another sentence says.
fn told(
    model: &Model,
    evaluated: &Evaluated,
    relation: RelationId,
    row: RowId,
    supplied: bool,
) -> Option<(usize, String)> {
    let Some(Role::Sentence(said, _)) = evaluated.role(relation) else { return None };
    let values = evaluated.database.row(relation, row)?;
    let text = evaluated.sentence(model, relation, values)?;
    if text.starts_with('@') || supplied || folded(model, evaluated, relation, row) {
        return None;
    }
    Some((rank(model, *said), text))
}

/// What is different in `after`.
pub(super) fn change(before: &Snapshot, after: &Snapshot) -> Change {
    let (gained, shared) = new_in(after, before, &BTreeMap::new());
    let (lost, _) = new_in(before, after, &shared);
    let (arisen, settled) = (beyond(&after.found, &before.found), beyond(&before.found, &after.found));
    Change { gained, lost, arisen, settled }
}

/// How many rows of a relation another evaluation has too, by the relation there.
type Shared = BTreeMap<RelationId, usize>;

/// The conclusions of `to` that `from` does not have, those of the key themes first. Relations all of whose
/// rows are `known` to be shared are not looked at.
fn new_in(to: &Snapshot, from: &Snapshot, known: &Shared) -> (Vec<String>, Shared) {
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
            found.extend(told(&to.model, &to.evaluated, here, row, supplied(&to.evaluated, here, row)));
        }
        shared.extend(there.map(|there| (there, count)));
    }
    (in_order(found), shared)
}

/// Whether a rule that says the same under another name has concluded the row.
fn folded(model: &Model, evaluated: &Evaluated, relation: RelationId, row: RowId) -> bool {
    let Some(Derivation::Rule { rule, .. }) = evaluated.database.derivation(relation, row) else {
        return false;
    };
    match evaluated.origin(rule) {
        Some(Origin::Statement(id, _)) => {
            model.statement(id).is_some_and(|statement| statement.telling == Telling::Folded)
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
    from: &'a Snapshot,
    to: &'a Snapshot,
    /// By the constant of `to`; outside, what was not looked for yet.
    known: Vec<Option<Option<Constant>>>,
    /// The row that is looked for.
    row: Vec<Constant>,
}

impl<'a> Names<'a> {
    fn new(from: &'a Snapshot, to: &'a Snapshot) -> Self {
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
