//! A game that was played through to its page.

use super::Played;
use super::say::listed;
use crate::budget::Budget;
use crate::games::Concepts;
use crate::model::Model;
use crate::reason::place::place_of;
use crate::report::{Game, GameMove, GameState, GameWord};

/// The pages of the games that were played, or of the one with this name.
pub fn games(model: &Model, played: &[Played], name: Option<&str>, budget: &Budget) -> Vec<Game> {
    let wanted = |one: &&Played| name.is_none_or(|name| model.name(one.game) == name);
    played.iter().filter(wanted).filter_map(|one| one.page(model, budget)).collect()
}

const fn flags(found: Concepts) -> [bool; 4] {
    [found.nash, found.gmr, found.smr, found.seq]
}

impl Played {
    fn page(&self, model: &Model, budget: &Budget) -> Option<Game> {
        let game = model.games.iter().find(|game| game.symbol == self.game)?;
        let name = |symbol| model.name(symbol).to_owned();
        let start = self.status_quo;
        let told = self.told();
        let actors = || self.actors.iter().map(|actor| name(*actor)).enumerate();
        let arrows: Vec<GameMove> = told.iter().flat_map(|state| self.moves(model, *state, budget)).collect();
        let states = budget.each(told).map(|state| {
            let chosen = self.options.all.iter().enumerate().filter(|(at, _)| self.takes(state, *at));
            let rank = |actor: usize| {
                1 + self.conflict.tastes.get(actor).map_or(0, |taste| taste.better_than(state))
            };
            let stable: Vec<Concepts> = (0..self.conflict.movers.len())
                .map(|mover| self.conflict.stable(mover, state, budget))
                .collect();
            let own = |actor: usize| {
                let found = self.mover(1 << actor).and_then(|mover| stable.get(mover).copied());
                flags(found.unwrap_or_default())
            };
            GameState {
                name: self.title(model, state),
                chosen: chosen.map(|(_, choice)| name(choice.action)).collect(),
                outcomes: self
                    .named
                    .iter()
                    .filter(|one| self.outcomes.named(**one, state))
                    .map(|one| name(*one))
                    .collect(),
                ranks: actors().map(|(at, actor)| (actor, rank(at))).collect(),
                stable: actors().map(|(at, actor)| (actor, own(at))).collect(),
                equilibrium: flags(stable.into_iter().fold(Concepts::ALL, Concepts::and)),
            }
        });
        let silent =
            actors().filter_map(|(at, actor)| Some((actor, self.conflict.tastes.get(at)?.unknown()?)));
        let (deals, all_deals) = self.deals(model, budget);
        Some(Game {
            name: name(self.game),
            gloss: model.symbol(self.game).and_then(|symbol| symbol.gloss.as_ref()).map(ToString::to_string),
            place: place_of(model, game.span),
            options: self
                .options
                .all
                .iter()
                .enumerate()
                .map(|(at, choice)| (name(choice.action), self.takes(start, at)))
                .collect(),
            actors: self.actors.iter().map(|actor| name(*actor)).collect(),
            status_quo: self.title(model, start),
            moves: self.moves(model, start, budget),
            states: states.collect(),
            deals,
            more_deals: all_deals,
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
            outcomes: self.outcomes.len(),
            lasting: self.lasting.len(),
            whole: self.all.is_some(),
            unjudged: self.unjudged.iter().map(|(actor, goal)| (name(*actor), name(*goal))).collect(),
            arrows,
        })
    }

    /// The improvements from a state.
    fn moves(&self, model: &Model, from: usize, budget: &Budget) -> Vec<GameMove> {
        let mut all = Vec::new();
        for (mover, moves) in self.conflict.movers.iter().enumerate() {
            for to in self.improvements(mover, from, budget) {
                let answer = self.answer(mover, from, to, budget);
                all.push(GameMove {
                    from: self.title(model, from),
                    who: listed(&self.called(model, moves.by)),
                    how: self.change(model, from, to),
                    to: self.title(model, to),
                    why: self.why(model, moves.by, from, to),
                    answer: answer.map(|answer| self.steps(model, to, &answer)),
                });
            }
        }
        all
    }
}
