//! What readings choose from, as a reader knows it: the statements that conclusions rest on.

use super::naming::{label, place};
use super::repairs::voices;
use crate::model::Model;
use crate::model::statement::{Literal, SymbolId};
use crate::model::write::Variables;
use crate::reason::place::place_of;
use crate::reason::provenance::{Assumption, AssumptionId, Lineage};
use crate::report::{Pillar, PillarKind};

/// How many statements a cut has at most.
pub(in crate::reason) const SIZE: usize = 3;

/// The statements that elements are.
pub(in crate::reason) fn pillars(lineage: &Lineage<'_>, elements: &[AssumptionId]) -> Vec<Pillar> {
    let mut all: Vec<Pillar> = elements.iter().map(|element| pillar(lineage, *element)).collect();
    all.sort_by(|a, b| (&a.place, a).cmp(&(&b.place, b)));
    all
}

/// The sentence that a hypothesis holds.
pub(in crate::reason) fn holds(model: &Model, symbol: SymbolId) -> Option<Literal> {
    model.statement(model.hypotheses.get(&symbol)?.meaning)?.heads.first().cloned()
}

/// The statement that an element is.
pub(in crate::reason) fn pillar(lineage: &Lineage<'_>, element: AssumptionId) -> Pillar {
    let model = lineage.model;
    let (span, mut sentence) = place(lineage, element).unzip();
    if let Some(Assumption::Hypothesis(symbol)) = lineage.element(element) {
        // Who raises it says that it holds.
        sentence = holds(model, *symbol).map(|literal| model.write(&literal, Variables::Anonymous));
    }
    let kind = match lineage.element(element) {
        Some(Assumption::Application(..)) => PillarKind::Application,
        Some(
            Assumption::Claim(_) | Assumption::Row(..) | Assumption::Hypothesis(_) | Assumption::Option(..),
        )
        | None => PillarKind::Statement,
    };
    Pillar {
        kind,
        label: label(lineage, element).map(|label| model.name(label).to_owned()),
        sentence: sentence.unwrap_or_default(),
        sources: voices(lineage, element).into_iter().map(|voice| model.name(voice).to_owned()).collect(),
        place: span.and_then(|span| place_of(model, span)),
    }
}

/// The smaller sets first, then those that are written first.
pub(in crate::reason) fn by_place(one: &Vec<Pillar>, other: &Vec<Pillar>) -> std::cmp::Ordering {
    let key =
        |set: &Vec<Pillar>| (set.len(), set.iter().map(|pillar| pillar.place.clone()).collect::<Vec<_>>());
    key(one).cmp(&key(other)).then_with(|| one.cmp(other))
}
