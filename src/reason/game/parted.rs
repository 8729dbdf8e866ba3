//! Where a game as one side sees it and the game of the base view part (hypergames: Bennett 1977).
//!
//! Both are played, and compared point by point: where it begins, what can last, who is needed, and what each actor
//! would rather have. Invariant: states are the same if the same options are chosen in them.

use super::hinges::untold;
use super::played::Played;
use super::read::{played_in, view_of};
use crate::games::State;
use crate::model::Model;
use crate::model::statement::SymbolId;
use crate::reason::{Session, Stop};
use crate::report::listed;
use crate::report::{Game, GameParting};
use crate::theory::{Through, View};
use std::collections::{BTreeMap, BTreeSet};

/// The most states that are compared pair by pair; of more, the named outcomes are.
const STATES: usize = 16;

/// So many differences are told of what one actor would rather have.
const TOLD: usize = 3;

/// Adds to the pages of games that are played in the view of one side where that view and the base view part.
///
/// # Errors
/// A limit was reached.
pub fn parted(session: &mut Session<'_>, pages: &mut [Game]) -> Result<(), Stop> {
    let model = session.model;
    let by = match session.options.view.through {
        Through::All => return Ok(()),
        Through::Source(source) => model.name(source).to_owned(),
        Through::Given => String::from("what is given"),
    };
    for played in session.options.games.played.clone() {
        let page = pages.iter_mut().find(|page| page.name == model.name(played.game));
        let game = model.games.iter().find(|game| game.symbol == played.game).cloned();
        let (Some(page), Some(game)) = (page, game) else { continue };
        let view = View { through: Through::All, ..view_of(session, &game)? };
        let view = untold(session, view);
        let points = match played_in(session, &game, &view, &played)? {
            Ok(base) => played.points(model, &base),
            Err(_) => vec![String::from("in the base view it cannot be played")],
        };
        page.parted = Some(GameParting { by: by.clone(), points });
    }
    Ok(())
}

impl Played {
    fn points(&self, model: &Model, base: &Self) -> Vec<String> {
        let mut points = Vec::new();
        if self.options.all.iter().map(|one| one.action).ne(base.options.all.iter().map(|one| one.action)) {
            points.push(String::from("the options are not the same"));
            return points;
        }
        let chosen = |played: &Self, state: State| played.outcomes.chosen.get(state).copied();
        let (here, there) = (chosen(self, self.status_quo), chosen(base, base.status_quo));
        if here != there {
            points.push(format!(
                "it begins in {} here, and in {} in the base view",
                self.title(model, self.status_quo),
                base.title(model, base.status_quo)
            ));
        }
        let (here, there) = (self.verdict(model), base.verdict(model));
        points.extend(
            here.difference(&there).map(|one| format!("{one} can last here, and not in the base view")),
        );
        points.extend(
            there.difference(&here).map(|one| format!("{one} can last in the base view, and not here")),
        );
        points.extend(self.needs(model, base));
        // The states of both views.
        let of_base: BTreeMap<u64, State> =
            base.outcomes.chosen.iter().enumerate().map(|(state, chosen)| (*chosen, state)).collect();
        let both: Vec<(State, State)> = self
            .outcomes
            .chosen
            .iter()
            .enumerate()
            .filter_map(|(state, chosen)| Some((state, *of_base.get(chosen)?)))
            .collect();
        for actor in &self.actors {
            if let Some(other) = base.actors.iter().position(|one| one == actor) {
                points.extend(self.tastes(model, base, (*actor, other), &both));
            }
        }
        points
    }

    /// Who is needed to take an option where the game begins, in one of the views only.
    fn needs(&self, model: &Model, base: &Self) -> Vec<String> {
        let needed = |played: &Self, option: usize| -> BTreeSet<String> {
            let needed = played.conflict.board.needed(played.status_quo, option);
            played.called(model, needed).into_iter().collect()
        };
        let mut points = Vec::new();
        for (at, choice) in self.options.all.iter().enumerate() {
            let (here, there) = (needed(self, at), needed(base, at));
            let action = model.name(choice.action);
            for (more, less, place, other) in
                [(&here, &there, "here", "in the base view"), (&there, &here, "in the base view", "here")]
            {
                let more: Vec<String> = more.difference(less).cloned().collect();
                if !more.is_empty() {
                    points.push(format!(
                        "{action} needs the yes of {} {place}, and not {other}",
                        listed(&more)
                    ));
                }
            }
        }
        points
    }

    /// What an actor would rather have in one of the views and not in the other.
    fn tastes(
        &self,
        model: &Model,
        base: &Self,
        (actor, other): (SymbolId, usize),
        both: &[(State, State)],
    ) -> Vec<String> {
        let Some(own) = self.actors.iter().position(|one| *one == actor) else { return Vec::new() };
        let things: Vec<(String, Vec<(State, State)>)> = if both.len() <= STATES {
            both.iter().map(|pair| (self.title(model, pair.0), vec![*pair])).collect()
        } else {
            let of = |name: &SymbolId| {
                let lies = |(here, there): &&(State, State)| {
                    self.outcomes.named(*name, *here) && base.outcomes.named(*name, *there)
                };
                both.iter().filter(lies).copied().collect()
            };
            self.named.iter().map(|name| (model.name(*name).to_owned(), of(name))).collect()
        };
        let prefers = |played: &Self, actor: usize, from: &[State], to: &[State]| {
            played.conflict.tastes.get(actor).is_some_and(|taste| taste.prefers_all(from, to))
        };
        let here = |states: &[(State, State)]| states.iter().map(|(here, _)| *here).collect::<Vec<_>>();
        let there = |states: &[(State, State)]| states.iter().map(|(_, there)| *there).collect::<Vec<_>>();
        let mut points = Vec::new();
        for (good, better) in &things {
            for (bad, worse) in things.iter().filter(|(name, _)| name != good) {
                let in_own = prefers(self, own, &here(worse), &here(better));
                let in_base = |from, to| prefers(base, other, &there(from), &there(to));
                if in_own && in_base(better, worse) {
                    points.push(format!("{good} than {bad} here, and {bad} than {good} in the base view"));
                } else if in_own && !in_base(worse, better) {
                    points.push(format!("{good} than {bad} here only"));
                } else if !in_own
                    && in_base(worse, better)
                    && !prefers(self, own, &here(better), &here(worse))
                {
                    points.push(format!("{good} than {bad} in the base view only"));
                }
            }
        }
        let more = points.len().saturating_sub(TOLD);
        points.truncate(TOLD);
        let who = model.name(actor);
        let mut points: Vec<String> =
            points.into_iter().map(|point| format!("{who} would rather have {point}")).collect();
        if more > 0 {
            points.push(format!("{who} ranks {more} other pairs of outcomes in another way"));
        }
        points
    }
}
