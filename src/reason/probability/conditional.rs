//! How likely a sentence is given a condition.
//!
//! Both are atoms of one question. Over all distributions that is a linear-fractional programme, with `independent`
//! a posterior. **Invariant:** nothing is conditioned on what never holds: that is told instead.

use super::answer::{WORK, apart, bindings, range, settled};
use super::corrections::Sides;
use super::fault::Target;
use super::independent::{basis, priors, range_of};
use super::likelihoods::{Clashes, Likelihoods};
use super::program::Program;
use super::question::Question;
use super::selection::Selection;
use super::unsaid::left_open;
use super::{Forecasts, made};
use crate::diagnostic::{Code, Diagnostic};
use crate::likelihood::{
    self, Allowance, Conditional, Distributions, Independent, Problem, Reach, Tightness,
};
use crate::model::statement::{Formula, FormulaKind, Literal, Term, VariableId};
use crate::model::value::Number;
use crate::model::value::scale::Range;
use crate::model::{Model, resolve};
use crate::reason::dispute::naming::{place, said};
use crate::reason::provenance::{AssumptionId, AtomId};
use crate::reason::query::wanted::{Sensitive, Wanted};
use crate::reason::{Session, Stop};
use crate::report::{Answer, Ask, Likelihood, Sensitivity, Side, Truth, Width};
use crate::source::{SourceMap, Span};
use crate::syntax::ast;
use crate::theory::{Lowered, Query, View};
use dashu_ratio::RBig;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// The most likelihoods that are left aside, one after the other, to find which of them exclude a condition.
const TRIED: usize = 60;

/// How likely something is given a condition.
pub(in crate::reason) enum Given {
    /// So likely.
    Likely(Likelihood),
    /// The condition never holds, because of these claims: where they are written, and what they say.
    Never(Vec<(Span, String)>),
    /// What bears on it cannot hold together, and it was not found out in which ways that can be mended.
    Unmended,
}

