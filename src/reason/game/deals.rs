//! Deals: where all who are needed would rather be, and what would make it last.
//!
//! A deal is a possible state that everybody who is needed to come to it from the status quo prefers to it,
//! and than which there is no other that all of them prefer (Pareto). What would make it last is a
//! commitment of one actor not to undo its part while the rest holds (Schelling 1960).

use super::Played;
use super::facts::listed;
use crate::games::{Actors, Conflict, State, lasts, members};
use crate::model::Model;
use crate::report::{GameDeal, GameMend};

impl Played {
    /// The deals from the status quo, the best for most first.
    pub(super) fn deals(&self, model: &Model) -> Vec<GameDeal> {
        let start = self.status_quo;
        let mut found: Vec<(State, Actors)> = (0..self.outcomes.len())
            .filter(|to| *to != start)
            .filter_map(|to| Some((to, self.needed(start, to)?)))
            .filter(|(to, by)| by.count_ones() > 1 && self.conflict.all_prefer(*by, start, *to))
            .collect();
        let all = found.clone();
        found.retain(|(one, by)| {
            !all.iter().any(|(other, more)| other != one && self.conflict.all_prefer(by | more, *one, *other))
        });
        found.iter().map(|(to, by)| self.deal(model, *to, *by)).collect()
    }

    fn deal(&self, model: &Model, to: State, by: Actors) -> GameDeal {
        let name =
            |at: usize| self.actors.get(at).map_or_else(String::new, |one| model.name(*one).to_owned());
        let loses = (0..self.actors.len()).filter(|at| self.conflict.prefers(*at, to, self.status_quo));
        let mut parts = Vec::new();
        for (at, choice) in self.options.iter().enumerate() {
            let action = model.name(choice.action);
            let who = |set: &std::collections::BTreeSet<crate::model::statement::SymbolId>| {
                listed(&set.iter().map(|one| model.name(*one).to_owned()).collect::<Vec<_>>())
            };
            match (self.takes(self.status_quo, at), self.takes(to, at)) {
                (false, true) => {
                    parts.push(format!(
                        "{} take{} {action}",
                        who(&choice.actors),
                        if choice.actors.len() == 1 { "s" } else { "" }
                    ));
                    let vetoes = self.outcomes.get(self.status_quo).and_then(|one| one.vetoes.get(at));
                    let others: std::collections::BTreeSet<_> = vetoes
                        .into_iter()
                        .flatten()
                        .filter(|one| !choice.actors.contains(one))
                        .copied()
                        .collect();
                    if !others.is_empty() {
                        parts.push(format!(
                            "{} let{} it pass",
                            who(&others),
                            if others.len() == 1 { "s" } else { "" }
                        ));
                    }
                }
                (true, false) => parts.push(format!("{action} is undone")),
                _ => {}
            }
        }
        let lasts = self.solved.equilibria.get(to).is_some_and(|found| found.seq);
        GameDeal {
            state: self.title(model, to),
            by: members(by).map(name).collect(),
            parts,
            loses: loses.map(name).collect(),
            lasts,
            mends: if lasts { Vec::new() } else { self.mends(model, to) },
        }
    }

    /// Who would leave a state, and the single commitment with which it would last.
    fn mends(&self, model: &Model, at: State) -> Vec<GameMend> {
        let mut mends = Vec::new();
        for (mover, moves) in self.conflict.movers.iter().enumerate() {
            for to in self.solved.improvements(mover, at) {
                if self.solved.answer(&self.conflict, mover, at, *to).is_some() {
                    continue;
                }
                let names: Vec<String> =
                    self.who(moves.by).iter().map(|one| model.name(*one).to_owned()).collect();
                let why = members(moves.by).next().and_then(|actor| self.reason(actor, at, *to));
                let why = why.map(|reason| self.because(model, &reason, *to, at)).unwrap_or_default();
                mends.push(GameMend {
                    who: listed(&names),
                    how: self.change(model, at, *to),
                    to: self.title(model, *to),
                    why,
                    commitment: self.commitment(model, at, *to, moves.by),
                });
            }
        }
        mends
    }

    /// The commitment of one actor that keeps the move from being made, if the state then lasts.
    fn commitment(&self, model: &Model, at: State, to: State, by: Actors) -> Option<String> {
        let [actor] = members(by).collect::<Vec<_>>().try_into().ok()?;
        let undone: Vec<usize> = (0..self.options.len())
            .filter(|option| self.takes(at, *option) && !self.takes(to, *option))
            .collect();
        let kept = *undone.first()?;
        // Whatever is done, the actor does not undo its part while the rest of the deal holds.
        let mut bound: Conflict = self.conflict.clone();
        let rest = |state: State| {
            (0..self.options.len()).all(|option| {
                option == kept
                    || !self.takes(at, option)
                    || self.takes(self.status_quo, option)
                    || self.takes(state, option)
            })
        };
        for moves in bound.movers.iter_mut().filter(|moves| moves.by >> actor & 1 == 1) {
            for (from, to) in moves.to.iter_mut().enumerate() {
                if rest(from) && self.takes(from, kept) {
                    to.retain(|to| self.takes(*to, kept));
                }
            }
        }
        if !lasts(&bound, at) {
            return None;
        }
        let conditions: Vec<String> = (0..self.options.len())
            .filter(|option| {
                *option != kept && self.takes(at, *option) && !self.takes(self.status_quo, *option)
            })
            .filter_map(|option| self.options.get(option))
            .map(|choice| format!("{} took place", model.name(choice.action)))
            .collect();
        let action = model.name(self.options.get(kept)?.action);
        let who = model.name(*self.actors.get(actor)?);
        let condition =
            if conditions.is_empty() { String::new() } else { format!(" if {}", conditions.join(" and ")) };
        Some(format!("{who} commits itself to {action}{condition}"))
    }
}
