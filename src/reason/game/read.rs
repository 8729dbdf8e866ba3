//! A game to its states: each choice of options supposed, evaluated, and read.

use super::moves::movers;
use super::states::{Matters, States, Working, rows};
use super::{Choice, Outcome, Played, Standing, Word};
use crate::diagnostic::{Code, Diagnostic};
use crate::games::{Actors, Conflict, State, solve};
use crate::model::statement::{Context, Literal, RelationId, SymbolId, Term};
use crate::model::value::{Number, Value};
use crate::model::{Game, Model};
use crate::reason::dispute::contradictions::KnownClashes;
use crate::reason::{Options, Session, Stop};
use crate::report::Command;
use crate::source::Span;
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, View};
use std::collections::{BTreeMap, BTreeSet};

/// The most actors that a game may have: their sets are bits of a number.
const ACTORS: usize = 60;

/// Plays the games of a model in a view, and adds what is found to the model.
///
/// # Errors
/// A limit was reached.
pub fn play(
    model: &mut Model,
    options: &Options,
    most: usize,
) -> Result<(Vec<Played>, Vec<Diagnostic>), Stop> {
    play_by(model, options, most, Working::Together)
}

/// As [`play`], with a way to work the states out.
///
/// # Errors
/// A limit was reached.
pub fn play_by(
    model: &mut Model,
    options: &Options,
    most: usize,
    working: Working,
) -> Result<(Vec<Played>, Vec<Diagnostic>), Stop> {
    if model.games.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    for game in model.games.clone() {
        let mut session = Session::new(model, Command::Check, Vec::new(), options.clone());
        match read(&mut session, &game, most, working)? {
            Ok(played) => found.push(played),
            Err(diagnostic) => wrong.push(*diagnostic),
        }
    }
    for played in &found {
        super::facts::tell(model, played);
    }
    Ok((found, wrong))
}

/// Pairs of names that a relation holds of.
fn pairs(evaluated: &Evaluated, relation: Option<RelationId>) -> BTreeSet<(SymbolId, SymbolId)> {
    let rows = rows(evaluated, relation).into_iter();
    rows.filter_map(|row| match row.as_slice() {
        [Term::Symbol(one), Term::Symbol(other), ..] => Some((*one, *other)),
        _ => None,
    })
    .collect()
}

/// The names that a relation holds of.
fn names(evaluated: &Evaluated, relation: Option<RelationId>) -> BTreeSet<SymbolId> {
    let rows = rows(evaluated, relation).into_iter();
    rows.filter_map(|row| match row.first() {
        Some(Term::Symbol(one)) => Some(*one),
        _ => None,
    })
    .collect()
}

type Refused = Box<Diagnostic>;

fn refused(message: String, place: Span, label: &str, help: &str) -> Refused {
    Box::new(Diagnostic::new(Code::GameRule, message).label(place, label.to_owned()).help(help))
}

fn read(
    session: &mut Session<'_>,
    game: &Game,
    most: usize,
    working: Working,
) -> Result<Result<Played, Refused>, Stop> {
    let model = session.model;
    let view = View { scenario: Some(game.symbol), ..session.options.view.clone() };
    let start = session.look(&view, None, &[])?.evaluated;
    let name = model.name(game.symbol);
    let taken = names(&start, model.known.took_place);
    let choices = match choices(model, &start, game, &taken) {
        Ok(choices) => choices,
        Err(diagnostic) => return Ok(Err(diagnostic)),
    };
    let free = choices.iter().filter(|choice| !choice.fixed).count();
    if free >= 64 || 1_usize << free > most {
        return Err(Stop(Box::new(
            Diagnostic::new(
                Code::LimitReached,
                format!("the game `{name}` has {free} options that are free, and more than {most} outcomes"),
            )
            .label(game.span, "too many to go through")
            .help("leave options out, or allow more with `--max-outcomes`"),
        )));
    }
    let quo = choices
        .iter()
        .enumerate()
        .fold(0_u64, |bits, (at, choice)| if taken.contains(&choice.action) { bits | 1 << at } else { bits });
    let known = KnownClashes::of(session, &start);
    let Some(relation) = model.known.took_place else { return Ok(Err(nothing_possible(model, game))) };
    let open: Vec<usize> =
        choices.iter().enumerate().filter(|(_, choice)| !choice.fixed).map(|(at, _)| at).collect();
    let options = open.iter().filter_map(|at| choices.get(*at)).map(|choice| Literal {
        span: game.span,
        sign: Sign::Positive,
        relation,
        terms: vec![Term::Symbol(choice.action)],
        on: None,
    });
    let options: Vec<Literal> = options.collect();
    // The bits of a state are those of the options that are open; those of what is chosen, of all.
    let chosen_in = |state: u64| {
        open.iter().enumerate().fold(quo, |chosen, (bit, at)| {
            if state >> bit & 1 == 1 { chosen | 1 << at } else { chosen & !(1 << at) }
        })
    };
    let begins = open.iter().enumerate().fold(0, |state, (bit, at)| state | (quo >> at & 1) << bit);
    let states = States { view: &view, options: &options, known: &known, start: begins };
    let possible = states.possible(session, working)?;
    let outcomes =
        possible.into_iter().map(|(state, matters)| outcome(matters, &choices, chosen_in(state))).collect();
    Ok(assemble(model, &start, game, choices, outcomes, quo))
}

