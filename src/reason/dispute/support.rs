//! What repairs choose from, as a reader knows it: the statements that conclusions rest on.

use super::naming::{label, place};
use super::repairs::voices;
use crate::model::Model;
use crate::model::statement::{Literal, SymbolId};
use crate::model::write::Variables;
use crate::reason::place::place_of;
use crate::reason::provenance::{Assumption, AssumptionId, Provenance};
use crate::report::{Support, SupportKind};

/// How many statements a cut has at most.
pub(in crate::reason) const SIZE: usize = 3;

/// The statements that elements are.
pub(in crate::reason) fn supports(provenance: &Provenance<'_>, elements: &[AssumptionId]) -> Vec<Support> {
    let mut all: Vec<Support> = elements.iter().map(|element| support(provenance, *element)).collect();
    all.sort_by(|a, b| (&a.place, a).cmp(&(&b.place, b)));
    all
}

/// The sentence that a hypothesis holds.
pub(in crate::reason) fn holds(model: &Model, symbol: SymbolId) -> Option<Literal> {
    model.statement(model.hypotheses.get(&symbol)?.meaning)?.heads.first().cloned()
}

/// The statement that an element is.
pub(in crate::reason) fn support(provenance: &Provenance<'_>, element: AssumptionId) -> Support {
    let model = provenance.model;
    let (span, mut sentence) = place(provenance, element).unzip();
    if let Some(Assumption::Hypothesis(symbol)) = provenance.element(element) {
        // Who raises it says that it holds.
        sentence = holds(model, *symbol).map(|literal| model.write(&literal, Variables::Anonymous));
    }
    let kind = match provenance.element(element) {
        Some(Assumption::Application(..)) => SupportKind::Application,
        Some(
            Assumption::Claim(_) | Assumption::Row(..) | Assumption::Hypothesis(_) | Assumption::Option(..),
        )
        | None => SupportKind::Statement,
    };
    Support {
        kind,
        label: label(provenance, element).map(|label| model.name(label).to_owned()),
        sentence: sentence.unwrap_or_default(),
        sources: voices(provenance, element).into_iter().map(|voice| model.name(voice).to_owned()).collect(),
        place: span.and_then(|span| place_of(model, span)),
    }
}

/// The smaller sets first, then those that are written first.
pub(in crate::reason) fn by_place(one: &Vec<Support>, other: &Vec<Support>) -> std::cmp::Ordering {
    let key =
        |set: &Vec<Support>| (set.len(), set.iter().map(|support| support.place.clone()).collect::<Vec<_>>());
    key(one).cmp(&key(other)).then_with(|| one.cmp(other))
}
