//! Questions how likely something is, and their answers.

use super::coherence::REACH;
use super::corrections::Sides;
use super::fault::Target;
use super::likelihoods::{Clashes, Likelihoods};
use super::program::Program;
use super::selection::{Claim, Rest, Selection};
use crate::likelihood::{Distributions, Interval, Reach, Tightness};
use crate::model::statement::{FormulaKind, Kind, Literal, Statement, Term};
use crate::model::value::Number;
use crate::model::value::scale::Range;
use crate::model::write::Variables;
use crate::model::{Model, resolve};
use crate::reason::dispute::naming::name;
use crate::reason::dispute::repairs::yields;
use crate::reason::parts::of_literal;
use crate::reason::provenance::{Assumption, AssumptionId, AtomId};
use crate::reason::query::wanted::{Sensitive, Wanted, denied, truth};
use crate::reason::{Session, Stop};
use crate::report::{Ahead, Answer, Ask, Basis, Likelihood, Opposite, Side, Truth, Width, listed};
use crate::source::SourceMap;
use crate::syntax::ast;
use crate::theory::{Query, View, filled, words};
use dashu_ratio::RBig;
use std::collections::BTreeSet;

/// How many atoms may be looked at, under one set of claims after the other, to find out for all sentences asked about
/// together which claims to leave aside: where that is not enough, no likelihood is told.
pub(super) const WORK: usize = 300_000;

/// The most sentences of which each may take as much work as one that is asked about by itself.
const SINGLY: usize = 10;

