//! A question to a table: what speaks for and against each hypothesis.
//!
//! Ratings are derived: a claim speaks against a hypothesis where a minimal conflict has both, and for it
//! where it is part of a way in which the hypothesis comes to hold (Heuer 1999, analysis of competing
//! hypotheses, without the ratings by hand). What an actor would show under every hypothesis tells nothing.

use super::rated::rated;
use crate::model::Question;
use crate::model::statement::{Literal, RelationId, SymbolId, Term};
use crate::reason::dispute::repairs::{Repairs, Steps, ways};
use crate::reason::dispute::support::{holds, support};
use crate::reason::place::place_of;
use crate::reason::probability::hedges;
use crate::reason::provenance::{Assumption, AssumptionId, Value, choice};
use crate::reason::{Session, Stop};
use crate::report::{Diagnosticity, Evidence, Rating, Support, SupportKind, Weighed, Weighing};
use crate::syntax::ast::Sign;
use crate::theory::Evaluated;
use std::collections::{BTreeMap, BTreeSet};

/// Weighs the questions of a model, or the one of this name.
///
/// # Errors
/// A limit was reached.
pub fn weigh(session: &mut Session<'_>, question: Option<&str>) -> Result<Vec<Weighing>, Stop> {
    let model = session.model;
    let mut made = Vec::new();
    for asked in &model.questions {
        if question.is_none_or(|name| model.name(asked.symbol) == name) {
            made.push(session.weighed(asked)?);
            session.in_time()?;
        }
    }
    Ok(made)
}

/// What is said of hypotheses, by their position.
pub(super) type Ratings = BTreeMap<AssumptionId, BTreeMap<usize, Rating>>;

impl Session<'_> {
    fn weighed(&mut self, question: &Question) -> Result<Weighing, Stop> {
        let model = self.model;
        let view = self.options.view.clone();
        let evaluated = self.look(&view, None, &[])?.evaluated;
        let mut ratings: Ratings = BTreeMap::new();
        let mut hypotheses = Vec::new();
        for (at, symbol) in question.hypotheses.iter().enumerate() {
            let Some(hypothesis) = model.hypotheses.get(symbol) else { continue };
            let Some(sentence) = holds(model, *symbol) else { continue };
            let status = self.status(None, &sentence)?;
            let repairs = self.repairs(None)?;
            rate(repairs, question, (*symbol, &sentence), at, &|_, _| true, &mut ratings);
            let rebuttals = rebuttals(model, &evaluated, *symbol);
            let known = model.symbol(*symbol);
            hypotheses.push(Weighed {
                name: model.name(*symbol).to_owned(),
                gloss: known.and_then(|known| known.gloss.as_ref()).map(ToString::to_string),
                status,
                likelihood: None,
                hedge: hypothesis.attribution.likelihood.as_ref().map(|hedge| hedge.words.to_string()),
                sources: hypothesis.attribution.sources.iter().map(|s| model.name(*s).to_owned()).collect(),
                rebuttals,
                root: None,
            });
        }
        if hedges(model) {
            let sentences: Vec<Literal> =
                question.hypotheses.iter().filter_map(|known| holds(model, *known)).collect();
            for (weighed, likelihood) in hypotheses.iter_mut().zip(self.how_likely(None, sentences.iter())?) {
                weighed.likelihood = likelihood;
            }
        }
        let repairs = self.repairs(None)?;
        let mut evidence = Vec::new();
        let mut against: Vec<Vec<AssumptionId>> = vec![Vec::new(); hypotheses.len()];
        for (element, by_hypothesis) in &ratings {
            let all: Vec<Rating> = (0..hypotheses.len())
                .map(|at| by_hypothesis.get(&at).copied().unwrap_or(Rating::Silent))
                .collect();
            for (list, rating) in against.iter_mut().zip(&all) {
                if matches!(rating, Rating::Against | Rating::Excludes) {
                    list.push(*element);
                }
            }
            evidence.push(Evidence {
                support: support(&repairs.provenance, *element),
                diagnosticity: diagnosticity(&all),
                ratings: all,
                restates: Vec::new(),
                given: false,
            });
        }
        for (hypothesis, elements) in hypotheses.iter_mut().zip(&against) {
            hypothesis.root = root(repairs, &evaluated, elements);
        }
        restatements(model, &evaluated, &mut evidence);
        evidence.extend(signals(model, &evaluated, &question.hypotheses));
        let (vouched, unrated) = self.vouched(question)?;
        evidence.extend(vouched);
        evidence.sort_by(|a, b| {
            let key = |one: &Evidence| (one.diagnosticity, one.support.place.clone());
            key(a).cmp(&key(b)).then_with(|| a.support.cmp(&b.support))
        });
        let (observed, next) = match hedges(model) {
            true => {
                let holds = question.hypotheses.iter().filter_map(|known| holds(model, *known));
                let holds: Vec<Literal> = holds.collect();
                (self.observations(&holds)?, self.telling(&holds)?)
            }
            false => (Vec::new(), Vec::new()),
        };
        let known = model.symbol(question.symbol);
        Ok(Weighing {
            question: model.name(question.symbol).to_owned(),
            gloss: known.and_then(|known| known.gloss.as_ref()).map(ToString::to_string),
            hypotheses,
            evidence,
            unrated,
            rated: rated(model, question),
            observed,
            next,
        })
    }
}

