//! States, moves and reasons in words.

use super::played::Played;
use super::preference::Reason;
use crate::games::Answer;
use crate::games::{Actors, State, members};
use crate::model::Model;
use crate::model::statement::SymbolId;

impl Played {
    /// The name of a state: that of an outcome which holds in it alone, else its chosen options.
    pub(super) fn title(&self, model: &Model, state: State) -> String {
        if let Some(alone) = self.alone(state) {
            return model.name(alone).to_owned();
        }
        let chosen = self.options.all.iter().enumerate().filter(|(at, _)| self.takes(state, *at));
        let names: Vec<&str> = chosen.map(|(_, choice)| model.name(choice.action)).collect();
        match names.as_slice() {
            [] => String::from("nothing"),
            // The option itself has its name.
            [one] => format!("only-{one}"),
            several => several.join("-"),
        }
    }

    /// The outcome that holds in this state and in no other one.
    pub(super) fn alone(&self, state: State) -> Option<SymbolId> {
        self.named.iter().copied().find(|name| self.outcomes.only(*name) == Some(state))
    }

    /// Why one state is better for an actor, in words.
    pub(super) fn because(&self, model: &Model, reason: &Reason, better: State, worse: State) -> String {
        let (better, worse) = (self.title(model, better), self.title(model, worse));
        match reason {
            Reason::Prefers(one, other) => {
                format!("it prefers {} to {}", model.name(*one), model.name(*other))
            }
            Reason::Goal(goal, priority, to, from) => {
                let rank =
                    priority.as_ref().map(|number| format!(" (priority {number})")).unwrap_or_default();
                let goal = model.name(*goal);
                format!("{goal}{rank} {} in {better} and {} in {worse}", to.word(), from.word())
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
                let each = several
                    .iter()
                    .map(|(said, actors)| format!("for {} {said}", listed(&self.called(model, *actors))));
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

/// `A`, `A and B`, `A, B and C`
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
