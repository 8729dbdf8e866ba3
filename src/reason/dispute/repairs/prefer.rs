//! Who is believed where claims clash: preferences, then grades.
//!
//! One claim is preferred to another only where some conflict contains both (Staworko, Chomicki and
//! Marcinkowski 2012). What a `normally` rule concludes gives way to every claim, and a forecast to what is said to be
//! so.

use super::minimal_conflicts::Conflict;
use crate::model::statement::{Kind, SymbolId};
use crate::model::{Grade, Model, Preference};
use crate::reason::provenance::{Assumption, AssumptionId, ContradictionId, Provenance};
use crate::syntax::ast::RuleMode;
use crate::theory::speakers;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Which element is better than which.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    /// By `prefer`, and over what `normally` rules conclude.
    pub(super) preferred: BTreeSet<(AssumptionId, AssumptionId)>,
    /// By the grades of the sources.
    pub(super) graded: BTreeSet<(AssumptionId, AssumptionId)>,
}

/// Who makes a claim.
pub(in crate::reason) fn voices(provenance: &Provenance<'_>, element: AssumptionId) -> Vec<SymbolId> {
    let model = provenance.model;
    match provenance.element(element) {
        Some(Assumption::Claim(id) | Assumption::Application(id, _) | Assumption::Row(id, _)) => {
            model.statement(*id).map(|statement| speakers(model, statement)).unwrap_or_default()
        }
        Some(Assumption::Hypothesis(symbol)) => {
            let hypothesis = model.hypotheses.get(symbol);
            let sources = hypothesis.map(|hypothesis| hypothesis.attribution.sources.clone());
            sources.filter(|sources| !sources.is_empty()).unwrap_or_else(|| vec![model.analyst])
        }
        Some(Assumption::Option(..)) | None => Vec::new(),
    }
}

/// Whether an element is what a `normally` rule concludes.
pub(in crate::reason) fn yields(provenance: &Provenance<'_>, element: AssumptionId) -> bool {
    match provenance.element(element) {
        Some(Assumption::Application(id, _)) => {
            provenance.model.statement(*id).is_some_and(|rule| rule.kind == Kind::Rule(RuleMode::Normally))
        }
        Some(
            Assumption::Claim(_) | Assumption::Row(..) | Assumption::Hypothesis(_) | Assumption::Option(..),
        )
        | None => false,
    }
}

/// Whether an element is a forecast.
pub(in crate::reason) fn foresees(provenance: &Provenance<'_>, element: AssumptionId) -> bool {
    let Some(Assumption::Claim(id) | Assumption::Application(id, _)) = provenance.element(element) else {
        return false;
    };
    provenance.model.statement(*id).is_some_and(|statement| matches!(statement.kind, Kind::Forecast(_)))
}

/// What gives way to what, the lowest first: what is so as a rule, what is foreseen, and what is said to be so.
fn rank(provenance: &Provenance<'_>, element: AssumptionId) -> u8 {
    match (yields(provenance, element), foresees(provenance, element)) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}

/// The preferences that go in a circle, if any do; only those in force together count.
pub(in crate::reason) fn circle(model: &Model) -> Option<Vec<Preference>> {
    let scopes: BTreeSet<Option<SymbolId>> =
        model.preferences.iter().map(|preference| preference.question).chain([None]).collect();
    for scope in scopes {
        let active: Vec<&Preference> = model
            .preferences
            .iter()
            .filter(|preference| preference.question.is_none() || preference.question == scope)
            .collect();
        let reach = reach(active.iter().map(|preference| (preference.better, preference.worse)));
        let circular: Vec<Preference> = active
            .into_iter()
            .filter(|preference| reach.contains(&(preference.worse, preference.better)))
            .cloned()
            .collect();
        if !circular.is_empty() {
            return Some(circular);
        }
    }
    None
}

/// The transitive closure.
fn reach<T: Copy + Ord>(pairs: impl Iterator<Item = (T, T)>) -> BTreeSet<(T, T)> {
    let mut direct: BTreeMap<T, Vec<T>> = BTreeMap::new();
    for (better, worse) in pairs {
        direct.entry(better).or_default().push(worse);
    }
    let mut closed = BTreeSet::new();
    for start in direct.keys() {
        let mut open = vec![*start];
        while let Some(at) = open.pop() {
            for next in direct.get(&at).into_iter().flatten() {
                if closed.insert((*start, *next)) {
                    open.push(*next);
                }
            }
        }
    }
    closed
}

