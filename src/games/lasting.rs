//! All improvements to whether the others answer them, and so to the states that are sequentially stable, at once.
//!
//! What the others can come to by improvements is the same for places that lead to each other, so that each
//! component of them is gone through once, those that are led to first; and of what they come to only that
//! matters which the mover likes least. Invariant: tells the same as [`Conflict::lasts`] for each state by
//! itself.

use super::{Actors, Conflict, State, members};
use crate::budget::Budget;
use crate::connected::components;
use std::collections::BTreeMap;

/// The most moves that are gone through.
const MOVES: u64 = 1 << 24;

/// The most words that the sets of kinds may take.
const WORDS: usize = 1 << 24;

/// What all states of a conflict come to.
#[derive(Clone, Debug, Default)]
pub struct Lasting {
    /// The states that are sequentially stable for every mover, ascending.
    pub states: Vec<State>,
    /// For each mover what the others come to; `None` where it has no improvement.
    reached: Vec<Option<Reached>>,
}

impl Lasting {
    /// Whether the others answer an improvement of a mover by improvements of theirs.
    pub fn answered(&self, mover: usize, from: State, to: State) -> bool {
        self.reached.get(mover).is_some_and(|all| all.as_ref().is_some_and(|all| all.deters(from, to)))
    }
}

/// What all states of a conflict come to; `None` where there are too many moves to go through, or time is up.
pub fn lasting(conflict: &Conflict, budget: &Budget) -> Option<Lasting> {
    let width: u64 = conflict.movers.iter().fold(0, |sum, moves| {
        sum.saturating_add(match moves.to {
            super::Steps::Listed(_) => conflict.states as u64,
            super::Steps::Options => conflict.board.width(moves.by),
        })
    });
    if width.saturating_mul(conflict.states as u64) > MOVES {
        return None;
    }
    let mut improvements: Vec<Vec<Vec<State>>> = Vec::with_capacity(conflict.movers.len());
    for mover in 0..conflict.movers.len() {
        let all = budget.each(0..conflict.states).map(|from| conflict.improvements(mover, from));
        improvements.push(all.collect());
    }
    let mut lasts = vec![true; conflict.states];
    let mut all_reached = Vec::with_capacity(conflict.movers.len());
    for (mover, own) in improvements.iter().enumerate() {
        budget.check().ok()?;
        if own.iter().all(Vec::is_empty) {
            all_reached.push(None);
            continue;
        }
        let reached = Reached::of(conflict, mover, &improvements)?;
        for (from, lasts) in lasts.iter_mut().enumerate().filter(|(_, lasts)| **lasts) {
            *lasts = own.get(from).into_iter().flatten().all(|to| reached.deters(from, *to));
        }
        all_reached.push(Some(reached));
    }
    budget.check().ok()?;
    let states = lasts.iter().enumerate().filter(|(_, lasts)| **lasts).map(|(state, _)| state).collect();
    Some(Lasting { states, reached: all_reached })
}

/// How one who takes part in a move looks at the states.
#[derive(Clone, Debug)]
struct Voice {
    /// The kind of each state.
    kinds: Vec<usize>,
    /// Whether the second kind is better than the first.
    scale: Scale,
}

#[derive(Clone, Debug)]
enum Scale {
    /// The place of each kind in one order, the best first.
    Order(Vec<u32>),
    /// For each kind those that are not better, as bits.
    NoBetter(Vec<Vec<u64>>),
}

impl Voice {
    fn of(conflict: &Conflict, one: usize) -> Option<Self> {
        if let Some(taste) = conflict.tastes.get(one) {
            let kinds = (0..conflict.states).filter_map(|state| taste.kind(state)).collect();
            if let Some(order) = taste.order() {
                return Some(Self { kinds, scale: Scale::Order(order.to_vec()) });
            }
            return Self::partial(kinds, taste.kinds(), &|from, to| taste.kind_prefers(from, to));
        }
        // States that are alike for all members of a council are alike for it.
        let behind = conflict.behind(one);
        let mut known: BTreeMap<Vec<Option<usize>>, usize> = BTreeMap::new();
        let mut examples: Vec<State> = Vec::new();
        let mut kinds = Vec::with_capacity(conflict.states);
        for state in 0..conflict.states {
            let alike = members(behind).map(|actor| conflict.tastes.get(actor)?.kind(state));
            let kind = *known.entry(alike.collect()).or_insert_with(|| {
                examples.push(state);
                examples.len() - 1
            });
            kinds.push(kind);
        }
        let prefers = |from: usize, to: usize| {
            let pair = examples.get(from).zip(examples.get(to));
            pair.is_some_and(|(from, to)| conflict.prefers(one, *from, *to))
        };
        Self::partial(kinds, examples.len(), &prefers)
    }

    fn partial(kinds: Vec<usize>, count: usize, prefers: &dyn Fn(usize, usize) -> bool) -> Option<Self> {
        if count.saturating_mul(count) as u64 > MOVES {
            return None;
        }
        let no_better = |from: usize| {
            let mut bits = vec![0; count.div_ceil(64)];
            (0..count).filter(|to| !prefers(from, *to)).for_each(|to| set(&mut bits, to));
            bits
        };
        Some(Self { kinds, scale: Scale::NoBetter((0..count).map(no_better).collect()) })
    }

