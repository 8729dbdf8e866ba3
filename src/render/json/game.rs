//! Games as nested objects.

use super::shapes::Place;
use crate::report;
use crate::source::SourceMap;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(super) struct Game<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gloss: Option<&'a str>,
    status_quo: &'a str,
    options: Vec<Chosen<'a>>,
    actors: &'a [String],
    states: Vec<State<'a>>,
    improvements: Vec<Move<'a>>,
    deals: Vec<Deal<'a>>,
    words: Vec<Word<'a>>,
    #[serde(flatten)]
    place: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Chosen<'a> {
    action: &'a str,
    took_place: bool,
}

#[derive(Serialize)]
struct State<'a> {
    name: &'a str,
    chosen: &'a [String],
    outcomes: &'a [String],
    ranks: BTreeMap<&'a str, usize>,
    stable: BTreeMap<&'a str, Vec<&'static str>>,
    equilibrium: Vec<&'static str>,
}

#[derive(Serialize)]
struct Move<'a> {
    from: &'a str,
    who: &'a str,
    how: &'a str,
    to: &'a str,
    why: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'a str>,
}

#[derive(Serialize)]
struct Deal<'a> {
    state: &'a str,
    needs: &'a [String],
    parts: &'a [String],
    loses: &'a [String],
    lasts: bool,
    leave: Vec<Leave<'a>>,
}

#[derive(Serialize)]
struct Leave<'a> {
    who: &'a str,
    how: &'a str,
    to: &'a str,
    why: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    would_last_with: Option<&'a str>,
}

#[derive(Serialize)]
struct Word<'a> {
    who: &'a str,
    commitment: &'a str,
    credible: bool,
    why: &'a str,
}

fn concepts(found: [bool; 4]) -> Vec<&'static str> {
    report::CONCEPTS.iter().zip(found).filter(|(_, yes)| *yes).map(|(name, _)| *name).collect()
}

impl<'a> Game<'a> {
    pub(super) fn new(game: &'a report::Game, sources: &'a SourceMap) -> Self {
        let state = |one: &'a report::GameState| State {
            name: &one.name,
            chosen: &one.chosen,
            outcomes: &one.outcomes,
            ranks: game.actors.iter().map(String::as_str).zip(one.ranks.iter().copied()).collect(),
            stable: game
                .actors
                .iter()
                .map(String::as_str)
                .zip(one.stable.iter().map(|found| concepts(*found)))
                .collect(),
            equilibrium: concepts(one.equilibrium),
        };
        let step = |one: &'a report::GameMove| Move {
            from: &one.from,
            who: &one.who,
            how: &one.how,
            to: &one.to,
            why: &one.why,
            answer: one.answer.as_deref(),
        };
        let leave = |one: &'a report::GameMend| Leave {
            who: &one.who,
            how: &one.how,
            to: &one.to,
            why: &one.why,
            would_last_with: one.commitment.as_deref(),
        };
        let deal = |one: &'a report::GameDeal| Deal {
            state: &one.state,
            needs: &one.by,
            parts: &one.parts,
            loses: &one.loses,
            lasts: one.lasts,
            leave: one.mends.iter().map(leave).collect(),
        };
        let word = |one: &'a report::GameWord| Word {
            who: &one.who,
            commitment: &one.commitment,
            credible: one.credible,
            why: &one.why,
        };
        Game {
            name: &game.name,
            gloss: game.gloss.as_deref(),
            status_quo: &game.status_quo,
            options: game
                .options
                .iter()
                .map(|(action, took_place)| Chosen { action, took_place: *took_place })
                .collect(),
            actors: &game.actors,
            states: game.states.iter().map(state).collect(),
            improvements: game.arrows.iter().map(step).collect(),
            deals: game.deals.iter().map(deal).collect(),
            words: game.words.iter().map(word).collect(),
            place: Place::new(game.place, sources),
        }
    }
}
