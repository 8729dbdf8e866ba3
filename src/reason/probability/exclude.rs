//! What is certain and leaves no room for a sentence that is given a likelihood.
//!
//! Where one likelihood alone cannot hold, it is no matter of sums: something else is certain that the
//! sentence contradicts. **Invariant:** what is named holds in every world of the claims of the fault.

use super::fault::{End, Fault, Origin, Target, Why};
use super::likelihoods::Likelihoods;
use super::selection::Selection;
use crate::model::Model;
use crate::model::statement::{Literal, Term};
use crate::model::write::Variables;
use crate::reason::provenance::{AtomId, Contradiction};

impl Likelihoods<'_> {
    /// The sentences that are certain and exclude the one of which a fault speaks; none where several
    /// likelihoods take part.
    pub(super) fn excluding(&mut self, fault: &Fault) -> Vec<String> {
        let at = match &fault.why {
            Why::Settled(at, Target::Impossible) | Why::NotPossible(at) => *at,
            Why::Sum(terms) => match terms.as_slice() {
                [term] if term.end == End::Low => match term.origin {
                    Origin::Stated(at) => at,
                    Origin::Applied(_) => return Vec::new(),
                },
                _ => return Vec::new(),
            },
            Why::Settled(..) | Why::NoWorld => return Vec::new(),
        };
        let Some(literal) = self.stated.get(at).map(|stated| stated.literal.clone()) else {
            return Vec::new();
        };
        let rivals = self.rivals(&literal);
        let opposite = Literal { sign: Model::opposite(literal.sign), ..literal };
        let mut known: Vec<(AtomId, String)> = Vec::new();
        for other in rivals.into_iter().chain([opposite]) {
            if let Some(atom) = self.provenance.sentence(&other) {
                known.push((atom, self.provenance.model.write(&other, Variables::Anonymous)));
            }
        }
        let atoms: Vec<AtomId> = known.iter().map(|(atom, _)| *atom).collect();
        let kept = Some(fault.elements());
        let program = self.program(&atoms, &Selection { kept, ..Selection::default() });
        known.retain(|(atom, _)| program.truth(*atom) == Some(Target::Certain));
        known.into_iter().map(|(_, text)| text).collect()
    }

    /// The sentences of the hypotheses that exclude one, if a sentence says that a hypothesis holds.
    fn rivals(&self, literal: &Literal) -> Vec<Literal> {
        let model = self.provenance.model;
        let [Term::Symbol(hypothesis)] = literal.terms.as_slice() else { return Vec::new() };
        if model.known.holds != Some(literal.relation) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for clash in self.provenance.clashes() {
            let Contradiction::Rivals([one, other], _) = clash else { continue };
            let rival = match (one == hypothesis, other == hypothesis) {
                (true, _) => other,
                (_, true) => one,
                (false, false) => continue,
            };
            let meaning = model.hypotheses.get(rival).and_then(|known| model.statement(known.meaning));
            found.extend(meaning.and_then(|meaning| meaning.heads.first().cloned()));
        }
        found
    }
}
