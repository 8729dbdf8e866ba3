//! Whether evidence tells hypotheses apart.

use serde::Serializer;

/// Whether evidence tells hypotheses apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Diagnosticity {
    /// It says more of one than of another.
    Tells,
    /// It says the same of all.
    TellsNothing,
}

pub(super) fn tells<S: Serializer>(found: &Diagnosticity, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bool(*found == Diagnosticity::Tells)
}
