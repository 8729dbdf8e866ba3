//! What is said of causes, over all distributions: a hedged `strike brings about flood` is a judgement of what the strike
//! would do, and so is as likely where the strike takes place as it is at all (Pearl 2009, Causality, on the probability
//! of sufficiency).
//!
//! Without it nothing would be known of the effect but bounds: a cause that is 60 % likely and a link that is 50 % likely
//! could go together or exclude each other. **Invariant:** a link says nothing of how likely its cause is.

use super::causal_links::Link;
use super::fault::Origin;
use super::likelihoods::Likelihoods;
use super::question::Question;
use super::stated::Hedged;
use crate::likelihood::{self, Constraint, Subject};
use crate::reason::provenance::AtomId;
use std::collections::{BTreeMap, BTreeSet};

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
