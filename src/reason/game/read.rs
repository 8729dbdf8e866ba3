//! A game to its states: each choice of options supposed, evaluated, and read.

use super::circle::circle;
use super::options::{Options, Party};
use super::outcomes::Outcomes;
use super::played::Played;
use super::refused::{Refused, refused};
use super::rows::{Groups, names, pairs, rows};
use super::states::{States, Working, relations};
use crate::diagnostic::{Code, Diagnostic};
use crate::games::{Actors, Board, Choice, Conflict, Council, Moves, Steps, lasting};
use crate::model::statement::{Literal, SymbolId, Term};
use crate::model::value::{Number, Value};
use crate::model::{Game, Model};
use crate::reason::dispute::contradictions::KnownClashes;
use crate::reason::{Options as Asked, Session, Stop};
use crate::report::Command;
use crate::theory::{Evaluated, Standing, View};
use std::collections::{BTreeMap, BTreeSet};

/// The most actors that a game may have: their sets are bits of a number, as are the councils.
const ACTORS: usize = 56;

/// The most councils.
const COUNCILS: usize = 8;

/// Plays the games of a model in a view, and adds what is found to the model.
///
/// # Errors
/// A limit was reached.
pub fn play(model: &mut Model, options: &Asked, most: usize) -> Result<(Vec<Played>, Vec<Diagnostic>), Stop> {
    play_by(model, options, most, Working::Together)
}

/// As [`play`], with a way to work the states out.
///
/// # Errors
/// A limit was reached.
pub fn play_by(
    model: &mut Model,
    options: &Asked,
    most: usize,
    working: Working,
) -> Result<(Vec<Played>, Vec<Diagnostic>), Stop> {
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    let mut known: BTreeSet<String> = model.names.keys().map(ToString::to_string).collect();
    for game in model.games.clone() {
        let mut session = Session::new(model, Command::Check, Vec::new(), options.clone());
        if let Some(refused) = circle(session.model, &game, &relations(session.model)) {
            wrong.push(*refused);
            continue;
        }
        let view = view_of(&mut session, &game)?;
        match read(&mut session, &game, (most, working), &view, &known)? {
            Ok(played) => {
                known.extend(played.nameless(session.model));
                wrong.extend(played.options.remarks(session.model, &game));
                found.push(played);
            }
            Err(diagnostic) => wrong.push(*diagnostic),
        }
    }
    for played in &found {
        super::facts::tell(model, played, &options.budget);
    }
    options.budget.check().map_err(|limit| Stop(Box::new(crate::reason::limit_reached(limit))))?;
    Ok((found, wrong))
}

/// The view in which a game begins.
///
/// # Errors
/// A limit was reached.
pub(super) fn view_of(session: &mut Session<'_>, game: &Game) -> Result<View, Stop> {
    session.scene(game.symbol)
}

/// A game that was played before, in another view.
pub(super) fn played_in(
    session: &mut Session<'_>,
    game: &Game,
    view: &View,
    before: &Played,
) -> Result<Result<Played, Refused>, Stop> {
    read(session, game, (usize::MAX, Working::Together), view, &before.elsewhere)
}

