//! Options to moves: who can take a game from which state to which.
//!
//! Whoever carries out what is newly taken, and whoever has a veto over it, has to take part; what is undone needs
//! one of those who carry it out. Invariant: the moves of an actor, and of several together, ascend by where they
//! lead.

use super::Played;
use crate::games::{Actors, Moves, State, members};
use crate::model::statement::SymbolId;
use std::collections::BTreeMap;

/// Options as bits of a number.
type Options = u64;

/// The positions of some options, ascending.
fn each(options: Options) -> impl Iterator<Item = usize> {
    members(options)
}

/// The options of a game with actors as bits.
struct Rules {
    /// Those who carry out each option.
    by: Vec<Actors>,
    /// For each state, those who are needed to take each option there.
    needed: Vec<Vec<Actors>>,
    /// What can never be undone.
    irreversible: Options,
    /// What cannot be taken again.
    over: Options,
}

impl Rules {
    fn of(played: &Played) -> Self {
        let bits = |actors: &mut dyn Iterator<Item = &SymbolId>| -> Actors {
            let place = |actor: &SymbolId| played.actors.iter().position(|one| one == actor);
            actors.filter_map(place).fold(0, |all, at| all | 1 << at)
        };
        let by: Vec<Actors> = played.options.iter().map(|choice| bits(&mut choice.actors.iter())).collect();
        let needed = played.outcomes.iter().map(|outcome| {
            let vetoes = outcome.vetoes.iter().map(|holders| bits(&mut holders.iter()));
            by.iter().zip(vetoes).map(|(by, vetoes)| by | vetoes).collect()
        });
        let needed = needed.collect();
        let such = |wanted: &dyn Fn(usize) -> bool| -> Options {
            (0..played.options.len()).filter(|at| wanted(*at)).fold(0, |all, at| all | 1 << at)
        };
        let choice = |at: usize| played.options.get(at);
        let irreversible = such(&|at| choice(at).is_some_and(|choice| choice.irreversible));
        let over = such(&|at| {
            choice(at).is_some_and(|choice| choice.unrepeatable) && played.takes(played.status_quo, at)
        });
        Self { by, needed, irreversible, over }
    }

    /// Those who come from what is chosen in one state to what is chosen in another, as sets of actors: several of
    /// them only where one option takes several; what each does for itself is a move of each.
    fn movers(&self, state: State, from: Options, to: Options, each_set: &mut dyn FnMut(Actors)) {
        let (taken, undone) = (to & !from, from & !to);
        if taken & self.over != 0 || undone & self.irreversible != 0 {
            return;
        }
        let by = |at: usize| self.by.get(at).copied().unwrap_or(0);
        if taken == 0 {
            // What is only undone, each who takes part in all of it can undo.
            let all = each(undone).map(by).fold(Actors::MAX, |all, one| all & one);
            members(if undone == 0 { 0 } else { all }).for_each(|at| each_set(1 << at));
            return;
        }
        let needed = self.needed.get(state).map(Vec::as_slice).unwrap_or_default();
        let of = |at: usize| needed.get(at).copied().unwrap_or(0);
        let all = each(taken).map(of).fold(0, |all, one| all | one);
        let joint = all.count_ones() == 1 || each(taken).any(|at| of(at).count_ones() > 1);
        if joint && each(undone).all(|at| by(at) & all != 0) {
            each_set(all);
        }
    }
}

/// The moves: of one actor, and those that take several together.
pub(super) fn movers(played: &Played) -> Vec<Moves> {
    let rules = Rules::of(played);
    let states = played.outcomes.len();
    let mut all: BTreeMap<Actors, Vec<Vec<State>>> = BTreeMap::new();
    for at in 0..played.actors.len() {
        all.insert(1 << at, vec![Vec::new(); states]);
    }
    for (from, before) in played.outcomes.iter().enumerate() {
        for (to, after) in played.outcomes.iter().enumerate() {
            rules.movers(from, before.chosen, after.chosen, &mut |by| {
                let to_of = all.entry(by).or_insert_with(|| vec![Vec::new(); states]);
                if let Some(list) = to_of.get_mut(from) {
                    list.push(to);
                }
            });
        }
    }
    all.into_iter().map(|(by, to)| Moves { by, to }).collect()
}
