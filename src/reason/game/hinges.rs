//! What a game hangs on: the claims, and the swaps of neighbouring priorities, that change what can last.
//!
//! Each is tried: the game is played without the claim, or with the two priorities of an actor the other way
//! round. Invariant: what is told changes which outcomes can last.

use super::played::Played;
use super::read::{played_in, view_of};
use super::states::States;
use crate::games::lasting;
use crate::model::Model;
use crate::model::statement::{StatementId, SymbolId};
use crate::model::value::Number;
use crate::reason::{Session, Stop};
use crate::report::listed;
use crate::report::{Game, GameHinge};
use crate::theory::View;
use std::collections::BTreeSet;

/// The most outcomes of a game that is played again for each of its claims and priorities.
const OUTCOMES: usize = 1024;

/// So many claims are tried.
const CLAIMS: usize = 24;

/// Adds to the pages of games what each hangs on.
///
/// # Errors
/// A limit was reached.
pub fn hinges(session: &mut Session<'_>, pages: &mut [Game]) -> Result<(), Stop> {
    let model = session.model;
    for played in session.options.games.played.clone() {
        let page = pages.iter_mut().find(|page| page.name == model.name(played.game));
        let Some(page) = page.filter(|_| played.outcomes.len() <= OUTCOMES && played.all.is_some()) else {
            continue;
        };
        page.hangs_on.extend(played.swaps(session)?);
        page.hangs_on.extend(played.claims(session)?);
    }
    Ok(())
}

/// A view without what games were found to come to: what is found may bear on vetoes and so on games.
pub(super) fn untold(session: &Session<'_>, mut view: View) -> View {
    let model = session.model;
    view.retracted.extend(model.statements().filter(|(_, one)| model.is_found(one)).map(|(id, _)| id));
    view
}

impl Played {
    /// What can last by name: the named outcomes of which a state can, and what has no name of its own.
    pub(super) fn verdict(&self, model: &Model) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for state in &self.lasting {
            let named: Vec<&SymbolId> =
                self.named.iter().filter(|name| self.outcomes.named(**name, *state)).collect();
            if named.is_empty() && (self.named.is_empty() || *state == self.status_quo) {
                all.insert(self.title(model, *state));
            }
            all.extend(named.into_iter().map(|name| model.name(*name).to_owned()));
        }
        all
    }

    /// What becomes of the verdict, if it changes.
    fn changed(&self, model: &Model, other: &Self) -> Option<String> {
        let (before, after) = (self.verdict(model), other.verdict(model));
        let list = |from: &BTreeSet<String>, without: &BTreeSet<String>| -> Vec<String> {
            from.difference(without).cloned().collect()
        };
        let (gained, lost) = (list(&after, &before), list(&before, &after));
        let gained = (!gained.is_empty()).then(|| format!("{} could last", listed(&gained)));
        let lost = (!lost.is_empty()).then(|| format!("{} could not last", listed(&lost)));
        match (gained, lost) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => Some(one),
            (Some(gained), Some(lost)) => Some(format!("{gained} and {lost}")),
        }
    }

    /// The swaps of two neighbouring priorities of one actor that change what can last.
    fn swaps(&self, session: &Session<'_>) -> Result<Vec<GameHinge>, Stop> {
        let mut found = Vec::new();
        for actor in 0..self.actors.len() {
            let levels = self.levels(actor);
            for pair in levels.windows(2) {
                session.in_time()?;
                let [(Some(high), upper), (Some(low), lower)] = pair else { continue };
                let Some(other) = self.swapped(actor, (high, low), session) else { continue };
                if let Some(then) = self.changed(session.model, &other) {
                    let names = |goals: &[SymbolId]| -> String {
                        let all: Vec<String> =
                            goals.iter().map(|goal| session.model.name(*goal).to_owned()).collect();
                        listed(&all)
                    };
                    let who = self.called(session.model, 1 << actor).concat();
                    found.push(GameHinge {
                        change: format!("if {who} put {} before {}", names(lower), names(upper)),
                        then,
                    });
                }
            }
        }
        Ok(found)
    }

    /// The game with two priorities of an actor the other way round.
    fn swapped(&self, actor: usize, (high, low): (&Number, &Number), session: &Session<'_>) -> Option<Self> {
        let mut other = self.clone();
        for (_, priority) in other.goals.get_mut(actor)? {
            *priority = match priority.take() {
                Some(own) if own == *high => Some(low.clone()),
                Some(own) if own == *low => Some(high.clone()),
                own => own,
            };
        }
        let taste = other.taste(actor);
        *other.conflict.tastes.get_mut(actor)? = taste;
        other.lasting = lasting(&other.conflict, &session.options.budget)?.states;
        Some(other)
    }

    /// The claims without which something else can last.
    fn claims(&self, session: &mut Session<'_>) -> Result<Vec<GameHinge>, Stop> {
        let model = session.model;
        let Some(game) = model.games.iter().find(|game| game.symbol == self.game).cloned() else {
            return Ok(Vec::new());
        };
        let view = view_of(session, &game)?;
        let view = untold(session, view);
        let options = self.literals(model, &game);
        let claims: BTreeSet<StatementId> = States::claims(session, &view, &options)?.into_iter().collect();
        let mut found = Vec::new();
        let mut tried = BTreeSet::new();
        for claim in claims {
            let Some(statement) = model.statement(claim) else { continue };
            // What is said in one breath is one claim.
            let together: BTreeSet<StatementId> = match statement.label {
                Some(label) => {
                    model.statements().filter(|(_, one)| one.label == Some(label)).map(|(id, _)| id).collect()
                }
                None => BTreeSet::from([claim]),
            };
            if tried.len() >= CLAIMS || !tried.insert(together.clone()) {
                continue;
            }
            session.in_time()?;
            let mut without = view.clone();
            without.disbelieved.extend(together);
            let Ok(other) = played_in(session, &game, &without, self)? else { continue };
            if let Some(then) = self.changed(model, &other) {
                let name = match statement.label {
                    Some(label) => format!("@{}", model.name(label)),
                    None => crate::reason::place::place_of(model, statement.span)
                        .map_or_else(String::new, |place| place.to_string()),
                };
                found.push(GameHinge { change: format!("without {name}"), then });
            }
        }
        Ok(found)
    }
}
