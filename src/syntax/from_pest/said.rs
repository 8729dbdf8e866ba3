//! What a statement says, and the qualifiers that follow it.

use super::clauses;
use super::parts::{Made, Parts};
use crate::syntax::ast::{Qualifier, StatementKind};

/// What a statement says, without what stands around it.
pub(super) struct Said {
    pub(super) kind: StatementKind,
    pub(super) qualifiers: Vec<Qualifier>,
}

/// A statement whose remaining parts are qualifiers.
pub(super) fn said(parts: &mut Parts<'_>, mut given: Vec<Qualifier>, kind: StatementKind) -> Made<Said> {
    clauses::qualifiers(parts, &mut given)?;
    Ok(Said { kind, qualifiers: given })
}
