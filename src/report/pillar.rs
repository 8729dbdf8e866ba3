//! What conclusions rest on: contestable statements, and what falls with each.

use crate::source::Span;

/// How a statement bears what rests on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PillarKind {
    /// As a whole.
    Statement,
    /// A rule, by one of its applications: the sentence is what it concludes.
    Application,
    /// It is no statement but something that is shown: the sentence is its name.
    Signal,
}

/// A statement that something rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pillar {
    /// How it bears it.
    pub kind: PillarKind,
    /// Its label, without the mark.
    pub label: Option<String>,
    /// What it says, or which hypothesis it raises.
    pub sentence: String,
    /// Who says it.
    pub sources: Vec<String>,
    /// Where it is written.
    pub place: Option<Span>,
}

impl Pillar {
    /// What it is called wherever it is written: its label with the mark, or what it says.
    pub fn name(&self) -> String {
        match (&self.label, self.kind) {
            (Some(label), PillarKind::Statement) => format!("@{label}"),
            (Some(label), PillarKind::Application) => format!("@{label} ({})", self.sentence),
            (_, PillarKind::Signal) | (None, _) => self.sentence.clone(),
        }
    }
}

/// A contestable statement with what falls with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// The statement.
    pub pillar: Pillar,
    /// The key implications that fall with it alone.
    pub falls: Vec<String>,
    /// How many more fall with it and one or two others.
    pub weakened: usize,
}

/// Voices that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Each voice with its claims that clash with those of the others.
    pub sides: Vec<(String, Vec<Pillar>)>,
    /// What cannot be, in words.
    pub about: Vec<String>,
    /// How many conflicts there are between them.
    pub conflicts: usize,
    /// Whether preferences settle all of them.
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