impl Likelihoods<'_> {
    /// How likely an atom is given another that it implies.
    pub(in crate::reason) fn given(&mut self, both: Option<AtomId>, given: Option<AtomId>) -> Given {
        let Some(given) = given else { return Given::Never(Vec::new()) };
        self.look_at_clashes(Clashes::All);
        let targets: Vec<AtomId> = both.into_iter().chain([given]).collect();
        let program = self.program(&targets, &Selection::default());
        if targets.iter().all(|target| self.is_at_peace(&program, *target)) {
            return self.conditional(&program, both, given);
        }
        self.work = WORK;
        let Sides::All(ways) = self.sides(both.unwrap_or(given)) else { return Given::Unmended };
        let mut all: Vec<Likelihood> = Vec::new();
        let mut sides = Vec::new();
        for freed in ways {
            let without = freed.iter().map(|element| self.called_apart(*element)).collect();
            let program = self.program(&targets, &Selection { freed, ..Selection::default() });
            let Given::Likely(found) = self.conditional(&program, both, given) else { continue };
            sides.push(Side { without, range: found.range.clone(), words: found.words.clone() });
            all.push(found);
        }
        let low = all.iter().map(|one| one.range.low()).min().cloned();
        let high = all.iter().map(|one| one.range.high()).max().cloned();
        let tight = all.iter().all(|one| one.width == Width::Tightest);
        let tightness = if tight { Tightness::Tight } else { Tightness::Outer };
        let believed = all.iter().map(|one| one.believed).max().unwrap_or(0);
        let sides = apart(sides);
        match low.zip(high).and_then(|(low, high)| Range::new(low, high).ok()) {
            Some(range) => Given::Likely(Likelihood { sides, ..self.say((range, tightness), believed) }),
            None => Given::Unmended,
        }
    }

    fn conditional(&self, program: &Program, both: Option<AtomId>, given: AtomId) -> Given {
        let number = |atom: AtomId| u32::try_from(atom.index()).unwrap_or(u32::MAX);
        let claims = |believed: &BTreeSet<AssumptionId>| {
            believed.iter().filter_map(|element| self.claim(*element)).collect::<BTreeSet<_>>().len()
        };
        let told = |truth: Number| {
            let believed = self.believed(program, both.into_iter().chain([given]).map(number));
            Given::Likely(self.say(settled(truth), claims(&believed)))
        };
        let known = both.map_or(Some(Target::Impossible), |both| program.truth(both));
        match (known, program.truth(given)) {
            (_, Some(Target::Impossible)) => {
                let believed = self.believed(program, [number(given)]);
                return self.never(believed);
            }
            (Some(Target::Certain), _) => return told(Number::ONE),
            (None | Some(Target::Impossible | Target::Open(_)), _) => {}
        }
        let (question, [both, given]) = self.paired(program, both, given);
        let believed = claims(&question.believed);
        self.found(&question, both, given, believed)
    }

    /// All that bears on an atom and on another that it implies, and the atoms of the question.
    pub(super) fn paired(
        &self,
        program: &Program,
        both: Option<AtomId>,
        given: AtomId,
    ) -> (Question, [likelihood::AtomId; 2]) {
        let number = |atom: AtomId| u32::try_from(atom.index()).unwrap_or(u32::MAX);
        let atoms: Vec<u32> = both.into_iter().chain([given]).map(number).collect();
        let open: Vec<u32> = atoms.iter().copied().filter(|atom| program.is_open(*atom)).collect();
        let part: BTreeSet<u32> =
            open.iter().flat_map(|atom| program.part(*atom).iter().copied().collect::<Vec<_>>()).collect();
        let (mut question, placed) = self.ask(program, &part, &open);
        let place = |atom: AtomId| {
            let at = open.iter().position(|open| *open == number(atom))?;
            placed.get(at).copied().flatten()
        };
        let (both_at, given_at) = (both.and_then(place), place(given));
        // What is known of either is so in every world, or in none.
        let lineage = &mut question.problem.lineage;
        let (always, never) = (lineage.atom(), lineage.atom());
        lineage.rule(always, likelihood::Rule::default());
        (question, [both_at.unwrap_or(never), given_at.unwrap_or(always)])
    }

    /// That a condition never holds, because of some claims.
    fn never(&self, claims: impl IntoIterator<Item = AssumptionId>) -> Given {
        let claims: BTreeSet<AssumptionId> = claims.into_iter().collect();
        let named = |claim: &AssumptionId| self.written(*claim).or_else(|| place(&self.provenance, *claim));
        Given::Never(claims.iter().filter_map(named).collect())
    }

    /// What is found of two atoms of a question.
    fn found(
        &self,
        question: &Question,
        both: likelihood::AtomId,
        given: likelihood::AtomId,
        believed: usize,
    ) -> Given {
        if self.is_independent(question) {
            let problem = question.seen();
            let weighed = Independent::new(&problem, priors(question), Allowance::default());
            let Some(found) = weighed.conditional(both, given) else {
                return self.never(question.variables.iter().filter_map(|(element, _)| *element));
            };
            let tightness = if self.whole() { found.tightness } else { Tightness::Outer };
            return match range_of(found) {
                Some(range) => {
                    let said = self.say((range, tightness), believed);
                    Given::Likely(Likelihood { basis: basis(question), ..said })
                }
                None => Given::Unmended,
            };
        }
        let asked = |problem: &Problem| {
            let (problem, [both, given]) = question.with_evidence(problem, [both, given]);
            Distributions::within_reach(&problem, &[both, given], Reach::DEFAULT).conditional(both, given)
        };
        let loosened = question.problem.loosened();
        let loose = loosened.as_ref().unwrap_or(&question.problem);
        match asked(loose) {
            Conditional::Within(found) => {
                // Where nothing was loosened that matters, the ends are reached.
                let reached = || asked(&question.problem) == Conditional::Within(found.clone());
                let whole = self.whole() && (loosened.is_none() || reached());
                let tightness = if whole { found.tightness } else { Tightness::Outer };
                match range(found) {
                    Some(range) => Given::Likely(self.say((range, tightness), believed)),
                    None => Given::Unmended,
                }
            }
            Conditional::Never => {
                let (problem, [_, given]) = question.with_evidence(loose, [both, given]);
                let mut worlds = Distributions::within_reach(&problem, &[given], Reach::DEFAULT);
                let frees = |at: &usize| {
                    let found = worlds.interval(&|other| other != *at, given);
                    found.is_some_and(|found| found.high > RBig::ZERO)
                };
                let culprits = (0..question.origins.len()).take(TRIED).filter(frees);
                let origins = culprits.filter_map(|at| question.origins.get(at));
                let claims = origins.filter_map(|origin| self.stater(*origin));
                self.never(claims.chain(question.believed.iter().copied()))
            }
            Conditional::Incoherent => Given::Unmended,
        }
    }
}

