//! Deals: where all who are needed would rather be, and what would make it last.
//!
//! A deal is a possible state that everybody who is needed to come to it prefers to the state that there is, and
//! than which there is no other that all of them prefer (Pareto). What would make it last is a commitment of one
//! actor not to undo its part while the rest holds (Schelling 1960).

use super::Played;
use super::say::listed;
use crate::budget::Budget;
use crate::games::{Actors, Conflict, State, Steps, members};
use crate::model::Model;
use crate::report::{GameDeal, GameMend};

/// So many deals are told.
const TOLD: usize = 4;

impl Played {
    /// The states that all who are needed prefer to a state, and the best for them, with those who are needed.
    pub(super) fn bargains(&self, start: State, budget: &Budget) -> Vec<(State, Actors)> {
        let all: Vec<(State, Actors)> = budget
            .each(0..self.outcomes.len())
            .filter(|to| *to != start)
            .filter_map(|to| {
                let would = |party: Actors| self.conflict.all_prefer(party, start, to);
                Some((to, self.conflict.board.needed_for(start, to, would)?))
            })
            .filter(|(to, by)| by.count_ones() > 1 && self.conflict.all_prefer(*by, start, *to))
            .collect();
        let beats = |(other, more): &(State, Actors), (one, by): &(State, Actors)| {
            self.conflict.all_prefer(by | more, *one, *other)
        };
        // What is beaten by one that was met before is left out at once, so that few are compared with all.
        let mut best: Vec<(State, Actors)> = Vec::new();
        for one in budget.each(&all) {
            if !best.iter().any(|other| beats(other, one)) {
                best.retain(|other| !beats(one, other));
                best.push(*one);
            }
        }
        best.retain(|one| !all.iter().any(|other| other != one && beats(other, one)));
        best
    }

    /// The deals from the status quo: those that would last first, then those that ask least.
    pub(super) fn deals(&self, model: &Model, budget: &Budget) -> (Vec<GameDeal>, usize) {
        let mut found = self.bargains(self.status_quo, budget);
        let chosen = |state: State| self.outcomes.chosen.get(state).copied().unwrap_or(0);
        let changed = |to: State| (chosen(to) ^ chosen(self.status_quo)).count_ones();
        found.sort_by_cached_key(|(to, by)| (!self.lasts(*to, budget), changed(*to), by.count_ones(), *to));
        let all = found.len();
        let told = found.iter().take(TOLD).map(|(to, by)| self.deal(model, *to, *by, budget)).collect();
        (told, all)
    }

    /// Whether a state can last.
    pub(super) fn lasts(&self, state: State, budget: &Budget) -> bool {
        match &self.all {
            Some(_) => self.lasting.binary_search(&state).is_ok(),
            None => self.conflict.lasts(state, budget),
        }
    }

    fn deal(&self, model: &Model, to: State, by: Actors, budget: &Budget) -> GameDeal {
        let names = |set: Actors| self.called(model, set);
        let losing = (0..self.actors.len()).filter(|at| self.conflict.prefers(*at, to, self.status_quo));
        let mut parts = Vec::new();
        let says = |who: Actors, one: &str, several: &str| {
            format!("{} {}", listed(&names(who)), if names(who).len() == 1 { one } else { several })
        };
        for (at, choice) in self.options.all.iter().enumerate() {
            let action = model.name(choice.action);
            let parties = self.parties(at);
            match (self.takes(self.status_quo, at), self.takes(to, at)) {
                (false, true) => {
                    let takers = parties.iter().fold(0, |all, party| all | party);
                    parts.push(format!("{} {action}", says(takers, "takes", "take")));
                    let others = self.conflict.board.needed(self.status_quo, at) & !takers;
                    if others != 0 {
                        parts.push(format!("{} it pass", says(others, "lets", "let")));
                    }
                }
                (true, false) => {
                    let party = parties.into_iter().find(|party| party & !by == 0).unwrap_or(0);
                    parts.push(format!("{} {action}", says(party, "undoes", "undo")));
                }
                _ => {}
            }
        }
        let lasts = self.lasts(to, budget);
        GameDeal {
            state: self.title(model, to),
            by: names(by),
            parts,
            loses: names(losing.fold(0, |all, at| all | 1 << at)),
            lasts,
            mends: if lasts { Vec::new() } else { self.mends(model, to, budget) },
        }
    }

    /// Who would leave a state, and the single commitment with which it would last.
    fn mends(&self, model: &Model, at: State, budget: &Budget) -> Vec<GameMend> {
        let mut mends = Vec::new();
        for (mover, moves) in self.conflict.movers.iter().enumerate() {
            for to in self.improvements(mover, at, budget) {
                if self.answered(mover, at, to, budget) {
                    continue;
                }
                mends.push(GameMend {
                    who: listed(&self.called(model, moves.by)),
                    how: self.change(model, at, to),
                    to: self.title(model, to),
                    why: self.why(model, moves.by, at, to),
                    commitment: self.commitment(model, at, to, moves.by, budget),
                });
            }
        }
        mends
    }

    /// The commitment of one actor that keeps the move from being made, if the state then lasts.
    fn commitment(&self, model: &Model, at: State, to: State, by: Actors, budget: &Budget) -> Option<String> {
        let [actor] = members(by).collect::<Vec<_>>().try_into().ok()?;
        let options = || 0..self.options.all.len();
        let kept = options().find(|option| self.takes(at, *option) && !self.takes(to, *option))?;
        // Whatever is done, the actor does not undo its part while the rest of the deal holds.
        let rest = |state: State| {
            options().all(|option| {
                option == kept
                    || !self.takes(at, option)
                    || self.takes(self.status_quo, option)
                    || self.takes(state, option)
            })
        };
        let mut bound: Conflict = self.conflict.clone();
        for (mover, moves) in bound.movers.iter_mut().enumerate().filter(|(_, one)| one.by >> actor & 1 == 1)
        {
            let allowed = |from: State| -> Vec<State> {
                let mut to = self.conflict.moves(mover, from);
                if rest(from) && self.takes(from, kept) {
                    to.retain(|to| self.takes(*to, kept));
                }
                to
            };
            moves.to = Steps::Listed(budget.each(0..self.outcomes.len()).map(allowed).collect());
        }
        if !bound.lasts(at, budget) {
            return None;
        }
        let conditions: Vec<String> = options()
            .filter(|option| {
                *option != kept && self.takes(at, *option) && !self.takes(self.status_quo, *option)
            })
            .filter_map(|option| self.options.all.get(option))
            .map(|choice| format!("{} took place", model.name(choice.action)))
            .collect();
        let action = model.name(self.options.all.get(kept)?.action);
        let who = listed(&self.called(model, by));
        let condition =
            if conditions.is_empty() { String::new() } else { format!(" if {}", conditions.join(" and ")) };
        Some(format!("{who} commits itself to {action}{condition}"))
    }
}
