//! Names with clauses, and the qualifiers of statements: who says it, how likely, since when.
//!
//! Invariant: everything stands in the order written, and each part knows its place.

use super::formula::{Formula, Operator, Token};
use super::name::{Name, Text};
use crate::source::Span;

/// Names, gloss and clauses.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The names declared: at least one.
    pub names: Vec<Name>,
    /// The explanation in quotes of each name, in their order.
    pub glosses: Vec<Option<Text>>,
    /// The clauses, in the order written.
    pub clauses: Vec<Clause>,
}

impl Declaration {
    /// The explanation of the first name, which is the only one where there is one name.
    pub fn gloss(&self) -> Option<&Text> {
        self.glosses.first().and_then(Option::as_ref)
    }

    /// The names, each with its explanation.
    pub fn declared(&self) -> impl Iterator<Item = (&Name, Option<&Text>)> {
        let glosses = self.glosses.iter().map(Option::as_ref).chain(std::iter::repeat(None));
        self.names.iter().zip(glosses)
    }
}

/// A clause with its place.
#[derive(Clone, Debug)]
pub struct Clause {
    /// From its keyword to its last argument.
    pub span: Span,
    /// What it says.
    pub kind: ClauseKind,
}

/// The clauses of declarations.
#[derive(Clone, Debug)]
pub enum ClauseKind {
    /// `is state`, `is state and democracy`
    Is(Vec<Name>),
    /// `aka Beijing`, `aka "PRC" and "Peking"`
    Aka(Vec<Name>),
    /// `speaks for China`
    SpeaksFor(Vec<Name>),
    /// `belongs to axis`
    BelongsTo(Vec<Name>),
    /// `of China, Russia and DPRK`
    Of(Vec<Name>),
    /// `graded B2`
    Graded(Name),
    /// `dated 2024-10-26`
    Dated(DateExpression),
    /// `for China` (of a source)
    For(Vec<Name>),
    /// `via pap`
    Via(Vec<Name>),
    /// `text "interview.txt"`
    TextFile(Text),
    /// `priority 1`
    Priority(Token),
    /// `serves regime_safety`
    Serves(Vec<Name>),
    /// `harms regime_safety`
    Harms(Vec<Name>),
    /// `conflicts with expansion`
    ConflictsWith(Vec<Name>),
    /// `requires war_economy`
    Requires(Vec<Name>),
    /// `uses troops`
    Uses(Vec<Name>),
    /// `achieved if …`
    AchievedIf(Formula),
    /// `fails if …`
    FailsIf(Formula),
    /// `by Russia and DPRK`
    By(Vec<Name>),
    /// `under tactics`
    Under(Vec<Name>),
    /// `taken 2024-10`
    Taken(DateExpression),
    /// `on 2022-02-24` (of an event)
    On(DateExpression),
    /// `= 4_000 troops` (of a unit)
    Equals {
        /// The number.
        number: Token,
        /// The unit it is counted in.
        unit: Name,
    },
    /// `below actor` (of a sort)
    Below(Name),
    /// `as of 2024-10-26` (of an analysis)
    AsOf(DateExpression),
    /// `scale icd203` (of an analysis)
    Scale(Name),
    /// `without emerson` (of an analysis): rules that are switched off
    Without(Vec<Name>),
    /// `without relation allied` (of an analysis): standard relations that are taken away
    WithoutRelation(Vec<Name>),
    /// `likely enough very likely` (of an analysis): the words, joined by single spaces
    LikelyEnough(Name),
    /// `independent` (of an analysis or a question)
    Independent,
    /// `in hindsight`
    InHindsight,
    /// `closed` (of an analysis): nothing holds but by what is written down
    Closed,
    /// `open` (of a question)
    Open,
    /// `not exclusive` (of a question)
    NotExclusive,
    /// `extends other` (of a scenario)
    Extends(Name),
    /// `over admit and sell_jets` (of a game)
    Over(Vec<Name>),
    /// `from spring` (of a game): the scenario in which it starts
    From(Name),
    /// `irreversible` (of an action): once it took place it stays so
    Irreversible,
    /// `unrepeatable` (of an action): once undone it is not taken again
    Unrepeatable,
}

