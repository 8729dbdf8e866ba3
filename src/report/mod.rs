//! What a run has found out, as one plain value: what every renderer shows, each in its own way.
//!
//! Sentences are already in the language, names as the analyst wrote them; places are spans. A part
//! that a command does not compute is `None`, a part that it computed and found empty is empty.
//!
//! Invariant: nothing here computes or renders, and no part is nested deeper than the types show:
//! a proof is a table of nodes, however deep the derivation goes.

mod absence;
mod brief;
mod changes;
mod council;
mod difference;
mod expectation;
mod game;
mod listing;
mod map;
mod observed;
mod outline;
mod page;
mod parts;
mod pillar;
mod place;
mod proof;
mod score;
mod sensitivity;
mod taking;
mod tree;
mod weigh;
mod wire;

pub use absence::{Absence, Attempt, Link, Missing, MissingKind, Stating, Turn};
pub use brief::{Brief, Finding, HypothesisOutcome, Implication, QuestionOutcome, ScenarioOutcome, Theme};
pub use changes::{Changes, Suspended};
pub use council::{Asked, Council, Seat, SeatPower, Smallest, VoteState};
pub use difference::{Change, Difference, Presence, Renamed, ScenarioChange};
pub use expectation::{Expectation, Found, Outcome, Unjudged};
pub use game::{CONCEPTS, Game, GameDeal, GameMend, GameMove, GameState, GameWord};
pub use listing::{any_of, listed};
pub use map::{Map, MapEdge, MapKind, MapNode, Shape, Tone};
pub use observed::{Moved, Observation, Telling};
pub use outline::{Granted, Line, Outline, Support, Topic, Weight};
pub use page::{Page, Section};
pub use parts::Parts;
pub use pillar::{Dispute, Ground, KeyAssumption, Opposition, Pillar, PillarKind, Settlement};
pub use place::Place;
pub use proof::{By, Proof, ProofNode, RuleName, Silence, SilenceKind};
pub use score::{Brier, Fate, Forecast, Scores, SourceScore, Unscored};
pub use sensitivity::{Move, Sensitivity, Shift};
pub use taking::{Searched, Standing, Taking, Way};
pub use weigh::{Diagnosticity, Evidence, Rating, Weighed, Weighing};

use crate::diagnostic::Diagnostic;
use crate::model::value::scale::Range;
use crate::source::SourceMap;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde::Serialize;

/// The commands that report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Command {
    /// The analysis at a glance.
    Brief,
    /// Findings only.
    Check,
    /// A question answered.
    Ask,
    /// Hypotheses against claims.
    Weigh,
    /// Two versions compared.
    Diff,
    /// Forecasts against what happened.
    Score,
    /// The expectations.
    Test,
    /// Who decides by which rule, and how much power each has.
    Council,
    /// What the actors will do.
    Game,
    /// A picture.
    Map,
}

/// What is to be said of an analysis as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing in it contradicts anything else in it.
    Consistent,
    /// Sources contradict each other.
    Disputed,
    /// The analyst, or one source, contradicts herself.
    Inconsistent,
    /// It cannot be judged: there are mistakes in how it is written.
    Invalid,
}

/// What a run has found out.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Report {
    /// The version of the layout: it grows when a key changes its meaning.
    pub schema: u32,
    /// What was run.
    pub command: Command,
    /// The verdict, where the command judges the analysis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// How many files were looked at, where a command looks at several.
    #[serde(skip)]
    pub files: Option<usize>,
    /// Everything found, in the order in which it is to be shown.
    pub diagnostics: Vec<Diagnostic>,
    /// How many findings a baseline let pass: they are not among those.
    #[serde(skip)]
    pub passed: usize,
    /// The page about the analysis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brief: Option<Brief>,
    /// The question and what answers it.
    #[serde(flatten)]
    pub ask: Option<Ask>,
    /// A page about a thing, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<Page>,
    /// Questions with their hypotheses, weighed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighings: Option<Vec<Weighing>>,
    /// How the expectations fared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expectations: Option<Vec<Expectation>>,
    /// Which expectations were not judged, where a command chooses among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unjudged: Option<Unjudged>,
    /// What an edit changed, by file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differences: Option<Vec<Difference>>,
    /// How the forecasts fared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<Scores>,
    /// The councils with their rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub councils: Option<Vec<Council>>,
    /// The games, played through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub games: Option<Vec<Game>>,
    /// Proofs of what is told: the first node of each is the sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proofs: Option<Vec<Proof>>,
    /// Pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maps: Option<Vec<Map>>,
}

