//! States, moves and reasons in words.

use super::played::Played;
use super::preference::Reason;
use crate::budget::Budget;
use crate::games::Answer;
use crate::games::{Actors, State, members};
use crate::model::Model;
use crate::model::statement::SymbolId;
use crate::report::listed;

/// So many moves are told that make nobody better off.
const WORSE: usize = 3;

/// The names of so many states are compared with those of other games.
const NAMED: usize = 4096;

/// So many ends of a game are told with the way there.
const ROADS: usize = 3;

impl Played {
    /// The name of a state: that of an outcome which holds in it alone, else its chosen options; where something else is
    /// called so, after the game. It can be pasted into a question.
    pub(super) fn title(&self, model: &Model, state: State) -> String {
        if let Some(alone) = self.alone(state) {
            return model.name(alone).to_owned();
        }
        let name = self.by_options(model, state);
        if self.elsewhere.contains(&name) { format!("{}-{name}", model.name(self.game)) } else { name }
    }

    /// The chosen options of a state as a name.
    fn by_options(&self, model: &Model, state: State) -> String {
        let chosen = self.options.all.iter().enumerate().filter(|(at, _)| self.takes(state, *at));
        let names: Vec<&str> = chosen.map(|(_, choice)| model.name(choice.action)).collect();
        match names.as_slice() {
            [] => String::from("nothing-done"),
            // The option itself has its name.
            [one] => format!("only-{one}"),
            several => several.join("-"),
        }
    }

    /// The names by their options of the states that have no other one, where they are not very many.
    pub(super) fn nameless(&self, model: &Model) -> Vec<String> {
        let states = (0..self.outcomes.len()).take(NAMED).filter(|state| self.alone(*state).is_none());
        states.map(|state| self.by_options(model, state)).collect()
    }

    /// A state where it is said what holds in it: `in trade`.
    pub(super) fn inside(&self, model: &Model, state: State) -> String {
        let chosen = self.outcomes.chosen.get(state).copied().unwrap_or(0);
        if chosen == 0 && self.alone(state).is_none() {
            return String::from("where nothing is done");
        }
        format!("in {}", self.title(model, state))
    }

    /// The outcome that holds in this state and in no other one.
    pub(super) fn alone(&self, state: State) -> Option<SymbolId> {
        self.named.iter().copied().find(|name| self.outcomes.only(*name) == Some(state))
    }

    /// Why one state is better for an actor, in words.
    pub(super) fn because(&self, model: &Model, reason: &Reason, better: State, worse: State) -> String {
        let (better, worse) = (self.inside(model, better), self.inside(model, worse));
        match reason {
            Reason::Prefers(one, other) => {
                format!("it prefers {} to {}", model.name(*one), model.name(*other))
            }
            Reason::Goal(goal, priority, to, from) => {
                let rank =
                    priority.as_ref().map(|number| format!(" (priority {number})")).unwrap_or_default();
                let goal = model.name(*goal);
                format!("{goal}{rank} {} {better} and {} {worse}", to.word(), from.word())
            }
        }
    }

