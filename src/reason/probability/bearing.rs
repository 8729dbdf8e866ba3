//! The claims that bear on a sentence: those that it rests on, and those whose likelihoods do.
//!
//! Whatever bears on one atom of a part bears on all of it, so that the claims of a part are found once.

use super::fault::Fault;
use super::likelihoods::Likelihoods;
use super::program::Program;
use crate::reason::provenance::{AssumptionId, AtomId};
use std::collections::BTreeSet;
use std::rc::Rc;

/// The claims that bear on a sentence, in several sets.
#[derive(Clone, Debug)]
pub(super) struct Bearing(Vec<Rc<BTreeSet<AssumptionId>>>);

impl Bearing {
    /// Whether one of the claims takes part in a fault.
    pub(super) fn touches(&self, fault: &Fault) -> bool {
        self.0.iter().any(|claims| fault.touches(claims))
    }

    /// All claims.
    pub(super) fn all(&self) -> BTreeSet<AssumptionId> {
        self.0.iter().flat_map(|claims| claims.iter().copied()).collect()
    }
}

impl Likelihoods<'_> {
    /// The claims that bear on a sentence.
    pub(super) fn bearing(&self, program: &Program, target: AtomId) -> Bearing {
        let atom = target.index() as u32;
        let mut own = self.believed(program, [atom]);
        let mut parts = BTreeSet::new();
        if program.truth(target).is_none() {
            for atom in program.below([atom]) {
                if let Some(part) = program.name(atom) {
                    parts.insert(part);
                    continue;
                }
                for element in program.rules(atom).flat_map(|rule| program.open_elements(rule)) {
                    own.extend(program.graph.slice.elements.get(element as usize));
                    parts.extend(program.heads(element).filter_map(|head| program.name(head)));
                }
            }
        }
        let parts = parts.into_iter().map(|part| self.bearing_on(program, part));
        Bearing(parts.chain([Rc::new(own)]).collect())
    }

    /// The claims that bear on a part.
    fn bearing_on(&self, program: &Program, part: u32) -> Rc<BTreeSet<AssumptionId>> {
        if let Some(known) = program.bearing.borrow().get(&part) {
            return Rc::clone(known);
        }
        let (question, _) = self.ask(program, program.part(part).as_ref(), &[]);
        let stated = question.origins.iter().filter_map(|origin| self.stater(*origin));
        let open = question.variables.iter().filter_map(|(element, _)| *element);
        let claims = stated.chain(open).chain(question.believed.iter().copied());
        let claims: Rc<BTreeSet<AssumptionId>> = Rc::new(claims.collect());
        program.bearing.borrow_mut().insert(part, Rc::clone(&claims));
        claims
    }
}
