//! The graph model of conflict: states, moves and preferences to what can last.
//!
//! Sources: Kilgour, Hipel and Fang 1987, The Graph Model for Conflicts; Fang, Hipel and Kilgour 1993,
//! *Interactive Decision Making*; Howard 1971, *Paradoxes of Rationality*; Fraser and Hipel 1979, Solving
//! Complex Conflicts; Kilgour, Hipel, Fang and Peng 2001, Coalition Analysis in Group Decision Support.
//!
//! Invariant: states and actors are numbers; nothing here knows of models or sentences, and what is found
//! does not depend on the order in which moves were given.

mod stability;

use std::collections::BTreeMap;

pub use stability::{Answer, Concepts, Solved, lasts, solve};

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
    /// What each actor would rather have.
    pub tastes: Vec<Taste>,
}

/// What an actor would rather have, by the kinds of states that are alike for it: there are far fewer of them.
#[derive(Clone, Debug, Default)]
pub struct Taste {
    /// The kind of each state.
    kinds: Vec<usize>,
    /// Whether a state of the second kind is better than one of the first: first, then second.
    better: Vec<Vec<bool>>,
}

impl Taste {
    /// The taste of an actor to whom states with equal keys are alike; `better` tells whether the second state is
    /// better than the first.
    pub fn new<K: Ord>(keys: impl IntoIterator<Item = K>, better: impl Fn(State, State) -> bool) -> Self {
        let mut known: BTreeMap<K, usize> = BTreeMap::new();
        let mut examples: Vec<State> = Vec::new();
        let mut kinds = Vec::new();
        for (state, key) in keys.into_iter().enumerate() {
            let kind = *known.entry(key).or_insert_with(|| {
                examples.push(state);
                examples.len() - 1
            });
            kinds.push(kind);
        }
        let row = |from: &State| examples.iter().map(|to| better(*from, *to)).collect();
        Self { better: examples.iter().map(row).collect(), kinds }
    }

    fn prefers(&self, from: State, to: State) -> bool {
        let kind = |state: State| self.kinds.get(state).copied();
        kind(from).zip(kind(to)).is_some_and(|(from, to)| {
            self.better.get(from).and_then(|row| row.get(to)).copied().unwrap_or(false)
        })
    }
}

impl Conflict {
    /// Whether an actor is known to prefer the second state.
    pub fn prefers(&self, actor: usize, from: State, to: State) -> bool {
        self.tastes.get(actor).is_some_and(|taste| taste.prefers(from, to))
    }

    /// Where a mover can go from a state.
    fn moves(&self, mover: usize, from: State) -> &[State] {
        let to = self.movers.get(mover).and_then(|moves| moves.to.get(from));
        to.map(Vec::as_slice).unwrap_or_default()
    }

    /// The improvements of a mover from a state.
    fn improving(&self, mover: usize, from: State) -> impl Iterator<Item = State> {
        let by = self.movers.get(mover).map_or(0, |moves| moves.by);
        self.moves(mover, from).iter().copied().filter(move |to| self.all_prefer(by, from, *to))
    }

    /// The kind of a state for an actor: states of one kind are alike for it.
    fn kind(&self, actor: usize, state: State) -> Option<usize> {
        self.tastes.get(actor).and_then(|taste| taste.kinds.get(state)).copied()
    }

    /// Whether all of some actors prefer the second state.
    pub fn all_prefer(&self, actors: Actors, from: State, to: State) -> bool {
        members(actors).all(|actor| self.prefers(actor, from, to))
    }

    /// A conflict in which each actor ranks all states: the best first, those that are level together.
    pub fn ranked(states: usize, movers: Vec<Moves>, ranks: &[Vec<usize>]) -> Self {
        let level = |rank: &Vec<usize>, state: State| rank.get(state).copied().unwrap_or(usize::MAX);
        let taste = |rank: &Vec<usize>| {
            Taste::new((0..states).map(|state| level(rank, state)), |from, to| {
                level(rank, to) < level(rank, from)
            })
        };
        Self { states, actors: ranks.len(), movers, tastes: ranks.iter().map(taste).collect() }
    }
}

/// The actors of a set, in order.
pub fn members(actors: Actors) -> impl Iterator<Item = usize> {
    let mut left = actors;
    std::iter::from_fn(move || {
        let next = (left != 0).then(|| left.trailing_zeros() as usize)?;
        left &= left - 1;
        Some(next)
    })
}
