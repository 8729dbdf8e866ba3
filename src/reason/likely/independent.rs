//! The likelihood of a sentence where the analysis says that its claims are independent.
//!
//! Likelihoods are then priors of the claims, not demands on sentences: a world is as likely as the product
//! of its choices, and the worlds with a contradiction are taken out (distribution semantics). **Invariant:**
//! the same question is asked as without independence; what changes is the answer.

use super::Likelihoods;
use super::question::Question;
use super::stated::Hedged;
use crate::likelihood::{Allowance, AtomId, Bounds, Independent, Posterior, Tightness};
use crate::model::value::Number;
use crate::model::value::scale::Range;
use crate::reason::lineage::Element;
use crate::report::{Basis, Likelihood};

impl Likelihoods<'_> {
    /// Whether the claims that bear on a question are independent: the analysis says so, or a question one of
    /// whose hypotheses is among them.
    pub(super) fn is_independent(&self, question: &Question) -> bool {
        let model = self.lineage.model;
        model.frame.independent
            || question.variables.iter().any(|(element, _)| match self.lineage.element(*element) {
                Some(Element::Hypothesis(symbol)) => model
                    .questions
                    .iter()
                    .any(|question| question.independent && question.hypotheses.contains(symbol)),
                Some(Element::Claim(_) | Element::Row(..) | Element::Application(..)) | None => false,
            })
    }

    /// The likelihood of an atom of a question; `None` if its worlds are all impossible.
    pub(super) fn posterior(
        &self,
        question: &Question,
        target: AtomId,
        believed: usize,
    ) -> Option<Likelihood> {
        let weighed = Independent::new(&question.problem, priors(question), Allowance::default());
        let found = weighed.posterior(target)?;
        let tightness = if self.whole() { found.tightness } else { Tightness::Outer };
        Some(self.say(range(found)?, (tightness, Basis::Independence), believed))
    }
}

/// The priors of the claims of a question, in their order; what nobody says a probability of may have any.
pub(super) fn priors(question: &Question) -> Vec<Bounds> {
    let prior = |hedged: &Option<Hedged>| match hedged {
        Some(Hedged::Within(range)) => Bounds { low: range.low().to_f64(), high: range.high().to_f64() },
        Some(Hedged::Possible) | None => Bounds { low: 0.0, high: 1.0 },
    };
    question.variables.iter().map(|(_, hedged)| prior(hedged)).collect()
}

/// What was found as a range. What is close to 1 is told by how little is missing, so that nothing is
/// called certain that is not.
pub(super) fn range(found: Posterior) -> Option<Range> {
    let end = |yes: f64, no: f64| match Number::from_f64(no) {
        Some(no) if yes > 0.5 => Number::ONE.subtract(&no),
        _ => Number::from_f64(yes),
    };
    let Posterior { bounds, against, .. } = found;
    Range::new(end(bounds.low, against.high)?, end(bounds.high, against.low)?).ok()
}
