//! What is surveyed: a value, which says nothing of how it was asked.

use crate::model::statement::SymbolId;

/// What is surveyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::assist) enum Survey {
    /// What holds between two things.
    Between(SymbolId, SymbolId),
    /// What happened, by its day; perhaps between two happenings.
    Timeline(Option<(SymbolId, SymbolId)>),
    /// How much time lies between two happenings.
    Apart(SymbolId, SymbolId),
    /// Promises and threats and what became of them; those of somebody, or all.
    Promises(Option<SymbolId>),
    /// What can last, what is expected, what is agreed.
    Outcomes,
    /// What somebody could do.
    Could(SymbolId),
    /// What goes or could go wrong for those concerned.
    Risks,
    /// What an action is good for, and how it is explained.
    Purpose(SymbolId),
    /// Whether something will be, where nobody says how likely it is.
    Ahead(SymbolId),
    /// What an action needs, and what stands in its way.
    Able(SymbolId),
    /// What speaks for an action, and what against it.
    Worth(SymbolId),
    /// Who is for an action, and who against it.
    Sides(SymbolId),
    /// By when something is to be done.
    Deadline(SymbolId),
    /// Whether somebody is to be believed.
    Word(SymbolId),
    /// What comes of something.
    Effects(SymbolId),
    /// Who has power over whom, and who holds it.
    Power,
    /// Who gains and who loses from what.
    Stakes,
}
