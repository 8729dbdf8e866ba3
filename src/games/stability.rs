//! By which concepts a state is stable for whom, straight from the definitions.
//!
//! An improvement is a move after which everybody who takes part is better off. The others answer it by a
//! sequence of moves of theirs in which nobody moves twice running. Invariant: answers are looked for from the
//! state that is asked about, so that a question costs what it reaches.

use super::{Actors, Conflict, State, members};
use crate::budget::Budget;
use std::collections::{HashSet, VecDeque};

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
    /// Stable by every concept.
    pub const ALL: Self = Self { nash: true, gmr: true, smr: true, seq: true };

    /// By the concepts of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
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

/// A step of the others: where it leads, who makes it, and the place of the step before it.
type Step = (State, Actors, Option<usize>);

/// Which moves the others answer with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum With {
    /// Any that they can make.
    Any,
    /// Those that make them better off.
    Improvements,
}

impl Conflict {
    /// By which concepts a state is stable for a mover.
    pub fn stable(&self, mover: usize, from: State, budget: &Budget) -> Concepts {
        let by = self.by(mover);
        let improvements = self.improvements(mover, from);
        let mut found = Concepts { nash: improvements.is_empty(), ..Concepts::ALL };
        let worse = |state: State| !self.all_prefer(by, from, state);
        let stays = |state: State| {
            let mut stays = true;
            self.each_move(mover, state, |out| stays &= worse(out));
            stays
        };
        for to in improvements {
            let answered =
                |with, found: &dyn Fn(State) -> bool| self.walk(by, to, with, budget, found).1.is_some();
            found.seq = found.seq && answered(With::Improvements, &worse);
            // What improvements do, moves do.
            found.gmr = found.gmr && (found.seq || answered(With::Any, &worse));
            found.smr = found.smr && answered(With::Any, &|state| worse(state) && stays(state));
        }
        found
    }

    /// By which concepts a state is stable for every mover.
    pub fn equilibrium(&self, state: State, budget: &Budget) -> Concepts {
        let all = (0..self.movers.len()).map(|mover| self.stable(mover, state, budget));
        all.fold(Concepts::ALL, Concepts::and)
    }

    /// Whether a state is sequentially stable for every mover.
    pub fn lasts(&self, state: State, budget: &Budget) -> bool {
        (0..self.movers.len()).all(|mover| {
            let improvements = self.improvements(mover, state);
            improvements.into_iter().all(|to| self.answer(mover, state, to, budget).is_some())
        })
    }

    /// How the others answer an improvement by improvements of theirs, if they do: the shortest way.
    pub fn answer(&self, mover: usize, from: State, to: State, budget: &Budget) -> Option<Answer> {
        let by = self.by(mover);
        let worse = |state: State| !self.all_prefer(by, from, state);
        let (reached, end) = self.walk(by, to, With::Improvements, budget, &worse);
        let mut at = end?;
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

    /// The states that sequences of the others come to, the shortest first, up to the first that is looked for.
    fn walk(
        &self,
        movers: Actors,
        start: State,
        with: With,
        budget: &Budget,
        wanted: &dyn Fn(State) -> bool,
    ) -> (Vec<Step>, Option<usize>) {
        let mut found: Vec<Step> = Vec::new();
        // Who moved last matters for who may move next.
        let mut seen: HashSet<(usize, State)> = HashSet::new();
        let mut open: VecDeque<Step> = VecDeque::from([(start, 0, None)]);
        while let Some((state, last, place)) = open.pop_front() {
            if budget.is_over() {
                break;
            }
            for (mover, moves) in self.movers.iter().enumerate() {
                if moves.by & movers != 0 || moves.by & last != 0 || !self.without(mover, movers) {
                    continue;
                }
                let steps = match with {
                    With::Any => self.moves(mover, state),
                    With::Improvements => self.improvements_without(mover, movers, state),
                };
                for to in steps {
                    if !seen.insert((mover, to)) {
                        continue;
                    }
                    found.push((to, moves.by, place));
                    if wanted(to) {
                        let end = found.len() - 1;
                        return (found, Some(end));
                    }
                    open.push_back((to, moves.by, Some(found.len() - 1)));
                }
            }
        }
        (found, None)
    }

    /// Whether a mover can move without some actors: its councils carry things without their votes.
    pub(super) fn without(&self, mover: usize, actors: Actors) -> bool {
        members(self.by(mover)).filter(|one| self.council(*one).is_some()).all(|one| self.acts(one, actors))
    }

    /// Whether one who may be a council can act without some actors.
    fn acts(&self, one: usize, without: Actors) -> bool {
        match self.council(one) {
            None => without >> one & 1 == 0,
            Some(_) => self.carries(one, |member| self.acts(member, without)),
        }
    }

    /// The improvements of the others of some actors, for [`super::lasting`].
    pub(super) fn answers_of(&self, mover: usize, without: Actors, from: State) -> Vec<State> {
        self.improvements_without(mover, without, from)
    }
}
