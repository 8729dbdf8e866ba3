//! Deals: where all who are needed would rather be, and what would make it last.
//!
//! A deal is a possible state that everybody who is needed to come to it prefers to the state that there is, and
//! than which there is no other that all of them prefer (Pareto), be it one that somebody comes to alone. What would make it last is a commitment of one
//! actor not to undo its part while the rest holds (Schelling 1960).

use super::played::Played;
use crate::budget::Budget;
use crate::games::{Actors, Conflict, State, Steps, members};
use crate::model::Model;
use crate::report::listed;
use crate::report::{GameDeal, GameMend};

/// So many deals are told.
const TOLD: usize = 4;

impl Played {
    /// The states that all who are needed prefer to a state, and the best for them, with those who are needed.
    pub(super) fn bargains(&self, start: State, budget: &Budget) -> Vec<(State, Actors)> {
        self.bargains_by(start, &|by, from, to| self.conflict.all_prefer(by, from, to), budget)
    }

    /// The same where those of whom nobody has said what they want do not object; some of them are needed.
    fn bargains_let_pass(&self, start: State, budget: &Budget) -> Vec<(State, Actors)> {
        let idle = self.aimless();
        if idle == 0 {
            return Vec::new();
        }
        let along = |by: Actors, from: State, to: State| self.conflict.all_go_along(by, idle, from, to);
        let mut found = self.bargains_by(start, &along, budget);
        found.retain(|(to, by)| {
            let behind = self.conflict.all_behind(*by);
            let wants = |one: usize| self.conflict.prefers(one, start, *to);
            behind & idle != 0
                && members(behind & !idle).any(wants)
                && !self.conflict.all_prefer(*by, start, *to)
        });
        found
    }

    /// The best states for several by what they `prefer`, without acts that serve nobody.
    fn bargains_by(
        &self,
        start: State,
        prefer: &impl Fn(Actors, State, State) -> bool,
        budget: &Budget,
    ) -> Vec<(State, Actors)> {
        let mut found = best(self.agreed(start, prefer, budget), prefer, budget);
        self.leave_out_idle_acts(start, &mut found);
        found.retain(|(_, by)| by.count_ones() > 1);
        found
    }

    /// The states that come about if all who are needed prefer them to a state, with those who are, be it one alone.
    fn agreed(
        &self,
        start: State,
        prefer: &impl Fn(Actors, State, State) -> bool,
        budget: &Budget,
    ) -> Vec<(State, Actors)> {
        budget
            .each(0..self.outcomes.len())
            .filter(|to| *to != start)
            .filter_map(|to| {
                let would = |party: Actors| prefer(party, start, to);
                Some((to, self.conflict.board.needed_for(start, to, would)?))
            })
            .filter(|(to, by)| prefer(*by, start, *to))
            .collect()
    }

    /// Leaves out what changes more than another one does, and nobody who is needed would rather have.
    fn leave_out_idle_acts(&self, start: State, found: &mut Vec<(State, Actors)>) {
        let chosen = |state: State| self.outcomes.chosen.get(state).copied().unwrap_or(0);
        let changed = |to: State| chosen(to) ^ chosen(start);
        let all = found.clone();
        found.retain(|(to, by)| {
            !all.iter().any(|(less, _)| {
                less != to
                    && changed(*less) & !changed(*to) == 0
                    && members(*by).all(|one| !self.conflict.prefers(one, *less, *to))
            })
        });
    }

    /// Those of whom nobody has said what they want.
    pub(super) fn aimless(&self) -> Actors {
        let nothing = |at: &usize| {
            self.goals.get(*at).is_none_or(Vec::is_empty) && self.prefers.get(*at).is_none_or(Vec::is_empty)
        };
        (0..self.actors.len()).filter(nothing).fold(0, |all, at| all | 1 << at)
    }

    /// The deals from the status quo: those that would last first, then those that ask least.
    pub(super) fn deals(&self, model: &Model, budget: &Budget) -> (Vec<GameDeal>, usize) {
        let chosen = |state: State| self.outcomes.chosen.get(state).copied().unwrap_or(0);
        let changed = |to: State| (chosen(to) ^ chosen(self.status_quo)).count_ones();
        let in_order = |mut found: Vec<(State, Actors)>| {
            found.sort_by_cached_key(|(to, by)| {
                (!self.lasts(*to, budget), changed(*to), by.count_ones(), *to)
            });
            found
        };
        let known = in_order(self.bargains(self.status_quo, budget));
        let open = in_order(self.bargains_let_pass(self.status_quo, budget));
        let all = known.len() + open.len();
        let told = known.iter().take(TOLD).chain(open.iter().take(TOLD));
        (told.map(|(to, by)| self.deal(model, *to, *by, budget)).collect(), all)
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
        let mut parts: Vec<String> = Vec::new();
        let mut acts: Vec<(String, Vec<String>)> = Vec::new();
        let says = |who: Actors, one: &str, several: &str| {
            format!("{} {}", listed(&names(who)), if names(who).len() == 1 { one } else { several })
        };
        for (at, choice) in self.options.all.iter().enumerate() {
            let action = model.name(choice.action);
            let parties = self.parties(at);
            match (self.takes(self.status_quo, at), self.takes(to, at)) {
                (false, true) => {
                    let takers = parties.iter().fold(0, |all, party| all | party);
                    act(&mut acts, says(takers, "takes", "take"), action);
                    let others = self.conflict.board.needed(self.status_quo, at) & !takers;
                    if others != 0 {
                        parts.push(format!("{} {action} pass", says(others, "lets", "let")));
                    }
                }
                (true, false) => {
                    let party = parties.into_iter().find(|party| party & !by == 0).unwrap_or(0);
                    act(&mut acts, says(party, "undoes", "undo"), action);
                }
                _ => {}
            }
        }
        // Who does something comes before who lets it pass.
        let acts = acts.into_iter().map(|(who, actions)| format!("{who} {}", listed(&actions)));
        let parts: Vec<String> = acts.chain(parts).collect();
        let lasts = self.lasts(to, budget);
        let (mends, commitments) = match lasts {
            true => (Vec::new(), Vec::new()),
            false => self.mends(model, to, budget),
        };
        let idle = match self.conflict.all_prefer(by, self.status_quo, to) {
            true => 0,
            false => self.conflict.all_behind(by) & self.aimless(),
        };
        GameDeal {
            state: self.title(model, to),
            by: names(by & !idle),
            unless_against: names(idle),
            parts,
            loses: names(losing.fold(0, |all, at| all | 1 << at)),
            lasts,
            mends,
            commitments,
        }
    }