/// Evidence tells hypotheses apart where it says different things of them.
pub(super) fn diagnosticity(ratings: &[Rating]) -> Diagnosticity {
    let said = |rating: &Rating| match rating {
        Rating::Nothing => Rating::Silent,
        other => *other,
    };
    let mut all = ratings.iter().map(said);
    let first = all.next();
    if all.all(|rating| Some(rating) == first) { Diagnosticity::TellsNothing } else { Diagnosticity::Tells }
}

/// Rates the claims that a hypothesis conflicts with, and those from which it follows. What is not doubted is no
/// further member of a conflict.
pub(super) fn rate(
    repairs: &mut Repairs<'_>,
    question: &Question,
    (symbol, holds): (SymbolId, &Literal),
    at: usize,
    doubted: &dyn Fn(&Repairs<'_>, AssumptionId) -> bool,
    ratings: &mut Ratings,
) {
    let own = repairs.provenance.number(Assumption::Hypothesis(symbol));
    let rival = |repairs: &Repairs<'_>, element: AssumptionId| {
        matches!(repairs.provenance.element(element),
            Some(Assumption::Hypothesis(other)) if question.hypotheses.contains(other))
    };
    let mut note = |element: AssumptionId, rating: Rating| {
        let slot = ratings.entry(element).or_default().entry(at).or_insert(rating);
        *slot = (*slot).min(rating);
    };
    for conflict in repairs.against(own) {
        for element in conflict.iter().filter(|element| **element != own) {
            let others =
                |other: &&AssumptionId| *other != element && **other != own && doubted(repairs, **other);
            if !rival(repairs, *element) {
                let alone = !conflict.iter().any(|other| others(&other));
                note(*element, if alone { Rating::Excludes } else { Rating::Against });
            }
        }
    }
    let Some(atom) = repairs.provenance.sentence(holds) else { return };
    let Some(slice) = repairs.provenance.slices(&[atom]).pop() else { return };
    let supposed = repairs
        .provenance
        .model
        .hypotheses
        .get(&symbol)
        .is_some_and(|hypothesis| hypothesis.suppositions.is_some());
    if !supposed {
        // It can be refuted only: by what keeps it from holding.
        let choices: Vec<_> =
            slice.elements.iter().map(|e| choice(!repairs.provenance.is_hypothesis(*e))).collect();
        if slice.value(&choices) == Value::Fails {
            for reason in slice.reasons(&choices) {
                let element = slice.elements.get(reason as usize).copied();
                if let Some(element) = element.filter(|e| !repairs.provenance.is_hypothesis(*e)) {
                    note(element, Rating::Against);
                }
            }
        }
    }
    for way in ways(&slice, &mut Steps::within(&repairs.budget)).unwrap_or_default() {
        if way.believed.iter().any(|element| repairs.provenance.is_hypothesis(*element)) {
            continue;
        }
        for element in way.believed {
            note(element, Rating::Supports);
        }
    }
}

/// The rows of a relation with two columns that says something of hypotheses.
pub(in crate::reason) fn pairs(evaluated: &Evaluated, relation: Option<RelationId>) -> Vec<(Term, Term)> {
    let relation = relation.and_then(|id| evaluated.relation(id, Sign::Positive));
    let Some(relation) = relation else { return Vec::new() };
    evaluated
        .database
        .rows(relation)
        .filter_map(|(_, row)| match evaluated.said(relation, row)?.terms.as_slice() {
            [one, other] => Some((one.clone(), other.clone())),
            _ => None,
        })
        .collect()
}

/// The statements that rebut a hypothesis, by label or name.
pub(in crate::reason) fn rebuttals(
    model: &crate::model::Model,
    evaluated: &Evaluated,
    symbol: SymbolId,
) -> Vec<String> {
    pairs(evaluated, model.known.rebuts)
        .into_iter()
        .filter(|(_, of)| *of == Term::Symbol(symbol))
        .map(|(by, _)| model.write_term(&by, &[], crate::model::write::Variables::Anonymous))
        .collect()
}

