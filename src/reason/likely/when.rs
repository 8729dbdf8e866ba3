//! Of which time a likelihood speaks, and by what its sentence then holds.
//!
//! What has happened by an early day has happened by every later one, so the sentences of forecasts with
//! different deadlines are different sentences, and each implies the next. What is denied goes the other way:
//! what does not happen by a late day does not happen by an early one. **Invariant:** a sentence at a time
//! holds by claims of that time, and by those of times from which it carries over.

use super::Likelihoods;
use crate::model::Model;
use crate::model::statement::Kind;
use crate::reason::lineage::{Cone, Element, ElementId};
use crate::syntax::ast::Sign;
use jiff::civil;

/// Of which time a claim speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) enum When {
    /// Of what is.
    Now,
    /// Of what is to come about, the last day for it included.
    By(civil::Date),
    /// Of what is to come about at some time.
    Ever,
}

impl When {
    /// Of which time an element speaks: forecasts look ahead.
    pub(super) fn of(model: &Model, element: Option<&Element>) -> Self {
        let Some(Element::Claim(id) | Element::Application(id, _)) = element else { return When::Now };
        let Some(Kind::Forecast(forecast)) = model.statement(*id).map(|statement| statement.kind) else {
            return When::Now;
        };
        model.deadlines.get(&forecast).map_or(When::Ever, |due| When::By(due.date.last()))
    }
}

impl Likelihoods<'_> {
    /// For each likelihood that is stated, the atom of its sentence at its time.
    pub(super) fn timed(&self, cone: Cone) -> (Cone, Vec<Option<u32>>) {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let model = self.lineage.model;
        if self.stated.iter().all(|stated| stated.when == When::Now) || model.frame.independent {
            let atoms = self.stated.iter().map(|stated| Some(number(stated.atom?.index())));
            return (cone, atoms.collect());
        }
        let mut wanted = Vec::new();
        for stated in &self.stated {
            let Some(atom) = stated.atom else { continue };
            let (when, sign) = (stated.when, stated.literal.sign);
            let passes = move |element: ElementId| {
                let other = When::of(model, self.lineage.element(element));
                match sign {
                    Sign::Positive => other <= when,
                    Sign::Negative => other >= when,
                }
            };
            let passes: Box<dyn Fn(ElementId) -> bool + '_> = Box::new(passes);
            wanted.push((number(atom.index()), passes));
        }
        let (cone, made) = cone.narrowed(wanted.into_iter());
        let mut made = made.into_iter();
        let atoms = self.stated.iter().map(|stated| stated.atom.and_then(|_| made.next())).collect();
        (cone, atoms)
    }
}
