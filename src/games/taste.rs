//! What an actor would rather have.
//!
//! What it says that it prefers goes before its goals, and goals count level by level, the highest first
//! (lexicographic option prioritisation: Fraser and Hipel 1984; Peng 1999). Invariant: what is not known is no
//! preference.

use super::State;
use std::collections::{BTreeMap, BTreeSet};

/// What a state holds for an actor.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prospect {
    /// Whether each thing that is preferred, or to which something is, holds.
    pub held: Vec<bool>,
    /// How each goal stands, level by level, the highest first; more is better.
    pub levels: Vec<Vec<usize>>,
}

/// What makes one state better than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The pair of this number: the first of it holds in the better, the second in the worse.
    Pair(usize),
    /// The goal at this place of this level stands better.
    Goal(usize, usize),
}

/// What an actor would rather have, by the kinds of states that are alike for it.
#[derive(Clone, Debug, Default)]
pub struct Taste {
    /// The kind of each state.
    kinds: Vec<u32>,
    /// What a state of the kind holds.
    prospects: Vec<Prospect>,
    /// How many states are of the kind.
    counts: Vec<usize>,
    /// What is preferred to what, closed under transitivity.
    pairs: Vec<(usize, usize)>,
    /// The place of each kind in the order, the best first, where all kinds are in one order.
    order: Option<Vec<u32>>,
}

/// So many kinds are compared each with each.
const COMPARED: usize = 2048;

impl Taste {
    /// The taste of an actor who prefers the first thing of each pair to the second.
    pub fn new(prospects: impl IntoIterator<Item = Prospect>, pairs: Vec<(usize, usize)>) -> Self {
        let mut known: BTreeMap<Prospect, u32> = BTreeMap::new();
        let mut taste = Self { pairs, ..Self::default() };
        for prospect in prospects {
            let kind = match known.get(&prospect) {
                Some(kind) => *kind,
                None => {
                    let kind = u32::try_from(taste.prospects.len()).unwrap_or(u32::MAX);
                    known.insert(prospect.clone(), kind);
                    taste.prospects.push(prospect);
                    taste.counts.push(0);
                    kind
                }
            };
            if let Some(count) = taste.counts.get_mut(kind as usize) {
                *count += 1;
            }
            taste.kinds.push(kind);
        }
        taste.order = taste.in_order();
        taste
    }

    /// The taste of an actor who ranks all states: the best first.
    pub(super) fn ranked(states: usize, rank: &[usize]) -> Self {
        let level = |state: State| usize::MAX - rank.get(state).copied().unwrap_or(usize::MAX);
        let prospects = (0..states).map(|at| Prospect { held: Vec::new(), levels: vec![vec![level(at)]] });
        Self::new(prospects, Vec::new())
    }

    /// The place of each kind, where kinds of the same place are alike against all others.
    fn in_order(&self) -> Option<Vec<u32>> {
        let kinds = self.prospects.len();
        let one_by_one = self.prospects.iter().all(|one| one.levels.iter().all(|level| level.len() < 2));
        if self.pairs.is_empty() && one_by_one {
            let mut all: Vec<usize> = (0..kinds).collect();
            all.sort_by(|one, other| {
                let levels = |at: &usize| self.prospects.get(*at).map(|one| &one.levels);
                levels(other).cmp(&levels(one))
            });
            let mut order = vec![0; kinds];
            for (place, kind) in (0..).zip(all) {
                if let Some(slot) = order.get_mut(kind) {
                    *slot = place;
                }
            }
            return Some(order);
        }
        if kinds > COMPARED {
            return None;
        }
        let better = |from: usize, to: usize| self.ground_of(from, to).is_some();
        let place = |from: usize| (0..kinds).filter(|to| better(from, *to)).count();
        let order: Vec<u32> = (0..kinds).map(|kind| u32::try_from(place(kind)).unwrap_or(u32::MAX)).collect();
        let agrees = |(from, one): (usize, &u32)| {
            order.iter().enumerate().all(|(to, other)| better(from, to) == (other < one))
        };
        order.iter().enumerate().all(agrees).then_some(order)
    }

    /// Whether the second state is better.
    pub fn prefers(&self, from: State, to: State) -> bool {
        let (Some(from), Some(to)) = (self.kind(from), self.kind(to)) else { return false };
        self.kind_prefers(from, to)
    }

