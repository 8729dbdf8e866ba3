//! An evaluated view brought up to date with a model and a view of it in which other facts are stated.
//!
//! Only facts may differ: ground sentences of relations that the program has, and what strat knows of their
//! statements. **Invariant:** what comes out says what compiling and evaluating afresh would say; rows may
//! come in another order, and a row may be derived by another of its rules.

use super::lowered::{Weight, stated};
use super::parts::Fact;
use super::{Applications, Evaluated, FactSource, Role, Standing, Values, View};
use crate::engine::{Budget, Constant, Difference, Edit, Limit, Maintenance, Refusal, RelationId, RowId};
use crate::model::Model;
use crate::model::statement::{self as model, Kind, Statement, StatementId};
use crate::syntax::ast::Sign;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is kept for bringing an evaluation up to date, time and again.
pub struct Revision {
    maintenance: Maintenance,
}

/// What became different.
pub struct Revised {
    /// The rows that came and went.
    pub difference: Difference,
    /// Of those that went, the ones that only strat itself had stated.
    pub supplied: BTreeSet<(RelationId, RowId)>,
}

impl Revision {
    /// What is kept for an evaluation: it is to be the one that is revised each time. `None` if its program
    /// cannot be evaluated.
    pub fn new(evaluated: &Evaluated) -> Option<Self> {
        Some(Self { maintenance: Maintenance::new(&evaluated.program).ok()? })
    }

    /// Brings the evaluation of one model and view up to those of another. `None` where more than facts is
    /// different; then nothing has changed.
    ///
    /// # Errors
    /// A limit was reached; nothing has changed.
    pub fn revise(
        &mut self,
        evaluated: &mut Evaluated,
        from: (&Model, &View),
        to: (&Model, &View),
        limits: &Budget,
    ) -> Result<Option<Revised>, Limit> {
        let suspends = |role: &Role| matches!(role, Role::Suspended);
        // What could not be compared is noted for good, and may no longer be there.
        let noted = !evaluated.values.unordered().is_empty();
        if noted || !alike(from, to) || evaluated.legend.roles.iter().any(suspends) {
            return Ok(None);
        }
        let (gone, come) = moved(from, to);
        let Some(mut gone) = facts_of(from.0, evaluated, &gone) else { return Ok(None) };
        let Some(mut come) = facts_of(to.0, evaluated, &come) else { return Ok(None) };
        let shared = shared_names(from.0, to.0);
        gone.extend(sorted(from.0, evaluated, shared));
        come.extend(sorted(to.0, evaluated, shared));
        let (edit, withdrawn) = edit(evaluated, &gone, &come);
        let Evaluated { program, database, values, .. } = evaluated;
        let difference = match self.maintenance.edit(program, database, &edit, values, limits) {
            Ok(difference) => difference,
            Err(refusal) => {
                for (relation, row, stater) in withdrawn {
                    evaluated.legend.staters.add_later(relation, row, stater);
                }
                return match refusal {
                    Refusal::Facts => Ok(None),
                    Refusal::Limit(limit) => Err(limit),
                };
            }
        };
        for (relation, row, stater) in come {
            if let Some(row) = evaluated.database.find(relation, &row) {
                evaluated.legend.staters.add_later(relation, row, stater);
            }
        }
        let mut known: BTreeMap<(RelationId, RowId), bool> = BTreeMap::new();
        for (relation, row, stater) in withdrawn {
            *known.entry((relation, row)).or_insert(true) &= stater == FactSource::Known;
        }
        let supplied = known.into_iter().filter(|(_, known)| *known).map(|(row, _)| row).collect();
        Ok(Some(Revised { difference, supplied }))
    }
}

/// Whether two views of two models can differ in facts only; the models must have grown out of the same one.
fn alike((from, seen): (&Model, &View), (to, view): (&Model, &View)) -> bool {
    let plain = |view: &View| {
        view.scenario.is_none()
            && view.supposed.is_empty()
            && view.disbelieved.is_empty()
            && view.entertained.is_empty()
            && view.claimed.is_empty()
            && view.applications == Applications::Plain
    };
    let same_frame = from.as_of() == to.as_of()
        && from.frame.threshold == to.frame.threshold
        && from.frame.without == to.frame.without;
    let same_tables = from.tables.len() == to.tables.len()
        && from.tables.iter().zip(&to.tables).all(|(one, other)| Arc::ptr_eq(one, other));
    plain(seen)
        && plain(view)
        && seen.through == view.through
        && seen.threshold == view.threshold
        && seen.played == view.played
        && seen.foreseen == view.foreseen
        && same_frame
        && same_tables
        && from.units == to.units
        && from.relations.len() == to.relations.len()
        && from.hypotheses.len() == to.hypotheses.len()
        && from.scenarios.len() == to.scenarios.len()
        && from.expectations.len() == to.expectations.len()
}

type Numbered<'m> = Vec<(StatementId, &'m Statement, Weight)>;