    /// Who would leave a state, each with the single commitment with which it would last; and the commitments of
    /// several with which it would, where no single one is enough.
    pub(super) fn mends(&self, model: &Model, at: State, budget: &Budget) -> (Vec<GameMend>, Vec<String>) {
        let mut mends = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        for (mover, moves) in self.conflict.movers.iter().enumerate() {
            for to in self.improvements(mover, at, budget) {
                if self.answered(mover, at, to, budget) {
                    continue;
                }
                let part = self.part(at, to, moves.by);
                let alone = part.filter(|part| self.binds(at, &[*part], budget));
                parts.extend(part.filter(|part| !parts.contains(part)));
                mends.push(GameMend {
                    who: listed(&self.called(model, moves.by)),
                    how: self.change(model, at, to),
                    to: self.title(model, to),
                    why: self.why(model, moves.by, at, to),
                    commitment: alone.map(|part| self.commitment(model, at, part)),
                });
            }
        }
        let single = mends.iter().any(|mend| mend.commitment.is_some());
        let several = !single && parts.len() > 1 && self.binds(at, &parts, budget);
        let commitments = parts.into_iter().filter(|_| several);
        (mends, commitments.map(|part| self.commitment(model, at, part)).collect())
    }

    /// The part of one who leaves a state in what it consists of: what it would undo, or else what it would take.
    fn part(&self, at: State, to: State, by: Actors) -> Option<Part> {
        let [one] = members(by).collect::<Vec<_>>().try_into().ok()?;
        let changed = |undone: bool| {
            (0..self.options.all.len())
                .find(|option| self.takes(at, *option) == undone && self.takes(to, *option) != undone)
        };
        Some(Part { one, option: changed(true).or_else(|| changed(false))? })
    }

    /// Whether the rest of a deal, besides one option, stands in a state as it does in the deal.
    fn rest(&self, deal: State, option: usize, state: State) -> bool {
        (0..self.options.all.len()).all(|other| {
            other == option
                || self.takes(deal, other) == self.takes(self.status_quo, other)
                || self.takes(deal, other) == self.takes(state, other)
        })
    }

    /// Whether a state lasts once some keep to their parts of it while the rest holds.
    fn binds(&self, deal: State, parts: &[Part], budget: &Budget) -> bool {
        let mut bound: Conflict = self.conflict.clone();
        for (mover, moves) in bound.movers.iter_mut().enumerate() {
            let own: Vec<&Part> = parts.iter().filter(|part| moves.by >> part.one & 1 == 1).collect();
            if own.is_empty() {
                continue;
            }
            let allowed = |from: State| -> Vec<State> {
                let mut to = self.conflict.moves(mover, from);
                for part in &own {
                    let keeps =
                        |state: State| self.takes(state, part.option) == self.takes(deal, part.option);
                    if self.rest(deal, part.option, from) && keeps(from) {
                        to.retain(|to| keeps(*to));
                    }
                }
                to
            };
            moves.to = Steps::Listed(budget.each(0..self.outcomes.len()).map(allowed).collect());
        }
        bound.lasts(deal, budget)
    }

    /// A commitment to keep to a part of a deal, in words.
    fn commitment(&self, model: &Model, deal: State, part: Part) -> String {
        let name =
            |option: usize| self.options.all.get(option).map_or("", |choice| model.name(choice.action));
        let conditions: Vec<String> = (0..self.options.all.len())
            .filter(|other| {
                *other != part.option && self.takes(deal, *other) != self.takes(self.status_quo, *other)
            })
            .map(|other| {
                format!(
                    "{} {}",
                    name(other),
                    if self.takes(deal, other) { "took place" } else { "did not take place" }
                )
            })
            .collect();
        let who = listed(&self.called(model, 1 << part.one));
        let what = if self.takes(deal, part.option) { "to" } else { "not to take" };
        let condition =
            if conditions.is_empty() { String::new() } else { format!(" if {}", conditions.join(" and ")) };
        format!("{who} commits itself {what} {}{condition}", name(part.option))
    }
}

/// Adds an act to those of the same actors.
fn act(acts: &mut Vec<(String, Vec<String>)>, who: String, action: &str) {
    match acts.iter_mut().find(|(known, _)| *known == who) {
        Some((_, actions)) => actions.push(action.to_owned()),
        None => acts.push((who, vec![action.to_owned()])),
    }
}

/// Of some states, those than which there is no other that all who are needed prefer.
fn best(
    all: Vec<(State, Actors)>,
    prefer: &impl Fn(Actors, State, State) -> bool,
    budget: &Budget,
) -> Vec<(State, Actors)> {
    let beats =
        |(other, more): &(State, Actors), (one, by): &(State, Actors)| prefer(by | more, *one, *other);
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

/// What one who takes part in a deal does in it: its number, and the option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    one: usize,
    option: usize,
}