/// The options, with those who carry them out.
fn choices(
    model: &Model,
    start: &Evaluated,
    game: &Game,
    taken: &BTreeSet<SymbolId>,
) -> Result<Vec<Choice>, Refused> {
    let under = pairs(start, model.known.falls_under);
    let by = pairs(start, model.known.action_of);
    let groups = Matters::of(model, start).groups;
    let (irreversible, unrepeatable) =
        (names(start, model.known.irreversible_action), names(start, model.known.unrepeatable_action));
    let mut all: Vec<Choice> = Vec::new();
    for (option, place) in &game.over {
        let below = under.iter().filter(|(_, matter)| matter == option).map(|(action, _)| *action);
        let matter = model.symbol(*option).is_some_and(|one| one.sort == crate::model::sort::SortId::MATTER);
        let actions: Vec<SymbolId> = if matter { below.collect() } else { vec![*option] };
        if actions.is_empty() {
            return Err(refused(
                format!("no action falls under `{}`", model.name(*option)),
                *place,
                "a matter stands for the actions under it",
                "put actions under it: `action NAME by ACTOR, under MATTER.`",
            ));
        }
        for action in actions {
            if all.iter().any(|known| known.action == action) {
                continue;
            }
            let actors: BTreeSet<SymbolId> =
                by.iter().filter(|(one, _)| *one == action).map(|(_, actor)| *actor).collect();
            let actors = groups.everybody(actors);
            if actors.is_empty() {
                return Err(refused(
                    format!("nobody controls `{}`", model.name(action)),
                    *place,
                    "an option of nobody",
                    "say whose action it is: `action NAME by ACTOR.`",
                ));
            }
            let irreversible = irreversible.contains(&action);
            let done = taken.contains(&action) && (irreversible || over(model, action));
            all.push(Choice {
                action,
                actors,
                irreversible,
                unrepeatable: unrepeatable.contains(&action),
                fixed: done,
            });
        }
    }
    if all.iter().all(|choice| choice.fixed) {
        return Err(refused(
            format!("all options of `{}` took place and stay so", model.name(game.symbol)),
            game.span,
            "nobody has a choice left",
            "name options that are open, or start from a scenario in which they are: `from SCENARIO`",
        ));
    }
    Ok(all)
}

/// Whether an action is dated before the day for which the analysis is made.
fn over(model: &Model, action: SymbolId) -> bool {
    let (Some(now), Some(relation)) = (model.as_of(), model.known.took_place) else { return false };
    model.statements().any(|(_, statement)| {
        statement.context == Context::Base
            && statement.attribution.on.as_ref().is_some_and(|on| on.date.before(now))
            && statement.heads.iter().any(|head| {
                head.relation == relation
                    && head.sign == Sign::Positive
                    && head.terms.first() == Some(&Term::Symbol(action))
            })
    })
}

/// What holds in a state.
fn outcome(matters: Matters, choices: &[Choice], chosen: u64) -> Outcome {
    let is_chosen = |action: SymbolId| {
        choices.iter().enumerate().any(|(at, choice)| choice.action == action && chosen >> at & 1 == 1)
    };
    let mut goals: BTreeMap<SymbolId, Standing> = BTreeMap::new();
    for (acts, standing) in [(&matters.serves, Standing::Served), (&matters.harms, Standing::Harmed)] {
        let own = acts.iter().filter(|(action, _)| is_chosen(*action));
        goals.extend(own.map(|(_, goal)| (*goal, standing)));
    }
    goals.extend(matters.achieved.into_iter().map(|goal| (goal, Standing::Achieved)));
    goals.extend(matters.failed.into_iter().map(|goal| (goal, Standing::Failed)));
    let over = |choice: &Choice| -> BTreeSet<SymbolId> {
        let holders = matters.vetoes.iter().filter(|(_, over)| *over == choice.action);
        matters.groups.everybody(holders.map(|(holder, _)| *holder))
    };
    Outcome {
        chosen,
        vetoes: choices.iter().map(over).collect(),
        goals,
        named: matters.named,
        due: matters.due,
        kept: matters.kept,
    }
}

