//! A question to the hypothesis that is ahead of its rivals.
//!
//! It alone is left where no repair leaves room for another; else it is the one whose likelihood lies above that of
//! every other, each in the whole of its interval. **Invariant:** who raises a hypothesis, and how well graded, has no
//! part in it.

use super::support::holds;
use crate::model::statement::{Literal, SymbolId};
use crate::model::value::Number;
use crate::reason::probability::hedges;
use crate::reason::{Session, Stop};
use crate::report::{Likelihood, Status};

impl Session<'_> {
    /// Whether a hypothesis of an exclusive question is ahead of its rivals.
    pub(in crate::reason) fn leads(
        &mut self,
        scenario: Option<SymbolId>,
        symbol: SymbolId,
    ) -> Result<bool, Stop> {
        let model = self.model;
        let question = model.hypotheses.get(&symbol).and_then(|hypothesis| hypothesis.question);
        let question = model.questions.iter().find(|known| Some(known.symbol) == question && known.exclusive);
        let Some(question) = question else { return Ok(false) };
        let key = (scenario, question.symbol);
        if let Some(known) = self.leaders.get(&key) {
            return Ok(*known == Some(symbol));
        }
        let mut left: Vec<(SymbolId, Literal)> = Vec::new();
        for hypothesis in &question.hypotheses {
            let Some(sentence) = holds(model, *hypothesis) else { continue };
            if self.status_alone(scenario, &sentence)? != Status::Rejected {
                left.push((*hypothesis, sentence));
            }
        }
        let leader = match left.as_slice() {
            [] => None,
            [(only, _)] => (question.hypotheses.len() > 1).then_some(*only),
            _ if hedges(model) => {
                let found = self.how_likely(scenario, left.iter().map(|(_, sentence)| sentence))?;
                let clear = |at: &usize| !question.open || is_above_none(&found, *at);
                ahead(&found).filter(clear).and_then(|at| left.get(at)).map(|(symbol, _)| *symbol)
            }
            _ => None,
        };
        self.leaders.insert(key, leader);
        Ok(leader == Some(symbol))
    }
}

/// Whether the likelihood at a place lies above that of none of them, of an open question.
fn is_above_none(all: &[Option<Likelihood>], at: usize) -> bool {
    let lows = all.iter().flatten().map(|one| one.range.low());
    let none = lows.fold(Number::ONE.ratio(), |left, low| left - low.ratio());
    all.get(at).and_then(Option::as_ref).is_some_and(|one| one.range.low().ratio() > none)
}

/// The place of the likelihood that lies above all others, whomever one believes.
fn ahead(all: &[Option<Likelihood>]) -> Option<usize> {
    let of = |at: usize| all.get(at).and_then(Option::as_ref).filter(|one| one.sides.len() < 2);
    (0..all.len()).find(|at| {
        let low = of(*at).map(|one| one.range.low());
        low.is_some()
            && (0..all.len()).all(|rival| rival == *at || of(rival).map(|one| one.range.high()) < low)
            && (0..all.len()).all(|rival| of(rival).is_some())
    })
}
