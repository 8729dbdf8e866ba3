//! Which states are stable for whom, by four concepts, straight from their definitions.
//!
//! An improvement is a move after which everybody who takes part is better off. The others answer it by a
//! sequence of moves of theirs in which nobody moves twice running.

use super::{Actors, Conflict, Moves, State, members};
use crate::connected::components;
use std::collections::{BTreeMap, VecDeque};

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
    /// Where the others can take the conflict by improvements of theirs, by mover and by the state that it went to.
    reached: Vec<Sets>,
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
        let any = reach(conflict, moves.by, |mover, state| conflict.moves(mover, state));
        let good = reach(conflict, moves.by, |mover, state| solved.improvements(mover, state));
        // States that the movers rank alike have the same states above them.
        let mut above: BTreeMap<Vec<Option<usize>>, Above> = BTreeMap::new();
        let mut stable = Vec::with_capacity(conflict.states);
        for from in 0..conflict.states {
            let better = solved.improvements(mover, from);
            let mut found = Concepts { nash: better.is_empty(), gmr: true, smr: true, seq: true };
            if !better.is_empty() {
                let kinds = members(moves.by).map(|actor| conflict.kind(actor, from)).collect();
                let above = above.entry(kinds).or_insert_with(|| Above::of(conflict, moves, from));
                for to in better {
                    found.gmr &= any.meet(*to, &above.no_better);
                    found.smr &= any.meet(*to, &above.no_way_out);
                    found.seq &= good.meet(*to, &above.no_better);
                }
            }
            stable.push(found);
        }
        solved.stable.push(stable);
        solved.reached.push(good);
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

/// The states that deter movers from leaving a state.
struct Above {
    /// Those that not all of them prefer to it.
    no_better: Vec<u64>,
    /// Those of these from which they have no move to one that all of them prefer to it.
    no_way_out: Vec<u64>,
}

impl Above {
    fn of(conflict: &Conflict, moves: &Moves, from: State) -> Self {
        let better: Vec<bool> =
            (0..conflict.states).map(|state| conflict.all_prefer(moves.by, from, state)).collect();
        let is_better = |state: &State| better.get(*state).copied().unwrap_or(false);
        let stays = |state: State| !moves.to.get(state).into_iter().flatten().any(is_better);
        let mut found = Self { no_better: Vec::new(), no_way_out: Vec::new() };
        found.no_better.resize(Sets::words(conflict.states), 0);
        found.no_way_out.resize(Sets::words(conflict.states), 0);
        for state in (0..conflict.states).filter(|state| !is_better(state)) {
            set(&mut found.no_better, state);
            if stays(state) {
                set(&mut found.no_way_out, state);
            }
        }
        found
    }
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
        let mut ends = self.reached.get(mover)?.each(to);
        ends.find(|state| !conflict.all_prefer(by, from, *state))?;
        let reached = walk(conflict, by, to, |mover, state| self.improvements(mover, state).iter().copied());
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
}

/// Where those who are not among the movers can take the conflict from each state, by sequences of steps in which
/// nobody moves twice running.
///
/// A place is a state with who moved last; what can be reached from places that lead to each other is the same, so
/// that components are gone through once, those that are led to first.
fn reach<'a>(conflict: &Conflict, movers: Actors, steps: impl Fn(usize, State) -> &'a [State]) -> Sets {
    let others: Vec<usize> =
        (0..).zip(&conflict.movers).filter(|(_, one)| one.by & movers == 0).map(|(at, _)| at).collect();
    let by = |mover: usize| conflict.movers.get(mover).map_or(0, |one| one.by);
    // First the states in which nobody has moved yet, then those after a move of each of the others.
    let place = |last: usize, state: State| (last + 1) * conflict.states + state;
    let mut leads: Vec<Vec<usize>> = Vec::with_capacity((others.len() + 1) * conflict.states);
    for last in std::iter::once(0).chain(others.iter().map(|mover| by(*mover))) {
        for state in 0..conflict.states {
            let mut to = Vec::new();
            for (next, mover) in others.iter().enumerate().filter(|(_, mover)| by(**mover) & last == 0) {
                to.extend(steps(*mover, state).iter().map(|state| place(next, *state)));
            }
            leads.push(to);
        }
    }
    let mut reached = Sets::new(leads.len(), conflict.states);
    for component in components(&leads) {
        let mut all = vec![0; Sets::words(conflict.states)];
        for to in component.iter().filter_map(|at| leads.get(*at)).flatten() {
            set(&mut all, to % conflict.states.max(1));
            reached.add_to(*to, &mut all);
        }
        component.iter().for_each(|at| reached.put(*at, &all));
    }
    reached.shorten(conflict.states);
    reached
}

