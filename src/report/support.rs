//! What conclusions rest on: contestable statements, and what falls with each.

use super::place::Place;
use crate::diagnostic::clean;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// How a statement bears what rests on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SupportKind {
    /// As a whole.
    Statement,
    /// A rule, by one of its applications: the sentence is what it concludes.
    Application,
    /// It is no statement but something that is shown: the sentence is its name.
    Signal,
}

/// A statement that something rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Support {
    /// How it bears it.
    #[serde(skip)]
    pub kind: SupportKind,
    /// Its label, without the mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What it says, or which hypothesis it raises.
    pub sentence: String,
    /// Who says it.
    pub sources: Vec<String>,
    /// Where it is written.
    #[serde(flatten)]
    pub place: Option<Place>,
}

impl Support {
    /// What it is called in its own text: its label with the mark, or the place where it is written.
    pub fn written(&self) -> String {
        let name = match (&self.label, &self.place) {
            (Some(label), _) => format!("@{label}"),
            (None, Some(place)) => clean::line(&place.to_string()).into_owned(),
            (None, None) => return self.sentence.clone(),
        };
        match self.kind {
            SupportKind::Signal => self.sentence.clone(),
            SupportKind::Statement => name,
            SupportKind::Application => format!("{name} ({})", self.sentence),
        }
    }

    /// What it is called wherever it is written: its label with the mark, or what it says.
    pub fn name(&self) -> String {
        match (&self.label, self.kind) {
            (Some(label), SupportKind::Statement) => format!("@{label}"),
            (Some(label), SupportKind::Application) => format!("@{label} ({})", self.sentence),
            (_, SupportKind::Signal) | (None, _) => self.sentence.clone(),
        }
    }
}

/// A contestable statement with what falls with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KeyAssumption {
    /// The statement.
    #[serde(rename = "statement")]
    pub support: Support,
    /// The key implications that fall with it alone.
    pub falls: Vec<String>,
    /// How many more fall with it and one or two others.
    pub weakened: usize,
}

/// Voices that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Dispute {
    /// Each voice, or those who say the same, with the claims that clash with those of the others.
    #[serde(serialize_with = "sides")]
    #[schemars(with = "Vec<Voice>")]
    pub sides: Vec<(String, Vec<Support>)>,
    /// What cannot be, in words.
    pub about: Vec<String>,
    /// How many conflicts there are between them.
    pub conflicts: usize,
    /// Whether preferences settle all of them.
    #[serde(rename = "settled", serialize_with = "settled")]
    #[schemars(with = "bool")]
    pub settlement: Settlement,
}

/// Whether a dispute is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// Preferences say whom to believe in every conflict.
    Settled,
    /// They do not.
    Open,
}

/// What stands against the statements that a sentence rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Opposition {
    /// The statements for it that cannot all hold.
    pub said: Vec<Support>,
    /// What they cannot hold together with; empty where they contradict each other, or what is given.
    pub against: Vec<Support>,
    /// Why the other side is believed.
    pub ground: Ground,
}

/// Why one side of a conflict is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ground {
    /// A `prefer` says so, or a rule that holds normally gives way.
    Preferred,
    /// Its sources are better graded.
    Graded,
    /// Neither side is better.
    Open,
}

impl Ground {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Ground::Preferred => "preferred",
            Ground::Graded => "graded",
            Ground::Open => "open",
        }
    }
}

impl Opposition {
    /// Both sides in words, of a sentence that the reader has before her: `said by pla (@a); against it
    /// stands …`. `place` writes where a statement stands.
    pub fn words(&self, sentence: &str, place: &dyn Fn(&Support) -> Option<String>) -> String {
        let told = |support: &Support, text: String| {
            let who = Some(support.sources.join(" and ")).filter(|who| !who.is_empty());
            let aside: Vec<String> = who.into_iter().chain(place(support)).collect();
            if aside.is_empty() { text } else { format!("{text} ({})", aside.join("; ")) }
        };
        let quoted = |support: &Support| told(support, format!("`{}`", support.sentence));
        let joined = |all: &[Support]| all.iter().map(quoted).collect::<Vec<_>>().join(" and ");
        let said = match self.said.as_slice() {
            [only] if only.sentence == sentence => {
                let by =
                    if only.sources.is_empty() { "somebody".to_owned() } else { only.sources.join(" and ") };
                let place = place(only).map(|place| format!(" ({place})")).unwrap_or_default();
                format!("said by {by}{place}")
            }
            all => format!("it rests on {}", joined(all)),
        };
        let against = match (self.said.len(), self.against.is_empty()) {
            (_, false) => format!("against it stands {}", joined(&self.against)),
            (1, true) => String::from("what is given contradicts it"),
            (_, true) => String::from("these contradict each other"),
        };
        let ground = match self.ground {
            Ground::Preferred => ", which is preferred",
            Ground::Graded => ", which is better graded",
            Ground::Open => "",
        };
        format!("{said}; {against}{ground}")
    }
}

fn settled<S: Serializer>(settlement: &Settlement, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bool(*settlement == Settlement::Settled)
}

/// The sides of a dispute.
#[derive(Serialize, JsonSchema)]
struct Voice<'a> {
    /// Who says it.
    source: &'a str,
    /// What they say that clashes with what the others say.
    claims: &'a [Support],
}

fn sides<S: Serializer>(all: &[(String, Vec<Support>)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(all.iter().map(|(source, claims)| Voice { source, claims }))
}

/// Sets of statements, each by its label or its place.
pub(super) fn cuts<S: Serializer>(all: &[Vec<Support>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(all.iter().map(|cut| cut.iter().map(Support::written).collect::<Vec<_>>()))
}

pub(super) fn some_cuts<S: Serializer>(all: &Option<Vec<Vec<Support>>>, to: S) -> Result<S::Ok, S::Error> {
    match all {
        Some(all) => cuts(all, to),
        None => to.serialize_none(),
    }
}
