//! Options to moves: who can take a conflict from which choice of options to which.
//!
//! To take an option needs a set of actors, who may differ from state to state; to undo it takes one of the
//! parties that carry it out. Invariant: successors are made when they are asked for, by changes of what the
//! mover can change, and never by looking at all pairs of states.

use super::{Actors, State, members};
use std::collections::{BTreeSet, HashMap};

/// Options as bits of a number.
type Options = u64;

/// The most sets of actors who move together.
const JOINT: usize = 1024;

/// An option, as far as its moves go.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Those who carry it out: each alone can undo it; one that is a set acts as one.
    pub parties: Vec<Actors>,
    /// It can never be undone.
    pub irreversible: bool,
    /// It cannot be taken, as it was undone before.
    pub over: bool,
    /// The options without which it is not taken: they were taken before, or are in the same move.
    pub waits_for: u64,
    /// The options that keep it from being taken.
    pub barred_by: u64,
}

impl Choice {
    /// Whether it can be taken so that these options are chosen then.
    fn fits(&self, then: Options) -> bool {
        self.waits_for & !then == 0 && self.barred_by & then == 0
    }
}

/// The options of a conflict, and its possible states.
#[derive(Clone, Debug, Default)]
pub struct Board {
    options: Vec<Choice>,
    /// The options that are chosen in each state.
    chosen: Vec<Options>,
    /// The state of each choice that is possible.
    states: HashMap<Options, State>,
    /// For each kind of state, those who are needed to take each option.
    needed: Vec<Vec<Actors>>,
    /// The kind of each state.
    kinds: Vec<usize>,
}

impl Board {
    /// The board of some options: what is chosen in each state, and which of the rows of `needed` says who is
    /// needed there to take each option.
    pub fn new(
        options: Vec<Choice>,
        chosen: Vec<Options>,
        needed: Vec<Vec<Actors>>,
        kinds: Vec<usize>,
    ) -> Self {
        let states = chosen.iter().enumerate().map(|(state, chosen)| (*chosen, state)).collect();
        Self { options, chosen, states, needed, kinds }
    }

    /// What is chosen in a state.
    pub fn chosen(&self, state: State) -> Options {
        self.chosen.get(state).copied().unwrap_or(0)
    }

    /// Who is needed to take an option in a state.
    pub fn needed(&self, state: State, option: usize) -> Actors {
        let row = self.kinds.get(state).and_then(|kind| self.needed.get(*kind));
        row.and_then(|row| row.get(option)).copied().unwrap_or(0)
    }

    fn can_undo(&self, by: Actors, option: usize) -> bool {
        let choice = self.options.get(option);
        choice.is_some_and(|one| !one.irreversible && one.parties.iter().any(|party| party & !by == 0))
    }

    /// Those who move: each of the first `singles` alone, and every set that some option needs, with the sets that
    /// several options need together; `None` where these are too many.
    pub fn movers(&self, singles: usize) -> Option<Vec<Actors>> {
        let mut needed: BTreeSet<Actors> = self.needed.iter().flatten().copied().collect();
        needed.extend(self.options.iter().filter(|one| !one.irreversible).flat_map(|one| &one.parties));
        needed.remove(&0);
        let mut all: BTreeSet<Actors> = needed.iter().copied().filter(|one| one.count_ones() > 1).collect();
        let mut open: Vec<Actors> = all.iter().copied().collect();
        while let Some(one) = open.pop() {
            for other in &needed {
                if all.len() > JOINT {
                    return None;
                }
                if all.insert(one | other) {
                    open.push(one | other);
                }
            }
        }
        all.extend((0..singles).map(|at| 1 << at));
        Some(all.into_iter().collect())
    }

    /// Calls with each state that these can go to from a state, moving together, and no fewer of them.
    pub(super) fn each_move(&self, by: Actors, from: State, go: &mut impl FnMut(State)) {
        let here = self.chosen(from);
        let (mut taking, mut undoing) = (0, 0);
        for (at, choice) in self.options.iter().enumerate() {
            if here >> at & 1 == 1 {
                undoing |= u64::from(self.can_undo(by, at)) << at;
            } else {
                let needed = self.needed(from, at);
                taking |= u64::from(needed != 0 && needed & !by == 0 && !choice.over) << at;
            }
        }
        let alone = by.count_ones() == 1;
        if !alone && taking == 0 && undoing == 0 {
            return;
        }
        for taken in subsets(taking) {
            let needs = || members(taken).map(|at| self.needed(from, at));
            let needed = needs().fold(0, |all, one| all | one);
            let joint = needs().any(|one| one.count_ones() > 1);
            // With more that is undone more take part.
            if !alone && !self.all_take_part(by, (needed, joint), undoing) {
                continue;
            }
            for undone in subsets(undoing) {
                if taken == 0 && undone == 0 || !alone && !self.all_take_part(by, (needed, joint), undone) {
                    continue;
                }
                let there = here & !undone | taken;
                let fits = |at: usize| self.options.get(at).is_some_and(|one| one.fits(there));
                if let Some(to) = self.states.get(&there).filter(|_| members(taken).all(fits)) {
                    go(*to);
                }
            }
        }
    }

    /// Whether some change takes several, and no fewer than these can make all of the changes: to take what is taken these
    /// are `needed`, for some of it several together if it is `joint`, and the rest is undone.
    fn all_take_part(&self, by: Actors, (needed, joint): (Actors, bool), undone: Options) -> bool {
        let options = || members(undone).filter_map(|at| self.options.get(at));
        let alone =
            |one: &Choice| one.parties.iter().any(|party| party.count_ones() == 1 && party & !by == 0);
        let in_need_of = |actor: usize| {
            let rest = by & !(1 << actor);
            options().any(|one| !one.parties.iter().any(|party| party & !rest == 0))
        };
        (joint || options().any(|one| !alone(one))) && members(by & !needed).all(in_need_of)
    }

    /// Everybody who is needed to come from one state to another, moving together; `None` where that cannot be.
    ///
    /// Of those who could each undo something, those are taken who `would`, if there are any.
    pub fn needed_for(&self, from: State, to: State, would: impl Fn(Actors) -> bool) -> Option<Actors> {
        let (here, there) = (self.chosen(from), self.chosen(to));
        let (taken, undone) = (there & !here, here & !there);
        let mut all = 0;
        for at in members(taken) {
            let needed = self.needed(from, at);
            if needed == 0 || self.options.get(at).is_none_or(|one| one.over || !one.fits(there)) {
                return None;
            }
            all |= needed;
        }
        for at in members(undone) {
            let choice = self.options.get(at).filter(|one| !one.irreversible)?;
            if choice.parties.iter().any(|party| party & !all == 0) {
                continue;
            }
            let willing = choice.parties.iter().find(|party| would(**party));
            all |= willing.or(choice.parties.first())?;
        }
        Some(all)
    }

    /// About how many moves there are from a state.
    pub(super) fn width(&self, by: Actors) -> u64 {
        let able = |at: &usize| {
            let takes = self.needed.iter().any(|row| row.get(*at).is_some_and(|one| one & !by == 0));
            takes || self.can_undo(by, *at)
        };
        let able = (0..self.options.len()).filter(able).count();
        1_u64.checked_shl(u32::try_from(able).unwrap_or(u32::MAX)).unwrap_or(u64::MAX)
    }
}

/// The subsets of some bits, the empty one first.
fn subsets(of: Options) -> impl Iterator<Item = Options> {
    let mut next = Some(0_u64);
    std::iter::from_fn(move || {
        let now = next?;
        let following = now.wrapping_sub(of) & of;
        next = (following != 0).then_some(following);
        Some(now)
    })
}