    /// Why the second state is better for all who take part in a move, in words: those with the same reason
    /// together.
    pub(super) fn why(&self, model: &Model, by: Actors, from: State, to: State) -> String {
        let mut reasons: Vec<(String, Actors)> = Vec::new();
        let mut add = |actor: usize| {
            let Some(reason) = self.reason(actor, from, to) else { return };
            let said = self.because(model, &reason, to, from);
            match reasons.iter_mut().find(|(known, _)| *known == said) {
                Some((_, actors)) => *actors |= 1 << actor,
                None => reasons.push((said, 1 << actor)),
            }
        };
        // Of a council, those of its members who are better off; they may be councils themselves.
        let mut open: Vec<usize> = members(by).collect();
        open.reverse();
        while let Some(one) = open.pop() {
            let Some(council) = self.conflict.council(one) else {
                add(one);
                continue;
            };
            let yes = council.members.iter().filter(|member| self.conflict.all_prefer(**member, from, to));
            let yes: Vec<usize> = yes.flat_map(|member| members(*member)).collect();
            open.extend(yes.into_iter().rev());
        }
        match reasons.as_slice() {
            [(said, _)]
                if by.count_ones() == 1 && self.conflict.council(by.trailing_zeros() as usize).is_none() =>
            {
                said.clone()
            }
            several => {
                let each = several.iter().map(|(said, actors)| {
                    let who = self.called(model, *actors);
                    match said.strip_prefix("it prefers ") {
                        Some(what) if who.len() > 1 => format!("{} prefer {what}", listed(&who)),
                        Some(what) => format!("{} prefers {what}", listed(&who)),
                        None => format!("for {} {said}", listed(&who)),
                    }
                });
                each.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// What some actors and councils are called.
    pub(super) fn called(&self, model: &Model, by: Actors) -> Vec<String> {
        self.who(by).iter().map(|one| model.name(*one).to_owned()).collect()
    }

    /// What a move does, in words.
    pub(super) fn change(&self, model: &Model, from: State, to: State) -> String {
        let (mut taken, mut undone) = (Vec::new(), Vec::new());
        for (at, choice) in self.options.all.iter().enumerate() {
            let name = model.name(choice.action).to_owned();
            match (self.takes(from, at), self.takes(to, at)) {
                (false, true) => taken.push(name),
                (true, false) => undone.push(name),
                _ => {}
            }
        }
        let mut parts = Vec::new();
        if !taken.is_empty() {
            parts.push(format!("take {}", listed(&taken)));
        }
        if !undone.is_empty() {
            parts.push(format!("undo {}", listed(&undone)));
        }
        parts.join(" and ")
    }

    /// Why a mover has no better move from a state, in words.
    pub(super) fn stays(&self, model: &Model, mover: usize, from: State) -> String {
        let by = self.conflict.movers.get(mover).map_or(0, |moves| moves.by);
        let together = by.count_ones() > 1;
        let moves = self.conflict.moves(mover, from);
        if moves.is_empty() {
            let who =
                if together { "they can change nothing together" } else { "it can change nothing alone" };
            return String::from(who);
        }
        let mut told: Vec<String> =
            moves.iter().take(WORSE).map(|to| self.worse(model, by, from, *to)).collect();
        if let Some(more @ 1..) = moves.len().checked_sub(WORSE) {
            told.push(format!(
                "and nothing else of the {} things that it can do is known to be better",
                more + WORSE
            ));
        }
        told.join("; ")
    }

    /// Why a move makes not everybody better off who takes part in it.
    fn worse(&self, model: &Model, by: Actors, from: State, to: State) -> String {
        let how = format!("to {} ({})", self.change(model, from, to), self.title(model, to));
        let stays = members(by).find(|one| !self.conflict.prefers(*one, from, to)).unwrap_or(0);
        let whose = if by.count_ones() > 1 {
            format!(" for {}", self.called(model, 1 << stays).concat())
        } else {
            String::new()
        };
        match self.reason(stays, to, from) {
            Some(reason) => format!("{how} is worse{whose}: {}", self.because(model, &reason, from, to)),
            None => format!("{how} is not known to be better{whose}"),
        }
    }

    /// How better moves that nobody answers lead from where the game begins to some states, in words.
    pub(super) fn roads(&self, model: &Model, ends: &[State], budget: &Budget) -> String {
        let roads = ends.iter().take(ROADS).map(|end| {
            let steps = self.road(*end, budget);
            let mut at = self.status_quo;
            let mut told = Vec::new();
            for (by, to) in steps {
                let change = self.change(model, at, to);
                told.push(format!(
                    "{} would {change} ({})",
                    listed(&self.called(model, by)),
                    self.title(model, to)
                ));
                at = to;
            }
            let lasts = format!("{} can last", self.title(model, at));
            if told.is_empty() { lasts } else { format!("{}; {lasts}", told.join("; then ")) }
        });
        let mut roads: Vec<String> = roads.collect();
        if let Some(more @ 1..) = ends.len().checked_sub(ROADS) {
            roads.push(format!("and so it is of {more} more"));
        }
        roads.join("; or ")
    }

    /// What the others would do about a move to a state, in words.
    pub(super) fn steps(&self, model: &Model, to: State, answer: &Answer) -> String {
        let mut at = to;
        let steps = answer.steps.iter().map(|(who, next)| {
            let step =
                format!("{} would {}", listed(&self.called(model, *who)), self.change(model, at, *next));
            at = *next;
            step
        });
        steps.collect::<Vec<_>>().join(", then ")
    }
}
