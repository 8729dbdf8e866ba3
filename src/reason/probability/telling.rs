//! What was not observed so far to how much it would tell about a question.
//!
//! How much is the information that two choices have of each other (Shannon 1948; Lindley 1956, on the measure of the
//! information provided by an experiment): by how much the uncertainty about the hypotheses is expected to shrink.
//! **Invariant:** it is told only of points: where an interval is left, how much is told is not known.

use super::fault::Target;
use super::independent::priors;
use super::likelihoods::Likelihoods;
use super::question::Question;
use super::selection::Selection;
use crate::likelihood::{Allowance, AtomId, Independent, Posterior, Problem};
use crate::model::statement::{Kind, Literal};
use crate::model::value::Number;
use crate::model::write::Variables;
use crate::reason::{Session, Stop};
use crate::report::Telling;

/// The most sentences that are looked at, and that are told.
const LOOKED_AT: usize = 60;
const TOLD: usize = 3;

/// What tells less, in bits, is not told.
const LEAST: f64 = 0.001;

/// How much work one sentence may take.
const WORK: Allowance = Allowance { steps: 1_000_000, memory: 500_000 };

impl Session<'_> {
    /// What would tell best between hypotheses, by the sentences that say that they hold, if it was looked for.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn telling(&mut self, hypotheses: &[Literal]) -> Result<Vec<Telling>, Stop> {
        let model = self.model;
        let mut found: Vec<(f64, String)> = Vec::new();
        let judged = model.statements().filter(|(id, statement)| {
            model.is_own(*id)
                && statement.body.is_some()
                && statement.attribution.likelihood.is_some()
                && matches!(statement.kind, Kind::Judgement | Kind::Rule(_))
                && statement.variables.is_empty()
        });
        let mut candidates: Vec<Literal> = Vec::new();
        for literal in judged.flat_map(|(_, statement)| &statement.heads) {
            let same = |other: &Literal| (other.relation, &other.terms) == (literal.relation, &literal.terms);
            if !candidates.iter().any(same) {
                candidates.push(literal.clone());
            }
        }
        for literal in candidates.into_iter().take(LOOKED_AT) {
            self.in_time()?;
            let bits = self.likelihoods_of(None)?.information(hypotheses, &literal);
            if let Some(bits) = bits.filter(|bits| *bits >= LEAST) {
                found.push((bits, model.write(&literal, Variables::Anonymous)));
            }
        }
        found.sort_by(|(one, text), (other, rest)| other.total_cmp(one).then_with(|| text.cmp(rest)));
        found.truncate(TOLD);
        let told =
            found.into_iter().filter_map(|(bits, sentence)| Some(Telling { sentence, bits: rounded(bits)? }));
        Ok(told.collect())
    }

    /// By how many bits looking for a sentence is expected to lessen what is not known of others; `None` where that is
    /// not known.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn bits(
        &mut self,
        hypotheses: &[Literal],
        literal: &Literal,
    ) -> Result<Option<Number>, Stop> {
        let bits = self.likelihoods_of(None)?.information(hypotheses, literal);
        Ok(bits.and_then(|bits| rounded(bits.max(0.0))))
    }
}

fn rounded(bits: f64) -> Option<Number> {
    Number::from_f64((bits * 1000.0).round())?.divide(&Number::from(1000))
}

impl Likelihoods<'_> {
    /// The information, in bits, that a sentence has of which hypothesis holds; `None` where it is not known.
    fn information(&mut self, hypotheses: &[Literal], literal: &Literal) -> Option<f64> {
        let sentence = self.provenance.sentence(literal)?;
        if self.evidence().any(|seen| seen == sentence) {
            return None;
        }
        let nodes: Vec<_> = hypotheses.iter().filter_map(|known| self.provenance.sentence(known)).collect();
        let program = self.program(&[nodes.as_slice(), &[sentence]].concat(), &Selection::default());
        let (question, target) = self.question(&program, sentence);
        let Target::Open(_) = target else { return None };
        if !self.is_independent(&question) {
            return None;
        }
        let number =
            |atom: &crate::reason::provenance::AtomId| u32::try_from(atom.index()).unwrap_or(u32::MAX);
        let part = program.part(number(&sentence));
        let targets: Vec<u32> = nodes.iter().chain([&sentence]).map(number).collect();
        if !targets.iter().all(|target| part.contains(target)) {
            return None;
        }
        let (question, atoms) = self.ask(&program, part.as_ref(), &targets);
        let mut atoms: Vec<AtomId> = atoms.into_iter().collect::<Option<_>>()?;
        let sentence = atoms.pop()?;
        told_by(&question, &atoms, sentence)
    }
}

/// The information that one atom has of which of some others holds.
fn told_by(question: &Question, hypotheses: &[AtomId], sentence: AtomId) -> Option<f64> {
    let now = question.seen();
    let holds = point(&weighed(question, &now, sentence)?)?;
    let mut seen = now.clone();
    seen.required.push(sentence);
    let mut unseen = now.clone();
    unseen.excluded.push(sentence);
    let uncertainty = |problem: &Problem| -> Option<f64> {
        let mut shares = Vec::new();
        for hypothesis in hypotheses {
            shares.push(point(&weighed(question, problem, *hypothesis)?)?);
        }
        // That none of them holds is an outcome too.
        shares.push((1.0 - shares.iter().sum::<f64>()).max(0.0));
        Some(shares.into_iter().filter(|share| *share > 0.0).map(|share| -share * share.log2()).sum())
    };
    let with = if holds > 0.0 { holds * uncertainty(&seen)? } else { 0.0 };
    let without = if holds < 1.0 { (1.0 - holds) * uncertainty(&unseen)? } else { 0.0 };
    Some(uncertainty(&now)? - with - without)
}

fn weighed(question: &Question, problem: &Problem, atom: AtomId) -> Option<Posterior> {
    Independent::new(problem, priors(question), WORK).posterior(atom)
}

/// A probability that is known to a point.
fn point(found: &Posterior) -> Option<f64> {
    (found.bounds.high - found.bounds.low < 1e-9).then_some(found.bounds.low)
}