/// Answers how likely a condition is given another.
///
/// # Errors
/// A limit was reached.
pub(in crate::reason) fn how_likely_given(
    session: &mut Session<'_>,
    map: &SourceMap,
    (asked, given): (&ast::Formula, &ast::Formula),
    wanted: &Wanted,
    ask: &mut Ask,
) -> Result<(), Stop> {
    let kind = ast::FormulaKind::And(vec![asked.clone(), given.clone()]);
    let both = ast::Formula { span: asked.span.to(given.span), kind };
    let resolved = resolve::query(session.model, map, &both);
    session.report.diagnostics.extend(resolved.diagnostics);
    let (Some(both), names) = resolved.value else { return Ok(()) };
    let FormulaKind::And(parts) = &both.kind else { return Ok(()) };
    let [asked, given] = parts.as_slice() else { return Ok(()) };
    let pair = Pair { asked, given, names: &names };
    let view = session.weighed_view(None);
    let found = session.likely_given(&view, &pair, wanted.sensitivity)?;
    let model = session.model;
    ask.hidden = found.len().saturating_sub(wanted.limit);
    for Row { columns, terms, given: likelihood, sensitivity } in found.into_iter().take(wanted.limit) {
        let bound = |variable: VariableId| {
            let at = columns.iter().position(|column| *column == variable)?;
            terms.get(at).cloned()
        };
        let sentence = pair.said(model, &bound);
        match likelihood {
            Given::Likely(likelihood) => {
                if likelihood.range == Range::all() {
                    session.report.diagnostics.push(unbounded(model, &pair, &bound));
                }
                ask.answers.push(Answer {
                    bindings: bindings(model, &columns, &names, &terms),
                    likelihood: Some(likelihood),
                    sensitivity,
                    ..Answer::new(sentence, Truth::True)
                });
            }
            Given::Never(claims) => {
                session.report.diagnostics.push(excluded(given, &pair.condition(model, &bound), claims));
            }
            Given::Unmended => {
                let message = format!("the likelihoods behind `{sentence}` cannot hold together");
                let told = Diagnostic::new(Code::Incoherent, message).label(asked.span, "asked here");
                session.report.diagnostics.push(told.help("`strat check` tells which"));
            }
        }
    }
    Ok(())
}

/// What is asked, and given what.
pub(in crate::reason) struct Pair<'a> {
    pub(in crate::reason) asked: &'a Formula,
    pub(in crate::reason) given: &'a Formula,
    pub(in crate::reason) names: &'a [SmolStr],
}

impl Pair<'_> {
    fn condition(&self, model: &Model, bound: &dyn Fn(VariableId) -> Option<Term>) -> String {
        said(model, self.given, self.names, bound)
    }

    fn said(&self, model: &Model, bound: &dyn Fn(VariableId) -> Option<Term>) -> String {
        let asked = said(model, self.asked, self.names, bound);
        format!("{asked} given {}", self.condition(model, bound))
    }
}

/// That nothing bounds a likelihood, and what would.
fn unbounded(model: &Model, pair: &Pair<'_>, bound: &dyn Fn(VariableId) -> Option<Term>) -> Diagnostic {
    let (asked, given) = (said(model, pair.asked, pair.names, bound), pair.condition(model, bound));
    Diagnostic::new(Code::Unbounded, format!("nothing that is stated bounds how likely `{asked}` is given `{given}`"))
        .label(pair.given.span, "given this it may have any likelihood")
        .help(format!("say how likely it is: `{asked} given {given}, likely.`; with the likelihood of `{given}` given that, and given the contrary, it follows (Bayes)"))
}