/// What `--format json` prints, as a JSON Schema made of the types of this module.
pub fn schema() -> schemars::Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema =
        settings.with_transform(RecursiveTransform(closed)).into_generator().into_root_schema_for::<Report>();
    schema.insert("title".into(), "strat report".into());
    schema
}

/// Says that an object has no other keys than those that are described.
fn closed(schema: &mut schemars::Schema) {
    if schema.get("properties").is_some() && schema.get("additionalProperties").is_none() {
        // Parts that are put into another object bring their own keys.
        schema.insert("unevaluatedProperties".into(), false.into());
    }
}

/// The version of the layout.
const SCHEMA: u32 = 1;

impl Report {
    /// Gives every diagnostic its files, lines and columns; what is handed on as data has them.
    pub fn locate(&mut self, texts: &SourceMap) {
        let compared = self.differences.iter_mut().flatten();
        let compared = compared.flat_map(|one| one.appeared.iter_mut().chain(&mut one.fixed));
        self.diagnostics.iter_mut().chain(compared).for_each(|found| found.locate(texts));
    }

    /// A report without any part.
    pub fn new(command: Command) -> Self {
        Self {
            schema: SCHEMA,
            command,
            verdict: None,
            files: None,
            diagnostics: Vec::new(),
            passed: 0,
            brief: None,
            ask: None,
            page: None,
            weighings: None,
            expectations: None,
            unjudged: None,
            differences: None,
            scores: None,
            councils: None,
            games: None,
            maps: None,
            proofs: None,
        }
    }
}

/// A question and what answers it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Ask {
    /// The question as it was put.
    pub question: String,
    /// How it was read, where it was not taken word by word.
    #[serde(rename = "read_as", skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// How else it could be read.
    #[serde(rename = "or_read_as", skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// Whether it was asked how many answers there are.
    #[serde(skip)]
    pub counted: bool,
    /// What answers it; empty where nothing does.
    pub answers: Vec<Answer>,
    /// How many further answers are not listed.
    #[serde(rename = "more_answers", skip_serializing_if = "wire::none")]
    pub hidden: usize,
    /// Whether the answer is the opposite of what was asked.
    #[serde(skip)]
    pub contrary: bool,
    /// What is missing, where `why not` was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absence: Option<Absence>,
    /// Sentences that would answer it and are neither true nor false.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<String>,
    /// How many more of these there are.
    #[serde(rename = "more_undecided", skip_serializing_if = "wire::none")]
    pub undecided_more: usize,
    /// What changes, where `what if` was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// What would do, where `what would it take` was asked.
    #[serde(rename = "would_take", skip_serializing_if = "Option::is_none")]
    pub taking: Option<Taking>,
    /// How likely the opposite is, where `how likely` was asked of what nothing shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opposite: Option<Opposite>,
}

/// How likely the opposite is of what nothing shows. That a sentence is not shown is no denial of it, and that it is
/// not denied does not show it; so the complement is at most the room that is left for what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Opposite {
    /// What was asked.
    #[serde(skip)]
    pub asked: String,
    /// The opposite of it.
    pub sentence: String,
    /// How likely the opposite is.
    pub likelihood: Likelihood,
    /// How likely it is that the opposite is not so: one less its likelihood.
    pub complement: Likelihood,
}

impl Ask {
    /// Whether nothing was found out.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
            && self.absence.is_none()
            && self.undecided.is_empty()
            && self.changes.is_none()
            && self.taking.is_none()
            && self.opposite.is_none()
    }

    /// A question that nothing answers yet.
    pub fn new(question: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            reading: None,
            others: Vec::new(),
            counted: false,
            answers: Vec::new(),
            contrary: false,
            hidden: 0,
            absence: None,
            undecided: Vec::new(),
            undecided_more: 0,
            changes: None,
            taking: None,
            opposite: None,
        }
    }
}

/// Whether a sentence is known to be true or known to be false.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// It holds.
    True,
    /// Its negation holds.
    False,
}

/// Whom to believe about a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Holds in every reading, from claims that are in no conflict.
    Undisputed,
    /// Holds in every reading.
    Established,
    /// Holds in some readings.
    Contested,
    /// Holds in no reading, though somebody says it.
    Rejected,
    /// A hypothesis that some reading leaves room for.
    Tenable,
    /// Holds only with claims below the threshold.
    Possible,
    /// Nothing shows it.
    Unproven,
    /// A limit was reached before it was known.
    Unknown,
}

