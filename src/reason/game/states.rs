//! The states of a game to what matters in each of them, all at once.
//!
//! What is supposed of the options is left open, so that one ground program tells what follows from every choice of
//! them, and its truth is worked out for a thousand states at a time. Where that program would not be whole, each
//! state is evaluated by itself. Invariant: both ways tell the same.

use super::columns::{Columns, Places};
use super::rows::rows;
use crate::engine::{Failure, Limit};
use crate::ground::{Choices, GroundProgram, block, well_founded};
use crate::model::Model;
use crate::model::statement::{Literal, RelationId, StatementId, Term};
use crate::reason::dispute::contradictions::{KnownClashes, gather};
use crate::reason::provenance::{Assumption, AtomId, Contest, ContradictionId, Provenance};
use crate::reason::stop::stopped;
use crate::reason::{Session, Stop};
use crate::syntax::ast::Sign;
use crate::theory::View;
use std::collections::BTreeMap;

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

/// The relations that states are judged by.
pub(super) fn relations(model: &Model) -> Vec<RelationId> {
    let known = &model.known;
    let all = [
        known.belongs,
        known.speaks_for,
        known.serves,
        known.harms,
        known.works_against,
        known.veto,
        known.achieved,
        known.fails,
        known.holds,
        known.condition,
        known.promise,
    ];
    all.into_iter().flatten().collect()
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
    pub(super) fn possible(&self, session: &mut Session<'_>, working: Working) -> Result<Columns, Stop> {
        let found = match working {
            Working::Together => self.together(session)?,
            Working::Apart => None,
        };
        found.map_or_else(|| self.one_by_one(session), Ok)
    }

    /// The claims that what matters in some state may rest on.
    pub(super) fn claims(
        session: &Session<'_>,
        view: &View,
        options: &[Literal],
    ) -> Result<Vec<StatementId>, Stop> {
        let model = session.model;
        let budget = &session.options.budget;
        let view = View { options: options.to_vec(), ..view.clone() };
        let mut provenance =
            match Provenance::new(model, &session.lowered, &view, &[], Contest::Claims, budget) {
                Ok(provenance) => provenance,
                Err(failure) if is_many(&failure.failure) => return Ok(Vec::new()),
                Err(failure) => return Err(Stop(Box::new(stopped(model, &failure)))),
            };
        let rows = relations(model).into_iter().flat_map(|relation| provenance.could_hold(relation));
        let roots: Vec<AtomId> = rows.map(|(_, atom)| atom).collect();
        let (_, leaves) = provenance.program(&roots);
        session.in_time()?;
        let claims = leaves.iter().filter_map(|leaf| match leaf {
            Assumption::Claim(statement) => Some(*statement),
            Assumption::Option(..)
            | Assumption::Row(..)
            | Assumption::Hypothesis(_)
            | Assumption::Application(..) => None,
        });
        Ok(claims.collect())
    }

    fn all(&self) -> std::ops::Range<u64> {
        0..1_u64.checked_shl(u32::try_from(self.options.len()).unwrap_or(u32::MAX)).unwrap_or(0)
    }

    /// Evaluates each state by itself.
    fn one_by_one(&self, session: &mut Session<'_>) -> Result<Columns, Stop> {
        let mut states = Vec::new();
        let mut held: BTreeMap<(RelationId, Vec<Term>), Places> = BTreeMap::new();
        for state in self.all() {
            let supposed = self.options.iter().enumerate().map(|(at, option)| {
                let sign = if state >> at & 1 == 1 { Sign::Positive } else { Sign::Negative };
                Literal { sign, ..option.clone() }
            });
            let supposed = self.view.supposed.iter().cloned().chain(supposed).collect();
            let evaluated = session.look(&View { supposed, ..self.view.clone() }, None, &[])?.evaluated;
            let new = || gather(session, &evaluated).iter().any(|(clash, _)| !self.known.has(clash));
            if state != self.start && new() {
                continue;
            }
            for relation in relations(session.model) {
                for row in rows(&evaluated, Some(relation)) {
                    held.entry((relation, row)).or_default().add(states.len());
                }
            }
            states.push(state);
        }
        let rows = held.into_iter().map(|((relation, terms), places)| (relation, terms, places));
        Ok(Columns { states, rows: rows.collect() })
    }

    /// Works the states out together; `None` where not all that they rest on can be looked at.
    fn together(&self, session: &mut Session<'_>) -> Result<Option<Columns>, Stop> {
        let model = session.model;
        let budget = &session.options.budget;
        let view = View { options: self.options.to_vec(), ..self.view.clone() };
        let mut provenance =
            match Provenance::new(model, &session.lowered, &view, &[], Contest::Options, budget) {
                Ok(provenance) => provenance,
                // What could hold may be much more than what holds in any state.
                Err(failure) if is_many(&failure.failure) => return Ok(None),
                Err(failure) => return Err(Stop(Box::new(stopped(model, &failure)))),
            };
        let mut held: Vec<(RelationId, Vec<Term>, AtomId)> = Vec::new();
        for relation in relations(model) {
            held.extend(
                provenance.could_hold(relation).into_iter().map(|(terms, atom)| (relation, terms, atom)),
            );
        }
        let ids = (0..).map(ContradictionId).take(provenance.clashes().len());
        let new: Vec<ContradictionId> =
            ids.filter(|id| provenance.said_by(*id).is_none_or(|clash| !self.known.has(&clash))).collect();
        let new: Vec<AtomId> = new.into_iter().map(|id| provenance.clash(id)).collect();
        let roots: Vec<AtomId> = held.iter().map(|(.., atom)| *atom).chain(new.iter().copied()).collect();
        let (program, leaves) = provenance.program(&roots);
        session.in_time()?;
        if !provenance.whole() {
            return Ok(None);
        }
        let mut found = Columns::default();
        found
            .rows
            .extend(held.iter().map(|(relation, terms, _)| (*relation, terms.clone(), Places::default())));
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
            let before = found.states.len();
            let all = 0..width.min(self.all().end - first);
            let possible = |at: &u64| first + at == self.start || !new.iter().any(|clash| holds(clash, *at));
            let possible: Vec<u64> = all.filter(possible).collect();
            found.states.extend(possible.iter().map(|at| first + at));
            for ((.., atom), (.., places)) in held.iter().zip(&mut found.rows) {
                for (place, _) in (before..).zip(&possible).filter(|(_, at)| holds(atom, **at)) {
                    places.add(place);
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
    matches!(failure, Failure::Stopped(stopped) if matches!(stopped.limit, Limit::Rows(_) | Limit::Values(_) | Limit::Memory(_)))
}
