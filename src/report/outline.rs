//! The first page of an analysis: the answer, what else follows in one line a fact, and what it takes for granted.

use super::judgement::Status;
use super::likelihood::Likelihood;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is read first.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Outline {
    /// The answer: to the questions of the analysis, and its judgements that weigh most; two to five lines.
    pub answer: Vec<Line>,
    /// The statements with which most of the judgements fall, the weightiest first.
    pub rests_on: Vec<LoadBearing>,
    /// In which scenarios a part of the answer no longer follows: what they are about.
    pub changed_by: Vec<String>,
    /// What else follows, by what it is about.
    pub topics: Vec<Topic>,
    /// What is forecast, with its day.
    pub forecasts: Vec<Line>,
    /// What falls due on the day of the analysis or later, the next first.
    pub due: Vec<String>,
    /// What somebody says, and what is too unlikely to count: nothing follows from it.
    pub uncounted: Vec<String>,
    /// What is taken for granted because nobody has said otherwise, that first on which most rests.
    pub granted: Vec<Granted>,
    /// What the names that are no words stand for: an explanation, another name, or the name in words.
    pub names: BTreeMap<String, String>,
}

/// A statement on which judgements rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LoadBearing {
    /// What it says.
    pub sentence: String,
    /// Who says it.
    pub sources: Vec<String>,
    /// How many judgements fall with it alone.
    pub falls: usize,
}

/// Facts that belong together.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Topic {
    /// What they are about: `Power and dependence`.
    pub title: String,
    /// The facts, the weightiest first.
    pub lines: Vec<Line>,
    /// How many more there are, where there are too many to tell.
    pub more: usize,
}

/// One fact, or several that are alike in all but one thing: `each of A, B and C has a veto over x`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Line {
    /// In words; long lists are shortened.
    pub text: String,
    /// The sentences that it stands for, as they are written in the language.
    pub sentences: Vec<String>,
    /// Whom to believe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// How likely it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<Likelihood>,
    /// Who says what it rests on.
    pub sources: Vec<String>,
    /// How much it matters to a reader, the least first.
    pub weight: Weight,
}

/// How much a line matters: what comes first here is told first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// The analyst marked it `key`, or would be taken to have.
    Key,
    /// The analyst said that it should follow.
    Expected,
    /// It says what became of something: who blocks it, who alone is left, that it cannot be, that it failed, was broken
    /// or went ahead over whose objection.
    Verdict,
    /// It says what something hangs on: what is lacking and whose it is, who is divided, torn or set on it.
    Hinge,
    /// Nothing else is concluded from it, in the modules that an analysis is made for.
    Conclusion,
    /// Something else is concluded from it.
    Step,
    /// It is about something else than what an analysis is made for.
    Aside,
    /// It says in other words what another sentence says.
    Restated,
    /// It is about what is said and by whom, not about the world.
    Source,
}

/// Something nobody has shown, or several such things that are alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Granted {
    /// In words: `nobody has shown that any of A, B or C waived its veto`.
    pub text: String,
    /// How many sentences or lists that are.
    pub count: usize,
    /// How many of the conclusions that are told rest on it.
    pub bears: usize,
    /// Whether it is an exception of the doctrine's own rules, which nobody expects to be told of each time.
    pub routine: bool,
}