impl ClauseKind {
    /// The words that begin it and the names that it lists, where it relates what is declared to things.
    pub fn listed(&self) -> Option<(&'static str, &[Name])> {
        Some(match self {
            ClauseKind::Is(names) => ("is", names),
            ClauseKind::SpeaksFor(names) => ("speaks for", names),
            ClauseKind::BelongsTo(names) => ("belongs to", names),
            ClauseKind::Of(names) => ("of", names),
            ClauseKind::Via(names) => ("via", names),
            ClauseKind::Serves(names) => ("serves", names),
            ClauseKind::Harms(names) => ("harms", names),
            ClauseKind::ConflictsWith(names) => ("conflicts with", names),
            ClauseKind::Requires(names) => ("requires", names),
            ClauseKind::Uses(names) => ("uses", names),
            ClauseKind::By(names) => ("by", names),
            ClauseKind::Under(names) => ("under", names),
            ClauseKind::Aka(_)
            | ClauseKind::For(_)
            | ClauseKind::Graded(_)
            | ClauseKind::Dated(_)
            | ClauseKind::TextFile(_)
            | ClauseKind::Priority(_)
            | ClauseKind::AchievedIf(_)
            | ClauseKind::FailsIf(_)
            | ClauseKind::Taken(_)
            | ClauseKind::On(_)
            | ClauseKind::Equals { .. }
            | ClauseKind::Below(_)
            | ClauseKind::AsOf(_)
            | ClauseKind::Scale(_)
            | ClauseKind::Without(_)
            | ClauseKind::WithoutRelation(_)
            | ClauseKind::LikelyEnough(_)
            | ClauseKind::Independent
            | ClauseKind::InHindsight
            | ClauseKind::Closed
            | ClauseKind::Open
            | ClauseKind::Over(_)
            | ClauseKind::From(_)
            | ClauseKind::Irreversible
            | ClauseKind::Unrepeatable
            | ClauseKind::NotExclusive
            | ClauseKind::Extends(_) => return None,
        })
    }
}

/// A property of a relation.
#[derive(Clone, Debug)]
pub enum Property {
    /// `also "…"`: a synonym, parsed and never printed.
    Also(Text),
    /// `negated "…"`: the negative sentence.
    Negated(Text),
    /// `symmetric`
    Symmetric,
    /// `transitive`
    Transitive,
    /// `irreflexive`
    Irreflexive,
    /// `asymmetric`
    Asymmetric,
    /// `functional`
    Functional,
    /// `excludes other`
    Excludes(Name),
    /// `may be undecided`: that its sentences are neither true nor false is no mistake.
    MayBeUndecided,
}

/// A qualifier with its place.
#[derive(Clone, Debug)]
pub struct Qualifier {
    /// From its first word to its last.
    pub span: Span,
    /// What it says.
    pub kind: QualifierKind,
}

/// The qualifiers of statements.
#[derive(Clone, Debug)]
pub enum QualifierKind {
    /// `according to pap and atkinson`
    AccordingTo(Vec<Name>),
    /// A likelihood word, its words joined by single spaces; the scale in force knows whether it is one.
    Likely(Name),
    /// `70%`, or `between 60% and 80%`: the two ends.
    Probability(Token, Token),
    /// `confidence low`
    Confidence(Name),
    /// `since DATE`
    Since(DateExpression),
    /// `until DATE`
    Until(DateExpression),
    /// `on DATE`
    On(DateExpression),
    /// `key`
    Key,
    /// `because "…"`
    Because(Text),
    /// `quoting "…"`
    Quoting(Text),
    /// `severity warning`
    Severity(Name),
    /// `folded`, of a rule: its conclusion says the same as its premise under another name.
    Folded,
}

/// A date: an anchor and, perhaps, a distance from it.
#[derive(Clone, Debug)]
pub struct DateExpression {
    /// The whole of it.
    pub span: Span,
    /// A date, a year (a number), a name of an event, or a variable.
    pub anchor: Token,
    /// `- 3 weeks`: the sign, the number and the unit's word.
    pub offset: Option<(Operator, Token, Name)>,
}