fn read(
    session: &mut Session<'_>,
    game: &Game,
    (most, working): (usize, Working),
    view: &View,
    known: &BTreeSet<String>,
) -> Result<Result<Played, Refused>, Stop> {
    let model = session.model;
    let start = session.look(view, None, &[])?.evaluated;
    let name = model.name(game.symbol);
    let taken = names(&start, model.known.took_place);
    let choices = match Options::of(model, &start, game, &taken, Standing::new(model, view).as_of()) {
        Ok(choices) => choices,
        Err(diagnostic) => return Ok(Err(diagnostic)),
    };
    let free = choices.all.iter().filter(|choice| !choice.fixed).count();
    if free >= 64 || 1_usize << free > most {
        return Ok(Err(Box::new(
            Diagnostic::new(
                Code::LimitReached,
                format!("the game `{name}` has {free} options that are free, and more than {most} outcomes"),
            )
            .label(game.span, "too many to go through")
            .help("leave options out, or allow more with `--max-outcomes`"),
        )));
    }
    let quo =
        choices.all.iter().enumerate().fold(0_u64, |bits, (at, choice)| {
            if taken.contains(&choice.action) { bits | 1 << at } else { bits }
        });
    let clashes = KnownClashes::of(session, &start);
    let open: Vec<usize> =
        choices.all.iter().enumerate().filter(|(_, choice)| !choice.fixed).map(|(at, _)| at).collect();
    let options = choices.literals(model, game);
    // The bits of a state are those of the options that are open; those of what is chosen, of all.
    let chosen_in = |state: u64| {
        open.iter().enumerate().fold(quo, |chosen, (bit, at)| {
            if state >> bit & 1 == 1 { chosen | 1 << at } else { chosen & !(1 << at) }
        })
    };
    let begins = open.iter().enumerate().fold(0, |state, (bit, at)| state | (quo >> at & 1) << bit);
    let states = States { view, options: &options, known: &clashes, start: begins };
    let columns = states.possible(session, working)?;
    let chosen = columns.states.iter().map(|state| chosen_in(*state)).collect();
    let outcomes = Outcomes::of(model, &columns, &choices, chosen);
    Ok(assemble(session, &start, game, (choices, outcomes), quo, known))
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
    session: &Session<'_>,
    start: &Evaluated,
    game: &Game,
    (options, outcomes): (Options, Outcomes),
    quo: u64,
    known: &BTreeSet<String>,
) -> Result<Played, Refused> {
    let model = session.model;
    let vetoes = outcomes.vetoes.iter().flatten().flatten().copied();
    let actors: BTreeSet<SymbolId> = options.actors().into_iter().chain(vetoes).collect();
    let actors: Vec<SymbolId> = actors.into_iter().collect();
    let name = model.name(game.symbol);
    if actors.len() > ACTORS || options.councils.len() > COUNCILS {
        return Err(refused(
            format!(
                "`{name}` has {} actors and {} councils, and at most {ACTORS} and {COUNCILS} can be told apart",
                actors.len(),
                options.councils.len()
            ),
            game.span,
            "too many to tell apart",
            "let a group act as one: say that it is an actor, without members",
        ));
    }
    let Some(status_quo) = outcomes.chosen.iter().position(|chosen| *chosen == quo) else {
        return Err(nothing_possible(model, game));
    };
    if outcomes.len() < 2 {
        return Err(refused(
            format!("no state of `{name}` is possible but the one in which it begins"),
            game.span,
            "every other choice contradicts something",
            "see what contradicts it with `strat ask FILE \"what if OPTION took place?\"`, and take that back or leave the option out",
        ));
    }
    let mut goals = goals(model, start, &actors);
    let mut prefers = Vec::new();
    for actor in &actors {
        prefers.push(preferred(model, start, game, *actor)?);
    }
    let by_group = of_the_groups((model, start, game), &options, &actors, (&mut goals, &mut prefers))?;
    let unjudged = actors.iter().zip(&goals).flat_map(|(actor, goals)| {
        let judged = |goal: SymbolId| outcomes.stands(goal, status_quo).is_some();
        let ranked = goals.iter().filter(move |(goal, priority)| priority.is_some() && !judged(*goal));
        ranked.map(|(goal, _)| (*actor, *goal)).collect::<Vec<_>>()
    });
    let unjudged = unjudged.collect();
    if goals.iter().all(Vec::is_empty) && prefers.iter().all(Vec::is_empty) {
        return Err(refused(
            format!("nobody in `{name}` wants anything"),
            game.span,
            "a game without goals",
            "say what the actors want: `goal NAME of ACTOR, priority 1, achieved if …`, or `ACTOR prefers OUTCOME to OUTCOME`",
        ));
    }
    let holds = |name: &SymbolId| (0..outcomes.len()).any(|state| outcomes.named(*name, state));
    let named: Vec<SymbolId> = game.outcomes.iter().copied().filter(holds).collect();
    let mut played = Played {
        game: game.symbol,
        options,
        actors,
        goals,
        outcomes,
        status_quo,
        conflict: Conflict::default(),
        all: None,
        lasting: Vec::new(),
        words: Vec::new(),
        states: BTreeMap::new(),
        named,
        prefers,
        unjudged,
        by_group,
        elsewhere: BTreeSet::new(),
    };
    played.elsewhere = played.nameless(model).into_iter().filter(|name| known.contains(name)).collect();
    let board = played.board();
    let Some(movers) = board.movers(played.actors.len() + played.options.councils.len()) else {
        return Err(Box::new(
            Diagnostic::new(Code::LimitReached, format!("in `{name}` too many sets of actors move together"))
                .label(game.span, "too many to go through")
                .help("leave options out, or say that a group is an actor, without members"),
        ));
    };
    played.conflict = Conflict {
        states: played.outcomes.len(),
        movers: movers.into_iter().map(|by| Moves { by, to: Steps::Options }).collect(),
        tastes: (0..played.actors.len()).map(|actor| played.taste(actor)).collect(),
        councils: played
            .options
            .councils
            .iter()
            .map(|body| Council {
                members: body.members.iter().map(|member| played.party(member)).collect(),
                rule: body.rule.clone(),
            })
            .collect(),
        board,
    };
    let budget = &session.options.budget;
    played.all = lasting(&played.conflict, budget);
    played.lasting = match &played.all {
        Some(all) => all.states.clone(),
        None => {
            played.reached(budget).into_iter().filter(|state| played.conflict.lasts(*state, budget)).collect()
        }
    };
    played.words = played.judged_words(model, start, budget);
    played.states = played.told().into_iter().map(|state| (played.title(model, state), state)).collect();
    Ok(played)
}

