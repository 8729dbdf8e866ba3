//! Statements that the analyst vouches for, rated against hypotheses: what is on the table shows.
//!
//! They are never doubted, so that no conflict names them; here they are put up for choice as claims are, and rated as
//! these are. **Invariant:** what other statements say of a hypothesis, and its status, stay as they were.

use super::ach::{Ratings, diagnosticity, rate};
use crate::budget::Budget;
use crate::model::Question;
use crate::model::statement::{Kind, Statement, StatementId};
use crate::reason::dispute::repairs::Repairs;
use crate::reason::dispute::support::{holds, support};
use crate::reason::probability::hedges;
use crate::reason::provenance::{Assumption, AssumptionId, Contest, Provenance};
use crate::reason::stop::stopped;
use crate::reason::{Session, Stop};
use crate::report::{Diagnosticity, Evidence, Rating};
use crate::theory::is_contestable;

/// The most statements that are put up for choice.
const MOST: usize = 4_000;

/// The most rows that may follow from any choice among them.
const ROWS: u64 = 200_000;

impl Session<'_> {
    /// The given statements that tell the hypotheses of a question apart, or that are labelled and bear on them; and how
    /// many there are that were not rated, where that would be too much.
    ///
    /// # Errors
    /// A limit was reached.
    pub(super) fn vouched(&mut self, question: &Question) -> Result<(Vec<Evidence>, Option<usize>), Stop> {
        let model = self.model;
        let given = model.statements().filter(|(id, one)| self.is_item(*id, one)).count();
        if given == 0 || given > MOST {
            return Ok((Vec::new(), (given > 0).then_some(given)));
        }
        let (view, budget) = (self.options.view.clone(), self.options.budget.clone());
        let few = Budget { rows: Some(budget.rows.map_or(ROWS, |rows| rows.min(ROWS))), ..budget.clone() };
        let provenance = Provenance::new(model, &self.lowered, &view, &[], Contest::Given, &few);
        let provenance = match provenance {
            Ok(found) => found,
            // So much could follow from what is given that nobody can go through it: the claims are rated all the same.
            Err(failure) if failure.is_of_size() => return Ok((Vec::new(), Some(given))),
            Err(failure) => return Err(Stop(Box::new(stopped(model, &failure)))),
        };
        let mut repairs = Repairs::new(provenance, &self.solved, &budget);
        let mut ratings = Ratings::new();
        for (at, symbol) in question.hypotheses.iter().enumerate() {
            let Some(sentence) = holds(model, *symbol) else { continue };
            // A rule that is given is no further thing that could be otherwise.
            let doubted =
                |repairs: &Repairs<'_>, element: AssumptionId| match repairs.provenance.element(element) {
                    Some(Assumption::Claim(id) | Assumption::Application(id, _)) => model
                        .statement(*id)
                        .is_some_and(|one| is_contestable(one) || one.kind == Kind::Assertion),
                    Some(Assumption::Row(..) | Assumption::Hypothesis(_) | Assumption::Option(..)) => true,
                    None => false,
                };
            rate(&mut repairs, question, (*symbol, &sentence), at, &doubted, &mut ratings);
            self.in_time()?;
        }
        let mut found = Vec::new();
        for (element, by_hypothesis) in &ratings {
            let Some(Assumption::Claim(id)) = repairs.provenance.element(*element) else { continue };
            let Some(statement) = model.statement(*id).filter(|one| self.is_item(*id, one)) else { continue };
            let all: Vec<Rating> = (0..question.hypotheses.len())
                .map(|at| by_hypothesis.get(&at).copied().unwrap_or(Rating::Silent))
                .collect();
            let diagnosticity = diagnosticity(&all);
            if statement.label.is_some() || diagnosticity == Diagnosticity::Tells {
                let support = support(&repairs.provenance, *element);
                found.push(Evidence {
                    support,
                    diagnosticity,
                    ratings: all,
                    restates: Vec::new(),
                    given: true,
                });
            }
        }
        Ok((found, None))
    }

    /// Whether a statement is an item of evidence that nobody doubts. What was observed is told as such where it moves
    /// likelihoods.
    fn is_item(&self, id: StatementId, one: &Statement) -> bool {
        self.model.is_own(id)
            && one.kind == Kind::Assertion
            && one.body.is_none()
            && !is_contestable(one)
            && (one.attribution.observed.is_none() || !hedges(self.model))
    }
}
