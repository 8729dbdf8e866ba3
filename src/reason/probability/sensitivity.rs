//! Which claim's likelihood moves an answer most, and the smallest shift of one that changes the word.
//!
//! The likelihood of one claim at a time is shifted, both ends by the same number of points, and the question
//! is asked again (one-way sensitivity analysis: Howard 1988, tornado diagrams). What is said flatly is shifted
//! down from 100 %. **Invariant:** an effect is that of a shift that was tried, never an estimate.

use super::fault::{Origin, Target};
use super::independent::range_of;
use super::likelihoods::Likelihoods;
use super::program::Program;
use super::question::Question;
use super::selection::{Claim, Selection};
use super::stated::Hedged;
use super::{answer, independent};
use crate::likelihood::{
    Allowance, AtomId, Bounds, Constraint, Distributions, Independent, Rule, Subject, VariableId,
};
use crate::model::value::Number;
use crate::model::value::scale::Range;
use crate::reason::dispute::support::support;
use crate::reason::provenance::{self, AssumptionId};
use crate::report::{Likelihood, Move, Sensitivity, Shift};
use std::collections::{BTreeMap, BTreeSet};

/// By how many tenths of a point each likelihood is shifted in order to see what it moves.
const TENTHS: i64 = 100;

/// The shifts that are tried in order to change the word, in tenths of a point.
const LADDER: [i64; 8] = [10, 20, 50, 100, 200, 350, 600, 1000];

/// The most claims that are shifted, and the most whose shift is made ever smaller.
const CLAIMS: usize = 60;
const SOUGHT: usize = 8;

/// The most rules that counts for one answer may look at, all in all.
const STEPS: u64 = 60_000_000;

/// A claim whose likelihood can be shifted.
struct Lever {
    elements: Vec<AssumptionId>,
    stated: Range,
    /// Whether it is hedged, or said flatly and taken at its word.
    flat: bool,
}

/// A question that can be asked again with other likelihoods.
struct Probe<'q> {
    question: &'q Question,
    atom: AtomId,
    /// Over all distributions, the condition under which it is asked about.
    given: Option<AtomId>,
    /// Who states each constraint, an element each.
    staters: Vec<Option<AssumptionId>>,
    method: Method<'q>,
}

