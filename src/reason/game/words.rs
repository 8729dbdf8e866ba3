//! Commitments and threats to whose word is credible.
//!
//! A word is credible if, wherever it is due and not kept, the debtor can keep it and is no worse off (Schelling
//! 1960; Selten 1975; Zagare and Kilgour 2000); what was done against it and stays so, if doing it is no better. A group
//! gives its word by those who act for it. Invariant: what no choice of the game keeps or breaks is not
//! judged.

use super::played::{Played, Word};
use super::rows::{Groups, pairs};
use crate::budget::Budget;
use crate::games::{Actors, State, Taste, members};
use crate::model::Model;
use crate::model::statement::SymbolId;
use crate::theory::Evaluated;
use std::collections::{BTreeMap, BTreeSet};

impl Played {
    /// The words that the game judges.
    pub(super) fn judged_words(&self, model: &Model, start: &Evaluated, budget: &Budget) -> Vec<Word> {
        let groups = Groups::of(model, start);
        // A threat is a word like a promise.
        let given = pairs(start, model.known.binds).into_iter().chain(pairs(start, model.known.threat_of));
        given
            .filter_map(|(commitment, debtor)| {
                let everybody = groups.everybody([debtor]);
                let alone = (everybody.len() == 1).then(|| everybody.iter().next().copied()).flatten();
                let by = self.acting(debtor, &everybody)?;
                self.word(model, commitment, (alone.unwrap_or(debtor), by), budget)
            })
            .collect()
    }

    /// Those who act for a debtor: itself, the council that it is, or all of its members.
    fn acting(&self, debtor: SymbolId, everybody: &BTreeSet<SymbolId>) -> Option<Actors> {
        if let Some(council) = self.options.councils.iter().position(|body| body.group == debtor) {
            return Some(1 << (self.actors.len() + council));
        }
        let all = self.bits(everybody);
        (members(all).count() == everybody.len() && all != 0).then_some(all)
    }

    /// The tastes of those who act, where none of them is a council.
    fn tastes_of(&self, by: Actors) -> Option<impl Iterator<Item = &Taste>> {
        let tastes: Option<Vec<&Taste>> = members(by).map(|one| self.conflict.tastes.get(one)).collect();
        tastes.map(Vec::into_iter)
    }

    fn word(
        &self,
        model: &Model,
        commitment: SymbolId,
        (debtor, by): (SymbolId, Actors),
        budget: &Budget,
    ) -> Option<Word> {
        let states = || 0..self.outcomes.len();
        let kept = |state: &State| self.outcomes.kept(commitment, *state);
        let open: Vec<State> =
            states().filter(|state| self.outcomes.due(commitment, *state) && !kept(state)).collect();
        if open.is_empty() || states().all(|state| !kept(&state)) {
            return None;
        }
        let mover = self.mover(by)?;
        let chosen = |state: State| self.outcomes.chosen.get(state).copied().unwrap_or(0);
        let mut ways: Vec<(State, Vec<State>)> = budget
            .each(&open)
            .map(|state| (*state, self.conflict.moves(mover, *state).into_iter().filter(kept).collect()))
            .collect();
        // What was done against a word and cannot be undone was kept to before.
        if ways.iter().any(|(_, back)| back.is_empty()) {
            let mut before: BTreeMap<State, Vec<State>> = BTreeMap::new();
            for from in budget.each(states()).filter(kept) {
                for to in self.conflict.moves(mover, from) {
                    if chosen(from) & !chosen(to) == 0 {
                        before.entry(to).or_default().push(from);
                    }
                }
            }
            for (state, back) in ways.iter_mut().filter(|(_, back)| back.is_empty()) {
                back.extend(before.remove(state).unwrap_or_default());
            }
        }
        let not_worse = |from: State, to: State| match self.tastes_of(by) {
            Some(mut tastes) => tastes.all(|taste| taste.not_worse(from, to)),
            None => self.conflict.all_prefer(by, from, to),
        };
        let broken = ways.iter().find_map(|(state, ways)| {
            let willing = ways.iter().any(|way| !self.conflict.all_prefer(by, *way, *state));
            (!willing).then(|| (*state, ways.first().copied()))
        });
        let doubt = ways.iter().find(|(state, ways)| !ways.iter().any(|way| not_worse(*state, *way)));
        let open_to_doubt = doubt.map(|(state, _)| state);
        let why = match (broken, open_to_doubt) {
            (None, None) => String::from("wherever it is due it can be kept, and keeping it is no worse"),
            (None, Some(state)) => format!(
                "{} it is due, and nobody has shown whether {} would rather keep it",
                self.inside(model, *state),
                model.name(debtor)
            ),
            (Some((state, None)), _) => {
                format!("{} the debtor alone cannot keep it", self.inside(model, state))
            }
            (Some((state, Some(way))), _) => {
                let first = members(by).next().filter(|one| *one < self.actors.len());
                let reason = first.and_then(|at| self.reason(at, way, state));
                let reason =
                    reason.map(|reason| self.because(model, &reason, state, way)).unwrap_or_default();
                format!("{} it is due, and keeping it is worse: {reason}", self.inside(model, state))
            }
        };
        let credible = match (broken, open_to_doubt) {
            (Some(_), _) => Some(false),
            (None, Some(_)) => None,
            (None, None) => Some(true),
        };
        Some(Word { commitment, debtor, credible, why })
    }
}