/// What each actor pursues, with the number of its priority.
type Goals = Vec<Vec<(SymbolId, Option<Number>)>>;

/// What each actor prefers to what.
type Preferred = Vec<Vec<(SymbolId, SymbolId)>>;

/// Gives what a group that acts wants to those of its members of whom nothing is said, and tells who they are.
///
/// A body has no mind besides those of its members (Hardin 1982, *Collective Action*); what it is said to want is what
/// those want who act in it.
fn of_the_groups(
    (model, start, game): (&Model, &Evaluated, &Game),
    options: &Options,
    actors: &[SymbolId],
    (goals_of, prefers_of): (&mut Goals, &mut Preferred),
) -> Result<Vec<(Vec<SymbolId>, SymbolId)>, Refused> {
    let acting = pairs(start, model.known.action_of);
    let acting = acting.into_iter().filter(|(action, _)| options.place(*action).is_some());
    let acting: BTreeSet<SymbolId> = acting.map(|(_, actor)| actor).collect();
    let groups = Groups::of(model, start);
    let silent: BTreeSet<SymbolId> = actors
        .iter()
        .zip(goals_of.iter().zip(prefers_of.iter()))
        .filter(|(_, (goals, prefers))| goals.is_empty() && prefers.is_empty())
        .map(|(actor, _)| *actor)
        .collect();
    let mut told = Vec::new();
    for group in acting.into_iter().filter(|group| !actors.contains(group)) {
        let (own, preferred) = (goals(model, start, &[group]), preferred(model, start, game, group)?);
        let own = own.into_iter().flatten().collect::<Vec<_>>();
        if own.is_empty() && preferred.is_empty() {
            continue;
        }
        let mut who = Vec::new();
        for member in groups.everybody([group]).intersection(&silent) {
            let Some(at) = actors.iter().position(|one| one == member) else { continue };
            if let (Some(goals), Some(prefers)) = (goals_of.get_mut(at), prefers_of.get_mut(at)) {
                goals.extend(own.iter().cloned());
                prefers.extend(preferred.iter().copied());
                who.push(*member);
            }
        }
        if !who.is_empty() {
            told.push((who, group));
        }
    }
    Ok(told)
}

