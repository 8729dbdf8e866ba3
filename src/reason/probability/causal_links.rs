//! The hedged links between causes and effects among what is stated: `strike brings about flood`, 50 % likely.

use super::stated::Stated;
use crate::model::sort::SortId;
use crate::model::statement::{Literal, Term};
use crate::reason::provenance::{AtomId, Provenance};
use crate::syntax::ast::Sign;

/// A hedged link between a cause and its effect.
pub(super) struct Link {
    /// The position of its likelihood among those that are stated.
    pub(super) at: usize,
    /// That the link is there, and that the cause is.
    pub(super) link: AtomId,
    pub(super) cause: AtomId,
}

/// The hedged links among what is stated.
pub(super) fn links(provenance: &mut Provenance<'_>, stated: &[Stated]) -> Vec<Link> {
    let model = provenance.model;
    let of_causes = [model.known.brings, model.known.prevents];
    let mut found = Vec::new();
    for (at, one) in stated.iter().enumerate() {
        let literal = &one.literal;
        if literal.sign != Sign::Positive || !of_causes.contains(&Some(literal.relation)) {
            continue;
        }
        let (Some(link), Some(Term::Symbol(cause))) = (one.atom, literal.terms.first()) else { continue };
        let sort = model.symbol(*cause).map_or(SortId::ANY, |known| known.sort);
        let happens = model.sorts.is_below(sort, SortId::HAPPENING);
        let Some(relation) = (if happens { model.known.took_place } else { model.known.holds }) else {
            continue;
        };
        let terms = vec![Term::Symbol(*cause)];
        let cause = Literal { span: literal.span, sign: Sign::Positive, relation, terms, on: None };
        if let Some(cause) = provenance.sentence(&cause) {
            found.push(Link { at, link, cause });
        }
    }
    found
}
