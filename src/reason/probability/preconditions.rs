//! What happenings presuppose, where claims are independent: what somebody expects of a happening it expects where the
//! precondition is met.
//!
//! Over all distributions it is enough that a happening implies its precondition. Where claims are independent they would
//! make each other true by this, and an unlikely precondition likely. **Invariant:** a happening is no likelier than
//! what it presupposes, of which something else is said.

use crate::model::statement::{Literal, RelationId, Term};
use crate::reason::provenance::{AtomId, Provenance};
use crate::syntax::ast::Sign;

/// That a happening presupposes another one, with the atoms of the two.
pub(super) struct Precondition {
    /// That it does.
    pub(super) presupposes: AtomId,
    /// That the happening took place, and that what it presupposes did.
    pub(super) happening: AtomId,
    pub(super) precondition: AtomId,
}

impl Precondition {
    /// Its atoms.
    pub(super) fn atoms(&self) -> [AtomId; 3] {
        [self.presupposes, self.happening, self.precondition]
    }
}

/// The preconditions of which a graph knows.
pub(super) fn preconditions(provenance: &mut Provenance<'_>) -> Vec<Precondition> {
    let model = provenance.model;
    let (Some(presupposes), Some(took_place)) = (model.known.presupposes, model.known.took_place) else {
        return Vec::new();
    };
    if !model.is_independent() {
        return Vec::new();
    }
    let Some(span) = model.statements().next().map(|(_, statement)| statement.span) else {
        return Vec::new();
    };
    let said = |relation: RelationId, terms: Vec<Term>| Literal {
        span,
        sign: Sign::Positive,
        relation,
        terms,
        on: None,
    };
    let mut found = Vec::new();
    for pair in provenance.rows_of(presupposes) {
        let [happening, precondition] = pair.as_slice() else { continue };
        let happening = provenance.sentence(&said(took_place, vec![happening.clone()]));
        let precondition = provenance.sentence(&said(took_place, vec![precondition.clone()]));
        let presupposes = provenance.sentence(&said(presupposes, pair));
        if let (Some(presupposes), Some(happening), Some(precondition)) =
            (presupposes, happening, precondition)
        {
            found.push(Precondition { presupposes, happening, precondition });
        }
    }
    found
}