/// Sets of states, one for each of some places.
#[derive(Clone, Debug, Default)]
struct Sets {
    width: usize,
    bits: Vec<u64>,
}

fn set(bits: &mut [u64], state: State) {
    if let Some(word) = bits.get_mut(state / 64) {
        *word |= 1 << (state % 64);
    }
}

impl Sets {
    fn words(states: usize) -> usize {
        states.div_ceil(64)
    }

    fn new(places: usize, states: usize) -> Self {
        let width = Self::words(states);
        Self { width, bits: vec![0; width * places] }
    }

    fn of(&self, place: usize) -> &[u64] {
        self.bits.get(place * self.width..(place + 1) * self.width).unwrap_or_default()
    }

    fn put(&mut self, place: usize, set: &[u64]) {
        if let Some(own) = self.bits.get_mut(place * self.width..(place + 1) * self.width) {
            own.copy_from_slice(set);
        }
    }

    fn add_to(&self, place: usize, set: &mut [u64]) {
        set.iter_mut().zip(self.of(place)).for_each(|(word, own)| *word |= own);
    }

    /// Whether a state is both in a set and in another one.
    fn meet(&self, place: usize, other: &[u64]) -> bool {
        self.of(place).iter().zip(other).any(|(word, other)| word & other != 0)
    }

    fn each(&self, place: usize) -> impl Iterator<Item = State> {
        let words = self.of(place).iter().enumerate();
        words.flat_map(|(at, word)| members(*word).map(move |bit| at * 64 + bit))
    }

    /// Keeps the sets of the first places.
    fn shorten(&mut self, places: usize) {
        self.bits.truncate(places * self.width);
        self.bits.shrink_to_fit();
    }
}

/// Whether a state is sequentially stable for every mover, as [`solve`] would say, without looking at more states than
/// the answers lead to.
pub fn lasts(conflict: &Conflict, state: State) -> bool {
    conflict.movers.iter().enumerate().all(|(mover, moves)| {
        conflict.improving(mover, state).all(|to| {
            let reached = walk(conflict, moves.by, to, |mover, state| conflict.improving(mover, state));
            reached.iter().any(|(end, ..)| !conflict.all_prefer(moves.by, state, *end))
        })
    })
}

/// The states that sequences of the others come to, the shortest first; nobody moves twice running.
fn walk<I: Iterator<Item = State>>(
    conflict: &Conflict,
    movers: Actors,
    start: State,
    steps: impl Fn(usize, State) -> I,
) -> Vec<(State, Actors, Option<usize>)> {
    let mut found: Vec<(State, Actors, Option<usize>)> = Vec::new();
    // Who moved last matters for who may move next.
    let mut seen = vec![false; conflict.movers.len() * conflict.states];
    let mut open: VecDeque<(State, Actors, Option<usize>)> = VecDeque::from([(start, 0, None)]);
    while let Some((state, last, place)) = open.pop_front() {
        for (mover, moves) in conflict.movers.iter().enumerate() {
            if moves.by & movers != 0 || moves.by & last != 0 {
                continue;
            }
            for to in steps(mover, state) {
                let Some(seen) = seen.get_mut(mover * conflict.states + to) else { continue };
                if std::mem::replace(seen, true) {
                    continue;
                }
                found.push((to, moves.by, place));
                open.push_back((to, moves.by, Some(found.len() - 1)));
            }
        }
    }
    found
}
