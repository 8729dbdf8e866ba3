//! The graph model of conflict: states, moves and preferences to what can last.
//!
//! Sources: Kilgour, Hipel and Fang 1987, The Graph Model for Conflicts; Fang, Hipel and Kilgour 1993,
//! *Interactive Decision Making*; Howard 1971, *Paradoxes of Rationality*; Fraser and Hipel 1979, Solving
//! Complex Conflicts; Kilgour, Hipel, Fang and Peng 2001, Coalition Analysis in Group Decision Support.
//!
//! Invariant: states and actors are numbers; nothing here knows of models or sentences, and what is found
//! does not depend on the order in which moves were given.

mod stability;

pub use stability::{Answer, Concepts, Solved, solve};

/// A state, by its number.
pub type State = usize;

/// Some actors who move together, as the bits of their numbers; one actor alone is a set of one.
pub type Actors = u64;

/// Who can take the conflict from which state to which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// The actors, all of whom take part.
    pub by: Actors,
    /// Where they can go, by state; sorted.
    pub to: Vec<Vec<State>>,
}

/// A conflict.
#[derive(Clone, Debug, Default)]
pub struct Conflict {
    /// How many states there are.
    pub states: usize,
    /// How many actors there are; at most 64.
    pub actors: usize,
    /// The moves: those of one actor, and joint ones that no fewer can make.
    pub movers: Vec<Moves>,
    /// Whether an actor would rather have the second state than the first: actor, then first, then second.
    pub better: Vec<Vec<Vec<bool>>>,
}

impl Conflict {
    /// Whether an actor is known to prefer the second state.
    pub fn prefers(&self, actor: usize, from: State, to: State) -> bool {
        let row = self.better.get(actor).and_then(|states| states.get(from));
        row.and_then(|row| row.get(to)).copied().unwrap_or(false)
    }

    /// Whether all of some actors prefer the second state.
    pub fn all_prefer(&self, actors: Actors, from: State, to: State) -> bool {
        members(actors).all(|actor| self.prefers(actor, from, to))
    }

    /// A conflict in which each actor ranks all states: the best first, those that are level together.
    pub fn ranked(states: usize, movers: Vec<Moves>, ranks: &[Vec<usize>]) -> Self {
        let level = |rank: &Vec<usize>, state: State| rank.get(state).copied().unwrap_or(usize::MAX);
        let better = ranks
            .iter()
            .map(|rank| {
                (0..states)
                    .map(|from| (0..states).map(|to| level(rank, to) < level(rank, from)).collect())
                    .collect()
            })
            .collect();
        Self { states, actors: ranks.len(), movers, better }
    }
}

/// The actors of a set, in order.
pub fn members(actors: Actors) -> impl Iterator<Item = usize> {
    (0..64).filter(move |at| actors >> at & 1 == 1)
}