/// Says that no state of a game is possible.
fn nothing_possible(model: &Model, game: &Game) -> Refused {
    refused(
        format!("no state of `{}` is possible", model.name(game.symbol)),
        game.span,
        "each choice contradicts something",
        "`strat check` shows what contradicts what",
    )
}

/// The conflict of the states, and what can last in it.
fn assemble(
    model: &Model,
    start: &Evaluated,
    game: &Game,
    options: Vec<Choice>,
    outcomes: Vec<Outcome>,
    quo: u64,
) -> Result<Played, Refused> {
    let vetoes = outcomes.iter().flat_map(|outcome| &outcome.vetoes).flatten();
    let actors: BTreeSet<SymbolId> =
        options.iter().flat_map(|choice| &choice.actors).chain(vetoes).copied().collect();
    let actors: Vec<SymbolId> = actors.into_iter().collect();
    if actors.len() > ACTORS {
        return Err(refused(
            format!(
                "`{}` has {} actors, and at most {ACTORS} can be told apart",
                model.name(game.symbol),
                actors.len()
            ),
            game.span,
            "too many actors",
            "let a group act as one",
        ));
    }
    let Some(status_quo) = outcomes.iter().position(|outcome| outcome.chosen == quo) else {
        return Err(nothing_possible(model, game));
    };
    let pursues = pairs(start, model.known.pursues);
    let mut priorities: BTreeMap<(SymbolId, SymbolId), Number> = BTreeMap::new();
    for row in rows(start, model.known.ranks) {
        if let [Term::Symbol(actor), Term::Symbol(goal), Term::Value(Value::Number(number))] = row.as_slice()
        {
            let known = priorities.entry((*actor, *goal)).or_insert_with(|| number.clone());
            *known = known.clone().min(number.clone());
        }
    }
    let judged: BTreeSet<SymbolId> =
        outcomes.iter().flat_map(|outcome| outcome.goals.keys()).copied().collect();
    let goals: Vec<Vec<(SymbolId, Option<Number>)>> = actors
        .iter()
        .map(|actor| {
            let own = pursues.iter().filter(|(one, _)| one == actor).map(|(_, goal)| *goal);
            own.map(|goal| (goal, priorities.get(&(*actor, goal)).cloned())).collect()
        })
        .collect();
    let unjudged = actors.iter().zip(&goals).flat_map(|(actor, goals)| {
        let ranked = goals.iter().filter(|(goal, priority)| priority.is_some() && !judged.contains(goal));
        ranked.map(|(goal, _)| (*actor, *goal)).collect::<Vec<_>>()
    });
    let unjudged = unjudged.collect();
    let prefers: Vec<Vec<(SymbolId, SymbolId)>> =
        actors.iter().map(|actor| preferred(model, start, *actor)).collect();
    for (actor, own) in actors.iter().zip(&prefers) {
        if let Some((one, other)) =
            own.iter().find(|(one, other)| one != other && own.contains(&(*other, *one)))
        {
            return Err(refused(
                format!(
                    "{} prefers {} to {} and the other way round",
                    model.name(*actor),
                    model.name(*one),
                    model.name(*other)
                ),
                game.span,
                "in this game preferences go in a circle",
                "take one of the preferences away",
            ));
        }
    }
    let named: Vec<SymbolId> = game
        .outcomes
        .iter()
        .copied()
        .filter(|name| outcomes.iter().any(|outcome| outcome.named.contains(name)))
        .collect();
    let mut played = Played {
        game: game.symbol,
        options,
        actors,
        goals,
        outcomes,
        status_quo,
        conflict: Conflict::default(),
        solved: crate::games::Solved::default(),
        words: Vec::new(),
        named,
        prefers,
        unjudged,
    };
    if played.goals.iter().all(Vec::is_empty) && played.prefers.iter().all(Vec::is_empty) {
        return Err(refused(
            format!("nobody in `{}` wants anything", model.name(game.symbol)),
            game.span,
            "a game without goals",
            "say what the actors want: `goal NAME of ACTOR, priority 1, achieved if …`, or `ACTOR prefers OUTCOME to OUTCOME`",
        ));
    }
    let states = played.outcomes.len();
    let tastes = (0..played.actors.len()).map(|actor| played.taste(actor)).collect();
    let movers = movers(&played);
    played.conflict = Conflict { states, actors: played.actors.len(), movers, tastes };
    played.solved = solve(&played.conflict);
    played.words = words(model, start, &played);
    Ok(played)
}

