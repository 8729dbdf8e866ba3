//! Rules that decide what a state is, and depend on what can last in it.
//!
//! What can last is found by looking at every state, so that no state may depend on it. Invariant: a rule of the
//! standard doctrine is never blamed; a circle has at least one of the analyst's rules in it.

use super::refused::Refused;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::{Context, RelationId, Statement};
use crate::model::{Game, Model};
use std::collections::{BTreeMap, VecDeque};

/// A relation, with whether one of the analyst's rules was passed on the way to it.
type Place = (RelationId, bool);

/// Says which rules go in a circle, if some do.
pub(super) fn circle(model: &Model, game: &Game, judged: &[RelationId]) -> Option<Refused> {
    let known = &model.known;
    let found = [
        known.game_state,
        known.state_lies_in,
        known.plays_in,
        known.game_move,
        known.no_better_move,
        known.would_rather,
        known.others_would_answer,
        known.one_that_lasts,
        known.game_ends_in,
        known.deters_from,
        known.is_set_on,
        known.credible_word,
    ];
    let mut contexts = vec![Context::Base, Context::Scenario(game.symbol)];
    let mut at = Some(game.symbol);
    while let Some(scenario) = at.and_then(|at| model.scenarios.iter().find(|one| one.symbol == at)) {
        at = scenario.extends.filter(|one| !contexts.contains(&Context::Scenario(*one)));
        contexts.extend(at.map(Context::Scenario));
    }
    let mut rules: BTreeMap<RelationId, Vec<&Statement>> = BTreeMap::new();
    for (_, statement) in model.statements().filter(|(_, one)| contexts.contains(&one.context)) {
        if statement.body.is_some() {
            for head in &statement.heads {
                rules.entry(head.relation).or_default().push(statement);
            }
        }
    }
    let mut before: BTreeMap<Place, (Place, &Statement)> = BTreeMap::new();
    let mut open: VecDeque<Place> = judged.iter().map(|relation| (*relation, false)).collect();
    while let Some(place) = open.pop_front() {
        let (relation, own) = place;
        if own && found.contains(&Some(relation)) {
            return Some(told(model, game, &before, place));
        }
        for rule in rules.get(&relation).into_iter().flatten() {
            let own = own || model.module(rule.span).is_none();
            let mut sentences = Vec::new();
            rule.body.iter().for_each(|body| body.sentences(&mut sentences));
            for sentence in sentences {
                let next = (sentence.relation, own);
                if (own || !judged.contains(&next.0)) && !before.contains_key(&next) {
                    before.insert(next, (place, rule));
                    open.push_back(next);
                }
            }
        }
    }
    None
}

/// The circle, with each of the analyst's rules in it.
fn told(model: &Model, game: &Game, before: &BTreeMap<Place, (Place, &Statement)>, end: Place) -> Refused {
    let name = model.name(game.symbol);
    let mut diagnostic = Diagnostic::new(
        Code::GameRule,
        format!("what a state of `{name}` is depends on what can last in `{name}`"),
    );
    let mut at = end;
    while let Some((from, rule)) = before.get(&at) {
        if model.module(rule.span).is_none() {
            let label = match rule.name.as_str() {
                "" => String::from("by this statement"),
                rule => format!("by the rule `{rule}`"),
            };
            diagnostic = diagnostic.label(rule.span, label);
        }
        at = *from;
    }
    Box::new(diagnostic.help(
        "what can last follows from goals, vetoes and outcomes: say what follows from it with an `expect` or a `forbid`, \
         or by a rule on which none of these depends",
    ))
}
