//! A sentence that not everybody would have to what stands against it.
//!
//! Of the conflicts that reach what the sentence rests on, each is told with both of its sides.
//! **Invariant:** where some conflict puts down what the sentence rests on, only such conflicts are told.

use super::repairs::{Conflict, Repairs, foresees};
use super::support::supports;
use crate::model::statement::{Literal, StatementId, SymbolId, Term};
use crate::reason::provenance::AtomId;
use crate::reason::{Session, Stop};
use crate::report::{Ground, Opposition, Status};
use std::collections::BTreeSet;

/// The most conflicts that are told of one sentence.
const TOLD: usize = 3;

/// What stands against a sentence that rests on claims in conflict.
pub(in crate::reason) fn opposed(
    repairs: &mut Repairs<'_>,
    atom: Option<AtomId>,
    hypothesis: Option<SymbolId>,
) -> Vec<Opposition> {
    let slice = atom.and_then(|atom| repairs.provenance.slices(&[atom]).pop());
    let mut own: BTreeSet<_> = slice.map(|slice| slice.elements).unwrap_or_default().into_iter().collect();
    let mut conflicts: Vec<Vec<_>> =
        repairs.conflicts().iter().map(|Conflict { elements, .. }| elements.clone()).collect();
    if let Some(symbol) = hypothesis {
        let element = repairs.hypothesis(symbol);
        own.insert(element);
        conflicts.extend(repairs.against(element));
    }
    let mut found: Vec<Opposition> = Vec::new();
    for elements in conflicts {
        let (said, against): (Vec<_>, Vec<_>) =
            elements.into_iter().partition(|element| own.contains(element));
        if said.is_empty() {
            continue;
        }
        let ground = repairs.ground(&against, &said);
        let (said, against) = (supports(&repairs.provenance, &said), supports(&repairs.provenance, &against));
        let one = Opposition { said, against, ground };
        if !found.contains(&one) {
            found.push(one);
        }
    }
    if found.iter().any(|one| one.ground != Ground::Open) {
        found.retain(|one| one.ground != Ground::Open);
    }
    found.sort_by_key(|one| (one.said.len() + one.against.len(), one.clone()));
    found.truncate(TOLD);
    found
}

impl Session<'_> {
    /// What stands against a sentence in a scenario, or in the view that was chosen.
    pub(in crate::reason) fn opposed(
        &mut self,
        scenario: Option<SymbolId>,
        literal: &Literal,
    ) -> Result<Vec<Opposition>, Stop> {
        let repairs = self.repairs(scenario)?;
        let atom = repairs.provenance.sentence(literal);
        let hypothesis = repairs.hypothesis_of(literal);
        Ok(opposed(repairs, atom, hypothesis))
    }

    /// Whether a violation of a constraint rests on a forecast that gives way, so that there is none.
    pub(in crate::reason) fn rests_on_what_gave_way(
        &mut self,
        scenario: Option<SymbolId>,
        constraint: StatementId,
        terms: &[Term],
    ) -> Result<bool, Stop> {
        let repairs = self.repairs(scenario)?;
        let atom = repairs.provenance.violation(constraint, terms);
        let slice = atom.and_then(|atom| repairs.provenance.slices(&[atom]).pop());
        let own = slice.map(|slice| slice.elements).unwrap_or_default();
        let provenance = &repairs.provenance;
        Ok(repairs.conflicts().iter().any(|conflict| {
            let mut foreseen = conflict.elements.iter().filter(|element| foresees(provenance, **element));
            let one = foreseen.next();
            one.is_some_and(|one| own.contains(one)) && foreseen.next().is_none()
        }))
    }

    /// What stands against a violation of a constraint that no repair has; `None` where some repair has
    /// it, or that is not known.
    pub(in crate::reason) fn rejected(
        &mut self,
        scenario: Option<SymbolId>,
        constraint: StatementId,
        terms: &[Term],
    ) -> Result<Option<Vec<Opposition>>, Stop> {
        if self.invalid() || !self.is_disputable() {
            return Ok(None);
        }
        // Where nobody contradicts anybody nothing is rejected; what clashes in a scenario only has been
        // looked at before.
        let known = if self.repairs.contains_key(&scenario) { scenario } else { None };
        if self.repairs(known)?.conflicts().is_empty() {
            return Ok(None);
        }
        let repairs = self.repairs(scenario)?;
        let atom = repairs.provenance.violation(constraint, terms);
        Ok(match repairs.judge(atom, None) {
            Status::Rejected => Some(opposed(repairs, atom, None)),
            _ => None,
        })
    }
}
