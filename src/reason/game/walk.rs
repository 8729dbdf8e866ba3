//! From the status quo to where better moves without an answer lead.
//!
//! Invariant: of a state from which there are very many better moves, the best one and one without an answer are
//! always among those that are looked at.

use super::played::Played;
use crate::budget::Budget;
use crate::games::Answer;
use crate::games::{Actors, State};
use std::collections::BTreeSet;

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
        let mut seen = BTreeSet::from([self.status_quo]);
        let mut open = vec![self.status_quo];
        while let Some(at) = open.pop() {
            for mover in budget.each(0..self.conflict.movers.len()) {
                for to in self.improvements(mover, at, budget) {
                    let many = self.all.is_none() && seen.len() >= STATES;
                    if !many && !seen.contains(&to) && !self.answered(mover, at, to, budget) {
                        seen.insert(to);
                        open.push(to);
                    }
                }
            }
        }
        seen
    }
}