impl Likelihoods<'_> {
    /// How likely nodes are; one that is not there holds in no world. `None` for one of many where the likelihoods
    /// that bear on it cannot hold together, and it was not found out in which ways that can be mended.
    pub(in crate::reason) fn estimates(&mut self, targets: &[Option<AtomId>]) -> Vec<Option<Likelihood>> {
        let atoms: Vec<AtomId> = targets.iter().flatten().copied().collect();
        self.look_at_clashes(Clashes::All);
        let program = self.program(&atoms, &Selection::default());
        let mut made = Vec::with_capacity(targets.len());
        let few = atoms.len() <= SINGLY;
        let (reach, work) = if few { (Reach::DEFAULT, WORK) } else { (REACH, WORK / 5) };
        self.work = work;
        for target in targets {
            made.push(match target {
                None => Some(self.say(settled(Number::ZERO), 0)),
                Some(target) if self.is_at_peace(&program, *target) => {
                    self.interval(&program, *target, reach)
                }
                Some(target) => match self.per_side(*target) {
                    // Anything, as far as is known.
                    None if few => Some(self.say((Range::all(), Tightness::Outer), 0)),
                    found => found,
                },
            });
        }
        made
    }

    /// Whether a sentence holds in some world, whatever anybody demands, and even if a question has no answer in it.
    pub(in crate::reason) fn could_hold(&mut self, literal: &Literal) -> bool {
        let Some(atom) = self.provenance.sentence(literal) else { return false };
        let selection = Selection { kept: Some(BTreeSet::new()), rest: Rest::Free, ..Selection::default() };
        let program = self.program(&[atom], &selection);
        let (mut question, target) = self.question(&program, atom);
        question.problem.required.clear();
        match target {
            Target::Certain => true,
            Target::Impossible => false,
            Target::Open(atom) => {
                let mut worlds = Distributions::within_reach(&question.problem, &[atom], REACH);
                worlds.interval(&|_| true, atom).is_some_and(|found| found.high > RBig::ZERO)
            }
        }
    }

    /// How likely a node is where claims are left aside so that the likelihoods can hold together.
    fn per_side(&mut self, target: AtomId) -> Option<Likelihood> {
        let mut all: Vec<Likelihood> = Vec::new();
        let mut sides = Vec::new();
        let Sides::All(ways) = self.sides(target) else { return None };
        for freed in ways {
            // That a `normally` rule gives way goes without saying.
            let named = freed.iter().filter(|element| !yields(&self.provenance, **element));
            let without = named.map(|element| self.called_apart(*element)).collect();
            let selection = Selection { freed, ..Selection::default() };
            let program = self.program(&[target], &selection);
            let found = self.interval(&program, target, Reach::DEFAULT)?;
            sides.push(Side { without, range: found.range.clone(), words: found.words.clone() });
            all.push(found);
        }
        let low = all.iter().map(|one| one.range.low()).min()?.clone();
        let high = all.iter().map(|one| one.range.high()).max()?.clone();
        let tight = all.iter().all(|one| one.width == Width::Tightest);
        let tightness = if tight { Tightness::Tight } else { Tightness::Outer };
        let believed = all.iter().map(|one| one.believed).max()?;
        let mut forecasts: Vec<String> = Vec::new();
        for name in all.into_iter().flat_map(|one| one.forecasts) {
            if !forecasts.contains(&name) {
                forecasts.push(name);
            }
        }
        let said = self.say((Range::new(low, high).ok()?, tightness), believed);
        Some(Likelihood { sides: apart(sides), forecasts, ..said })
    }

    /// A claim as a reader knows it.
    pub(super) fn called(&self, element: AssumptionId) -> String {
        match self.provenance.element(element) {
            Some(Assumption::Hypothesis(symbol)) => format!("`{}`", self.provenance.model.name(*symbol)),
            Some(
                Assumption::Claim(_)
                | Assumption::Application(..)
                | Assumption::Row(..)
                | Assumption::Option(..),
            )
            | None => name(&self.provenance, element),
        }
    }

    /// The same, with what tells it from others that say the same sentence: how likely, and who says so.
    pub(super) fn called_apart(&self, element: AssumptionId) -> String {
        let Some(Assumption::Claim(id)) = self.provenance.element(element) else {
            return self.called(element);
        };
        let model = self.provenance.model;
        let plain = |one: &&Statement| one.label.is_none() && one.kind == Kind::Assertion;
        let Some(statement) = model.statement(*id).filter(plain) else { return self.called(element) };
        let head = statement.heads.first();
        let alike = |(_, other): &(_, &Statement)| {
            let same = |one: &Literal, other: &Literal| {
                (one.relation, one.sign, &one.terms) == (other.relation, other.sign, &other.terms)
            };
            other.body.is_none() && other.heads.first().zip(head).is_some_and(|(one, head)| same(one, head))
        };
        if model.statements().filter(alike).nth(1).is_none() {
            return self.called(element);
        }
        let likely = statement.attribution.likelihood.as_ref().map(|hedge| format!(", {}", hedge.words));
        let sources: Vec<String> =
            statement.attribution.sources.iter().map(|source| model.name(*source).to_owned()).collect();
        let sources = match sources.is_empty() {
            true => String::new(),
            false => format!(", according to {}", listed(&sources)),
        };
        let said = head.map(|head| model.write(head, Variables::Anonymous)).unwrap_or_default();
        format!("`{said}{}{sources}`", likely.unwrap_or_default())
    }

    /// The tightest interval of a node where likelihoods can hold together, with the forecasts that it counts.
    pub(super) fn interval(&self, program: &Program, target: AtomId, reach: Reach) -> Option<Likelihood> {
        let forecasts = self.foreseen(program, target);
        self.bounded(program, target, reach).map(|found| Likelihood { forecasts, ..found })
    }

    fn bounded(&self, program: &Program, target: AtomId, reach: Reach) -> Option<Likelihood> {
        let (question, target) = self.question(program, target);
        let claims: BTreeSet<Claim> =
            question.believed.iter().filter_map(|element| self.claim(*element)).collect();
        let found = match target {
            Target::Certain => settled(Number::ONE),
            Target::Impossible => settled(Number::ZERO),
            Target::Open(atom) if self.is_independent(&question) => {
                return self.posterior(&question, atom, claims.len());
            }
            Target::Open(atom) => {
                let loosened = question.problem.loosened();
                let problem = loosened.as_ref().unwrap_or(&question.problem);
                let found = question.given_evidence(problem, atom, reach)?;
                // Where nothing was loosened that matters, the ends are reached.
                let reached = || question.given_evidence(&question.problem, atom, reach);
                let whole = self.whole() && (loosened.is_none() || reached().as_ref() == Some(&found));
                let tightness = if whole { found.tightness } else { Tightness::Outer };
                // What goes in a circle is no matter of size.
                let tied = match (tightness, &loosened) {
                    (Tightness::Outer, None) => self.tied(&question),
                    (Tightness::Outer, Some(_)) | (Tightness::Tight, _) => Vec::new(),
                };
                return Some(Likelihood { tied, ..self.say((range(found)?, tightness), claims.len()) });
            }
        };
        Some(self.say(found, claims.len()))
    }

    pub(super) fn say(&self, (range, tightness): (Range, Tightness), believed: usize) -> Likelihood {
        let words = self.provenance.model.frame.scale.words_for(&range);
        let width = match tightness {
            Tightness::Tight => Width::Tightest,
            Tightness::Outer => Width::AtMost,
        };
        let basis = Basis::AnyDistribution;
        Likelihood {
            range,
            words,
            believed,
            width,
            tied: Vec::new(),
            basis,
            forecasts: Vec::new(),
            sides: Vec::new(),
            ahead: None,
        }
    }

    /// How likely it is that something is not so.
    fn complement(&self, of: &Likelihood) -> Option<Likelihood> {
        let scale = &self.provenance.model.frame.scale;
        let side = |range: &Range| -> Option<(Range, String)> {
            let end = |end: &Number| Number::from_ratio(Number::ONE.ratio() - end.ratio());
            let range = Range::new(end(range.high())?, end(range.low())?).ok()?;
            let words = scale.words_for(&range);
            Some((range, words))
        };
        let (range, words) = side(&of.range)?;
        let sides = of.sides.iter().map(|one| {
            let (range, words) = side(&one.range)?;
            Some(Side { without: one.without.clone(), range, words })
        });
        Some(Likelihood { range, words, sides: sides.collect::<Option<_>>()?, ..of.clone() })
    }

    /// Whether nothing was left out because there is too much of it.
    pub(super) fn whole(&self) -> bool {
        self.whole && self.provenance.whole()
    }
}

