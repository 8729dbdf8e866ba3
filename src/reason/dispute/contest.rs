//! Conflicts, statuses and cuts for other programs: in terms of the model, without a word of text.

use super::cuts::cuts;
use crate::engine::Coverage;
use crate::model::statement::{Literal, StatementId, SymbolId};
use crate::reason::provenance::{Assumption, AssumptionId, Contest, Provenance};
use crate::reason::stop::stopped;
use crate::reason::{Session, Stop};
use crate::report::{Likelihood, Status};
use crate::theory::Application;

/// Something that may be believed or not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contestable {
    /// A statement; the first one where several share a label.
    Claim(StatementId),
    /// A row of the table that a statement names.
    Row(StatementId, u32),
    /// A hypothesis with its block.
    Hypothesis(SymbolId),
    /// An application of a contestable rule.
    Application(Application),
}

fn contestable(provenance: &Provenance<'_>, id: AssumptionId) -> Option<Contestable> {
    let element = provenance.element(id)?;
    Some(match element {
        Assumption::Claim(id) => Contestable::Claim(*id),
        Assumption::Row(id, row) => Contestable::Row(*id, *row),
        Assumption::Hypothesis(symbol) => Contestable::Hypothesis(*symbol),
        Assumption::Application(..) => Contestable::Application(provenance.application(element)?),
        Assumption::Option(..) => return None,
    })
}

fn all(provenance: &Provenance<'_>, elements: &[AssumptionId]) -> Vec<Contestable> {
    let mut found: Vec<Contestable> = elements.iter().filter_map(|id| contestable(provenance, *id)).collect();
    found.sort();
    found
}

impl Session<'_> {
    /// The minimal conflicts of the view that was chosen, and whether these are all.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn conflicts(&mut self) -> Result<(Vec<Vec<Contestable>>, Coverage), Stop> {
        let repairs = self.repairs(None)?;
        let sets = repairs.conflicts().iter().map(|conflict| all(&repairs.provenance, &conflict.elements));
        let mut sets: Vec<Vec<Contestable>> = sets.collect();
        sets.sort();
        let coverage = if repairs.whole() { Coverage::Complete } else { Coverage::Bounded };
        Ok((sets, coverage))
    }

    /// What each repair of the view that was chosen believes of what is in conflict; `None` if there are more
    /// repairs than are wanted, or a limit was reached.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn believed(&mut self, most: usize) -> Result<Option<Vec<Vec<Contestable>>>, Stop> {
        let repairs = self.repairs(None)?;
        if !repairs.whole() || repairs.hopeless() {
            return Ok(None);
        }
        let Ok(found) = repairs.list(most) else { return Ok(None) };
        let sets = found.iter().map(|reading| {
            let elements: Vec<AssumptionId> = reading.iter().copied().collect();
            all(&repairs.provenance, &elements)
        });
        let mut sets: Vec<Vec<Contestable>> = sets.collect();
        sets.sort();
        Ok(Some(sets))
    }

    /// The status of a sentence without variables in the view that was chosen.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn status_of(&mut self, literal: &Literal) -> Result<Status, Stop> {
        self.status(None, literal)
    }

    /// How likely a sentence without variables is in the view that was chosen; `None` where likelihoods
    /// cannot hold together, and that could not be mended.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn likelihood_of(&mut self, literal: &Literal) -> Result<Option<Likelihood>, Stop> {
        Ok(self.how_likely(None, std::iter::once(literal))?.pop().flatten())
    }

    /// For each sentence of the base view, the smallest sets of contestable statements, up to a size, without which
    /// it no longer holds; `contest` adds the analyst's own statements.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn cuts_of(
        &mut self,
        literals: &[Literal],
        size: usize,
        contest: Contest,
    ) -> Result<Vec<Vec<Vec<Contestable>>>, Stop> {
        let view = self.options.view.clone();
        let provenance =
            Provenance::new(self.model, &self.lowered, &view, &[], contest, &self.options.budget);
        let mut provenance = provenance.map_err(|failure| Stop(Box::new(stopped(self.model, &failure))))?;
        let mut all_cuts = Vec::with_capacity(literals.len());
        for literal in literals {
            let mut sets: Vec<Vec<Contestable>> = Vec::new();
            if let Some(atom) = provenance.sentence(literal) {
                let found = cuts(&mut provenance, atom, size);
                self.note(found.coverage);
                sets.extend(found.sets.iter().map(|set| all(&provenance, set)));
                sets.sort();
            }
            all_cuts.push(sets);
        }
        Ok(all_cuts)
    }
}