/// The statements that are made in the first view and not in the second, and the other way round.
fn moved<'m>(
    (from, seen): (&'m Model, &'m View),
    (to, view): (&'m Model, &'m View),
) -> (Numbered<'m>, Numbered<'m>) {
    let both = from.statements.iter().zip(&to.statements);
    let shared = both.take_while(|(one, other)| Arc::ptr_eq(one, other)).count();
    let (before, after) = (Standing::new(from, seen), Standing::new(to, view));
    let turned = seen.retracted.symmetric_difference(&view.retracted);
    let turned: Vec<StatementId> = turned.copied().filter(|id| (id.0 as usize) < shared).collect();
    let counting = |model: &'m Model, standing: &Standing<'m>, other: Option<&Standing<'m>>| {
        let late = model.statements().skip(shared);
        let turned = turned.iter().filter_map(|id| Some((*id, model.statement(*id)?)));
        let moved = turned.chain(late).filter(|(id, statement)| {
            let elsewhere = (id.0 as usize) < shared && other.is_some_and(|other| other.made(*id, statement));
            standing.made(*id, statement) && !elsewhere
        });
        let weighed = moved.map(|(id, statement)| {
            let counts = standing.counts(id, statement);
            (id, statement, if counts { Weight::Counts } else { Weight::Made })
        });
        weighed.collect::<Numbered<'m>>()
    };
    (counting(from, &before, Some(&after)), counting(to, &after, Some(&before)))
}

/// A row of a program's relation, and what states it.
type StatedRow = (RelationId, Vec<Constant>, FactSource);

/// What statements state and what strat knows of them, as facts of a program that was compiled without
/// them. `None` where a statement is more than ground sentences, or of a relation that the program lacks.
fn facts_of(model: &Model, evaluated: &mut Evaluated, statements: &Numbered<'_>) -> Option<Vec<StatedRow>> {
    let ground =
        |literal: &model::Literal| literal.terms.iter().all(|term| !matches!(term, model::Term::Variable(_)));
    let plain = |statement: &Statement| match statement.kind {
        Kind::Assertion | Kind::Forecast(_) => statement.body.is_none() && statement.heads.iter().all(ground),
        Kind::Judgement
        | Kind::Table(_)
        | Kind::Rule(_)
        | Kind::Impossible
        | Kind::Forbid(_)
        | Kind::Meaning(_)
        | Kind::Supposition => false,
    };
    if !statements.iter().all(|(_, statement, _)| plain(statement)) {
        return None;
    }
    let values = std::mem::replace(&mut evaluated.values, Values::new(model.units.clone()));
    let (facts, values) = stated(model, values, statements);
    evaluated.values = values;
    let dated = |wanted: (model::RelationId, Sign)| {
        (0..).map(RelationId).zip(&evaluated.legend.roles).find_map(|(relation, role)| match role {
            Role::Dated(said, sign) if (*said, *sign) == wanted => Some(relation),
            _ => None,
        })
    };
    let mut rows = Vec::with_capacity(facts.len());
    for Fact { relation, sign, row, date, stater } in facts {
        let engine = *evaluated.legend.sentences.get(&(relation, sign))?;
        if let Some(date) = date
            && let Some(dated) = dated((relation, sign))
        {
            rows.push((dated, row.iter().copied().chain([date]).collect(), stater));
        }
        rows.push((engine, row, stater));
    }
    Some(rows)
}

/// How many names two models have in common, from the first on.
fn shared_names(from: &Model, to: &Model) -> usize {
    if Arc::ptr_eq(&from.symbols, &to.symbols) {
        return from.symbols.len();
    }
    let both = from.symbols.iter().zip(to.symbols.iter());
    both.take_while(|(one, other)| one.name == other.name && one.sort == other.sort).count()
}

/// The sorts of the names from one on, as facts of the relations that tell sorts apart.
fn sorted(model: &Model, evaluated: &mut Evaluated, from: usize) -> Vec<StatedRow> {
    let mut rows = Vec::new();
    for (relation, role) in (0..).map(RelationId).zip(&evaluated.legend.roles) {
        let Role::Sort(sorts) = role else { continue };
        for symbol in (0..).map(model::SymbolId).take(model.symbols.len()).skip(from) {
            if model.fits(symbol, sorts) {
                rows.push((relation, vec![evaluated.values.symbol(symbol)], FactSource::Known));
            }
        }
    }
    rows
}

/// The edit of facts, and the staters that were taken out for it.
fn edit(
    evaluated: &mut Evaluated,
    gone: &[StatedRow],
    come: &[StatedRow],
) -> (Edit, Vec<(RelationId, RowId, FactSource)>) {
    let mut withdrawn = Vec::new();
    for (relation, row, stater) in gone {
        if let Some(number) = evaluated.database.find(*relation, row) {
            evaluated.legend.staters.remove(*relation, number, *stater);
            withdrawn.push((*relation, number, *stater));
        }
    }
    let mut edit = Edit::default();
    for &(relation, number, _) in &withdrawn {
        if evaluated.staters(relation, number).next().is_none()
            && let Some(row) = evaluated.database.row(relation, number)
        {
            edit.removed.push((relation, row.to_vec()));
        }
    }
    edit.added = come.iter().map(|(relation, row, _)| (*relation, row.clone())).collect();
    (edit, withdrawn)
}
