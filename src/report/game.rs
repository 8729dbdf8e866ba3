//! A game that was played through: where it stands, what can last, which deals there are.

use super::place::Place;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// A game.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Game {
    /// Its name.
    pub name: String,
    /// Its explanation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gloss: Option<String>,
    /// Where it is declared.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// The options with whether they are chosen where it begins.
    #[serde(serialize_with = "options")]
    #[schemars(with = "Vec<Chosen>")]
    pub options: Vec<(String, bool)>,
    /// The actors who move.
    pub actors: Vec<String>,
    /// What of it nobody has a choice about, one sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<String>,
    /// The state in which it begins.
    pub status_quo: String,
    /// Who would leave it for what, and whether that would be answered.
    #[serde(skip)]
    pub moves: Vec<GameMove>,
    /// The possible states.
    pub states: Vec<GameState>,
    /// Where all who are needed would rather be.
    pub deals: Vec<GameDeal>,
    /// How many deals there are, of which the first are told.
    #[serde(skip)]
    pub more_deals: usize,
    /// How many states are possible.
    #[serde(rename = "possible")]
    pub outcomes: usize,
    /// The states that can last, as far as they were gone through.
    #[serde(rename = "can_last")]
    pub lasting: Vec<String>,
    /// The same by what they are called.
    #[serde(skip)]
    pub groups: Vec<GameGroup>,
    /// Whether all states were gone through, and not only those that better moves lead to from where things stand.
    pub whole: bool,
    /// Whose word is credible.
    pub words: Vec<GameWord>,
    /// What changes which outcomes can last.
    pub hangs_on: Vec<GameHinge>,
    /// Where the view of one side, in which it is played, and the base view part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parted: Option<GameParting>,
    /// Pairs of states of which nobody has shown what an actor would rather have: actor and number.
    #[serde(skip)]
    pub silent: Vec<(String, usize)>,
    /// Those of whom nobody has said what they want.
    #[serde(rename = "without_goals", skip_serializing_if = "Vec::is_empty")]
    pub aimless: Vec<String>,
    /// Those of whom nothing is said, and who want what the group wants to which they belong: who, and the group.
    #[serde(skip)]
    pub by_group: Vec<(Vec<String>, String)>,
    /// Goals with a priority that nothing in the game judges: actor and goal.
    #[serde(skip)]
    pub unjudged: Vec<(String, String)>,
    /// The graph of improvements: state, who, state, and whether the others would answer.
    #[serde(rename = "improvements")]
    pub arrows: Vec<GameMove>,
}

/// A move that makes its movers better off.
#[derive(Clone, Debug, Serialize, JsonSchema)]
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

/// A possible state.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GameState {
    /// Its name.
    pub name: String,
    /// The options that are chosen.
    pub chosen: Vec<String>,
    /// The named outcomes that hold in it.
    pub outcomes: Vec<String>,
    /// For each actor, one more than the number of states that it is known to prefer.
    #[schemars(with = "std::collections::BTreeMap<String, usize>")]
    pub ranks: IndexMap<String, usize>,
    /// By which concepts it is stable for each actor, in the order of the names in [`CONCEPTS`].
    #[serde(serialize_with = "concepts_by_actor")]
    #[schemars(with = "std::collections::BTreeMap<String, Vec<String>>")]
    pub stable: IndexMap<String, [bool; 4]>,
    /// By which it is stable for everybody.
    #[serde(serialize_with = "concepts")]
    #[schemars(with = "Vec<String>")]
    pub equilibrium: [bool; 4],
}

/// Something that changes which outcomes can last.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GameHinge {
    /// What would be otherwise: a claim that is left out, or two goals the other way round.
    pub change: String,
    /// What could last then, and what could not.
    pub then: String,
}

/// Where the view of one side and the base view part.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GameParting {
    /// Whose view it is.
    pub by: String,
    /// What is otherwise, one sentence each.
    pub points: Vec<String>,
}

/// States that can last for the same reason, and are of one named outcome.
#[derive(Clone, Debug)]
pub struct GameGroup {
    /// The named outcome, if the states have no names of their own.
    pub outcome: Option<String>,
    /// The states.
    pub states: Vec<String>,
    /// In how many states the outcome holds.
    pub of: usize,
    /// Whether nobody has a better move; else the others would answer each.
    pub nash: bool,
    /// Who together would rather have what, though nobody would leave without the others.
    pub together: Vec<(Vec<String>, String)>,
}

/// The concepts of stability.
pub const CONCEPTS: [&str; 4] = ["nash", "gmr", "smr", "seq"];

/// A state that all who are needed prefer to the status quo.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GameDeal {
    /// The state.
    pub state: String,
    /// Who is needed.
    #[serde(rename = "needs")]
    pub by: Vec<String>,
    /// Who is needed besides, and must not object: nobody has said what they want.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unless_against: Vec<String>,
    /// Who must do what.
    pub parts: Vec<String>,
    /// Who would rather stay.
    pub loses: Vec<String>,
    /// Whether it can last.
    pub lasts: bool,
    /// Who would go back on it, and what would keep them.
    #[serde(rename = "leave")]
    pub mends: Vec<GameMend>,
    /// The commitments with which it would last, where it takes several.
    #[serde(rename = "would_last_with", skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<String>,
}

/// Somebody who would leave a deal.
#[derive(Clone, Debug, Serialize, JsonSchema)]
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
    #[serde(rename = "would_last_with", skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
}

/// A commitment that the game judges.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GameWord {
    /// The debtor.
    pub who: String,
    /// The commitment.
    pub commitment: String,
    /// Whether it would be kept; `null` where nobody has shown what the debtor would rather.
    pub credible: Option<bool>,
    /// Why, or why not.
    pub why: String,
}

/// An option of a game.
#[derive(Serialize, JsonSchema)]
struct Chosen<'a> {
    /// The action.
    action: &'a str,
    /// Whether it is chosen where the game begins.
    took_place: bool,
}

fn options<S: Serializer>(all: &[(String, bool)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(all.iter().map(|(action, took_place)| Chosen { action, took_place: *took_place }))
}

fn named(found: [bool; 4]) -> Vec<&'static str> {
    CONCEPTS.iter().zip(found).filter(|(_, yes)| *yes).map(|(name, _)| *name).collect()
}

/// Concepts of stability by name.
fn concepts<S: Serializer>(found: &[bool; 4], to: S) -> Result<S::Ok, S::Error> {
    named(*found).serialize(to)
}

fn concepts_by_actor<S: Serializer>(all: &IndexMap<String, [bool; 4]>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(all.iter().map(|(actor, found)| (actor, named(*found))))
}
