//! A probe and a row to the instances of the probe's rule, one after the other.
//!
//! Backtracking without recursion, one cursor for each step. **Invariant:** instances come in an order
//! that depends on the tables only.
#![expect(clippy::indexing_slicing, reason = "steps, variables and columns were laid out by the probe")]

use super::probe::{Probe, Step, Take, value};
use super::world::{State, World};
use crate::engine::compute::{Hands, compute, fold};
use crate::engine::limits::{Limit, Meter};
use crate::engine::program::{Constant, Domain, RelationId, Term};
use crate::engine::storage::NO_ROW;

/// Whether more instances are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Yes.
    On,
    /// No.
    Enough,
}

/// After so many steps the clock is looked at.
const PACE: u32 = 4096;

/// The work done since the clock was last looked at.
#[derive(Debug, Default)]
pub(super) struct Pace {
    steps: u32,
}

impl Pace {
    fn step(&mut self, meter: &Meter<'_>) -> Result<(), Limit> {
        self.steps += 1;
        if self.steps < PACE {
            return Ok(());
        }
        self.steps = 0;
        meter.check_time()
    }
}

/// Where a step is among its choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cursor {
    Fresh,
    At(u32),
    Spent,
}

/// What a step rests on.
#[derive(Clone, Copy, Debug)]
enum Ground {
    Nothing,
    Row(RelationId, u32),
    /// Rows of an aggregate, of this height at most.
    Rows(u32),
}

/// The room that a search needs.
#[derive(Debug, Default)]
pub(super) struct Walker {
    binding: Vec<Constant>,
    cursors: Vec<Cursor>,
    grounds: Vec<Ground>,
    key: Vec<Constant>,
    head: Vec<Constant>,
    stack: Vec<Constant>,
    values: Vec<Constant>,
    pace: Pace,
}

impl Walker {
    /// Tells `visit` of each instance that reads the row (or derives it) in a state: the head, and the
    /// walker, which knows what the instance rests on.
    ///
    /// # Errors
    /// There is no more time.
    #[expect(clippy::too_many_arguments, reason = "what is searched, in what, by whose leave")]
    pub(super) fn run<D: Domain + ?Sized>(
        &mut self,
        probe: &Probe,
        row: &[Constant],
        state: State,
        world: &World,
        domain: &mut D,
        meter: &Meter<'_>,
        mut visit: impl FnMut(&[Constant], &Self) -> Flow,
    ) -> Result<(), Limit> {
        self.binding.clear();
        self.binding.resize(probe.variables, Constant(0));
        if !self.takes(&probe.enter, row) {
            return Ok(());
        }
        self.cursors.clear();
        self.cursors.resize(probe.steps.len(), Cursor::Fresh);
        self.grounds.clear();
        self.grounds.resize(probe.steps.len(), Ground::Nothing);
        let mut level = 0;
        loop {
            self.pace.step(meter)?;
            let there = match probe.steps.get(level) {
                Some(step) => self.advance(level, step, state, world, domain),
                None => {
                    let mut head = std::mem::take(&mut self.head);
                    head.clear();
                    head.extend(probe.head.iter().map(|term| value(*term, &self.binding)));
                    let flow = visit(&head, self);
                    self.head = head;
                    if flow == Flow::Enough {
                        return Ok(());
                    }
                    false
                }
            };
            if there {
                level += 1;
                if let Some(cursor) = self.cursors.get_mut(level) {
                    *cursor = Cursor::Fresh;
                }
            } else {
                match level.checked_sub(1) {
                    Some(below) => level = below,
                    None => return Ok(()),
                }
            }
        }
    }

    /// The greatest height of the rows that the instance rests on, besides the one that was given.
    pub(super) fn height(&self, world: &World) -> u32 {
        let heights = self.grounds.iter().map(|ground| match ground {
            Ground::Nothing => 0,
            Ground::Row(relation, number) => world.table(*relation).origin(*number).height,
            Ground::Rows(height) => *height,
        });
        heights.max().unwrap_or(0)
    }

    fn takes(&mut self, takes: &[(usize, Take)], row: &[Constant]) -> bool {
        takes.iter().all(|&(column, take)| match take {
            Take::Bind(variable) => {
                self.binding[variable] = row[column];
                true
            }
            Take::Check(term) => value(term, &self.binding) == row[column],
        })
    }

    fn fill(&mut self, terms: &[Term]) {
        self.key.clear();
        self.key.extend(terms.iter().map(|term| value(*term, &self.binding)));
    }