/// The sides of a quarrel; none where it makes no difference whom one believes.
pub(super) fn apart(sides: Vec<Side>) -> Vec<Side> {
    let differ = sides.iter().any(|one| sides.first().is_some_and(|first| first.range != one.range));
    if differ || sides.len() < 2 { sides } else { Vec::new() }
}

/// A likelihood as things stand, and what forecasts would make of it: a sentence that holds for some reason of today is
/// told as of today, and one that only a forecast makes hold as it is foreseen.
pub(super) fn as_of_today(now: Option<Likelihood>, later: Likelihood) -> Likelihood {
    match now {
        Some(now) if *now.range.high() > Number::ZERO => {
            let Likelihood { range, words, forecasts, .. } = later;
            let moved = range != now.range;
            Likelihood { ahead: moved.then(|| Box::new(Ahead { range, words, forecasts })), ..now }
        }
        Some(_) | None => later,
    }
}

pub(super) fn settled(number: Number) -> (Range, Tightness) {
    let range = Range::new(number.clone(), number).unwrap_or_else(|_| Range::all());
    (range, Tightness::Tight)
}

pub(super) fn range(found: Interval) -> Option<Range> {
    Range::new(Number::from_ratio(found.low)?, Number::from_ratio(found.high)?).ok()
}

/// How likely answers to a query are in a view, by the values of its columns.
///
/// # Errors
/// A limit was reached.
pub(in crate::reason) fn likely_answers(
    session: &Session<'_>,
    view: &View,
    query: &[Query],
    answers: &[Vec<Term>],
) -> Result<Vec<Option<Likelihood>>, Stop> {
    let mut likely = session.likelihoods(view, query)?;
    estimated(session, view, query, &mut likely, answers)
}

/// The same, in likelihoods that were made already.
fn estimated(
    session: &Session<'_>,
    view: &View,
    query: &[Query],
    likely: &mut Likelihoods<'_>,
    answers: &[Vec<Term>],
) -> Result<Vec<Option<Likelihood>>, Stop> {
    let atoms: Vec<Option<AtomId>> = answers.iter().map(|terms| likely.provenance.answer(0, terms)).collect();
    let mut found = likely.estimates(&atoms);
    let foreseen: Vec<usize> = foreseen(&found);
    if !foreseen.is_empty() && is_plain(view) {
        let mut today = session.likelihoods_today(view, query)?;
        let terms = foreseen.iter().filter_map(|at| answers.get(*at));
        let atoms: Vec<Option<AtomId>> = terms.map(|terms| today.provenance.answer(0, terms)).collect();
        settle(&mut found, &foreseen, today.estimates(&atoms));
    }
    Ok(found)
}

/// Which of some likelihoods count forecasts.
pub(super) fn foreseen(found: &[Option<Likelihood>]) -> Vec<usize> {
    let counts = |one: &Option<Likelihood>| one.as_ref().is_some_and(|known| !known.forecasts.is_empty());
    found.iter().enumerate().filter(|(_, one)| counts(one)).map(|(at, _)| at).collect()
}

/// Puts what is so as things stand beside what is foreseen.
pub(super) fn settle(found: &mut [Option<Likelihood>], foreseen: &[usize], today: Vec<Option<Likelihood>>) {
    for (at, now) in foreseen.iter().zip(today) {
        if let Some(slot) = found.get_mut(*at) {
            *slot = slot.take().map(|later| as_of_today(now, later));
        }
    }
}

/// Whether forecasts are not in force in a view: nothing is supposed, and no scenario played through.
pub(super) fn is_plain(view: &View) -> bool {
    view.scenario.is_none() && view.supposed.is_empty() && !view.played
}