    /// Whether each state of the second list is better than each of the first, and there are such.
    pub fn prefers_all(&self, from: &[State], to: &[State]) -> bool {
        let kinds = |states: &[State]| -> BTreeSet<usize> {
            states.iter().filter_map(|state| self.kind(*state)).collect()
        };
        let (from, to) = (kinds(from), kinds(to));
        if let Some(order) = &self.order {
            let place = |kind: &usize| order.get(*kind).copied();
            let (worst, best) = (to.iter().filter_map(place).max(), from.iter().filter_map(place).min());
            return worst.zip(best).is_some_and(|(worst, best)| worst < best);
        }
        let better = |one: &usize| to.iter().all(|other| self.kind_prefers(*one, *other));
        !from.is_empty() && !to.is_empty() && from.iter().all(better)
    }

    pub(super) fn kind_prefers(&self, from: usize, to: usize) -> bool {
        match &self.order {
            Some(order) => order.get(to) < order.get(from),
            None => self.ground_of(from, to).is_some(),
        }
    }

    /// What makes the second state better, if it is.
    pub fn ground(&self, from: State, to: State) -> Option<Ground> {
        self.ground_of(self.kind(from)?, self.kind(to)?)
    }

    fn ground_of(&self, from: usize, to: usize) -> Option<Ground> {
        let (from, to) = (self.prospects.get(from)?, self.prospects.get(to)?);
        let holds = |one: &Prospect, thing: usize| one.held.get(thing).copied().unwrap_or(false);
        let ranked = |one: &Prospect, other: &Prospect| {
            self.pairs.iter().position(|(good, bad)| {
                holds(one, *good) && holds(other, *bad) && !(holds(other, *good) && holds(one, *bad))
            })
        };
        match (ranked(to, from), ranked(from, to)) {
            (Some(pair), None) => return Some(Ground::Pair(pair)),
            (None, None) => {}
            _ => return None,
        }
        for (level, (to, from)) in to.levels.iter().zip(&from.levels).enumerate() {
            let gain = to.iter().zip(from).position(|(to, from)| to > from);
            let loss = to.iter().zip(from).any(|(to, from)| to < from);
            match (gain, loss) {
                (None, false) => {}
                (Some(goal), false) => return Some(Ground::Goal(level, goal)),
                _ => return None,
            }
        }
        None
    }

    /// The kind of a state.
    pub(super) fn kind(&self, state: State) -> Option<usize> {
        self.kinds.get(state).map(|kind| *kind as usize)
    }

    /// How many kinds there are.
    pub(super) fn kinds(&self) -> usize {
        self.prospects.len()
    }

    /// The place of each kind, the best first, where all kinds are in one order.
    pub(super) fn order(&self) -> Option<&[u32]> {
        self.order.as_deref()
    }

    /// How many states are better than this one.
    pub fn better_than(&self, state: State) -> usize {
        let Some(from) = self.kind(state) else { return 0 };
        let better = self.counts.iter().enumerate().filter(|(to, _)| self.kind_prefers(from, *to));
        better.map(|(_, count)| count).sum()
    }

    /// Whether the second state is known to be better, or is alike.
    pub fn not_worse(&self, from: State, to: State) -> bool {
        let (Some(one), Some(other)) = (self.kind(from), self.kind(to)) else { return false };
        self.kind_prefers(one, other) || self.prospects.get(one) == self.prospects.get(other)
    }

    /// How many pairs of states there are that are not alike for the actor, but of which neither is known to be better;
    /// `None` where there are too many to be compared.
    pub fn unknown(&self) -> Option<usize> {
        if self.pairs.is_empty() && self.order.is_some() {
            let one_by_one = self.prospects.iter().all(|one| one.levels.iter().all(|level| level.len() < 2));
            if one_by_one {
                return Some(0);
            }
        }
        if self.kinds() > COMPARED {
            return None;
        }
        let mut unknown = 0;
        for (from, (one, count)) in self.prospects.iter().zip(&self.counts).enumerate() {
            for (to, (other, many)) in self.prospects.iter().zip(&self.counts).enumerate().skip(from + 1) {
                let known = self.kind_prefers(from, to) || self.kind_prefers(to, from);
                if !known && one != other {
                    unknown += count * many;
                }
            }
        }
        Some(unknown)
    }
}
