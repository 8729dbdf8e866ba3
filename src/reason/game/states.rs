//! The states of a game to what matters in each of them, all at once.
//!
//! What is supposed of the options is left open, so that one ground program tells what follows from every choice of
//! them, and its truth is worked out for a thousand states at a time. Where that program would not be whole, each
//! state is evaluated by itself. Invariant: both ways tell the same.

use crate::engine::{Failure, Limit};
use crate::ground::{Choices, GroundProgram, block, well_founded};
use crate::model::Model;
use crate::model::statement::{Literal, RelationId, SymbolId, Term};
use crate::reason::dispute::contradictions::{KnownClashes, gather};
use crate::reason::provenance::{Assumption, AtomId, Contest, ContradictionId, Lineage};
use crate::reason::session::stopped;
use crate::reason::{Session, Stop};
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, View};
use std::collections::BTreeSet;

/// So many words of 64 states are worked out at once.
const WORDS: usize = 16;

/// How the states of a game are worked out. Both ways tell the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Working {
    /// All at once where that can be done.
    Together,
    /// Each by itself.
    Apart,
}

/// Pairs of names, ascending.
pub(super) type Pairs = Vec<(SymbolId, SymbolId)>;

/// What a state is judged by.
#[derive(Clone, Debug, Default)]
pub(super) struct Matters {
    pub(super) groups: Groups,
    pub(super) serves: Pairs,
    pub(super) harms: Pairs,
    pub(super) vetoes: Pairs,
    pub(super) achieved: BTreeSet<SymbolId>,
    pub(super) failed: BTreeSet<SymbolId>,
    pub(super) named: BTreeSet<SymbolId>,
    pub(super) due: BTreeSet<SymbolId>,
    pub(super) kept: BTreeSet<SymbolId>,
}

/// Who belongs to whom, and who speaks for whom.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    belongs: Pairs,
    speaks: Pairs,
}

impl Groups {
    /// The actors who act: for a group its members, for who speaks for somebody that one.
    pub(super) fn everybody(&self, actors: impl IntoIterator<Item = SymbolId>) -> BTreeSet<SymbolId> {
        let mut open: Vec<SymbolId> = actors.into_iter().collect();
        let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
        while let Some(actor) = open.pop() {
            if !seen.insert(actor) {
                continue;
            }
            let below = self.belongs.iter().filter(|(_, group)| *group == actor).map(|(member, _)| *member);
            let above = self.speaks.iter().filter(|(person, _)| *person == actor).map(|(_, whole)| *whole);
            let before = open.len();
            open.extend(above);
            if open.len() == before {
                open.extend(below);
            }
            if open.len() == before {
                found.insert(actor);
            }
        }
        found
    }
}

/// The rows of a relation that hold in a state, by their first two names.
type Rows<'a> = &'a dyn Fn(Option<RelationId>) -> Vec<Vec<Term>>;

impl Matters {
    /// What matters in an evaluated view.
    pub(super) fn of(model: &Model, evaluated: &Evaluated) -> Self {
        Self::read(model, &|relation| rows(evaluated, relation))
    }

    fn read(model: &Model, rows: Rows<'_>) -> Self {
        let pairs = |relation| -> Pairs {
            let found: BTreeSet<(SymbolId, SymbolId)> = rows(relation)
                .iter()
                .filter_map(|row| match row.as_slice() {
                    [Term::Symbol(one), Term::Symbol(other), ..] => Some((*one, *other)),
                    _ => None,
                })
                .collect();
            found.into_iter().collect()
        };
        let names = |relation| -> BTreeSet<SymbolId> {
            let first = |row: &Vec<Term>| match row.first() {
                Some(Term::Symbol(one)) => Some(*one),
                _ => None,
            };
            rows(relation).iter().filter_map(first).collect()
        };
        let known = &model.known;
        Self {
            groups: Groups { belongs: pairs(known.belongs), speaks: pairs(known.speaks_for) },
            serves: pairs(known.serves),
            harms: pairs(known.harms),
            vetoes: pairs(known.veto),
            achieved: names(known.achieved),
            failed: names(known.fails),
            named: names(known.holds),
            due: names(known.condition),
            kept: names(known.promise),
        }
    }
}

/// The relations that [`Matters`] reads.
fn relations(model: &Model) -> Vec<RelationId> {
    let known = &model.known;
    let all = [
        known.belongs,
        known.speaks_for,
        known.serves,
        known.harms,
        known.veto,
        known.achieved,
        known.fails,
        known.holds,
        known.condition,
        known.promise,
    ];
    all.into_iter().flatten().collect()
}

/// The rows of a relation of the doctrine in an evaluated view.
pub(super) fn rows(evaluated: &Evaluated, relation: Option<RelationId>) -> Vec<Vec<Term>> {
    let Some(engine) = relation.and_then(|relation| evaluated.relation(relation, Sign::Positive)) else {
        return Vec::new();
    };
    let rows = evaluated.database.rows(engine);
    let rows = rows.map(|(_, row)| row.iter().filter_map(|one| evaluated.values.back(*one)).collect());
    rows.collect()
}

/// The states of a game: every choice of its options.
pub(super) struct States<'a> {
    /// The view in which it is played.
    pub(super) view: &'a View,
    /// What is chosen or not; state `n` chooses those whose bit is set in `n`.
    pub(super) options: &'a [Literal],
    /// The contradictions that there are without choosing.
    pub(super) known: &'a KnownClashes,
    /// The state in which the game begins: it is possible, whatever contradicts itself in it.
    pub(super) start: u64,
}