enum Method<'q> {
    Bounds(Box<Distributions<'q>>),
    Priors(Box<Independent<'q>>),
}

impl Likelihoods<'_> {
    /// What moves the likelihood of a node, under a condition that it implies perhaps, which is this as things are.
    pub(super) fn sensitivity(
        &mut self,
        target: provenance::AtomId,
        given: Option<provenance::AtomId>,
        now: &Likelihood,
    ) -> Option<Sensitivity> {
        if !now.sides.is_empty() {
            return None;
        }
        let targets: Vec<provenance::AtomId> = [target].into_iter().chain(given).collect();
        let program = self.program(&targets, &Selection::default());
        let (question, open, condition) = self.asked(&program, target, given);
        if !self.is_independent(&question) && !question.evidence.is_empty() {
            return None;
        }
        let hedged = self.levers(&question);
        let flat = self.flat(&question);
        let bearing = hedged.len() + flat.len();
        let mut found: Vec<(Move, Option<(i64, Range)>)> = Vec::new();
        let mut looked = 0;
        if let Target::Open(atom) = open {
            let mut probe = self.probe(&question, atom, condition);
            let most = probe.affordable();
            let mut order = Vec::new();
            for (at, lever) in hedged.iter().take(most).enumerate() {
                looked += 1;
                if let Some(one) = self.moved(&mut probe, lever, now) {
                    order.push((one.effect.clone(), found.len(), at));
                    found.push((one, None));
                }
            }
            order.sort_by(|one, other| other.0.cmp(&one.0));
            for (_, place, at) in order.into_iter().take(SOUGHT) {
                if let (Some((_, shift)), Some(lever)) = (found.get_mut(place), hedged.get(at)) {
                    *shift = self.smallest_shift(&mut probe, lever, now);
                }
            }
        }
        for lever in flat.iter().take(CLAIMS) {
            looked += 1;
            let freed: BTreeSet<AssumptionId> = lever.elements.iter().copied().collect();
            let selection = Selection { freed, ..Selection::default() };
            let program = self.program(&targets, &selection);
            let (mut question, open, condition) = self.asked(&program, target, given);
            let Target::Open(atom) = open else { continue };
            demand(&mut question, &lever.elements);
            let mut probe = self.probe(&question, atom, condition);
            if let Some(one) = self.moved(&mut probe, lever, now) {
                found.push((one, self.smallest_shift(&mut probe, lever, now)));
            }
        }
        found.sort_by(|(one, _), (other, _)| {
            (&other.effect, &one.support.place).cmp(&(&one.effect, &other.support.place))
        });
        let shift = found
            .iter()
            .filter_map(|(one, shift)| Some((one, shift.as_ref()?)))
            .min_by_key(|(_, (tenths, _))| tenths.abs())
            .and_then(|(one, (tenths, range))| self.shift(one, *tenths, range, now));
        let unknown = bearing - looked;
        let moves: Vec<Move> = found.into_iter().map(|(one, _)| one).collect();
        let unmoved = looked - moves.len();
        Some(Sensitivity { moves, unmoved, unknown, shift })
    }

    /// The question about a node and a condition, with what was observed; where claims are independent, the condition is
    /// as if it was observed.
    fn asked(
        &self,
        program: &Program,
        target: provenance::AtomId,
        given: Option<provenance::AtomId>,
    ) -> (Question, Target, Option<AtomId>) {
        let (mut question, open, mut condition) = match given {
            None => {
                let (question, open) = self.question(program, target);
                (question, open, None)
            }
            Some(given) => {
                let (question, [both, given]) = self.paired(program, Some(target), given);
                (question, Target::Open(both), Some(given))
            }
        };
        if self.is_independent(&question) {
            question.problem = question.seen();
            question.problem.required.extend(condition.take());
        }
        (question, open, condition)
    }

    /// The hedged claims that bear on a question, in the order of the file.
    fn levers(&self, question: &Question) -> Vec<Lever> {
        let mut all: BTreeMap<Claim, Lever> = BTreeMap::new();
        for origin in &question.origins {
            let Some(element) = self.stater(*origin) else { continue };
            let (Some(claim), Some(Hedged::Within(stated))) = (self.claim(element), self.hedge(element))
            else {
                continue;
            };
            let lever =
                all.entry(claim).or_insert_with(|| Lever { elements: Vec::new(), stated, flat: false });
            if !lever.elements.contains(&element) {
                lever.elements.push(element);
            }
        }
        all.into_values().collect()
    }

    /// The unhedged ones.
    fn flat(&self, question: &Question) -> Vec<Lever> {
        let mut all: BTreeMap<Claim, Lever> = BTreeMap::new();
        for element in &question.believed {
            if let (Some(claim), Ok(stated)) = (self.claim(*element), Range::new(Number::ONE, Number::ONE)) {
                let lever =
                    all.entry(claim).or_insert_with(|| Lever { elements: Vec::new(), stated, flat: true });
                lever.elements.push(*element);
            }
        }
        all.into_values().collect()
    }

    fn probe<'q>(&self, question: &'q Question, atom: AtomId, given: Option<AtomId>) -> Probe<'q> {
        let method = if self.is_independent(question) {
            let allowance = Allowance { steps: STEPS / 8, ..Allowance::default() };
            let priors = independent::priors(question);
            Method::Priors(Box::new(Independent::new(&question.problem, priors, allowance)))
        } else {
            let targets: Vec<AtomId> = [atom].into_iter().chain(given).collect();
            Method::Bounds(Box::new(Distributions::new(&question.problem, &targets)))
        };
        let staters = question.origins.iter().map(|origin| self.stater(*origin)).collect();
        Probe { question, atom, given, staters, method }
    }

    /// What a shift of a claim's likelihood by ten points does; `None` if nothing.
    fn moved(&self, probe: &mut Probe<'_>, lever: &Lever, now: &Likelihood) -> Option<Move> {
        let lowered = probe.under(lever, -TENTHS);
        let raised = if lever.flat { Some(now.range.clone()) } else { probe.under(lever, TENTHS) };
        let mut effect = Number::ZERO;
        for range in [&lowered, &raised].into_iter().flatten() {
            let ends = [(range.low(), now.range.low()), (range.high(), now.range.high())];
            for (one, other) in ends {
                effect = effect.max(one.subtract(other)?.absolute());
            }
        }
        // Less than a millionth is rounding.
        let counts = effect > Number::from_f64(1e-6)? || lowered.is_none() || raised.is_none();
        let support = support(&self.provenance, *lever.elements.first()?);
        let applications = lever.elements.len();
        let found = Move { support, applications, stated: lever.stated.clone(), lowered, raised, effect };
        counts.then_some(found)
    }

    /// The smallest shift of a claim's likelihood, in tenths of a point, after which the answer has another
    /// word; and the answer then.
    fn smallest_shift(&self, probe: &mut Probe<'_>, lever: &Lever, now: &Likelihood) -> Option<(i64, Range)> {
        let scale = &self.provenance.model.frame.scale;
        let mut best: Option<(i64, Range)> = None;
        for sign in [-1, 1] {
            if lever.flat && sign > 0 {
                continue;
            }
            let mut changed = |tenths: i64| {
                let range = probe.under(lever, sign * tenths)?;
                Some((scale.words_for(&range) != now.words).then_some(range))
            };
            let mut before = 0;
            for tenths in LADDER {
                if best.as_ref().is_some_and(|(known, _)| known.abs() <= before + 1) {
                    break;
                }
                match changed(tenths) {
                    // Further on the likelihoods cannot hold together.
                    None => break,
                    Some(None) => before = tenths,
                    Some(Some(range)) => {
                        let (mut low, mut high) = (before, (tenths, range));
                        while high.0 - low > 1 {
                            let middle = i64::midpoint(low, high.0);
                            match changed(middle) {
                                Some(Some(range)) => high = (middle, range),
                                Some(None) | None => low = middle,
                            }
                        }
                        if best.as_ref().is_none_or(|(known, _)| high.0 < known.abs()) {
                            best = Some((sign * high.0, high.1));
                        }
                        break;
                    }
                }
            }
        }
        best
    }

    fn shift(&self, one: &Move, tenths: i64, range: &Range, now: &Likelihood) -> Option<Shift> {
        let words = self.provenance.model.frame.scale.words_for(range);
        Some(Shift {
            support: one.support.clone(),
            applications: one.applications,
            stated: one.stated.clone(),
            shifted: shifted(&one.stated, tenths)?,
            by: Number::from(tenths).divide(&Number::from(1000))?,
            likelihood: Likelihood { range: range.clone(), words, ..now.clone() },
        })
    }
}

