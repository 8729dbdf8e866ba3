//! The graph model of conflict: states, moves and preferences to what can last.
//!
//! Sources: Kilgour, Hipel and Fang 1987, The Graph Model for Conflicts; Fang, Hipel and Kilgour 1993,
//! *Interactive Decision Making*; Howard 1971, *Paradoxes of Rationality*; Fraser and Hipel 1979, Solving
//! Complex Conflicts; Kilgour, Hipel, Fang and Peng 2001, Coalition Analysis in Group Decision Support.
//!
//! Invariant: states and actors are numbers; nothing here knows of models or sentences, and what is found
//! does not depend on the order in which moves were given.

mod board;
mod lasting;
mod stability;
mod taste;

pub use board::{Board, Choice};
pub use lasting::{Lasting, lasting};
pub use stability::{Answer, Concepts};
pub use taste::{Ground, Prospect, Taste};

use crate::voting::Rule;

/// A state, by its number.
pub type State = usize;

/// Some who act together, as the bits of their numbers: actors first, then councils.
pub type Actors = u64;

/// How a mover can take the conflict from state to state.
#[derive(Clone, Debug)]
pub enum Steps {
    /// Where it can go, by state; sorted.
    Listed(Vec<Vec<State>>),
    /// What it can do with the options of the board of the conflict.
    Options,
}

/// Who can take the conflict from which state to which.
#[derive(Clone, Debug)]
pub struct Moves {
    /// Those who move, all of whom take part; one alone is a set of one.
    pub by: Actors,
    /// Where they can go.
    pub to: Steps,
}

/// A body that acts by a rule: what enough of its members would rather have is better to it.
#[derive(Clone, Debug)]
pub struct Council {
    /// Its members in the order of the rule; one that is a set votes as one. A council may be a member of those that
    /// come after it.
    pub members: Vec<Actors>,
    /// Who suffice.
    pub rule: Rule,
}

/// A conflict.
#[derive(Clone, Debug, Default)]
pub struct Conflict {
    /// How many states there are.
    pub states: usize,
    /// The moves: those of one alone, and joint ones that no fewer can make.
    pub movers: Vec<Moves>,
    /// What each actor would rather have, by its number.
    pub tastes: Vec<Taste>,
    /// The councils; their numbers follow those of the actors.
    pub councils: Vec<Council>,
    /// The options behind the states, where moves follow from them.
    pub board: Board,
}

impl Conflict {
    /// Whether an actor or a council is known to prefer the second state.
    pub fn prefers(&self, one: usize, from: State, to: State) -> bool {
        self.prefers_without(one, 0, from, to)
    }

    /// As [`prefers`](Self::prefers); of a council, some actors do not help.
    fn prefers_without(&self, one: usize, without: Actors, from: State, to: State) -> bool {
        if let Some(taste) = self.tastes.get(one) {
            return taste.prefers(from, to);
        }
        self.carries(one, |member| {
            without >> member & 1 == 0 && self.prefers_without(member, without, from, to)
        })
    }

    /// Whether the members of a council suffice who, one by one, will do.
    fn carries(&self, council: usize, will_do: impl Fn(usize) -> bool) -> bool {
        self.council(council).is_some_and(|council| {
            council.rule.carried_by(|at| {
                let member = council.members.get(at).copied().unwrap_or(0);
                member != 0 && members(member).all(&will_do)
            })
        })
    }

    /// Whether the second state comes about if all of some prefer it, but for those who let things pass: of whom
    /// nothing is known.
    pub fn all_go_along(&self, by: Actors, letting_pass: Actors, from: State, to: State) -> bool {
        members(by).all(|one| self.goes_along(one, letting_pass, from, to))
    }

    fn goes_along(&self, one: usize, letting_pass: Actors, from: State, to: State) -> bool {
        if one < self.tastes.len() {
            return letting_pass >> one & 1 == 1 || self.prefers(one, from, to);
        }
        self.carries(one, |member| self.goes_along(member, letting_pass, from, to))
    }

    /// The actors behind some, councils among them.
    pub fn all_behind(&self, by: Actors) -> Actors {
        members(by).fold(0, |all, one| all | self.behind(one))
    }

    /// The actors behind one that may be a council.
    fn behind(&self, one: usize) -> Actors {
        match self.council(one) {
            None => 1 << one,
            Some(council) => {
                let all = council.members.iter().flat_map(|member| members(*member));
                all.fold(0, |all, member| all | self.behind(member))
            }
        }
    }

    /// The council of a number, if it is none of an actor.
    pub fn council(&self, one: usize) -> Option<&Council> {
        one.checked_sub(self.tastes.len()).and_then(|at| self.councils.get(at))
    }

    /// Whether all of some prefer the second state.
    pub fn all_prefer(&self, by: Actors, from: State, to: State) -> bool {
        members(by).all(|one| self.prefers(one, from, to))
    }

    /// Calls with each state that a mover can go to.
    fn each_move(&self, mover: usize, from: State, mut go: impl FnMut(State)) {
        let Some(moves) = self.movers.get(mover) else { return };
        match &moves.to {
            Steps::Listed(to) => to.get(from).into_iter().flatten().for_each(|to| go(*to)),
            Steps::Options => self.board.each_move(moves.by, from, &mut go),
        }
    }

    /// Where a mover can go from a state, ascending.
    pub fn moves(&self, mover: usize, from: State) -> Vec<State> {
        let mut all = Vec::new();
        self.each_move(mover, from, |to| all.push(to));
        all.sort_unstable();
        all
    }

    /// The improvements of a mover from a state, ascending: moves after which all who take part are better off.
    pub fn improvements(&self, mover: usize, from: State) -> Vec<State> {
        self.improvements_without(mover, 0, from)
    }

    /// The improvements that a mover makes without the help of some actors in its councils.
    fn improvements_without(&self, mover: usize, without: Actors, from: State) -> Vec<State> {
        let by = self.by(mover);
        let mut all = Vec::new();
        self.each_move(mover, from, |to| {
            if members(by).all(|one| self.prefers_without(one, without, from, to)) {
                all.push(to);
            }
        });
        all.sort_unstable();
        all
    }

    fn by(&self, mover: usize) -> Actors {
        self.movers.get(mover).map_or(0, |moves| moves.by)
    }

    /// A conflict in which each actor ranks all states: the best first, those that are level together.
    pub fn ranked(states: usize, movers: Vec<Moves>, ranks: &[Vec<usize>]) -> Self {
        let tastes = ranks.iter().map(|rank| Taste::ranked(states, rank)).collect();
        Self { states, movers, tastes, ..Self::default() }
    }
}

/// The numbers in a set, in order.
pub fn members(set: Actors) -> impl Iterator<Item = usize> {
    let mut left = set;
    std::iter::from_fn(move || {
        let next = (left != 0).then(|| left.trailing_zeros() as usize)?;
        left &= left - 1;
        Some(next)
    })
}
