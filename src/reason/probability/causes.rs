//! What is said of causes, over all distributions: a hedged `strike brings about flood` is a judgement of what the strike
//! would do, and so is as likely where the strike takes place as it is at all (Pearl 2009, Causality, on the probability
//! of sufficiency).
//!
//! Without it nothing would be known of the effect but bounds: a cause that is 60 % likely and a link that is 50 % likely
//! could go together or exclude each other. **Invariant:** a link says nothing of how likely its cause is.

use super::fault::Origin;
use super::likelihoods::Likelihoods;
use super::question::Question;
use super::stated::{Hedged, Stated};
use crate::likelihood::{self, Constraint, Subject};
use crate::model::sort::SortId;
use crate::model::statement::{Literal, Term};
use crate::reason::provenance::{AtomId, Provenance};
use crate::syntax::ast::Sign;
use std::collections::{BTreeMap, BTreeSet};

/// A hedged link between a cause and its effect.
pub(super) struct Link {
    /// The position of its likelihood among those that are stated.
    at: usize,
    /// That the link is there, and that the cause is.
    link: AtomId,
    cause: AtomId,
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

impl Likelihoods<'_> {
    /// Demands of each link that it is as likely given its cause as it is said to be; `asked` are the positions of the
    /// likelihoods that are demanded.
    pub(super) fn weigh_links(
        &self,
        asked: &BTreeSet<usize>,
        atoms: &BTreeMap<u32, likelihood::AtomId>,
        question: &mut Question,
    ) {
        let place = |atom: AtomId| atoms.get(&u32::try_from(atom.index()).ok()?).copied();
        for Link { at, link, cause } in &self.links {
            let (Some(link), Some(body)) = (place(*link), place(*cause)) else { continue };
            let Some(Hedged::Within(range)) = self.stated.get(*at).map(|stated| &stated.hedged) else {
                continue;
            };
            if !asked.contains(at) {
                continue;
            }
            let lineage = &mut question.problem.lineage;
            let both = lineage.atom();
            lineage
                .rule(both, likelihood::Rule { positive: vec![link, body], ..likelihood::Rule::default() });
            let (low, high) = (range.low().ratio().clone(), range.high().ratio().clone());
            let subject = Subject::Conditional { body, both };
            question.problem.constraints.push(Constraint { subject, low, high });
            question.origins.push(Origin::Stated(*at));
        }
    }
}