    /// Moves a step to its next choice; whether there is one.
    fn advance<D: Domain + ?Sized>(
        &mut self,
        level: usize,
        step: &Step,
        state: State,
        world: &World,
        domain: &mut D,
    ) -> bool {
        let cursor = std::mem::replace(&mut self.cursors[level], Cursor::Spent);
        if let Step::Find { relation, by, takes, one } = step {
            let number = self.find(*relation, by.as_ref(), takes, cursor, state, world);
            let Some((number, next)) = number else { return false };
            self.grounds[level] = Ground::Row(*relation, number);
            self.cursors[level] = if *one { Cursor::Spent } else { Cursor::At(next) };
            return true;
        }
        cursor == Cursor::Fresh && self.test(level, step, state, world, domain)
    }

    /// The next row that fits, and where to go on after it.
    fn find(
        &mut self,
        relation: RelationId,
        by: Option<&(usize, Vec<Term>)>,
        takes: &[(usize, Take)],
        cursor: Cursor,
        state: State,
        world: &World,
    ) -> Option<(u32, u32)> {
        let table = world.table(relation);
        let mut number = match (cursor, by) {
            (Cursor::Spent, _) => return None,
            (Cursor::At(number), _) => number,
            (Cursor::Fresh, None) => 0,
            (Cursor::Fresh, Some((index, key))) => {
                self.fill(key);
                world.index(*index).head(&self.key)
            }
        };
        loop {
            if number == NO_ROW || by.is_none() && number >= table.len() {
                return None;
            }
            let next = by.map_or(number + 1, |(index, _)| world.index(*index).previous(number));
            if world.sees(state, relation, number) && self.takes(takes, table.row(number)) {
                return Some((number, next));
            }
            number = next;
        }
    }

    /// Decides a step that has one outcome.
    fn test<D: Domain + ?Sized>(
        &mut self,
        level: usize,
        step: &Step,
        state: State,
        world: &World,
        domain: &mut D,
    ) -> bool {
        match step {
            Step::Find { .. } => false,
            Step::Holds { relation, row } => {
                self.fill(row);
                let found = world.table(*relation).find(&self.key);
                let Some(number) = found.filter(|number| world.sees(state, *relation, *number)) else {
                    return false;
                };
                self.grounds[level] = Ground::Row(*relation, number);
                true
            }
            Step::Absent { relation, row } => {
                self.fill(row);
                // Negation asks about lower strata, where height does not matter.
                let state = match state {
                    State::Below(_) => State::New,
                    State::Old | State::New => state,
                };
                let found = world.table(*relation).find(&self.key);
                !found.is_some_and(|number| world.sees(state, *relation, number))
            }
            Step::Compare { comparison, left, right } => {
                let hands = &mut Hands::Exclusive(domain);
                let left = compute(left, &self.binding, &mut self.stack, hands);
                let right = compute(right, &self.binding, &mut self.stack, hands);
                matches!((left, right), (Some(a), Some(b)) if hands.domain().compare(*comparison, a, b))
            }
            Step::Compute { formula, variable, bound } => {
                let hands = &mut Hands::Exclusive(domain);
                let computed = compute(formula, &self.binding, &mut self.stack, hands);
                self.settle(computed, *variable, *bound)
            }
            Step::Aggregate { function, relation, by, value, variable, bound } => {
                let Some(height) = self.gather(*relation, by.as_ref(), *value, state, world) else {
                    return false;
                };
                self.grounds[level] = Ground::Rows(height);
                let values = || self.values.iter().copied();
                let computed = fold(*function, self.values.len(), values, &mut Hands::Exclusive(domain));
                self.settle(computed, *variable, *bound)
            }
        }
    }

    fn settle(&mut self, computed: Option<Constant>, variable: usize, bound: bool) -> bool {
        let Some(computed) = computed else { return false };
        if bound {
            return self.binding[variable] == computed;
        }
        self.binding[variable] = computed;
        true
    }

    /// Gathers the values of a group; gives the greatest height of its rows, or `None` if one of them is
    /// too high.
    fn gather(
        &mut self,
        relation: RelationId,
        by: Option<&(usize, Vec<Term>)>,
        column: usize,
        state: State,
        world: &World,
    ) -> Option<u32> {
        let table = world.table(relation);
        let (seen, most) = match state {
            State::Below(height) => (State::New, height),
            State::Old | State::New => (state, u32::MAX),
        };
        self.values.clear();
        let mut number = match by {
            None => 0,
            Some((index, key)) => {
                self.fill(key);
                world.index(*index).head(&self.key)
            }
        };
        let mut highest = 0;
        while number != NO_ROW && (by.is_some() || number < table.len()) {
            if world.sees(seen, relation, number) {
                highest = highest.max(table.origin(number).height);
                self.values.push(table.row(number).get(column).copied().unwrap_or(Constant(0)));
            }
            number = by.map_or(number + 1, |(index, _)| world.index(*index).previous(number));
        }
        (highest < most).then_some(highest)
    }
}