impl Probe<'_> {
    /// How many claims can be shifted without too much work.
    fn affordable(&self) -> usize {
        let Method::Priors(weighed) = &self.method else { return CLAIMS };
        let steps = weighed.posterior(self.atom).map_or(STEPS, |found| found.steps.max(1));
        usize::try_from(STEPS / (2 * steps)).unwrap_or(usize::MAX).min(CLAIMS * 8)
    }

    /// The answer if the likelihood of a claim is shifted; `None` if the likelihoods cannot then hold together.
    fn under(&mut self, lever: &Lever, tenths: i64) -> Option<Range> {
        let range = shifted(&lever.stated, tenths)?;
        let meant = |element: &AssumptionId| lever.elements.contains(element);
        match &mut self.method {
            Method::Bounds(distributions) => {
                let constraints = self.question.problem.constraints.iter().zip(&self.staters);
                let constraints = constraints.map(|(constraint, stater)| match stater {
                    Some(element) if meant(element) => {
                        let (low, high) = (range.low().ratio(), range.high().ratio());
                        Constraint { subject: constraint.subject.clone(), low, high }
                    }
                    Some(_) | None => constraint.clone(),
                });
                let constraints: Vec<Constraint> = constraints.collect();
                let found = match self.given {
                    None => distributions.interval_under(&constraints, self.atom)?,
                    Some(given) => distributions.conditional_under(&constraints, self.atom, given)?,
                };
                answer::range(found)
            }
            Method::Priors(weighed) => {
                let bounds = Bounds { low: range.low().to_f64(), high: range.high().to_f64() };
                let variables = self.question.variables.iter().enumerate();
                let mut others: Vec<(usize, Bounds)> = variables
                    .filter(|(_, (element, _))| element.as_ref().is_some_and(meant))
                    .map(|(at, _)| (at, bounds))
                    .collect();
                others.extend(giving_way(self.question, &others, weighed.priors()));
                range_of(weighed.posterior_with(self.atom, &others)?)
            }
        }
    }
}

/// The priors of the other outcomes of choices one of which has to be made, where one outcome has another prior: they
/// share what it leaves, as they shared it before. Only points are shared.
fn giving_way(question: &Question, moved: &[(usize, Bounds)], priors: &[Bounds]) -> Vec<(usize, Bounds)> {
    let is_point = |bounds: &Bounds| bounds.low >= bounds.high;
    let mut found = Vec::new();
    for choice in question.problem.choices.iter().filter(|choice| choice.exhaustive) {
        let own = |at: &usize| choice.variables.iter().any(|variable| variable.0 as usize == *at);
        let [(at, to)] = moved.iter().filter(|(at, _)| own(at)).collect::<Vec<_>>()[..] else { continue };
        let Some(from) = priors.get(*at).filter(|from| is_point(from) && from.low < 1.0) else { continue };
        if !is_point(to) {
            continue;
        }
        let share = (1.0 - to.low) / (1.0 - from.low);
        for other in choice.variables.iter().map(|variable| variable.0 as usize) {
            if other != *at
                && let Some(prior) = priors.get(other).filter(|prior| is_point(prior))
            {
                found.push((other, Bounds::point((prior.low * share).clamp(0.0, 1.0))));
            }
        }
    }
    found
}

/// A range both of whose ends are moved, and stay probabilities.
fn shifted(range: &Range, tenths: i64) -> Option<Range> {
    let by = Number::from(tenths).divide(&Number::from(1000))?;
    let end = |end: &Number| Some(end.add(&by)?.max(Number::ZERO).min(Number::ONE));
    Range::new(end(range.low())?, end(range.high())?).ok()
}

/// Adds a demand on each of some claims that were freed: so far that they are true.
fn demand(question: &mut Question, elements: &[AssumptionId]) {
    for (at, (element, _)) in (0..).zip(&question.variables) {
        if element.is_some_and(|element| elements.contains(&element)) {
            let atom = question.problem.lineage.atom();
            let variables = vec![VariableId(at)];
            question.problem.lineage.rule(atom, Rule { variables, ..Rule::default() });
            let one = Number::ONE.ratio();
            question.problem.constraints.push(Constraint {
                subject: Subject::Atom(atom),
                low: one.clone(),
                high: one,
            });
            question.origins.extend(element.map(Origin::Applied));
        }
    }
}