impl States<'_> {
    /// The possible states with what matters in each, ascending.
    ///
    /// # Errors
    /// A limit was reached.
    pub(super) fn possible(
        &self,
        session: &mut Session<'_>,
        working: Working,
    ) -> Result<Vec<(u64, Matters)>, Stop> {
        let found = match working {
            Working::Together => self.together(session)?,
            Working::Apart => None,
        };
        found.map_or_else(|| self.one_by_one(session), Ok)
    }

    fn all(&self) -> std::ops::Range<u64> {
        0..1_u64.checked_shl(u32::try_from(self.options.len()).unwrap_or(u32::MAX)).unwrap_or(0)
    }

    /// Evaluates each state by itself.
    fn one_by_one(&self, session: &mut Session<'_>) -> Result<Vec<(u64, Matters)>, Stop> {
        let mut found = Vec::new();
        for state in self.all() {
            let supposed = self.options.iter().enumerate().map(|(at, option)| {
                let sign = if state >> at & 1 == 1 { Sign::Positive } else { Sign::Negative };
                Literal { sign, ..option.clone() }
            });
            let supposed = self.view.supposed.iter().cloned().chain(supposed).collect();
            let evaluated = session.look(&View { supposed, ..self.view.clone() }, None, &[])?.evaluated;
            let new = || gather(session, &evaluated).iter().any(|(clash, _)| !self.known.has(clash));
            if state == self.start || !new() {
                found.push((state, Matters::of(session.model, &evaluated)));
            }
        }
        Ok(found)
    }

    /// Works the states out together; `None` where not all that they rest on can be looked at.
    fn together(&self, session: &mut Session<'_>) -> Result<Option<Vec<(u64, Matters)>>, Stop> {
        let model = session.model;
        let budget = &session.options.budget;
        let view = View { options: self.options.to_vec(), ..self.view.clone() };
        let mut lineage = match Lineage::new(model, &session.lowered, &view, &[], Contest::Options, budget) {
            Ok(lineage) => lineage,
            // What could hold may be much more than what holds in any state.
            Err(failure) if is_many(&failure.failure) => return Ok(None),
            Err(failure) => return Err(Stop(Box::new(stopped(model, &failure)))),
        };
        let mut held: Vec<(RelationId, Vec<Term>, AtomId)> = Vec::new();
        for relation in relations(model) {
            held.extend(
                lineage.could_hold(relation).into_iter().map(|(terms, atom)| (relation, terms, atom)),
            );
        }
        let ids = (0..).map(ContradictionId).take(lineage.clashes().len());
        let new: Vec<ContradictionId> =
            ids.filter(|id| lineage.said_by(*id).is_none_or(|clash| !self.known.has(&clash))).collect();
        let new: Vec<AtomId> = new.into_iter().map(|id| lineage.clash(id)).collect();
        let roots: Vec<AtomId> = held.iter().map(|(.., atom)| *atom).chain(new.iter().copied()).collect();
        let (program, leaves) = lineage.program(&roots);
        session.in_time()?;
        if !lineage.whole() {
            return Ok(None);
        }
        let mut found = Vec::new();
        let width = 64 * WORDS as u64;
        for first in self.all().step_by(64 * WORDS) {
            session.in_time()?;
            let truths = certain(&program, &leaves, first / 64);
            let holds = |atom: &AtomId, at: u64| {
                let words = truths.get(atom.index());
                words
                    .and_then(|words| words.get((at / 64) as usize))
                    .is_some_and(|word| word >> (at % 64) & 1 == 1)
            };
            for at in 0..width.min(self.all().end - first) {
                let state = first + at;
                if state == self.start || !new.iter().any(|clash| holds(clash, at)) {
                    let rows = |wanted: Option<RelationId>| -> Vec<Vec<Term>> {
                        let of = held.iter().filter(|(relation, ..)| Some(*relation) == wanted);
                        of.filter(|(.., atom)| holds(atom, at)).map(|(_, terms, _)| terms.clone()).collect()
                    };
                    found.push((state, Matters::read(model, &rows)));
                }
            }
        }
        Ok(Some(found))
    }
}

/// Where each atom holds, in the states from word `first` on.
fn certain(program: &GroundProgram, leaves: &[Assumption], first: u64) -> Vec<[u64; WORDS]> {
    let truth = |leaf: &Assumption| match leaf {
        Assumption::Option(at, Sign::Positive) => block::<WORDS>(*at as usize, first),
        Assumption::Option(at, Sign::Negative) => block::<WORDS>(*at as usize, first).map(|word| !word),
        Assumption::Claim(_)
        | Assumption::Row(..)
        | Assumption::Hypothesis(_)
        | Assumption::Application(..) => [0; WORDS],
    };
    let truths: Vec<[u64; WORDS]> = leaves.iter().map(truth).collect();
    let Ok(found) = well_founded(program, &mut Choices::<WORDS>, &truths);
    found.certain
}

/// Whether there was room for no more rows.
fn is_many(failure: &Failure) -> bool {
    matches!(failure, Failure::Stopped(stopped) if matches!(stopped.limit, Limit::Rows(_) | Limit::Memory(_)))
}
