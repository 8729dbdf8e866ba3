//! The likelihood of a sentence where the analysis says that its claims are independent.
//!
//! Likelihoods are then priors of the claims, not demands on sentences: a world is as likely as the product
//! of its choices, and the worlds with a contradiction are taken out (distribution semantics). **Invariant:**
//! the same question is asked as without independence; what changes is the answer.

use super::fault::{Origin, Target};
use super::half_judged::half_judged;
use super::likelihoods::Likelihoods;
use super::question::Question;
use super::selection::Selection;
use super::stated::Hedged;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::likelihood::{Allowance, AtomId, Bounds, Independent, Posterior, Problem, Subject, Tightness};
use crate::model::value::Number;
use crate::model::value::scale::Range;
use crate::model::write::Variables;
use crate::reason::dispute::contradictions::Clashes;
use crate::reason::provenance::{Assumption, AssumptionId};
use crate::reason::{Session, Stop};
use crate::report::{Basis, Likelihood};

/// How much work the look at one sentence may take.
const CHECKED: Allowance = Allowance { steps: 1_000_000, memory: 500_000 };

/// The most sentences that are looked at.
const MOST: usize = 200;

impl Likelihoods<'_> {
    /// Whether the claims that bear on a question are independent: the analysis says so, or a question one of
    /// whose hypotheses is among them.
    pub(super) fn is_independent(&self, question: &Question) -> bool {
        let model = self.provenance.model;
        model.frame.independent
            || question.variables.iter().any(|(element, _)| {
                match element.and_then(|own| self.provenance.element(own)) {
                    Some(Assumption::Hypothesis(symbol)) => model
                        .questions
                        .iter()
                        .any(|question| question.independent && question.hypotheses.contains(symbol)),
                    Some(
                        Assumption::Claim(_)
                        | Assumption::Row(..)
                        | Assumption::Application(..)
                        | Assumption::Option(..),
                    )
                    | None => false,
                }
            })
    }

    /// Whether a likelihood, by position, is a prior whatever else it is asked with.
    pub(super) fn is_prior(&self, at: usize) -> bool {
        let model = self.provenance.model;
        let element = self.stated.get(at).and_then(|stated| self.provenance.element(stated.element));
        model.frame.independent
            || matches!(element, Some(Assumption::Hypothesis(symbol)) if model
                .questions
                .iter()
                .any(|question| question.independent && question.hypotheses.contains(symbol)))
    }

    /// The likelihood of an atom of a question; `None` if its worlds are all impossible.
    pub(super) fn posterior(
        &self,
        question: &Question,
        target: AtomId,
        believed: usize,
    ) -> Option<Likelihood> {
        let problem = question.seen();
        let weighed = Independent::new(&problem, priors(question), Allowance::default());
        let found = weighed.posterior(target)?;
        let tightness = if self.whole() { found.tightness } else { Tightness::Outer };
        let tied = if tightness == Tightness::Outer { self.tied(question) } else { Vec::new() };
        let said = self.say((range_of(found)?, tightness), believed);
        Some(Likelihood { tied, basis: basis(question), ..said })
    }

    /// Whether all worlds of a question are impossible.
    pub(super) fn has_no_world(&self, question: &Question) -> bool {
        let problem = &question.problem;
        if problem.excluded.is_empty() && problem.required.is_empty() {
            return false;
        }
        // Whether priors add up is told apart from that.
        let problem = Problem { choices: Vec::new(), ..problem.clone() };
        let weighed = Independent::new(&problem, priors(question), CHECKED);
        weighed.posterior(AtomId(u32::MAX)).is_none()
    }

    /// The sentences that come out less or more likely than they are stated to be.
    fn strayed(&mut self) -> Vec<Diagnostic> {
        let program = self.program(&[], &Selection::default());
        let mut found = Vec::new();
        if self.provenance.model.frame.independent {
            for at in 0..self.stated.len() {
                let truth = match self.settled(&program, at) {
                    Some(Target::Certain) => Number::ONE,
                    Some(Target::Impossible) => Number::ZERO,
                    Some(Target::Open(_)) | None => continue,
                };
                let range = Range::new(truth.clone(), truth).ok();
                found.extend(range.and_then(|range| self.strays(at, &range)));
            }
        }
        if self.provenance.model.is_independent() {
            found.extend(self.astray(&program));
        }
        let mut checked = 0;
        let parts = program.parts().atoms.values();
        for question in parts.filter_map(|atoms| self.part(&program, atoms)) {
            if !self.is_independent(&question) {
                continue;
            }
            found.extend(question.too_much.iter().map(|all| self.adds_up_to_too_much(all)));
            let weighed = Independent::new(&question.problem, priors(&question), CHECKED);
            for (constraint, origin) in question.problem.constraints.iter().zip(&question.origins) {
                let (Subject::Atom(atom), Origin::Stated(at)) = (&constraint.subject, origin) else {
                    continue;
                };
                if checked >= MOST || stands_alone(&question, *atom) {
                    continue;
                }
                checked += 1;
                // Bounds that are wider than need be say nothing of what is stated.
                let posterior = weighed.posterior(*atom).filter(|found| found.tightness == Tightness::Tight);
                let posterior = posterior.and_then(range_of);
                found.extend(posterior.and_then(|posterior| self.strays(*at, &posterior)));
            }
        }
        found
    }

    /// The error for judgements of what excludes each other, under one condition, that add up to more than 100 %.
    fn adds_up_to_too_much(&self, judgements: &[AssumptionId]) -> Diagnostic {
        let message = "these exclude each other, and add up to more than 100 % under one condition";
        let places = judgements.iter().filter_map(|element| self.written(*element));
        let told = places
            .fold(Diagnostic::new(Code::Incoherent, message), |told, (span, text)| told.label(span, text));
        told.help("lower some of them: of what excludes each other one at most comes about")
    }

    /// The warning for a sentence that comes out beyond what is stated, by its position.
    fn strays(&self, at: usize, posterior: &Range) -> Option<Diagnostic> {
        let stated = self.stated.get(at)?;
        let Hedged::Within(range) = &stated.hedged else { return None };
        let sentence = self.provenance.model.write(&stated.literal, Variables::Anonymous);
        let told = self.strayed_from((stated.element, &sentence), range, posterior)?;
        Some(
            told.note("with `independent`, a likelihood is what is believed before the rest is known")
                .help("state what it is likely before that, or leave `independent` away"),
        )
    }

    /// That what an element states of a sentence comes out otherwise, if it does.
    pub(super) fn strayed_from(
        &self,
        (element, sentence): (AssumptionId, &str),
        stated: &Range,
        found: &Range,
    ) -> Option<Diagnostic> {
        let slack = Number::from_f64(1e-9)?;
        let inside =
            found.low().add(&slack)? >= *stated.low() && found.high().subtract(&slack)? <= *stated.high();
        if inside {
            return None;
        }
        let scale = &self.provenance.model.frame.scale;
        let (comes, said) = (scale.describe(found), scale.describe(stated));
        let message = format!("`{sentence}` is stated as {said} and comes out as {comes}");
        let diagnostic = Diagnostic::new(Code::PriorLeft, message);
        Some(match self.written(element) {
            Some((span, text)) => diagnostic.label(span, text),
            None => diagnostic,
        })
    }
}

