//! Games: the actions, goals and vetoes of an analysis played through, and what can last.
//!
//! A game is read ([`read`]: each choice of options as a view of its own), solved (the room `games`), and
//! told in two ways: as facts of the doctrine's `moves` ([`facts`]), from which the sentences about it
//! follow, and as a page ([`page`]). Invariant: what is found holds in the view that was played, and every
//! fact says what it comes from.

mod deals;
mod facts;
mod hinges;
mod options;
mod outcomes;
mod page;
mod preference;
mod read;
mod say;
mod states;
mod walk;
mod words;

pub use hinges::hinges;
pub use page::games;
pub use read::{play, play_by};
pub use states::Working;

use crate::diagnostic::{Code, Diagnostic};
use crate::games::{Actors, Answer, Conflict, Lasting, State, members};
use crate::model::Model;
use crate::model::statement::{RelationId, SymbolId, Term};
use crate::model::value::Number;
use crate::source::Span;
use crate::theory::Evaluated;
use options::Options;
use outcomes::Outcomes;
use states::{Groups, rows};
use std::collections::BTreeSet;

/// How many outcomes a game may have, where nothing else is said.
pub const MOST_OUTCOMES: usize = 1 << 16;

/// A game that was played through.
#[derive(Clone, Debug)]
pub struct Played {
    game: SymbolId,
    options: Options,
    actors: Vec<SymbolId>,
    /// The goals that each actor pursues, with the number of its priority.
    goals: Vec<Vec<(SymbolId, Option<Number>)>>,
    outcomes: Outcomes,
    status_quo: State,
    conflict: Conflict,
    /// What every state comes to; `None` where there are too many to go through.
    all: Option<Lasting>,
    /// The states that can last, ascending: where not every state is gone through, those that better moves
    /// without an answer lead to.
    lasting: Vec<State>,
    words: Vec<Word>,
    named: Vec<SymbolId>,
    prefers: Vec<Vec<(SymbolId, SymbolId)>>,
    unjudged: Vec<(SymbolId, SymbolId)>,
}

/// How a goal stands, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Failed,
    Harmed,
    Open,
    Served,
    Achieved,
}

impl Standing {
    const fn word(self) -> &'static str {
        match self {
            Standing::Failed => "fails",
            Standing::Harmed => "is harmed",
            Standing::Open => "is open",
            Standing::Served => "is served",
            Standing::Achieved => "is achieved",
        }
    }
}

/// A commitment that the game bears on.
#[derive(Clone, Debug)]
struct Word {
    commitment: SymbolId,
    debtor: SymbolId,
    credible: bool,
    why: String,
}

type Refused = Box<Diagnostic>;

fn refused(message: String, place: Span, label: &str, help: &str) -> Refused {
    Box::new(Diagnostic::new(Code::GameRule, message).label(place, label.to_owned()).help(help))
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

impl Groups {
    /// The groups of an evaluated view.
    fn of(model: &Model, evaluated: &Evaluated) -> Self {
        let all = |relation| pairs(evaluated, relation).into_iter().collect();
        Self { belongs: all(model.known.belongs), speaks: all(model.known.speaks_for) }
    }
}

impl Played {
    /// Whether an option is chosen in a state.
    fn takes(&self, state: State, option: usize) -> bool {
        self.outcomes.chosen.get(state).is_some_and(|chosen| chosen >> option & 1 == 1)
    }

    /// The symbols of some actors and councils.
    fn who(&self, actors: Actors) -> Vec<SymbolId> {
        let councils = self.options.councils.iter().map(|body| body.group);
        let all: Vec<SymbolId> = self.actors.iter().copied().chain(councils).collect();
        members(actors).filter_map(|at| all.get(at)).copied().collect()
    }

    /// The mover of these actors.
    fn mover(&self, by: Actors) -> Option<usize> {
        self.conflict.movers.iter().position(|moves| moves.by == by)
    }
}
