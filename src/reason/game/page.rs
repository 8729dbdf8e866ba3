//! A game that was played through to its page.

use super::Played;
use super::facts::listed;
use crate::games::{Concepts, members};
use crate::model::Model;
use crate::reason::place::place_of;
use crate::report::{Game, GameMove, GameState, GameWord};

/// The pages of the games that were played, or of the one with this name.
pub fn games(model: &Model, played: &[Played], name: Option<&str>) -> Vec<Game> {
    let wanted = |one: &&Played| name.is_none_or(|name| model.name(one.game) == name);
    played.iter().filter(wanted).filter_map(|one| one.page(model)).collect()
}

const fn flags(found: Concepts) -> [bool; 4] {
    [found.nash, found.gmr, found.smr, found.seq]
}

impl Played {
    fn page(&self, model: &Model) -> Option<Game> {
        let game = model.games.iter().find(|game| game.symbol == self.game)?;
        let name = |symbol| model.name(symbol).to_owned();
        let start = self.status_quo;
        let told = self.told();
        let movers = || self.actors.iter().map(|actor| name(*actor)).enumerate();
        let arrows: Vec<GameMove> = told.iter().flat_map(|state| self.moves(model, *state)).collect();
        let states = told.iter().filter_map(|state| {
            let outcome = self.outcomes.get(*state)?;
            let chosen = self.options.iter().enumerate().filter(|(at, _)| self.takes(*state, *at));
            let rank = |actor: usize| {
                1 + (0..self.outcomes.len()).filter(|to| self.conflict.prefers(actor, *state, *to)).count()
            };
            let stable = |actor: usize| {
                let found = self
                    .mover(1 << actor)
                    .and_then(|mover| self.solved.stable.get(mover)?.get(*state).copied());
                flags(found.unwrap_or_default())
            };
            Some(GameState {
                name: self.title(model, *state),
                chosen: chosen.map(|(_, choice)| name(choice.action)).collect(),
                outcomes: self
                    .named
                    .iter()
                    .filter(|one| outcome.named.contains(one))
                    .map(|one| name(*one))
                    .collect(),
                ranks: movers().map(|(at, actor)| (actor, rank(at))).collect(),
                stable: movers().map(|(at, actor)| (actor, stable(at))).collect(),
                equilibrium: flags(self.solved.equilibria.get(*state).copied().unwrap_or_default()),
            })
        });
        let silent = |actor: usize| {
            let states = self.outcomes.len();
            let pairs = (0..states).flat_map(|one| (one + 1..states).map(move |other| (one, other)));
            let open = pairs.filter(|(one, other)| {
                let known =
                    self.conflict.prefers(actor, *one, *other) || self.conflict.prefers(actor, *other, *one);
                !known && self.differ(actor, *one, *other)
            });
            open.count()
        };
        let silent = self.actors.iter().enumerate().map(|(at, actor)| (name(*actor), silent(at)));
        Some(Game {
            name: name(self.game),
            gloss: model.symbol(self.game).and_then(|symbol| symbol.gloss.as_ref()).map(ToString::to_string),
            place: place_of(model, game.span),
            options: self
                .options
                .iter()
                .enumerate()
                .map(|(at, choice)| (name(choice.action), self.takes(start, at)))
                .collect(),
            actors: self.actors.iter().map(|actor| name(*actor)).collect(),
            status_quo: self.title(model, start),
            moves: self.moves(model, start),
            states: states.collect(),
            deals: self.deals(model),
            words: self
                .words
                .iter()
                .map(|word| GameWord {
                    who: name(word.debtor),
                    commitment: name(word.commitment),
                    credible: word.credible,
                    why: word.why.clone(),
                })
                .collect(),
            silent: silent.filter(|(_, number)| *number > 0).collect(),
            unjudged: self.unjudged.iter().map(|(actor, goal)| (name(*actor), name(*goal))).collect(),
            arrows,
        })
    }

    /// Whether some goal of an actor stands differently in two states, so that it might care.
    fn differ(&self, actor: usize, one: usize, other: usize) -> bool {
        let goals = self.goals.get(actor).map(Vec::as_slice).unwrap_or_default();
        goals.iter().any(|(goal, _)| {
            let stands = |state: usize| self.outcomes.get(state).and_then(|outcome| outcome.goals.get(goal));
            stands(one) != stands(other)
        })
    }

    /// The improvements from a state.
    fn moves(&self, model: &Model, from: usize) -> Vec<GameMove> {
        let mut all = Vec::new();
        for (mover, moves) in self.conflict.movers.iter().enumerate() {
            for to in self.solved.improvements(mover, from) {
                let names: Vec<String> =
                    self.who(moves.by).iter().map(|one| model.name(*one).to_owned()).collect();
                let answer = self.solved.answer(&self.conflict, mover, from, *to).map(|answer| {
                    let mut at = *to;
                    let steps = answer.steps.iter().map(|(who, next)| {
                        let who: Vec<String> =
                            self.who(*who).iter().map(|one| model.name(*one).to_owned()).collect();
                        let step = format!("{} would {}", listed(&who), self.change(model, at, *next));
                        at = *next;
                        step
                    });
                    steps.collect::<Vec<_>>().join(", then ")
                });
                let why = members(moves.by).next().and_then(|actor| self.reason(actor, from, *to));
                all.push(GameMove {
                    from: self.title(model, from),
                    who: listed(&names),
                    how: self.change(model, from, *to),
                    to: self.title(model, *to),
                    why: why.map(|reason| self.because(model, &reason, *to, from)).unwrap_or_default(),
                    answer,
                });
            }
        }
        all
    }
}
