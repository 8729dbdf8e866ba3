//! Where the names of the texts stand, and what each of them is.
//!
//! The resolver records an occurrence for every name that it makes out, wherever it stands: hover, rename and
//! references are lookups here.
//!
//! Invariant: occurrences are in the order of the text, and no two of them overlap.

use super::sort::SortId;
use super::statement::{RelationId, SymbolId, VariableId};
use crate::source::{FileId, Span};
use smol_str::SmolStr;
use std::sync::Arc;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// A thing that is declared: an actor, a goal, the label of a statement, a kind, a unit.
    Symbol(SymbolId),
    /// A relation: by its name, or by a word of its sentence.
    Relation(RelationId),
    /// A sort.
    Sort(SortId),
    /// A rule, an `impossible`, a `forbid` or a `veto`, by its name.
    Rule(SmolStr),
    /// A scale of likelihoods, by its name.
    Scale(SmolStr),
    /// The words of a likelihood.
    Likelihood(SmolStr),
    /// A variable of the statement that stands at this place.
    Variable(Span, VariableId),
}

/// What a name does where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It is declared, or is another spelling that is declared.
    Declaration,
    /// It is used.
    Reference,
}

/// A name at a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Occurrence {
    /// The name and nothing else.
    pub span: Span,
    /// What it stands for.
    pub entity: Entity,
    /// Whether it is declared here.
    pub role: Role,
}

/// The occurrences of a model's texts. A copy shares them.
#[derive(Clone, Debug, Default)]
pub struct Occurrences(pub(super) Arc<Vec<Occurrence>>);

impl Occurrences {
    /// Adds what was found in further texts. A name that is recorded twice is kept once, as a declaration if it is
    /// one.
    pub(super) fn add(&mut self, found: Vec<Occurrence>) {
        if found.is_empty() {
            return;
        }
        let all = Arc::make_mut(&mut self.0);
        // A table may have declared millions of names: they are not copied.
        if all.is_empty() {
            *all = found;
        } else {
            all.extend(found);
        }
        all.sort_unstable();
        all.dedup_by(|next, kept| next.span == kept.span && next.entity == kept.entity);
        // Where a name is declared and is thereby a name of something else too, what it is declared as comes first.
        all.dedup_by(|next, kept| next.span == kept.span);
    }

    /// The name at a byte, or right before it.
    pub fn at(&self, file: FileId, offset: u32) -> Option<&Occurrence> {
        let after = self.0.partition_point(|one| (one.span.file, one.span.start) <= (file, offset));
        let last = self.0.get(after.checked_sub(1)?)?;
        (last.span.file == file && offset <= last.span.end).then_some(last)
    }

    /// The names within a place, in the order of the text.
    pub fn within(&self, place: Span) -> &[Occurrence] {
        let from = self.0.partition_point(|one| (one.span.file, one.span.start) < (place.file, place.start));
        let to = self.0.partition_point(|one| (one.span.file, one.span.start) < (place.file, place.end));
        self.0.get(from..to).unwrap_or_default()
    }

    /// Where something is named.
    pub fn of<'o>(&'o self, entity: &'o Entity) -> impl Iterator<Item = &'o Occurrence> {
        self.0.iter().filter(move |one| one.entity == *entity)
    }
}
