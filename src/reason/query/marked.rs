//! Sentences to what a reader has to know of each who takes it for so: that it is disputed, or no more than likely.
//!
//! Invariant: a sentence that holds whoever is believed, and that no likelihood bears on, is told nothing of.

use crate::model::statement::Literal;
use crate::model::value::Number;
use crate::reason::probability::hedges;
use crate::reason::{Session, Stop};
use crate::report::Status;

impl Session<'_> {
    /// For each sentence the words for what stands between it and what is simply so: its status, where not everybody
    /// would have it, and its likelihood, where that is below certainty; `None` where neither is to be told.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn marks(&mut self, literals: &[Literal]) -> Result<Vec<Option<String>>, Stop> {
        if !self.has_claims() || self.invalid() || literals.is_empty() {
            return Ok(vec![None; literals.len()]);
        }
        self.prepare(literals.iter().cloned())?;
        let likely = match hedges(self.model) {
            true => self.how_likely(None, literals.iter())?,
            false => vec![None; literals.len()],
        };
        let mut marks = Vec::with_capacity(literals.len());
        for (literal, likely) in literals.iter().zip(likely) {
            let status = match self.status(None, literal)? {
                Status::Undisputed | Status::Established | Status::Leading | Status::Unknown => None,
                Status::Contested => Some("disputed"),
                other => Some(other.word()),
            };
            let likely = likely.filter(|one| *one.range.low() < Number::ONE).map(|one| one.words);
            let words: Vec<String> = status.map(str::to_owned).into_iter().chain(likely).collect();
            marks.push((!words.is_empty()).then(|| words.join(", ")));
        }
        Ok(marks)
    }
}