    fn kind(&self, state: State) -> usize {
        self.kinds.get(state).copied().unwrap_or(usize::MAX)
    }

    /// The words that a set of what was reached takes.
    fn words(&self) -> usize {
        match &self.scale {
            Scale::Order(_) => 1,
            Scale::NoBetter(rows) => rows.len().div_ceil(64),
        }
    }

    /// Adds a state to what was reached.
    fn add(&self, state: State, reached: &mut [u64]) {
        let kind = self.kind(state);
        match &self.scale {
            // The place of the worst, counted from one.
            Scale::Order(order) => {
                let place = order.get(kind).map_or(0, |place| u64::from(*place) + 1);
                reached.iter_mut().for_each(|worst| *worst = place.max(*worst));
            }
            Scale::NoBetter(_) => set(reached, kind),
        }
    }

    fn join(&self, from: &[u64], into: &mut [u64]) {
        for (into, from) in into.iter_mut().zip(from) {
            match &self.scale {
                Scale::Order(_) => *into = (*into).max(*from),
                Scale::NoBetter(_) => *into |= from,
            }
        }
    }

    /// Whether something was reached that is no better than a state.
    fn deters(&self, from: State, reached: &[u64]) -> bool {
        let kind = self.kind(from);
        match &self.scale {
            Scale::Order(order) => {
                let place = order.get(kind).map_or(u64::MAX, |place| u64::from(*place) + 1);
                reached.first().is_some_and(|worst| *worst >= place)
            }
            Scale::NoBetter(rows) => {
                let row = rows.get(kind);
                row.is_some_and(|row| row.iter().zip(reached).any(|(one, other)| one & other != 0))
            }
        }
    }
}

/// What the others of a mover come to by improvements, from each state, as each who takes part looks at it.
#[derive(Clone, Debug)]
struct Reached {
    voices: Vec<(Voice, Vec<u64>)>,
}

impl Reached {
    fn of(conflict: &Conflict, mover: usize, improvements: &[Vec<Vec<State>>]) -> Option<Self> {
        let by = conflict.by(mover);
        let others: Vec<usize> = (0..conflict.movers.len())
            .filter(|other| conflict.by(*other) & by == 0 && conflict.without(*other, by))
            .filter(|other| improvements.get(*other).is_some_and(|all| all.iter().any(|to| !to.is_empty())))
            .collect();
        let leads = leads(conflict, by, &others, improvements);
        let components = components(&leads);
        let mut voices = Vec::new();
        for one in members(by) {
            let voice = Voice::of(conflict, one)?;
            let width = voice.words();
            if width.saturating_mul(leads.len()) > WORDS {
                return None;
            }
            let mut reached = vec![0_u64; width * leads.len()];
            let place = |at: usize| at * width..(at + 1) * width;
            for component in &components {
                let mut all = vec![0; width];
                for to in component.iter().filter_map(|at| leads.get(*at)).flatten() {
                    voice.add(to % conflict.states.max(1), &mut all);
                    voice.join(reached.get(place(*to)).unwrap_or_default(), &mut all);
                }
                for at in component {
                    if let Some(own) = reached.get_mut(place(*at)) {
                        own.copy_from_slice(&all);
                    }
                }
            }
            reached.truncate(width * conflict.states);
            voices.push((voice, reached));
        }
        Some(Self { voices })
    }

    /// Whether somebody who takes part in an improvement comes to something that is no better for it.
    fn deters(&self, from: State, to: State) -> bool {
        self.voices.iter().any(|(voice, reached)| {
            let width = voice.words();
            voice.deters(from, reached.get(to * width..(to + 1) * width).unwrap_or_default())
        })
    }
}

/// Where improvements of the others lead: first from the states in which nobody has moved yet, then from those
/// after a move of each of the others.
fn leads(
    conflict: &Conflict,
    by: Actors,
    others: &[usize],
    improvements: &[Vec<Vec<State>>],
) -> Vec<Vec<usize>> {
    let place = |last: usize, state: State| (last + 1) * conflict.states + state;
    let mut leads: Vec<Vec<usize>> = Vec::with_capacity((others.len() + 1) * conflict.states);
    for last in std::iter::once(0).chain(others.iter().map(|mover| conflict.by(*mover))) {
        for state in 0..conflict.states {
            let mut to = Vec::new();
            for (next, mover) in
                others.iter().enumerate().filter(|(_, mover)| conflict.by(**mover) & last == 0)
            {
                // Of a council, those who moved do not help to answer their own move.
                if members(conflict.by(*mover)).any(|one| conflict.council(one).is_some()) {
                    to.extend(conflict.answers_of(*mover, by, state).into_iter().map(|to| place(next, to)));
                } else {
                    let all = improvements.get(*mover).and_then(|all| all.get(state));
                    to.extend(all.into_iter().flatten().map(|to| place(next, *to)));
                }
            }
            leads.push(to);
        }
    }
    leads
}

fn set(bits: &mut [u64], at: usize) {
    if let Some(word) = bits.get_mut(at / 64) {
        *word |= 1 << (at % 64);
    }
}
