//! What a run has found out, as one plain value: what every renderer shows, each in its own way.
//!
//! Sentences are already in the language, names as the analyst wrote them; places are spans. A part
//! that a command does not compute is `None`, a part that it computed and found empty is empty.
//!
//! Invariant: nothing here computes or renders, and no part is nested deeper than the types show:
//! a proof is a table of nodes, however deep the derivation goes.

mod abduction;
mod ask;
mod brief;
mod changes;
mod council;
mod diagnosticity;
mod difference;
mod expectation;
mod game;
mod implication;
mod judgement;
mod likelihood;
mod listing;
mod map;
mod observed;
mod outline;
mod page;
mod parts;
mod place;
mod proof;
mod rated;
mod score;
mod sensitivity;
mod support;
mod tree;
mod watch;
mod weigh;
mod why_not;
mod wire;

pub use abduction::{Abduction, Searched, Standing, Way};
pub use ask::{Answer, Ask, Opposite};
pub use brief::{Brief, Finding, HypothesisOutcome, QuestionOutcome, ScenarioOutcome, Theme};
pub use changes::{Changes, Suspended};
pub use council::{AnyOf, Asked, Council, Seat, SeatPower, Smallest, VoteState, Within};
pub use diagnosticity::Diagnosticity;
pub use difference::{Difference, Presence, Renamed, ScenarioChange};
pub use expectation::{Expectation, Found, Outcome, Unjudged};
pub use game::{
    CONCEPTS, Game, GameDeal, GameGroup, GameHinge, GameMend, GameMove, GameParting, GameState, GameWord,
};
pub use implication::{Change, Implication};
pub use judgement::{Status, Truth, Verdict};
pub use likelihood::{Ahead, Basis, Likelihood, Side, Width};
pub use listing::{any_of, listed};
pub use map::{Map, MapEdge, MapKind, MapNode, Shape, Tone};
pub use observed::{Moved, Observation, Telling};
pub use outline::{Granted, Line, LoadBearing, Outline, Topic, Weight};
pub use page::{Page, Section};
pub use parts::Parts;
pub use place::Place;
pub use proof::{By, ClosedWorldAssumption, ClosedWorldKind, Proof, ProofNode, RuleName};
pub use rated::{Disagreement, Fit, Pivot, Rated, RatedItem};
pub use score::{
    Brier, Calibration, Forecast, ForecastOutcome, Murphy, QuestionScore, Scores, SourceScore, Unscored,
    YearScore,
};
pub use sensitivity::{Move, Sensitivity, Shift};
pub use support::{Dispute, Ground, KeyAssumption, Opposition, Settlement, Support, SupportKind};
pub use watch::{Watched, Watching, Watchlist};
pub use weigh::{Evidence, Rating, Weighed, Weighing};
pub use why_not::{Attempt, Link, Missing, MissingKind, Stating, Turn, WhyNot};

use crate::diagnostic::Diagnostic;
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
    /// What to look for.
    Watchlist,
    /// The expectations.
    Test,
    /// Who decides by which rule, and how much power each has.
    Council,
    /// What the actors will do.
    Game,
    /// A picture.
    Map,
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
    /// What to look for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watchlist: Option<Watchlist>,
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
            watchlist: None,
            councils: None,
            games: None,
            maps: None,
            proofs: None,
        }
    }
}