impl Status {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Status::Undisputed => "undisputed",
            Status::Established => "established",
            Status::Contested => "contested",
            Status::Rejected => "rejected",
            Status::Tenable => "tenable",
            Status::Possible => "possible",
            Status::Unproven => "unproven",
            Status::Unknown => "unknown",
        }
    }
}

impl Verdict {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::Consistent => "consistent",
            Verdict::Disputed => "disputed",
            Verdict::Inconsistent => "inconsistent",
            Verdict::Invalid => "invalid",
        }
    }
}

/// How likely a sentence is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Likelihood {
    /// The interval of its probability.
    #[serde(flatten)]
    pub range: Range,
    /// The interval in words of the scale in force, without numbers.
    pub words: String,
    /// How many unhedged claims are taken at their word.
    #[serde(rename = "unhedged", skip_serializing_if = "wire::none")]
    pub believed: usize,
    /// Whether the interval is the tightest.
    #[serde(rename = "at_most", skip_serializing_if = "Width::is_tightest", serialize_with = "wire::yes")]
    #[schemars(with = "bool")]
    pub width: Width,
    /// What is assumed of how claims hang together.
    #[serde(rename = "independent", skip_serializing_if = "Basis::is_any", serialize_with = "wire::yes")]
    #[schemars(with = "bool")]
    pub basis: Basis,
    /// The forecasts it counts, by label or name: they are in force here, and not in the plain view.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forecasts: Vec<String>,
    /// Where the likelihoods that bear on it cannot hold together: how likely it is with some of them left
    /// aside. The interval then spans all of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Side>,
}

impl Width {
    fn is_tightest(&self) -> bool {
        *self == Width::Tightest
    }
}

impl Basis {
    fn is_any(&self) -> bool {
        *self == Basis::AnyDistribution
    }
}

/// What a likelihood assumes of how claims hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Nothing: it is so for every distribution.
    AnyDistribution,
    /// That they are independent, as the analysis says.
    Independence,
    /// The same, and the rules with a likelihood that bear on it are all that brings their conclusions about.
    WholeStory,
}

/// How likely a sentence is where some claims are left aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Side {
    /// The claims, by label or by what they say.
    pub without: Vec<String>,
    /// The interval.
    #[serde(flatten)]
    pub range: Range,
    /// The interval in words, without numbers.
    pub words: String,
}

/// Whether an interval is known to be the tightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// It is.
    Tightest,
    /// A limit was reached: the tightest one lies within.
    AtMost,
}

/// An answer to a question.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// The sentence, or the sentences of a conjunction joined by `and`.
    pub sentence: String,
    /// Its parts, where the answer is one sentence.
    #[serde(flatten)]
    pub parts: Option<Parts>,
    /// What the question words stand for, in the order of the question.
    #[serde(serialize_with = "wire::bindings")]
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub bindings: Vec<(String, String)>,
    /// Whether it is true or false, in the view or scenario asked about.
    pub truth: Truth,
    /// Whom to believe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// How likely it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<Likelihood>,
    /// What moves that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Sensitivity>,
    /// Why, the smallest proof first; empty where nobody asked.
    #[serde(flatten, serialize_with = "wire::proofs")]
    #[schemars(with = "wire::Proofs")]
    pub proofs: Vec<Proof>,
    /// How many further proofs there are.
    #[serde(rename = "more_proofs", skip_serializing_if = "wire::none")]
    pub hidden_proofs: usize,
    /// What stands against it, where not everybody would have it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<Opposition>,
    /// What it rests on: smallest sets of statements without which it falls.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "wire::some_cuts")]
    #[schemars(with = "Option<Vec<Vec<String>>>")]
    pub cuts: Option<Vec<Vec<Pillar>>>,
}

impl Answer {
    /// An answer of which nothing is told but whether it is so.
    pub fn new(sentence: String, truth: Truth) -> Self {
        Self {
            sentence,
            parts: None,
            bindings: Vec::new(),
            truth,
            status: None,
            likelihood: None,
            sensitivity: None,
            proofs: Vec::new(),
            hidden_proofs: 0,
            against: Vec::new(),
            cuts: None,
        }
    }
}