/// Notes which evidence only says again what other evidence says: two voices then are one.
fn restatements(model: &crate::model::Model, evaluated: &Evaluated, evidence: &mut [Evidence]) {
    let label = |term: &Term| match term {
        Term::Symbol(symbol) => Some(model.name(*symbol)),
        Term::Value(_) | Term::Variable(_) => None,
    };
    let told: BTreeSet<String> = evidence.iter().filter_map(|one| one.support.label.clone()).collect();
    for (by, of) in pairs(evaluated, model.known.restates) {
        let (Some(by), Some(of)) = (label(&by), label(&of)) else { continue };
        let known = evidence.iter_mut().filter(|one| one.support.label.as_deref() == Some(by));
        for one in known.filter(|_| by != of && told.contains(of)) {
            one.restates.push(of.to_owned());
        }
    }
}

/// What is seen and suggests a hypothesis, and whether it tells anything.
fn signals(model: &crate::model::Model, evaluated: &Evaluated, hypotheses: &[SymbolId]) -> Vec<Evidence> {
    let empty: BTreeSet<(Term, Term)> = pairs(evaluated, model.known.nondiagnostic).into_iter().collect();
    let mut by_sign: BTreeMap<Term, Vec<Rating>> = BTreeMap::new();
    for (sign, of) in pairs(evaluated, model.known.suggests) {
        let Some(at) = hypotheses.iter().position(|symbol| Term::Symbol(*symbol) == of) else { continue };
        if !is_seen(model, evaluated, &sign) {
            continue;
        }
        let ratings = by_sign.entry(sign.clone()).or_insert_with(|| vec![Rating::Silent; hypotheses.len()]);
        if let Some(slot) = ratings.get_mut(at) {
            *slot = if empty.contains(&(sign, of)) { Rating::Nothing } else { Rating::Suggests };
        }
    }
    let made = by_sign.into_iter().map(|(sign, ratings)| {
        let span = match &sign {
            Term::Symbol(symbol) => model.symbol(*symbol).and_then(|known| known.span),
            Term::Value(_) | Term::Variable(_) => None,
        };
        let sentence = model.write_term(&sign, &[], crate::model::write::Variables::Anonymous);
        let support = Support {
            kind: SupportKind::Signal,
            label: None,
            sentence,
            sources: Vec::new(),
            place: span.and_then(|span| place_of(model, span)),
        };
        Evidence {
            support,
            diagnosticity: diagnosticity(&ratings),
            ratings,
            restates: Vec::new(),
            given: false,
        }
    });
    made.collect()
}

/// Whether a sign is there, as far as anybody says so: it holds, it took place or somebody shows it. What nobody
/// has seen, or what is known not to be there, suggests nothing.
fn is_seen(model: &crate::model::Model, evaluated: &Evaluated, sign: &Term) -> bool {
    let known = [model.known.holds, model.known.took_place];
    let said = |relation: Option<RelationId>, of: Sign| {
        let relation = relation.and_then(|id| evaluated.relation(id, of));
        relation.is_some_and(|relation| evaluated.holds(relation, std::slice::from_ref(sign)))
    };
    let denied = known.into_iter().any(|relation| said(relation, Sign::Negative));
    let seen = known.into_iter().any(|relation| said(relation, Sign::Positive));
    !denied && (seen || pairs(evaluated, model.known.shows).iter().any(|(_, shown)| shown == sign))
}

/// The one source to which all of several claims come down, where they are more than one voice's.
fn root(repairs: &Repairs<'_>, evaluated: &Evaluated, elements: &[AssumptionId]) -> Option<String> {
    let model = repairs.provenance.model;
    let rows = pairs(evaluated, model.known.root);
    let mut common: Option<BTreeSet<SymbolId>> = None;
    for element in elements {
        let label = crate::reason::dispute::naming::label(&repairs.provenance, *element).map(Term::Symbol);
        let own = crate::reason::dispute::repairs::voices(&repairs.provenance, *element);
        let mut roots: BTreeSet<SymbolId> = own.into_iter().collect();
        for (statement, source) in &rows {
            if let (true, Term::Symbol(source)) = (Some(statement) == label.as_ref(), source) {
                roots.insert(*source);
            }
        }
        common = Some(match common {
            None => roots,
            Some(known) => known.intersection(&roots).copied().collect(),
        });
    }
    let common = common.filter(|_| elements.len() > 1)?;
    common.into_iter().next().map(|source| model.name(source).to_owned())
}