/// Whether nothing but its own claim bears on a sentence, so that it comes out as stated.
fn stands_alone(question: &Question, atom: AtomId) -> bool {
    let problem = &question.problem;
    if !problem.excluded.is_empty() || !problem.required.is_empty() {
        return false;
    }
    let mut rules = problem.lineage.rules().filter(|(head, _)| *head == atom).map(|(_, rule)| rule);
    let alone = |rule: &crate::likelihood::Rule| {
        rule.positive.is_empty() && rule.negative.is_empty() && rule.variables.len() == 1
    };
    rules.next().is_some_and(alone) && rules.next().is_none()
}

impl Session<'_> {
    /// Reports the sentences that come out less or more likely than they are stated to be, where claims are
    /// independent, and counts what cannot hold together among the contradictions.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn posteriors(&mut self, clashes: &mut Clashes) -> Result<(), Stop> {
        let model = self.model;
        let independent = model.frame.independent || model.questions.iter().any(|one| one.independent);
        if independent && super::hedges(model) {
            let mut found = self.likelihoods_of(None)?.strayed();
            found.extend(half_judged(model));
            clashes.errors += found.iter().filter(|one| one.severity == Severity::Error).count();
            self.report.diagnostics.extend(found);
        }
        Ok(())
    }
}

/// What an answer to a question takes for granted: where rules have a likelihood, that nothing else brings about what
/// they conclude.
pub(super) fn basis(question: &Question) -> Basis {
    let by_rule = question.origins.iter().any(|origin| matches!(origin, Origin::Applied(_)));
    if by_rule { Basis::WholeStory } else { Basis::Independence }
}

/// The priors of the claims of a question, in their order; what nobody says a probability of may have any.
pub(super) fn priors(question: &Question) -> Vec<Bounds> {
    let prior = |hedged: &Option<Hedged>| match hedged {
        Some(Hedged::Within(range)) => Bounds { low: range.low().to_f64(), high: range.high().to_f64() },
        Some(Hedged::Possible) | None => Bounds { low: 0.0, high: 1.0 },
    };
    question.variables.iter().map(|(_, hedged)| prior(hedged)).collect()
}

/// The steps from 0 to 1 that results are told in, since floating point has no 0.2; they are good to about a
/// tenth of one.
const STEPS: f64 = 1e12;

/// The decimal that is meant by a number that was computed; a very small one is left as it is, so that it does not
/// become nothing.
fn decimal(value: f64) -> Option<Number> {
    let steps = (value * STEPS).round();
    if steps < 1e6 {
        return Number::from_f64(value);
    }
    Number::from_f64(steps)?.divide(&Number::from_f64(STEPS)?)
}

/// What was found as a range. What is close to 1 is told by how little is missing, so that nothing is
/// called certain that is not.
pub(super) fn range_of(found: Posterior) -> Option<Range> {
    let end = |yes: f64, no: f64| match decimal(no) {
        Some(no) if yes > 0.5 => Number::ONE.subtract(&no),
        _ => decimal(yes),
    };
    let Posterior { bounds, against, .. } = found;
    Range::new(end(bounds.low, against.high)?, end(bounds.high, against.low)?).ok()
}
