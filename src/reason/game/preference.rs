//! Which of two states an actor would rather have, and by what.
//!
//! What an actor prefers goes before its goals; goals are looked at by priority, those without one last
//! (lexicographic option prioritisation: Fraser and Hipel 1984; Peng 1999). Invariant: what is not known is
//! no preference.

use super::{Outcome, Played, Standing};
use crate::games::{State, Taste};
use crate::model::statement::SymbolId;
use crate::model::value::Number;
use std::collections::BTreeMap;

/// What makes one state better than another for an actor.
#[derive(Clone, Debug)]
pub(super) enum Reason {
    /// It prefers the one to the other.
    Prefers(SymbolId, SymbolId),
    /// A goal of this priority stands better, and how it stands in the better and in the worse.
    Goal(SymbolId, Option<Number>, Standing, Standing),
}

/// How the better of two states compares with the worse for an actor, by what it prefers: pairs of what is
/// preferred to what, closed under transitivity; then by its goals.
fn better(
    prefers: &[(SymbolId, SymbolId)],
    goals: &[(SymbolId, Option<Number>)],
    to: &Outcome,
    from: &Outcome,
    holds: &dyn Fn(SymbolId, &Outcome) -> bool,
) -> Option<Reason> {
    let ranked = |one: &Outcome, other: &Outcome| {
        prefers.iter().find(|(good, bad)| {
            holds(*good, one) && holds(*bad, other) && !(holds(*good, other) && holds(*bad, one))
        })
    };
    match (ranked(to, from), ranked(from, to)) {
        (Some((good, bad)), None) => return Some(Reason::Prefers(*good, *bad)),
        (None, None) => {}
        _ => return None,
    }
    let mut levels: BTreeMap<(bool, Option<Number>), Vec<SymbolId>> = BTreeMap::new();
    for (goal, priority) in goals {
        levels.entry((priority.is_none(), priority.clone())).or_default().push(*goal);
    }
    for ((_, priority), goals) in levels {
        let stands =
            |goal: &SymbolId, outcome: &Outcome| outcome.goals.get(goal).copied().unwrap_or(Standing::Open);
        let gain = goals.iter().find(|goal| stands(goal, to) > stands(goal, from));
        let loss = goals.iter().any(|goal| stands(goal, to) < stands(goal, from));
        match (gain, loss) {
            (None, false) => {}
            (Some(goal), false) => {
                return Some(Reason::Goal(*goal, priority, stands(goal, to), stands(goal, from)));
            }
            _ => return None,
        }
    }
    None
}

impl Played {
    /// What an actor would rather have: states in which its goals stand alike, and the same of what it prefers
    /// holds, are alike to it.
    pub(super) fn taste(&self, actor: usize) -> Taste {
        let prefers = self.prefers.get(actor).map(Vec::as_slice).unwrap_or_default();
        let goals = self.goals.get(actor).map(Vec::as_slice).unwrap_or_default();
        let holds = |thing: SymbolId, outcome: &Outcome| self.holds(thing, outcome);
        let alike = self.outcomes.iter().map(|outcome| {
            let stands = |(goal, _): &(SymbolId, Option<Number>)| outcome.goals.get(goal).copied();
            let things = prefers.iter().flat_map(|(one, other)| [*one, *other]);
            let stand: Vec<Option<Standing>> = goals.iter().map(stands).collect();
            (stand, things.map(|thing| holds(thing, outcome)).collect::<Vec<bool>>())
        });
        Taste::new(alike, |from, to| {
            let pair = self.outcomes.get(from).zip(self.outcomes.get(to));
            pair.is_some_and(|(from, to)| better(prefers, goals, to, from, &holds).is_some())
        })
    }

    /// Why an actor would rather have the second state.
    pub(super) fn reason(&self, actor: usize, from: State, to: State) -> Option<Reason> {
        let (to, from) = (self.outcomes.get(to)?, self.outcomes.get(from)?);
        better(self.prefers.get(actor)?, self.goals.get(actor)?, to, from, &|thing, outcome| {
            self.holds(thing, outcome)
        })
    }

    /// Whether an outcome or an option holds in a state.
    pub(super) fn holds(&self, thing: SymbolId, outcome: &Outcome) -> bool {
        let chosen = self.options.iter().position(|choice| choice.action == thing);
        outcome.named.contains(&thing) || chosen.is_some_and(|at| outcome.chosen >> at & 1 == 1)
    }
}
