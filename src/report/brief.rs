//! The page about an analysis.

use super::changes::{Changes, Suspended};
use super::implication::{Change, Implication};
use super::judgement::Status;
use super::observed::Observation;
use super::outline::Outline;
use super::place::Place;
use super::proof::ClosedWorldAssumption;
use super::support::{Dispute, KeyAssumption, Support};
use super::wire;
use schemars::JsonSchema;
use serde::Serialize;

/// The analysis at a glance.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Brief {
    /// What it is about.
    pub title: String,
    /// The date for which it is made, as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// What is read first.
    pub outline: Outline,
    /// Further facts of the frame, in words: `83 claims by 5 sources`, `scale icd203`.
    pub frame: Vec<String>,
    /// The questions that are asked, with what became of their hypotheses.
    pub questions: Vec<QuestionOutcome>,
    /// What was observed, and what that moved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub observed: Vec<Observation>,
    /// The key implications by theme.
    pub themes: Vec<Theme>,
    /// Whose claims stand against whose.
    pub disputes: Vec<Dispute>,
    /// What the key implications rest on: contestable statements, those first with which most falls.
    pub assumptions: Vec<KeyAssumption>,
    /// What fires, and why.
    pub findings: Vec<Finding>,
    /// What the key implications take for granted because nobody has said otherwise.
    pub silence: Vec<ClosedWorldAssumption>,
    /// What the view changes, where something is supposed in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// The scenarios with their outcomes.
    pub scenarios: Vec<ScenarioOutcome>,
}

/// A question and its answers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct QuestionOutcome {
    /// The question: as it is explained, or its name.
    pub question: String,
    /// Its hypotheses, in order.
    pub hypotheses: Vec<HypothesisOutcome>,
    /// What would tell those apart that are left, what tells most first: sentences, or what indicators say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deciding: Vec<String>,
}

/// What became of a hypothesis.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HypothesisOutcome {
    /// Its name.
    pub name: String,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gloss: Option<String>,
    /// Whether it can be believed.
    pub status: Status,
}

/// Key implications that belong together.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Theme {
    /// What they are about: `Power`, `Commitments`.
    pub title: String,
    /// The implications, the weightiest first.
    pub implications: Vec<Implication>,
    /// How many more there are, where there are too many to tell.
    #[serde(skip_serializing_if = "wire::none")]
    pub more: usize,
}

/// A finding, as the page tells it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Finding {
    /// The position of the diagnostic in the report, which has code, severity, message and places.
    pub diagnostic: usize,
    /// The sentences that make it fire.
    pub because: Vec<String>,
}

/// What a scenario comes to.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct ScenarioOutcome {
    /// Its name.
    pub name: String,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gloss: Option<String>,
    /// Where it is written.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// What is supposed, as sentences.
    pub suppositions: Vec<String>,
    /// Statements that are taken back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub retracted: Vec<Support>,
    /// What follows there and not in the base view.
    pub gained: Vec<Implication>,
    /// What follows in the base view and not there.
    pub lost: Vec<String>,
    /// What follows in both, and there from other premises.
    pub supported: Vec<Change>,
    /// What would speak against what is supposed, and has no say there.
    pub suspended: Vec<Suspended>,
    /// What fires there and not in the base view, in words.
    pub findings: Vec<String>,
}