/// What an actor prefers to what, closed under transitivity.
fn preferred(model: &Model, start: &Evaluated, actor: SymbolId) -> Vec<(SymbolId, SymbolId)> {
    let mut all: BTreeSet<(SymbolId, SymbolId)> = BTreeSet::new();
    for row in rows(start, model.known.prefers) {
        if let [Term::Symbol(who), Term::Symbol(one), Term::Symbol(other)] = row.as_slice()
            && *who == actor
        {
            all.insert((*one, *other));
        }
    }
    loop {
        let more: Vec<(SymbolId, SymbolId)> = all
            .iter()
            .flat_map(|(one, middle)| {
                all.iter().filter(move |(from, _)| from == middle).map(move |(_, last)| (*one, *last))
            })
            .filter(|pair| !all.contains(pair))
            .collect();
        if more.is_empty() {
            return all.into_iter().collect();
        }
        all.extend(more);
    }
}

/// Who is needed to change some options; `None` where they cannot be changed so.
///
/// Whoever takes part in an option can undo it alone; who that is, is left to the one who moves.
fn needed(played: &Played, from: State, to: State, undoing: Option<SymbolId>) -> Option<BTreeSet<SymbolId>> {
    let before = played.outcomes.get(from)?;
    let mut all = BTreeSet::new();
    let mut undone: Vec<&Choice> = Vec::new();
    for (at, choice) in played.options.iter().enumerate() {
        match (played.takes(from, at), played.takes(to, at)) {
            (false, true) => {
                if choice.unrepeatable && played.takes(played.status_quo, at) {
                    return None;
                }
                all.extend(&choice.actors);
                all.extend(before.vetoes.get(at)?);
            }
            (true, false) => {
                if choice.irreversible {
                    return None;
                }
                undone.push(choice);
            }
            _ => {}
        }
    }
    if all.is_empty() {
        all.extend(undoing);
    }
    undone.iter().all(|choice| choice.actors.iter().any(|actor| all.contains(actor))).then_some(all)
}

impl Played {
    /// Everybody who is needed to come from one state to another, moving together.
    pub(super) fn needed(&self, from: State, to: State) -> Option<Actors> {
        let takes = (0..self.options.len()).any(|at| !self.takes(from, at) && self.takes(to, at));
        let sets: Vec<BTreeSet<SymbolId>> = if takes {
            needed(self, from, to, None).into_iter().collect()
        } else {
            self.actors.iter().filter_map(|actor| needed(self, from, to, Some(*actor))).collect()
        };
        let bit =
            |actor: &SymbolId| self.actors.iter().position(|one| one == actor).map_or(0_u64, |at| 1 << at);
        sets.first().map(|set| set.iter().map(bit).fold(0, |all, one| all | one))
    }
}

/// Whose word is credible: wherever it is due and not kept, the debtor can keep it and is no worse off.
fn words(model: &Model, start: &Evaluated, played: &Played) -> Vec<Word> {
    let groups = Matters::of(model, start).groups;
    let mut all = Vec::new();
    // A threat is a word like a promise (Schelling 1960; Zagare and Kilgour 2000).
    let given = pairs(start, model.known.binds).into_iter().chain(pairs(start, model.known.threat_of));
    for (commitment, debtor) in given {
        let Some(actor) = groups.everybody([debtor]).into_iter().next() else { continue };
        let Some(at) = played.actors.iter().position(|one| *one == actor) else { continue };
        let kept =
            |state: &State| played.outcomes.get(*state).is_some_and(|one| one.kept.contains(&commitment));
        let due: Vec<State> = (0..played.outcomes.len())
            .filter(|state| played.outcomes.get(*state).is_some_and(|one| one.due.contains(&commitment)))
            .collect();
        let open: Vec<State> = due.iter().copied().filter(|state| !kept(state)).collect();
        // What no choice of the game keeps or breaks is not for the game to judge.
        if open.is_empty() || (0..played.outcomes.len()).all(|state| !kept(&state)) {
            continue;
        }
        let mut broken = None;
        for state in &open {
            let own = played.mover(1 << at).and_then(|mover| played.conflict.movers.get(mover));
            let ways: Vec<State> = own
                .and_then(|moves| moves.to.get(*state))
                .into_iter()
                .flatten()
                .copied()
                .filter(kept)
                .collect();
            if !ways.iter().any(|way| !played.conflict.prefers(at, *way, *state)) {
                broken = Some((*state, ways.first().copied()));
                break;
            }
        }
        let why = match broken {
            None => String::from("wherever it is due it can be kept, and keeping it is no worse"),
            Some((state, None)) => {
                format!("in {} the debtor alone cannot keep it", played.title(model, state))
            }
            Some((state, Some(way))) => {
                let reason = played.reason(at, way, state);
                let reason =
                    reason.map(|reason| played.because(model, &reason, state, way)).unwrap_or_default();
                format!("in {} it is due, and keeping it is worse: {reason}", played.title(model, state))
            }
        };
        all.push(Word { commitment, debtor: actor, credible: broken.is_none(), why });
    }
    all
}
