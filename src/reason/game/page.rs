//! A game that was played through to its page.

use super::played::Played;
use crate::budget::Budget;
use crate::games::{Actors, Concepts, State, members};
use crate::model::Model;
use crate::model::statement::SymbolId;
use crate::reason::place::place_of;
use crate::report::{Game, GameGroup, GameMove, GameState, GameWord, any_of, listed};

/// The pages of the games that were played, or of the one with this name.
pub fn games(model: &Model, played: &[Played], name: Option<&str>, budget: &Budget) -> Vec<Game> {
    let wanted = |one: &&Played| name.is_none_or(|name| model.name(one.game) == name);
    played.iter().filter(wanted).filter_map(|one| one.page(model, budget)).collect()
}

/// Of so many groups of states that can last, it is told who together would leave them.
const TOGETHER: usize = 8;

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
            settled: self.settled(model, &game.outcomes),
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
            hangs_on: Vec::new(),
            parted: None,
            silent: silent.filter(|(_, number)| *number > 0).collect(),
            aimless: members(self.aimless())
                .filter_map(|at| self.actors.get(at))
                .map(|actor| name(*actor))
                .collect(),
            by_group: self
                .by_group
                .iter()
                .map(|(who, group)| (who.iter().map(|one| name(*one)).collect(), name(*group)))
                .collect(),
            outcomes: self.outcomes.len(),
            lasting: self.lasting.iter().map(|state| self.title(model, *state)).collect(),
            groups: self.groups(model, budget),
            whole: self.all.is_some(),
            unjudged: self.unjudged.iter().map(|(actor, goal)| (name(*actor), name(*goal))).collect(),
            arrows,
        })
    }

    /// What nobody has a choice about, and the named outcomes that cannot come about.
    fn settled(&self, model: &Model, outcomes: &[SymbolId]) -> Vec<String> {
        let never: Vec<String> = outcomes
            .iter()
            .filter(|one| !self.named.contains(*one))
            .map(|one| model.name(*one).to_owned())
            .collect();
        let mut all = self.options.settled_sentences(model);
        if !never.is_empty() {
            all.push(format!("No choice that is possible comes to {}", any_of(&never)));
        }
        all
    }

    /// The improvements from a state.
    fn moves(&self, model: &Model, from: usize, budget: &Budget) -> Vec<GameMove> {
        let mut all = Vec::new();
        for (mover, moves) in self.conflict.movers.iter().enumerate() {
            let mut improvements = self.improvements(mover, from, budget);
            improvements.sort_by_cached_key(|to| (self.above(moves.by, *to), *to));
            for to in improvements {
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

    /// How many states some actors like better than a state, summed.
    fn above(&self, by: Actors, state: State) -> usize {
        members(by)
            .filter_map(|actor| self.conflict.tastes.get(actor))
            .map(|taste| taste.better_than(state))
            .sum()
    }

    /// The states that can last, those together that are of one named outcome and have no name of their own.
    fn groups(&self, model: &Model, budget: &Budget) -> Vec<GameGroup> {
        let mut groups: Vec<GameGroup> = Vec::new();
        for state in budget.each(self.lasting.iter().copied()) {
            let movers = 0..self.conflict.movers.len();
            let nash = movers.into_iter().all(|mover| self.conflict.improvements(mover, state).is_empty());
            let outcome = self.named.iter().copied().find(|name| self.outcomes.named(*name, state));
            let outcome = outcome.filter(|_| self.alone(state).is_none());
            let name = outcome.map(|one| model.name(one).to_owned());
            let same = |group: &&mut GameGroup| {
                group.nash == nash && group.outcome.is_some() && group.outcome == name
            };
            if let Some(group) = groups.iter_mut().find(same) {
                group.states.push(self.title(model, state));
                group.together.clear();
                continue;
            }
            let mut together = Vec::new();
            if groups.len() < TOGETHER && state != self.status_quo {
                let bargains = self.bargains(state, budget).into_iter();
                together.extend(bargains.map(|(to, by)| (self.called(model, by), self.title(model, to))));
            }
            groups.push(GameGroup {
                states: vec![self.title(model, state)],
                of: outcome.map_or(1, |one| self.outcomes.count(one)),
                outcome: name,
                nash,
                together,
            });
        }
        groups
    }
}
