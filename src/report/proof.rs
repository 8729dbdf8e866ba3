//! Why a sentence holds: the nodes of a proof, and what of it rests on silence.

use super::parts::Parts;
use super::place::Place;
use schemars::JsonSchema;
use serde::Serialize;

/// A proof: a table of nodes, as deep as the derivation goes without being nested.
///
/// Invariant: the first node is what is proved, each sentence has one node, which may support several
/// others, and no node supports itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The nodes; the first is what is proved.
    pub nodes: Vec<ProofNode>,
}

/// How a sentence comes to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// The analyst vouches for it.
    Given,
    /// Playing a game has found it.
    Played,
    /// Somebody says it, or the analyst says it with a reservation.
    Claim,
    /// The analyst assumes it.
    Assumption,
    /// It is concluded.
    Rule(RuleName),
    /// A hypothesis is entertained: its name.
    Hypothesis(String),
    /// It is supposed: in a scenario or a question.
    Supposition,
}

/// A rule, as a proof names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleName {
    /// Its name; empty for the rule of a sentence with `if`.
    #[serde(rename = "rule", skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What it says, in the author's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gloss: Option<String>,
}

/// A sentence of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofNode {
    /// The sentence.
    pub sentence: String,
    /// Its parts; those of a violation or of a condition are not told.
    pub parts: Option<Parts>,
    /// How it comes to hold.
    pub by: By,
    /// Its label, without the mark.
    pub label: Option<String>,
    /// Who says it.
    pub sources: Vec<String>,
    /// The date of the statement or of its source, as it was written.
    pub date: Option<String>,
    /// The likelihood and the confidence it is given with, as they were written.
    pub hedges: Vec<String>,
    /// Where it is written: the statement, or the rule.
    pub place: Option<Place>,
    /// The positions of the sentences from which it is concluded.
    pub premises: Vec<usize>,
    /// The figures that were compared, computed or added up: `300 > 100`.
    pub figures: Vec<String>,
    /// What nobody has shown, and must not be shown for it to hold.
    pub silence: Vec<ClosedWorldAssumption>,
}

impl Proof {
    /// Takes the root away where all that it comes from is the next node, which says the same.
    pub fn told_once(&mut self) {
        if let [root, next, ..] = self.nodes.as_slice()
            && root.premises == [1]
            && root.silence.is_empty()
            && root.figures.is_empty()
            && root.sentence == next.sentence
        {
            self.nodes.remove(0);
            for premise in self.nodes.iter_mut().flat_map(|node| &mut node.premises) {
                *premise = premise.saturating_sub(1);
            }
        }
    }
}

impl ProofNode {
    /// A sentence that the analyst vouches for.
    pub fn new(sentence: impl Into<String>, by: By) -> Self {
        Self {
            sentence: sentence.into(),
            parts: None,
            by,
            label: None,
            sources: Vec::new(),
            date: None,
            hedges: Vec::new(),
            place: None,
            premises: Vec::new(),
            figures: Vec::new(),
            silence: Vec::new(),
        }
    }
}

/// Why silence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ClosedWorldKind {
    /// `unless`: the sentence would have blocked the conclusion.
    Unless,
    /// `every`, `only`, `count`: the known list is taken as complete.
    Complete,
}

/// Something nobody has shown, on which a conclusion rests.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct ClosedWorldAssumption {
    /// Why it counts.
    pub kind: ClosedWorldKind,
    /// The sentence nobody has shown (`unless`), or the list in words (`the members of axis`).
    pub sentence: String,
    /// Claims below the threshold that say it all the same, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
    /// Whether it is a list that an analysis declares, such as the members of a group: a proof says that it is taken
    /// as complete, and nobody is silent on it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub declared: bool,
}
