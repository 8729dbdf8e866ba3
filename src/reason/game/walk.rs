//! From the status quo to where better moves without an answer lead.
//!
//! Invariant: of a state from which there are very many better moves, the best one and one without an answer are
//! always among those that are looked at.

use super::played::Played;
use crate::budget::Budget;
use crate::games::Answer;
use crate::games::{Actors, State};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// So many better moves of a mover from one state are looked at.
const MOVES: usize = 64;

/// So many states are walked to where not every state is gone through.
const STATES: usize = 64;

impl Played {
    /// Whether the others answer an improvement.
    pub(super) fn answered(&self, mover: usize, from: State, to: State, budget: &Budget) -> bool {
        match &self.all {
            Some(all) => all.answered(mover, from, to),
            None => self.conflict.answer(mover, from, to, budget).is_some(),
        }
    }

    /// How the others answer an improvement, if they do: the shortest way.
    pub(super) fn answer(&self, mover: usize, from: State, to: State, budget: &Budget) -> Option<Answer> {
        let answered = self.all.as_ref().is_none_or(|all| all.answered(mover, from, to));
        answered.then(|| self.conflict.answer(mover, from, to, budget)).flatten()
    }

    /// The improvements of a mover from a state that are looked at: all of them where they are few.
    pub(super) fn improvements(&self, mover: usize, from: State, budget: &Budget) -> Vec<State> {
        let all = self.conflict.improvements(mover, from);
        if all.len() <= MOVES {
            return all;
        }
        let by = self.conflict.movers.get(mover).map_or(0, |moves| moves.by);
        let mut some: BTreeSet<State> = all.iter().copied().take(MOVES).collect();
        some.extend(self.best(by, &all));
        if some.iter().all(|to| self.answered(mover, from, *to, budget)) {
            let mut rest = budget.each(all.iter().copied());
            some.extend(rest.find(|to| !self.answered(mover, from, *to, budget)));
        }
        some.into_iter().collect()
    }

    /// One of some states than which all of some actors have no better one among them.
    pub(super) fn best(&self, by: Actors, states: &[State]) -> Option<State> {
        let better = |best: State, next: &State| {
            if self.conflict.all_prefer(by, best, *next) { *next } else { best }
        };
        let mut states = states.iter();
        let first = *states.next()?;
        Some(states.fold(first, better))
    }

    /// The states that better moves without an answer lead to from the status quo, which is one of them.
    pub(super) fn reached(&self, budget: &Budget) -> BTreeSet<State> {
        self.steps_from_start(budget).into_keys().collect()
    }

    /// A shortest way of better moves without an answer from the status quo to a state: who moves where.
    pub(super) fn road(&self, end: State, budget: &Budget) -> Vec<(Actors, State)> {
        let steps = self.steps_from_start(budget);
        let mut road = Vec::new();
        let mut at = end;
        while let Some(Some((from, by))) = steps.get(&at) {
            road.push((*by, at));
            at = *from;
        }
        road.reverse();
        road
    }

    /// What better moves without an answer lead to from the status quo, each with the last step of a shortest way.
    fn steps_from_start(&self, budget: &Budget) -> BTreeMap<State, Option<(State, Actors)>> {
        let mut seen = BTreeMap::from([(self.status_quo, None)]);
        let mut open = VecDeque::from([self.status_quo]);
        while let Some(at) = open.pop_front() {
            for mover in budget.each(0..self.conflict.movers.len()) {
                let by = self.conflict.movers.get(mover).map_or(0, |moves| moves.by);
                for to in self.improvements(mover, at, budget) {
                    let many = self.all.is_none() && seen.len() >= STATES;
                    if !many && !seen.contains_key(&to) && !self.answered(mover, at, to, budget) {
                        seen.insert(to, Some((at, by)));
                        open.push_back(to);
                    }
                }
            }
        }
        seen
    }
}