impl Order {
    /// The order among the elements of conflicts, and whether the preferences could be followed: not
    /// where they put claims in a circle.
    pub(super) fn new(provenance: &Provenance<'_>, conflicts: &[Conflict]) -> (Self, bool) {
        let model = provenance.model;
        let mut order = Self::default();
        let mut by_defeat = BTreeSet::new();
        let mut sound = circle(model).is_none();
        let mut reaches: BTreeMap<BTreeSet<SymbolId>, BTreeSet<(SymbolId, SymbolId)>> = BTreeMap::new();
        let mut sources: BTreeMap<AssumptionId, Vec<SymbolId>> = BTreeMap::new();
        let any_grades = model.sources.values().any(|source| source.grade.is_some());
        for conflict in conflicts {
            let questions: BTreeSet<SymbolId> = conflict
                .elements
                .iter()
                .filter_map(|element| match provenance.element(*element)? {
                    Assumption::Hypothesis(symbol) => model.hypotheses.get(symbol)?.question,
                    Assumption::Claim(_)
                    | Assumption::Application(..)
                    | Assumption::Row(..)
                    | Assumption::Option(..) => None,
                })
                .collect();
            let active = |preference: &&Preference| {
                preference.question.is_none_or(|question| questions.contains(&question))
            };
            let reach = reaches.entry(questions.clone()).or_insert_with(|| {
                let active = model.preferences.iter().filter(active);
                reach(active.map(|preference| (preference.better, preference.worse)))
            });
            if reach.is_empty()
                && !any_grades
                && !conflict.elements.iter().any(|element| rank(provenance, *element) < 2)
            {
                continue;
            }
            for one in &conflict.elements {
                for other in &conflict.elements {
                    if one == other {
                        continue;
                    }
                    let mut voices_of = |element: AssumptionId| {
                        sources.entry(element).or_insert_with(|| voices(provenance, element)).clone()
                    };
                    let (better, worse) = (voices_of(*one), voices_of(*other));
                    match rank(provenance, *one).cmp(&rank(provenance, *other)) {
                        Ordering::Greater => {
                            by_defeat.insert((*one, *other));
                        }
                        Ordering::Less => {}
                        Ordering::Equal => {
                            if above(&better, &worse, |a, b| reach.contains(&(a, b))) {
                                order.preferred.insert((*one, *other));
                            }
                        }
                    }
                    // To raise a hypothesis is no evidence for it, so that who raises it is no matter of rank.
                    if provenance.is_hypothesis(*one) && provenance.is_hypothesis(*other) {
                        continue;
                    }
                    let grade = |source| model.sources.get(&source).and_then(|known| known.grade);
                    if above(&better, &worse, |a, b| {
                        grade(a).zip(grade(b)).is_some_and(|(a, b)| outranks(a, b))
                    }) {
                        order.graded.insert((*one, *other));
                    }
                }
            }
        }
        let all = reach(order.preferred.union(&by_defeat).copied());
        sound &= all.iter().all(|(better, worse)| better != worse);
        if !sound {
            order.preferred.clear();
        }
        order.preferred.extend(by_defeat);
        (order, sound)
    }
}

/// Which of some claims that cannot hold together may be left aside: those that are not preferred to another
/// one, and among these not better by grade.
pub(in crate::reason) fn losers(provenance: &Provenance<'_>, elements: &[AssumptionId]) -> Vec<AssumptionId> {
    let conflict = Conflict { elements: elements.to_vec(), clash: ContradictionId(0) };
    let (order, _) = Order::new(provenance, std::slice::from_ref(&conflict));
    let mut left = elements.to_vec();
    for better in [&order.preferred, &order.graded] {
        let all = left.clone();
        let wins = |element: &AssumptionId| all.iter().any(|other| better.contains(&(*element, *other)));
        if !all.iter().all(wins) {
            left.retain(|element| !wins(element));
        }
    }
    left
}

/// Whether some voice of one stands above all of the other's.
fn above(better: &[SymbolId], worse: &[SymbolId], stands_above: impl Fn(SymbolId, SymbolId) -> bool) -> bool {
    !worse.is_empty() && worse.iter().all(|low| better.iter().any(|high| stands_above(*high, *low)))
}

/// Whether a grade is better: no worse on either axis, and better on one. `F` and `6` say that it cannot
/// be judged, so they compare with nothing.
fn outranks(one: Grade, other: Grade) -> bool {
    let judged = |grade: Grade| grade.reliability != 'F' && grade.credibility != 6;
    judged(one)
        && judged(other)
        && one.reliability <= other.reliability
        && one.credibility <= other.credibility
        && (one.reliability, one.credibility) != (other.reliability, other.credibility)
}
