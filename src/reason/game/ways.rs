//! What it would take for an outcome to last: each is tried by playing the game so.
//!
//! Tried are commitments of those who would leave it, an option that could not be undone, one goal of one actor
//! moved up or down, and a further action of the analysis put into play. Invariant: with each of what is told the
//! outcome can last, and as things stand it cannot.

use super::hinges::untold;
use super::played::Played;
use super::read::{played_in, view_of};
use crate::games::{State, lasting};
use crate::model::statement::SymbolId;
use crate::model::value::Number;
use crate::reason::{Session, Stop};
use std::collections::BTreeSet;

/// So many states of the outcome are looked at one by one.
const STATES: usize = 16;

/// So many further actions are put into play.
const ACTIONS: usize = 12;

/// The most outcomes of a game that is played again and again.
const OUTCOMES: usize = 1024;

/// The ways to make an outcome of a game last, each as the sentences that say it; `None` where it is an outcome of
/// no game that was played.
pub(in crate::reason) fn ways(
    session: &mut Session<'_>,
    outcome: SymbolId,
) -> Result<Option<Vec<Vec<String>>>, Stop> {
    let model = session.model;
    for played in session.options.games.played.clone() {
        let goal = played.goal(model.name(outcome), outcome);
        if goal.is_empty() || played.outcomes.len() > OUTCOMES || played.all.is_none() {
            continue;
        }
        let mut ways = played.by_commitment(session, &goal);
        ways.extend(played.by_binding(session, &goal)?);
        ways.extend(played.by_priority(session, &goal)?);
        ways.extend(played.by_action(session, outcome)?);
        return Ok(Some(ways));
    }
    Ok(None)
}

impl Played {
    /// The states of what is called so: an outcome, or a state by its options.
    fn goal(&self, name: &str, outcome: SymbolId) -> Vec<State> {
        let states = 0..self.outcomes.len();
        if self.named.contains(&outcome) {
            return states.filter(|state| self.outcomes.named(outcome, *state)).collect();
        }
        let own = self.states.get(name).copied();
        own.into_iter().collect()
    }

    fn by_commitment(&self, session: &Session<'_>, goal: &[State]) -> Vec<Vec<String>> {
        let mut ways: Vec<Vec<String>> = Vec::new();
        for state in session.options.budget.each(goal.iter().take(STATES)) {
            let (mends, several) = self.mends(session.model, *state, &session.options.budget);
            ways.extend(mends.into_iter().filter_map(|mend| mend.commitment).map(|one| vec![one]));
            ways.extend(Some(several).filter(|several| !several.is_empty()));
        }
        let mut seen = BTreeSet::new();
        ways.retain(|way| seen.insert(way.clone()));
        ways
    }

    fn by_binding(&self, session: &Session<'_>, goal: &[State]) -> Result<Vec<Vec<String>>, Stop> {
        let mut ways = Vec::new();
        for (at, choice) in self.options.all.iter().enumerate() {
            session.in_time()?;
            if choice.irreversible || choice.fixed || !goal.iter().any(|state| self.takes(*state, at)) {
                continue;
            }
            let mut other = self.clone();
            if let Some(choice) = other.options.all.get_mut(at) {
                choice.irreversible = true;
            }
            other.conflict.board = other.board();
            let lasts = lasting(&other.conflict, &session.options.budget);
            if lasts.is_some_and(|found| goal.iter().any(|state| found.states.contains(state))) {
                ways.push(vec![format!("{} is irreversible", session.model.name(choice.action))]);
            }
        }
        Ok(ways)
    }

    /// Moves the goals of one priority of one actor, no farther than it takes.
    fn by_priority(&self, session: &Session<'_>, goal: &[State]) -> Result<Vec<Vec<String>>, Stop> {
        let model = session.model;
        let mut ways = Vec::new();
        for (actor, own) in self.goals.iter().enumerate() {
            let levels = self.levels(actor);
            let ranked = levels.iter().filter(|(priority, _)| priority.is_some()).count();
            let mut tried: BTreeSet<Vec<usize>> = BTreeSet::new();
            for from in 0..ranked {
                let up = (0..from).rev();
                let down = from + 1..ranked;
                for places in [up.collect::<Vec<_>>(), down.collect()] {
                    for to in places {
                        session.in_time()?;
                        let mut order: Vec<usize> = (0..ranked).filter(|at| *at != from).collect();
                        order.insert(to, from);
                        if !tried.insert(order.clone()) {
                            continue;
                        }
                        let mut other = self.clone();
                        let placed = |goal: SymbolId| {
                            let level = levels.iter().position(|(_, goals)| goals.contains(&goal))?;
                            let place = order.iter().position(|at| *at == level)?;
                            i64::try_from(place).ok().map(Number::from)
                        };
                        let moved = own.iter().map(|(goal, _)| (*goal, placed(*goal))).collect();
                        if let Some(slot) = other.goals.get_mut(actor) {
                            *slot = moved;
                        }
                        let taste = other.taste(actor);
                        if let Some(slot) = other.conflict.tastes.get_mut(actor) {
                            *slot = taste;
                        }
                        let found = lasting(&other.conflict, &session.options.budget);
                        if found.is_some_and(|found| goal.iter().any(|state| found.states.contains(state))) {
                            let names = |level: usize| {
                                let goals = levels.get(level).map(|(_, goals)| goals.as_slice());
                                let names: Vec<String> = goals
                                    .unwrap_or_default()
                                    .iter()
                                    .map(|goal| model.name(*goal).to_owned())
                                    .collect();
                                crate::report::listed(&names)
                            };
                            let who = self.called(model, 1 << actor).concat();
                            let word = if to < from { "before" } else { "after" };
                            ways.push(vec![format!("{who} puts {} {word} {}", names(from), names(to))]);
                            break;
                        }
                    }
                }
            }
        }
        Ok(ways)
    }

    /// Puts further actions of the analysis into play, one at a time.
    fn by_action(&self, session: &mut Session<'_>, outcome: SymbolId) -> Result<Vec<Vec<String>>, Stop> {
        let model = session.model;
        let Some(game) = model.games.iter().find(|game| game.symbol == self.game).cloned() else {
            return Ok(Vec::new());
        };
        if !self.named.contains(&outcome) || self.outcomes.len() > OUTCOMES / 2 {
            return Ok(Vec::new());
        }
        let view = view_of(session, &game)?;
        let view = untold(session, view);
        let start = session.look(&view, None, &[])?.evaluated;
        let actions: BTreeSet<SymbolId> =
            super::rows::pairs(&start, model.known.action_of).into_iter().map(|(action, _)| action).collect();
        let mut ways = Vec::new();
        let further = actions.into_iter().filter(|action| self.options.place(*action).is_none());
        for action in further.take(ACTIONS) {
            session.in_time()?;
            let mut larger = game.clone();
            larger.over.push((action, game.span));
            let Ok(other) = played_in(session, &larger, &view, self)? else { continue };
            let lasts = other.lasting.iter().any(|state| other.outcomes.named(outcome, *state));
            if lasts && other.options.all.last().is_some_and(|choice| !choice.fixed) {
                ways.push(vec![format!(
                    "{} is an option of {}",
                    model.name(action),
                    model.name(game.symbol)
                )]);
            }
        }
        Ok(ways)
    }
}
