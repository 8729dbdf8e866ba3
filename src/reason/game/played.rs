//! A game that was played through.

use super::options::Options;
use super::outcomes::Outcomes;
use crate::games::{Actors, Conflict, Lasting, State, members};
use crate::model::statement::SymbolId;
use crate::model::value::Number;
use std::collections::{BTreeMap, BTreeSet};

/// A game that was played through.
#[derive(Clone, Debug)]
pub struct Played {
    pub(super) game: SymbolId,
    pub(super) options: Options,
    pub(super) actors: Vec<SymbolId>,
    /// The goals that each actor pursues, with the number of its priority.
    pub(super) goals: Vec<Vec<(SymbolId, Option<Number>)>>,
    pub(super) outcomes: Outcomes,
    pub(super) status_quo: State,
    pub(super) conflict: Conflict,
    /// What every state comes to; `None` where there are too many to go through.
    pub(super) all: Option<Lasting>,
    /// The states that can last, ascending: where not every state is gone through, those that better moves
    /// without an answer lead to.
    pub(super) lasting: Vec<State>,
    pub(super) words: Vec<Word>,
    /// The states by their names.
    pub(super) states: BTreeMap<String, State>,
    pub(super) named: Vec<SymbolId>,
    pub(super) prefers: Vec<Vec<(SymbolId, SymbolId)>>,
    pub(super) unjudged: Vec<(SymbolId, SymbolId)>,
    /// Those of whom nothing is said, and the acting group whose goals are theirs.
    pub(super) by_group: Vec<(Vec<SymbolId>, SymbolId)>,
    /// The names of states that something else has as well: another game, or the file.
    pub(super) elsewhere: BTreeSet<String>,
}

/// A commitment that the game bears on.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) commitment: SymbolId,
    pub(super) debtor: SymbolId,
    /// `None` where it is not known what the debtor would rather.
    pub(super) credible: Option<bool>,
    pub(super) why: String,
}

impl Played {
    /// Whether this is the game of a name.
    pub fn is(&self, game: SymbolId) -> bool {
        self.game == game
    }

    /// Whether an option is chosen in a state.
    pub(super) fn takes(&self, state: State, option: usize) -> bool {
        self.outcomes.chosen.get(state).is_some_and(|chosen| chosen >> option & 1 == 1)
    }

    /// The symbols of some actors and councils.
    pub(super) fn who(&self, actors: Actors) -> Vec<SymbolId> {
        let councils = self.options.councils.iter().map(|body| body.group);
        let all: Vec<SymbolId> = self.actors.iter().copied().chain(councils).collect();
        members(actors).filter_map(|at| all.get(at)).copied().collect()
    }

    /// The mover of these actors.
    pub(super) fn mover(&self, by: Actors) -> Option<usize> {
        self.conflict.movers.iter().position(|moves| moves.by == by)
    }
}
