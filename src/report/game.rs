//! A game that was played through: where it stands, what can last, which deals there are.

use crate::source::Span;

/// A game.
#[derive(Clone, Debug)]
pub struct Game {
    /// Its name.
    pub name: String,
    /// Its explanation.
    pub gloss: Option<String>,
    /// Where it is declared.
    pub place: Span,
    /// The options with whether they are chosen where it begins.
    pub options: Vec<(String, bool)>,
    /// The actors who move.
    pub actors: Vec<String>,
    /// The state in which it begins.
    pub status_quo: String,
    /// Who would leave it for what, and whether that would be answered.
    pub moves: Vec<GameMove>,
    /// The possible states.
    pub states: Vec<GameState>,
    /// Where all who are needed would rather be.
    pub deals: Vec<GameDeal>,
    /// Whose word is credible.
    pub words: Vec<GameWord>,
    /// Pairs of states of which nobody has shown what an actor would rather have: actor and number.
    pub silent: Vec<(String, usize)>,
    /// Goals with a priority that nothing in the game judges: actor and goal.
    pub unjudged: Vec<(String, String)>,
    /// The graph of improvements: state, who, state, and whether the others would answer.
    pub arrows: Vec<GameMove>,
}

/// A move that makes its movers better off.
#[derive(Clone, Debug)]
pub struct GameMove {
    /// From where.
    pub from: String,
    /// Who moves.
    pub who: String,
    /// What is done.
    pub how: String,
    /// To where.
    pub to: String,
    /// Why it is better.
    pub why: String,
    /// How the others would answer, if they would.
    pub answer: Option<String>,
}

/// A possible state.
#[derive(Clone, Debug)]
pub struct GameState {
    /// Its name.
    pub name: String,
    /// The options that are chosen.
    pub chosen: Vec<String>,
    /// The named outcomes that hold in it.
    pub outcomes: Vec<String>,
    /// For each actor, one more than the number of states that it is known to prefer.
    pub ranks: Vec<usize>,
    /// By which concepts it is stable for each actor, in the order of the names in [`CONCEPTS`].
    pub stable: Vec<[bool; 4]>,
    /// By which it is stable for everybody.
    pub equilibrium: [bool; 4],
}

/// The concepts of stability.
pub const CONCEPTS: [&str; 4] = ["nash", "gmr", "smr", "seq"];

/// A state that all who are needed prefer to the status quo.
#[derive(Clone, Debug)]
pub struct GameDeal {
    /// The state.
    pub state: String,
    /// Who is needed.
    pub by: Vec<String>,
    /// Who must do what.
    pub parts: Vec<String>,
    /// Who would rather stay.
    pub loses: Vec<String>,
    /// Whether it can last.
    pub lasts: bool,
    /// Who would go back on it, and what would keep them.
    pub mends: Vec<GameMend>,
}

/// Somebody who would leave a deal.
#[derive(Clone, Debug)]
pub struct GameMend {
    /// Who.
    pub who: String,
    /// What they would do.
    pub how: String,
    /// Where that leads.
    pub to: String,
    /// Why.
    pub why: String,
    /// The commitment with which the deal would last.
    pub commitment: Option<String>,
}

/// A commitment that the game judges.
#[derive(Clone, Debug)]
pub struct GameWord {
    /// The debtor.
    pub who: String,
    /// The commitment.
    pub commitment: String,
    /// Whether it would be kept.
    pub credible: bool,
    /// Why, or why not.
    pub why: String,
}
