//! What is told first of things of some sorts: what a scenario comes to, what became of the hypotheses of a question, where
//! a game ends; and of any thing, where it plays a part.
//!
//! Invariant: what is told of a scenario, a question or a hypothesis is what the page about the analysis tells.

use super::claims::worded;
use crate::assist::parts::{hypotheses_of, look, said, texts};
use crate::assist::rows::Rows;
use crate::model::Model;
use crate::model::statement::{Context, Kind, SymbolId, Term};
use crate::reason::{Session, Stop, weigh};
use crate::report::{Page, Rating};
use crate::theory::Evaluated;

/// What a scenario supposes, and what comes of it.
///
/// # Errors
/// A limit was reached.
pub(super) fn scenario(session: &mut Session<'_>, symbol: SymbolId, page: &mut Page) -> Result<(), Stop> {
    let model = session.model;
    let own = Context::Scenario(symbol);
    let said =
        model.statements().filter(|(_, statement)| statement.context == own && statement.body.is_none());
    page.add("What it supposes", said.map(|(_, statement)| worded(model, statement)).collect());
    let extends = model.scenarios.iter().find(|known| known.symbol == symbol).and_then(|known| known.extends);
    page.add("What it goes on from", extends.map(|id| model.write_symbol(id)).into_iter().collect());
    let (now, then) = (look(session, None)?, look(session, Some(symbol))?);
    let (now, then) = (texts(model, &now), texts(model, &then));
    page.add("What holds then, and not now", then.difference(&now).cloned().collect());
    page.add("What no longer holds then", now.difference(&then).cloned().collect());
    Ok(())
}

/// The hypotheses of a question, each with its explanation and what became of it.
///
/// # Errors
/// A limit was reached.
pub(super) fn question(session: &mut Session<'_>, symbol: SymbolId, page: &mut Page) -> Result<(), Stop> {
    let name = session.model.name(symbol).to_owned();
    for weighing in weigh(session, Some(&name))?.iter() {
        page.add("Hypotheses, and what became of them", hypotheses_of(weighing));
    }
    Ok(())
}

/// What became of a hypothesis, and what speaks for and against it.
///
/// # Errors
/// A limit was reached.
pub(super) fn hypothesis(session: &mut Session<'_>, symbol: SymbolId, page: &mut Page) -> Result<(), Stop> {
    let model = session.model;
    let name = model.name(symbol).to_owned();
    let question = model.hypotheses.get(&symbol).and_then(|known| known.question);
    for weighing in weigh(session, question.map(|question| model.name(question)))? {
        let Some(at) = weighing.hypotheses.iter().position(|one| one.name == name) else { continue };
        let asked = weighing.gloss.clone().unwrap_or_else(|| weighing.question.clone());
        page.add("What it answers", vec![asked]);
        let own = hypotheses_of(&weighing).into_iter().skip(at).take(1);
        page.add("What became of it", own.collect());
        if let Some(one) = weighing.hypotheses.get(at) {
            page.add("Who raises it", one.sources.clone());
        }
        let rated = |wanted: &[Rating]| -> Vec<String> {
            let found = weighing.evidence.iter();
            found
                .filter(|one| one.ratings.get(at).is_some_and(|rating| wanted.contains(rating)))
                .map(|one| said(&one.support))
                .collect()
        };
        page.add("What speaks for it", rated(&[Rating::Supports, Rating::Suggests]));
        page.add("What speaks against it", rated(&[Rating::Excludes, Rating::Against]));
    }
    Ok(())
}

/// Which outcomes of a game can last.
pub(super) fn game(model: &Model, evaluated: &Evaluated, symbol: SymbolId, page: &mut Page) {
    let rows = Rows { model, evaluated };
    let own = Term::Symbol(symbol);
    let states = rows.of("game_state").into_iter().filter(|said| said.terms.get(1) == Some(&own));
    let states: Vec<Option<Term>> = states.map(|said| said.terms.into_iter().next()).collect();
    let lasting = rows.of("can_last").into_iter();
    let lasting =
        lasting.filter(|said| states.iter().flatten().any(|state| said.terms.first() == Some(state)));
    page.add("What can last", lasting.map(|said| said.text(model)).collect());
    page.add("How it is played through", vec![format!("`strat game FILE {}`", model.write_symbol(symbol))]);
}

/// The scenarios, rules and preferences that speak of a thing.
pub(super) fn parts(model: &Model, symbol: SymbolId) -> Vec<String> {
    let own = Term::Symbol(symbol);
    let mut found: Vec<String> = Vec::new();
    let itself = [Context::Scenario(symbol), Context::Hypothesis(symbol), Context::Game(symbol)];
    let mut add = |line: String| {
        if !found.contains(&line) {
            found.push(line);
        }
    };
    for (_, statement) in model.statements().filter(|(id, _)| model.is_own(*id)) {
        let mut literals: Vec<_> = statement.heads.iter().collect();
        if let Some(body) = &statement.body {
            body.sentences(&mut literals);
        }
        let means = matches!(statement.kind, Kind::Meaning(hypothesis) if hypothesis == symbol);
        if means
            || itself.contains(&statement.context)
            || !literals.iter().any(|one| one.terms.contains(&own))
        {
            continue;
        }
        match statement.context {
            Context::Scenario(scenario) => {
                let gloss = model.symbol(scenario).and_then(|known| known.gloss.as_ref());
                let gloss = gloss.map(|gloss| format!(": {gloss}")).unwrap_or_default();
                add(format!("the scenario {}{gloss}", model.name(scenario)));
            }
            Context::Hypothesis(hypothesis) => {
                add(format!("the hypothesis {}", model.name(hypothesis)));
            }
            Context::Game(game) => add(format!("the game {}", model.name(game))),
            Context::Base => match &statement.kind {
                Kind::Meaning(hypothesis) => {
                    let gloss = model.symbol(*hypothesis).and_then(|known| known.gloss.as_ref());
                    let gloss = gloss.map(|gloss| format!(": {gloss}")).unwrap_or_default();
                    add(format!("the hypothesis {}{gloss}", model.name(*hypothesis)));
                }
                Kind::Forecast(forecast) => {
                    let gloss = model.symbol(*forecast).and_then(|known| known.gloss.as_ref());
                    let gloss = gloss.map(|gloss| format!(": {gloss}")).unwrap_or_default();
                    add(format!("the forecast {}{gloss}", model.name(*forecast)));
                }
                _ if !statement.name.is_empty() => {
                    let gloss =
                        statement.gloss.as_ref().map(|gloss| format!(": {gloss}")).unwrap_or_default();
                    add(format!("the rule {}{gloss}", statement.name));
                }
                _ => {}
            },
        }
    }
    found
}
