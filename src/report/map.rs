//! A picture of an analysis as a graph: what every drawing shows, each in its own way.

use super::place::Place;
use super::wire;
use schemars::JsonSchema;
use serde::Serialize;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum MapKind {
    /// Who needs, holds and dominates whom, and who can stop what.
    Power,
    /// Ends, ways and means, by whose they are.
    Goals,
    /// Conclusions down to claims and sources, with what stands against them.
    Argument,
    /// Who relays whom.
    Sources,
    /// What brings about what, and who gains and loses by it.
    Effects,
    /// What can come of a game, and who would move.
    Game,
    /// Who decides, with how much weight, and who can stop it.
    Council,
    /// What is when.
    Time,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Map {
    /// What it shows.
    pub kind: MapKind,
    /// Its heading.
    pub title: String,
    /// What it says, for who cannot see it.
    pub summary: String,
    /// The things.
    pub nodes: Vec<MapNode>,
    /// What is between them.
    pub edges: Vec<MapEdge>,
    /// How many further things are left out; a picture about one of them shows it.
    #[serde(skip_serializing_if = "wire::none")]
    pub hidden: usize,
}

/// A thing of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MapNode {
    /// What stands on it.
    pub title: String,
    /// What stands under that, smaller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What is said of it where there is room: its explanation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What it is.
    pub shape: Shape,
    /// Where it is written.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// What a thing of a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// An actor.
    Actor,
    /// A group of actors.
    Group,
    /// A resource.
    Resource,
    /// An action, or an event.
    Happening,
    /// What is decided on.
    Matter,
    /// A goal.
    Goal,
    /// A state of affairs, or an outcome.
    State,
    /// A sentence that is concluded.
    Conclusion,
    /// A sentence that somebody states.
    Claim,
    /// A sentence that nobody has shown, and that is taken not to hold.
    Silence,
    /// A source.
    Source,
    /// Anything else.
    Thing,
}

/// Something between two things of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MapEdge {
    /// The position of the thing that it leads from.
    pub from: usize,
    /// The position of the thing that it leads to.
    pub to: usize,
    /// What is said on it; may be empty.
    pub label: String,
    /// How it is meant.
    pub tone: Tone,
    /// Whether the second thing stands above the first.
    #[serde(skip)]
    pub upwards: bool,
    /// The sentences that it stands for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<String>,
}

/// How something between two things is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// It is so.
    Plain,
    /// It is so, and matters most.
    Strong,
    /// One stands against the other.
    Against,
    /// It belongs to it, or rests on silence: said in passing.
    Faint,
}

impl Shape {
    /// The word for several of it.
    pub const fn plural(self) -> &'static str {
        match self {
            Shape::Actor => "actors",
            Shape::Group => "groups",
            Shape::Resource => "resources",
            Shape::Happening => "actions and events",
            Shape::Matter => "matters",
            Shape::Goal => "goals",
            Shape::State => "states",
            Shape::Conclusion => "conclusions",
            Shape::Claim => "claims",
            Shape::Silence => "silences",
            Shape::Source => "sources",
            Shape::Thing => "things",
        }
    }
}

impl MapKind {
    /// Why a picture of this kind may be empty.
    pub const fn nothing(self) -> &'static str {
        match self {
            MapKind::Power => "nobody critically depends on another, dominates one, or can veto anything",
            MapKind::Goals => "nobody pursues a goal, and nothing serves or harms one",
            MapKind::Argument => "nothing follows that the first page tells",
            MapKind::Sources => "nothing is said according to a source",
            MapKind::Effects => {
                "nothing brings about, enables or prevents anything, and nobody gains or loses"
            }
            MapKind::Game => "no game is declared, or none could be played",
            MapKind::Council => "nobody decides by a voting rule",
            MapKind::Time => "nothing has a day",
        }
    }

    /// Every kind, in the order in which a reader would look.
    pub const ALL: [MapKind; 8] = [
        MapKind::Power,
        MapKind::Goals,
        MapKind::Argument,
        MapKind::Sources,
        MapKind::Effects,
        MapKind::Game,
        MapKind::Council,
        MapKind::Time,
    ];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            MapKind::Power => "power",
            MapKind::Goals => "goals",
            MapKind::Argument => "argument",
            MapKind::Sources => "sources",
            MapKind::Effects => "effects",
            MapKind::Game => "game",
            MapKind::Council => "council",
            MapKind::Time => "time",
        }
    }

    /// The kind that a word names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word))
    }

    /// What it shows, as a heading.
    pub const fn title(self) -> &'static str {
        match self {
            MapKind::Power => "Who needs whom, and who can stop what",
            MapKind::Goals => "Who wants what, and what serves it",
            MapKind::Argument => "What the conclusions rest on",
            MapKind::Sources => "Who tells what, and through whom it reaches us",
            MapKind::Effects => "What brings about what, and who gains",
            MapKind::Game => "What the actors will do",
            MapKind::Council => "Who decides, and who can stop it",
            MapKind::Time => "What is when",
        }
    }
}
