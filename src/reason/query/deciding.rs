//! What would tell the hypotheses of a question apart, to be told beside what has become of them.
//!
//! Where likelihoods say how much a look would tell, that which would tell most; else what the file itself names as the
//! signs of single hypotheses. **Invariant:** what was seen already is not named.

use super::watchlist::watchlist;
use crate::model::Question;
use crate::model::statement::Literal;
use crate::reason::dispute::support::holds;
use crate::reason::probability::hedges;
use crate::reason::{Session, Stop};
use crate::report::Watching;

/// The most that are named.
const NAMED: usize = 2;

impl Session<'_> {
    /// What would tell the hypotheses of a question apart, what tells most first.
    ///
    /// # Errors
    /// A limit was reached.
    pub(super) fn deciding(&mut self, question: &Question) -> Result<Vec<String>, Stop> {
        let model = self.model;
        if hedges(model) && (model.frame.independent || question.independent) {
            let all: Vec<Literal> = question.hypotheses.iter().filter_map(|one| holds(model, *one)).collect();
            let telling = self.telling(&all)?;
            if !telling.is_empty() {
                return Ok(telling.into_iter().take(NAMED).map(|one| one.sentence).collect());
            }
        }
        if !model.indicators.iter().any(|one| question.hypotheses.contains(&one.of)) {
            return Ok(Vec::new());
        }
        let names: Vec<&str> = question.hypotheses.iter().map(|one| model.name(*one)).collect();
        let watched = watchlist(self)?.indicators.into_iter().filter(|one| {
            names.contains(&one.of.as_str()) && matches!(one.state, Watching::Overdue | Watching::NotSeen)
        });
        Ok(watched.take(NAMED).map(|one| one.gloss.unwrap_or(one.sentence)).collect())
    }
}
