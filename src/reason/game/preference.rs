//! What an actor would rather have, and by what.
//!
//! What an actor prefers goes before its goals; goals are looked at by priority, those without one last.
//! Invariant: what is not known is no preference.

use super::outcomes::Standing;
use super::played::Played;
use crate::games::{Ground, Prospect, State, Taste};
use crate::model::statement::SymbolId;
use crate::model::value::Number;
use std::collections::BTreeMap;

/// What makes one state better than another for an actor.
#[derive(Clone, Debug)]
pub(super) enum Reason {
    /// It prefers the one to the other.
    Prefers(SymbolId, SymbolId),
    /// A goal of this priority stands better, and how it stands in the better and in the worse.
    Goal(SymbolId, Option<Number>, Standing, Standing),
}

/// Goals of one priority.
pub(super) type Level = (Option<Number>, Vec<SymbolId>);

impl Played {
    /// The goals of an actor by priority, the highest first, those without one last.
    pub(super) fn levels(&self, actor: usize) -> Vec<Level> {
        let mut levels: BTreeMap<(bool, Option<Number>), Vec<SymbolId>> = BTreeMap::new();
        for (goal, priority) in self.goals.get(actor).into_iter().flatten() {
            levels.entry((priority.is_none(), priority.clone())).or_default().push(*goal);
        }
        levels.into_iter().map(|((_, priority), goals)| (priority, goals)).collect()
    }

    /// What an actor would rather have: states in which its goals stand alike, and the same of what it prefers
    /// holds, are alike to it.
    pub(super) fn taste(&self, actor: usize) -> Taste {
        let pairs = self.prefers.get(actor).map(Vec::as_slice).unwrap_or_default();
        let mut things: Vec<SymbolId> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
        things.sort_unstable();
        things.dedup();
        let place = |thing: SymbolId| things.iter().position(|one| *one == thing).unwrap_or(usize::MAX);
        let pairs = pairs.iter().map(|(one, other)| (place(*one), place(*other))).collect();
        Taste::new(self.prospects(actor, &things), pairs)
    }

    /// What actors prefer to what, where their goals alone say the reverse of all states: actor, the preferred, the
    /// other.
    pub(super) fn against_goals(&self) -> Vec<(SymbolId, SymbolId, SymbolId)> {
        let mut found = Vec::new();
        for (at, (actor, pairs)) in self.actors.iter().zip(&self.prefers).enumerate() {
            if pairs.is_empty() || self.goals.get(at).is_none_or(Vec::is_empty) {
                continue;
            }
            let goals = Taste::new(self.prospects(at, &[]), Vec::new());
            let states = |thing: SymbolId| -> Vec<State> {
                (0..self.outcomes.len()).filter(|state| self.holds(thing, *state)).collect()
            };
            let against = pairs.iter().filter(|(good, bad)| goals.prefers_all(&states(*good), &states(*bad)));
            found.extend(against.map(|(good, bad)| (*actor, *good, *bad)));
        }
        found
    }

    /// What each state holds for an actor, of the things that it prefers or not, and of its goals.
    fn prospects(&self, actor: usize, things: &[SymbolId]) -> Vec<Prospect> {
        let levels = self.levels(actor);
        let level = |goals: &[SymbolId], state: State| -> Vec<usize> {
            goals.iter().map(|goal| self.stands(*goal, state) as usize).collect()
        };
        let prospect = |state: State| Prospect {
            held: things.iter().map(|thing| self.holds(*thing, state)).collect(),
            levels: levels.iter().map(|(_, goals)| level(goals, state)).collect(),
        };
        (0..self.outcomes.len()).map(prospect).collect()
    }

    fn stands(&self, goal: SymbolId, state: State) -> Standing {
        self.outcomes.stands(goal, state).unwrap_or(Standing::Open)
    }

    /// Why an actor would rather have the second state.
    pub(super) fn reason(&self, actor: usize, from: State, to: State) -> Option<Reason> {
        match self.conflict.tastes.get(actor)?.ground(from, to)? {
            Ground::Pair(at) => {
                let (good, bad) = self.prefers.get(actor)?.get(at)?;
                Some(Reason::Prefers(*good, *bad))
            }
            Ground::Goal(level, place) => {
                let (priority, goals) = self.levels(actor).into_iter().nth(level)?;
                let goal = *goals.get(place)?;
                Some(Reason::Goal(goal, priority, self.stands(goal, to), self.stands(goal, from)))
            }
        }
    }

    /// Whether an outcome or an option holds in a state.
    pub(super) fn holds(&self, thing: SymbolId, state: State) -> bool {
        let chosen = self.options.place(thing);
        self.outcomes.named(thing, state) || chosen.is_some_and(|at| self.takes(state, at))
    }
}