/// Answers how likely a condition is: each sentence that some choice of claims makes hold.
///
/// # Errors
/// A limit was reached.
pub(in crate::reason) fn how_likely(
    session: &mut Session<'_>,
    map: &SourceMap,
    formula: &ast::Formula,
    wanted: &Wanted,
    ask: &mut Ask,
) -> Result<(), Stop> {
    let resolved = resolve::query(session.model, map, formula);
    session.report.diagnostics.extend(resolved.diagnostics);
    let (Some(formula), names) = resolved.value else { return Ok(()) };
    let view = session.weighed_view(None);
    let query = Query { formula: formula.clone(), variables: names.clone() };
    let queries: Vec<Query> = std::iter::once(query.clone()).chain(denied(&query)).collect();
    let mut likely = session.likelihoods(&view, &queries)?;
    if let Some(nothing) = likely.no_world() {
        session.report.diagnostics.push(nothing);
        return Ok(());
    }
    let columns = likely.provenance.query_columns(0).to_vec();
    let mut rows: Vec<(Vec<Term>, AtomId)> = Vec::new();
    for terms in likely.provenance.answers(0) {
        if let Some(atom) = likely.provenance.answer(0, &terms) {
            rows.push((terms, atom));
        }
    }
    ask.hidden = rows.len().saturating_sub(wanted.limit);
    rows.truncate(wanted.limit);
    let answers: Vec<Vec<Term>> = rows.iter().map(|(terms, _)| terms.clone()).collect();
    let found = estimated(session, &view, &queries, &mut likely, &answers)?;
    let model = session.model;
    for ((terms, atom), likelihood) in rows.iter().zip(found) {
        // Where something is asked for, what holds in no world is no answer.
        if !columns.is_empty() && likelihood.as_ref().is_some_and(|known| *known.range.high() == Number::ZERO)
        {
            continue;
        }
        let bound = |variable| {
            let at = columns.iter().position(|column| *column == variable)?;
            terms.get(at).cloned()
        };
        let literal: Option<Literal> = match &formula.kind {
            FormulaKind::Literal(literal) => Some(filled(literal, &bound)),
            _ => None,
        };
        let sensitivity = match (wanted.sensitivity, &likelihood) {
            (Sensitive::Yes, Some(now)) => likely.sensitivity(*atom, None, now),
            (Sensitive::Yes | Sensitive::No, _) => None,
        };
        let sentence = words(model, &formula, &names, &bound);
        ask.answers.push(Answer {
            parts: literal.as_ref().and_then(|literal| of_literal(model, literal)),
            bindings: bindings(model, &columns, &names, terms),
            likelihood,
            sensitivity,
            ..Answer::new(sentence, literal.as_ref().map_or(Truth::True, truth))
        });
    }
    if let ([answer], FormulaKind::Literal(literal)) = (ask.answers.as_slice(), &formula.kind)
        && answer.likelihood.as_ref().is_some_and(|known| *known.range.high() == Number::ZERO)
    {
        ask.absence = session.ruled_out(literal)?;
    }
    if ask.answers.is_empty()
        && let [asked, denied] = queries.as_slice()
    {
        ask.opposite = opposite(&mut likely, asked, denied);
        if let (None, FormulaKind::Literal(literal)) = (&ask.opposite, &asked.formula.kind)
            && let Some(likelihood) = session.unsaid(&view, literal)?
        {
            let sentence = words(model, &formula, &names, &|_| None);
            let answer = Answer::new(sentence, truth(literal));
            ask.answers.push(Answer {
                parts: of_literal(model, literal),
                likelihood: Some(likelihood),
                ..answer
            });
        }
    }
    Ok(())
}

/// How likely the opposite of a sentence is that no choice of claims makes hold.
fn opposite(likely: &mut Likelihoods<'_>, asked: &Query, denied: &Query) -> Option<Opposite> {
    let model = likely.provenance.model;
    let atom = likely.provenance.answer(1, &likely.provenance.answers(1).into_iter().next()?)?;
    let likelihood = likely.estimates(&[Some(atom)]).pop()??;
    let complement = likely.complement(&likelihood)?;
    let say = |query: &Query| words(model, &query.formula, &query.variables, &|_| None);
    Some(Opposite { asked: say(asked), sentence: say(denied), likelihood, complement })
}

pub(super) fn bindings(
    model: &Model,
    columns: &[crate::model::statement::VariableId],
    names: &[smol_str::SmolStr],
    terms: &[Term],
) -> Vec<(String, String)> {
    let name = |column: &crate::model::statement::VariableId| names.get(column.0 as usize);
    let pairs = columns.iter().zip(terms).filter_map(|(column, term)| Some((name(column)?, term)));
    pairs.map(|(name, term)| (name.to_string(), model.write_term(term, &[], Variables::Anonymous))).collect()
}