/// The goals that each actor pursues, with the number of its priority.
fn goals(model: &Model, start: &Evaluated, actors: &[SymbolId]) -> Goals {
    let pursues = pairs(start, model.known.pursues);
    let mut priorities: BTreeMap<(SymbolId, SymbolId), Number> = BTreeMap::new();
    for row in rows(start, model.known.ranks) {
        if let [Term::Symbol(actor), Term::Symbol(goal), Term::Value(Value::Number(number))] = row.as_slice()
        {
            let known = priorities.entry((*actor, *goal)).or_insert_with(|| number.clone());
            *known = known.clone().min(number.clone());
        }
    }
    let of = |actor: &SymbolId| {
        let own = pursues.iter().filter(|(one, _)| one == actor).map(|(_, goal)| *goal);
        own.map(|goal| (goal, priorities.get(&(*actor, goal)).cloned())).collect()
    };
    actors.iter().map(of).collect()
}

/// What an actor prefers to what, closed under transitivity.
fn preferred(
    model: &Model,
    start: &Evaluated,
    game: &Game,
    actor: SymbolId,
) -> Result<Vec<(SymbolId, SymbolId)>, Refused> {
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
            break;
        }
        all.extend(more);
    }
    match all.iter().find(|(one, other)| one != other && all.contains(&(*other, *one))) {
        Some((one, other)) => Err(refused(
            format!(
                "{} prefers {} to {} and the other way round",
                model.name(actor),
                model.name(*one),
                model.name(*other)
            ),
            game.span,
            "in this game preferences go in a circle",
            "take one of the preferences away",
        )),
        None => Ok(all.into_iter().collect()),
    }
}

impl Played {
    /// The options that are open, each as that it took place.
    pub(super) fn literals(&self, model: &Model, game: &Game) -> Vec<Literal> {
        self.options.literals(model, game)
    }

    /// Some actors as bits of their numbers.
    pub(super) fn bits(&self, actors: &BTreeSet<SymbolId>) -> Actors {
        let place = |actor: &SymbolId| self.actors.iter().position(|one| one == actor);
        actors.iter().filter_map(place).fold(0, |all, at| all | 1 << at)
    }

    /// Those who carry an option out, each party as bits.
    pub(super) fn parties(&self, option: usize) -> Vec<Actors> {
        let parties = self.options.all.get(option).into_iter().flat_map(|choice| &choice.parties);
        parties.map(|party| self.party(party)).collect()
    }

    /// Some who act as one, as bits: actors first, then councils.
    fn party(&self, party: &Party) -> Actors {
        let councils = party.councils.iter().fold(0, |all, at| all | 1 << (self.actors.len() + at));
        self.bits(&party.actors) | councils
    }

    /// The board on which the game is played.
    pub(super) fn board(&self) -> Board {
        let options = (0..).zip(&self.options.all).map(|(at, choice)| Choice {
            parties: self.parties(at),
            irreversible: choice.irreversible,
            over: choice.unrepeatable && self.takes(self.status_quo, at),
            waits_for: choice.waits_for,
            barred_by: choice.barred_by,
        });
        let needed = self.outcomes.vetoes.iter().map(|vetoes| {
            let of = |(at, holders): (usize, &BTreeSet<SymbolId>)| {
                self.parties(at).into_iter().fold(self.bits(holders), |all, party| all | party)
            };
            vetoes.iter().enumerate().map(of).collect()
        });
        Board::new(
            options.collect(),
            self.outcomes.chosen.clone(),
            needed.collect(),
            self.outcomes.kinds.clone(),
        )
    }
}
