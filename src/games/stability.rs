//! Which states are stable for whom, by four concepts, straight from their definitions.
//!
//! An improvement is a move after which everybody who takes part is better off. The others answer it by a
//! sequence of moves of theirs in which nobody moves twice running.

use super::{Actors, Conflict, State};
use std::collections::VecDeque;

/// By which concepts a state is stable for a mover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Concepts {
    /// There is no improvement (Nash).
    pub nash: bool,
    /// Each improvement can be answered with something that is no better (general metarationality).
    pub gmr: bool,
    /// The same, and there is no way out of the answer (symmetric metarationality).
    pub smr: bool,
    /// Each improvement can be answered by improvements of the others (sequential stability).
    pub seq: bool,
}

impl Concepts {
    fn and(self, other: Self) -> Self {
        Concepts {
            nash: self.nash && other.nash,
            gmr: self.gmr && other.gmr,
            smr: self.smr && other.smr,
            seq: self.seq && other.seq,
        }
    }
}

/// How the others answer an improvement by improvements of theirs: who moves where, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The steps.
    pub steps: Vec<(Actors, State)>,
}

/// What can last in a conflict.
#[derive(Clone, Debug, Default)]
pub struct Solved {
    /// By mover and state.
    pub stable: Vec<Vec<Concepts>>,
    /// By state, for every mover together.
    pub equilibria: Vec<Concepts>,
    /// The improvements, by mover and state.
    pub improvements: Vec<Vec<Vec<State>>>,
    reached: Vec<Vec<Reached>>,
}

/// Where the others can take the conflict from a state.
#[derive(Clone, Debug, Default)]
struct Reached {
    /// By any moves.
    by_moves: Vec<State>,
    /// By improvements, with the step before: who moved, and from which of these, if not from the start.
    by_improvements: Vec<(State, Actors, Option<usize>)>,
}

/// Which states are stable for whom.
pub fn solve(conflict: &Conflict) -> Solved {
    let improvements: Vec<Vec<Vec<State>>> = conflict
        .movers
        .iter()
        .map(|moves| {
            let better = |from: State, to: &State| conflict.all_prefer(moves.by, from, *to);
            moves
                .to
                .iter()
                .enumerate()
                .map(|(from, to)| to.iter().copied().filter(|to| better(from, to)).collect())
                .collect()
        })
        .collect();
    let mut solved = Solved { improvements, ..Solved::default() };
    for (mover, moves) in conflict.movers.iter().enumerate() {
        let mut reached: Vec<Option<Reached>> = vec![None; conflict.states];
        let mut stable = Vec::with_capacity(conflict.states);
        for from in 0..conflict.states {
            let better = solved.improvements(mover, from).to_vec();
            let mut found = Concepts { nash: better.is_empty(), gmr: true, smr: true, seq: true };
            for to in better {
                let Some(slot) = reached.get_mut(to) else { continue };
                let reached = slot.get_or_insert_with(|| solved.others(conflict, moves.by, to));
                let holds = |state: &State| !conflict.all_prefer(moves.by, from, *state);
                let stays = |state: &State| {
                    let own = moves.to.get(*state).map(Vec::as_slice).unwrap_or_default();
                    own.iter().all(|way_out| !conflict.all_prefer(moves.by, from, *way_out))
                };
                found.gmr &= reached.by_moves.iter().any(holds);
                found.smr &= reached.by_moves.iter().any(|state| holds(state) && stays(state));
                found.seq &= reached.by_improvements.iter().any(|(state, ..)| holds(state));
            }
            stable.push(found);
        }
        solved.stable.push(stable);
        solved.reached.push(reached.into_iter().map(Option::unwrap_or_default).collect());
    }
    let all = Concepts { nash: true, gmr: true, smr: true, seq: true };
    solved.equilibria = (0..conflict.states)
        .map(|state| {
            let stable = solved.stable.iter().filter_map(|states| states.get(state));
            stable.fold(all, |sum, one| sum.and(*one))
        })
        .collect();
    solved
}

impl Solved {
    /// The improvements of a mover from a state.
    pub fn improvements(&self, mover: usize, from: State) -> &[State] {
        let states = self.improvements.get(mover).and_then(|states| states.get(from));
        states.map(Vec::as_slice).unwrap_or_default()
    }

    /// How the others answer an improvement by improvements of theirs, if they do: the shortest way.
    pub fn answer(&self, conflict: &Conflict, mover: usize, from: State, to: State) -> Option<Answer> {
        let by = conflict.movers.get(mover)?.by;
        let reached = &self.reached.get(mover)?.get(to)?.by_improvements;
        let mut at = reached.iter().position(|(state, ..)| !conflict.all_prefer(by, from, *state))?;
        let mut steps = Vec::new();
        loop {
            let (state, who, before) = reached.get(at)?;
            steps.push((*who, *state));
            match before {
                Some(before) => at = *before,
                None => break,
            }
        }
        steps.reverse();
        Some(Answer { steps })
    }

    /// Where those who are not among the movers can take the conflict.
    fn others(&self, conflict: &Conflict, movers: Actors, start: State) -> Reached {
        Reached {
            by_moves: walk(conflict, movers, start, |mover, state| {
                conflict
                    .movers
                    .get(mover)
                    .and_then(|moves| moves.to.get(state))
                    .map(Vec::as_slice)
                    .unwrap_or_default()
            })
            .into_iter()
            .map(|(state, ..)| state)
            .collect(),
            by_improvements: walk(conflict, movers, start, |mover, state| self.improvements(mover, state)),
        }
    }
}

/// The states that sequences of the others come to, the shortest first; nobody moves twice running.
fn walk<'a>(
    conflict: &Conflict,
    movers: Actors,
    start: State,
    steps: impl Fn(usize, State) -> &'a [State],
) -> Vec<(State, Actors, Option<usize>)> {
    let mut found: Vec<(State, Actors, Option<usize>)> = Vec::new();
    // Who moved last matters for who may move next.
    let mut seen = vec![vec![false; conflict.movers.len()]; conflict.states];
    let mut open: VecDeque<(State, Actors, Option<usize>)> = VecDeque::from([(start, 0, None)]);
    while let Some((state, last, place)) = open.pop_front() {
        for (mover, moves) in conflict.movers.iter().enumerate() {
            if moves.by & movers != 0 || moves.by & last != 0 {
                continue;
            }
            for to in steps(mover, state) {
                let Some(seen) = seen.get_mut(*to).and_then(|by| by.get_mut(mover)) else { continue };
                if std::mem::replace(seen, true) {
                    continue;
                }
                found.push((*to, moves.by, place));
                open.push_back((*to, moves.by, Some(found.len() - 1)));
            }
        }
    }
    found
}
