//! Games: the actions, goals and vetoes of an analysis played through, and what can last.
//!
//! A game is read ([`read`]: each choice of options as a view of its own), solved (the room `games`), and
//! told in two ways: as facts of the doctrine's `moves` ([`facts`]), from which the sentences about it
//! follow, and as a page ([`page`]). Invariant: what is found holds in the view that was played, and every
//! fact says what it comes from.

mod deals;
mod facts;
mod moves;
mod page;
mod preference;
mod read;
mod states;

pub use page::games;
pub use read::{play, play_by};
pub use states::Working;

use crate::games::{Actors, Conflict, Solved, State, members};
use crate::model::statement::SymbolId;
use crate::model::value::Number;
use std::collections::{BTreeMap, BTreeSet};

/// How many outcomes a game may have, where nothing else is said.
pub const MOST_OUTCOMES: usize = 4096;

/// A game that was played through.
#[derive(Clone, Debug)]
pub struct Played {
    game: SymbolId,
    options: Vec<Choice>,
    actors: Vec<SymbolId>,
    /// The goals that each actor pursues, with the number of its priority.
    goals: Vec<Vec<(SymbolId, Option<Number>)>>,
    outcomes: Vec<Outcome>,
    status_quo: State,
    conflict: Conflict,
    solved: Solved,
    words: Vec<Word>,
    named: Vec<SymbolId>,
    prefers: Vec<Vec<(SymbolId, SymbolId)>>,
    unjudged: Vec<(SymbolId, SymbolId)>,
}

/// An option.
#[derive(Clone, Debug)]
struct Choice {
    action: SymbolId,
    /// Those who carry it out.
    actors: BTreeSet<SymbolId>,
    irreversible: bool,
    unrepeatable: bool,
    /// It cannot be chosen any more.
    fixed: bool,
}

/// A possible state, and what holds in it.
#[derive(Clone, Debug)]
struct Outcome {
    /// The options that are chosen, as bits.
    chosen: u64,
    /// Who has a veto over each option.
    vetoes: Vec<BTreeSet<SymbolId>>,
    goals: BTreeMap<SymbolId, Standing>,
    named: BTreeSet<SymbolId>,
    /// The commitments whose condition is met, and those that are kept.
    due: BTreeSet<SymbolId>,
    kept: BTreeSet<SymbolId>,
}

/// How a goal stands, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Failed,
    Harmed,
    Open,
    Served,
    Achieved,
}

impl Standing {
    const fn word(self) -> &'static str {
        match self {
            Standing::Failed => "fails",
            Standing::Harmed => "is harmed",
            Standing::Open => "is open",
            Standing::Served => "is served",
            Standing::Achieved => "is achieved",
        }
    }
}

/// A commitment that the game bears on.
#[derive(Clone, Debug)]
struct Word {
    commitment: SymbolId,
    debtor: SymbolId,
    credible: bool,
    why: String,
}

impl Played {
    /// Whether an option is chosen in a state.
    fn takes(&self, state: State, option: usize) -> bool {
        self.outcomes.get(state).is_some_and(|outcome| outcome.chosen >> option & 1 == 1)
    }

    /// The symbols of some actors.
    fn who(&self, actors: Actors) -> Vec<SymbolId> {
        members(actors).filter_map(|at| self.actors.get(at)).copied().collect()
    }

    /// The mover of these actors.
    fn mover(&self, by: Actors) -> Option<usize> {
        self.conflict.movers.iter().position(|moves| moves.by == by)
    }
}
