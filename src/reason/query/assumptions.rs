//! What the page tells of support and dispute: status and cuts of the key implications, the Key
//! Assumptions Check, and whose claims stand against whose.

use crate::model::statement::{Literal, SymbolId};
use crate::reason::dispute::cuts::cuts;
use crate::reason::dispute::disputes::{Weight, summary, weigh};
use crate::reason::dispute::repairs::voices;
use crate::reason::dispute::support::{SIZE, by_place, support, supports};
use crate::reason::provenance::AssumptionId;
use crate::reason::{Session, Stop};
use crate::report::{Dispute, Implication, KeyAssumption, Settlement, Status};
use std::collections::{BTreeMap, BTreeSet};

/// The claims of each side: those who say the same with one voice are one.
type Claims = BTreeMap<Vec<SymbolId>, BTreeSet<AssumptionId>>;

impl Session<'_> {
    /// Adds the status of implications and what they rest on, and gives the Key Assumptions Check.
    pub(in crate::reason) fn support(
        &mut self,
        implications: &mut [(Literal, &mut Implication)],
    ) -> Result<Vec<KeyAssumption>, Stop> {
        if !self.has_claims() {
            return Ok(Vec::new());
        }
        if !self.is_disputable() {
            for (_, implication) in implications {
                implication.status.get_or_insert(Status::Undisputed);
            }
            return Ok(Vec::new());
        }
        let mut alone: BTreeMap<AssumptionId, BTreeSet<String>> = BTreeMap::new();
        let mut together: BTreeMap<AssumptionId, BTreeSet<String>> = BTreeMap::new();
        let repairs = self.repairs(None)?;
        let atoms: Vec<_> =
            implications.iter().filter_map(|(literal, _)| repairs.provenance.sentence(literal)).collect();
        repairs.prepare(&atoms);
        for (literal, implication) in implications {
            implication.status = Some(self.status(None, literal)?);
            let provenance = &mut self.repairs(None)?.provenance;
            let Some(atom) = provenance.sentence(literal) else { continue };
            let found = cuts(provenance, atom, SIZE);
            for set in &found.sets {
                let into = if set.len() == 1 { &mut alone } else { &mut together };
                for element in set {
                    into.entry(*element).or_default().insert(implication.sentence.clone());
                }
            }
            implication.cuts = found.sets.iter().map(|set| supports(provenance, set)).collect();
            implication.cuts.sort_by(by_place);
        }
        let provenance = &self.repairs(None)?.provenance;
        let all: BTreeSet<AssumptionId> = alone.keys().chain(together.keys()).copied().collect();
        let mut checked: Vec<KeyAssumption> = all
            .into_iter()
            .map(|element| {
                let falls = alone.remove(&element).unwrap_or_default();
                let weakened = together.remove(&element).unwrap_or_default();
                KeyAssumption {
                    support: support(provenance, element),
                    weakened: weakened.difference(&falls).count(),
                    falls: falls.into_iter().collect(),
                }
            })
            .collect();
        checked.sort_by(|a, b| {
            (b.falls.len(), b.weakened, &a.support).cmp(&(a.falls.len(), a.weakened, &b.support))
        });
        Ok(checked)
    }

    /// Whose claims stand against whose.
    pub(in crate::reason) fn sides(&mut self) -> Result<Vec<Dispute>, Stop> {
        if !self.is_disputable() {
            return Ok(Vec::new());
        }
        let repairs = self.repairs(None)?;
        let mut settled = BTreeMap::new();
        let mut found: BTreeMap<Vec<Vec<SymbolId>>, (Claims, Dispute)> = BTreeMap::new();
        for conflict in repairs.conflicts().to_vec() {
            // What is given contradicts itself: nobody disagrees with anybody.
            if conflict.elements.is_empty() {
                continue;
            }
            let settlement = match weigh(repairs, &conflict, &mut settled) {
                Weight::Dispute => Settlement::Open,
                Weight::Settled => Settlement::Settled,
                Weight::Error
                | Weight::Supposed
                | Weight::Hedged
                | Weight::Exception
                | Weight::Foreseen
                | Weight::Rivalry
                | Weight::News => {
                    continue;
                }
            };
            let provenance = &repairs.provenance;
            let mut claims: Claims = BTreeMap::new();
            for element in &conflict.elements {
                claims.entry(voices(provenance, *element)).or_default().insert(*element);
            }
            let key: Vec<Vec<SymbolId>> = claims.keys().cloned().collect();
            let empty = Dispute {
                sides: Vec::new(),
                about: Vec::new(),
                conflicts: 0,
                settlement: Settlement::Settled,
            };
            let (all, dispute) = found.entry(key).or_insert_with(|| (BTreeMap::new(), empty));
            for (speakers, elements) in claims {
                all.entry(speakers).or_default().extend(elements);
            }
            let about = summary(provenance, conflict.clash);
            if !dispute.about.contains(&about) {
                dispute.about.push(about);
            }
            dispute.conflicts += 1;
            if settlement == Settlement::Open {
                dispute.settlement = Settlement::Open;
            }
        }
        let provenance = &repairs.provenance;
        let made = found.into_values().map(|(claims, mut dispute)| {
            for (speakers, elements) in claims {
                let elements: Vec<AssumptionId> = elements.into_iter().collect();
                let names: Vec<&str> =
                    speakers.into_iter().map(|voice| provenance.model.name(voice)).collect();
                dispute.sides.push((names.join(" and "), supports(provenance, &elements)));
            }
            dispute
        });
        Ok(made.collect())
    }
}