/// How likely something is given a condition, for one of its answers.
pub(in crate::reason) struct Row {
    pub(in crate::reason) columns: Vec<VariableId>,
    pub(in crate::reason) terms: Vec<Term>,
    pub(in crate::reason) given: Given,
    pub(in crate::reason) sensitivity: Option<Sensitivity>,
}

impl Session<'_> {
    /// How likely something is given a condition in a view, for each of its answers; a single one where it asks for
    /// nobody and nothing.
    ///
    /// # Errors
    /// A limit was reached.
    pub(in crate::reason) fn likely_given(
        &self,
        view: &View,
        pair: &Pair<'_>,
        sensitive: Sensitive,
    ) -> Result<Vec<Row>, Stop> {
        let query = |kind: FormulaKind, span: Span| Query {
            formula: Formula { span, kind },
            variables: pair.names.to_vec(),
        };
        let both = query(FormulaKind::And(vec![pair.asked.clone(), pair.given.clone()]), pair.asked.span);
        let alone = query(pair.given.kind.clone(), pair.given.span);
        let queries = [both, alone];
        let mut likely = self.likelihoods(view, &queries)?;
        let open = self.unmentioned(&mut likely, pair);
        if open.is_empty() {
            return Ok(rows(&mut likely, sensitive));
        }
        let model = left_open(self.model, &open);
        let lowered = Lowered::new(&model);
        let budget = &self.options.budget;
        let mut likely = made((&model, &lowered), view, &queries, budget, Forecasts::Count)?;
        Ok(rows(&mut likely, sensitive))
    }

    /// The sentences of a pair of which nobody says anything, where what is not said may be so all the same.
    fn unmentioned(&self, likely: &mut Likelihoods<'_>, pair: &Pair<'_>) -> Vec<Literal> {
        if self.model.is_independent() || self.model.frame.closed {
            return Vec::new();
        }
        let mut found: Vec<Literal> = Vec::new();
        for formula in [pair.asked, pair.given] {
            formula.each_sentence(&mut |literal| {
                let variable = |term: &Term| matches!(term, Term::Variable(_));
                let named = literal.on.is_none() && !literal.terms.iter().any(variable);
                if named && likely.provenance.sentence(literal).is_none() {
                    found.push(literal.clone());
                }
            });
        }
        found
    }
}

/// How likely the first of two queries is given the second, for each of its answers.
fn rows(likely: &mut Likelihoods<'_>, sensitive: Sensitive) -> Vec<Row> {
    let columns = likely.provenance.query_columns(0).to_vec();
    let places: Vec<Option<usize>> = likely
        .provenance
        .query_columns(1)
        .iter()
        .map(|variable| columns.iter().position(|column| column == variable))
        .collect();
    let mut answers = likely.provenance.answers(0);
    if columns.is_empty() {
        answers = vec![Vec::new()];
    }
    let mut found = Vec::with_capacity(answers.len());
    for terms in answers {
        let own: Option<Vec<Term>> = places.iter().map(|at| terms.get((*at)?).cloned()).collect();
        let both = likely.provenance.answer(0, &terms);
        let given = own.and_then(|own| likely.provenance.answer(1, &own));
        let condition = given;
        let given = likely.given(both, condition);
        let sensitivity = match (&given, both, condition) {
            (Given::Likely(now), Some(both), Some(condition)) if sensitive == Sensitive::Yes => {
                likely.sensitivity(both, Some(condition), now)
            }
            _ => None,
        };
        found.push(Row { columns: columns.clone(), terms, given, sensitivity });
    }
    found
}

/// That a condition never holds, and what excludes it.
fn excluded(given: &Formula, words: &str, claims: Vec<(Span, String)>) -> Diagnostic {
    let message = format!("`{words}` never holds, so that nothing is likely given that");
    let mut told =
        Diagnostic::new(Code::ImpossibleCondition, message).label(given.span, "this has no probability");
    let help = match claims.is_empty() {
        true => format!("nothing would make it hold; ask `why not {words}?`"),
        false => {
            String::from("leave one of the claims aside to see what would follow: `retract` it in a scenario")
        }
    };
    for (span, text) in claims {
        told = told.label(span, text);
    }
    told.help(help)
}
