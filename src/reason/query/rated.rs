//! The matrices of a question to what their marks come to: an order, the classical score, and where they differ.
//!
//! Items are taken as independent given the answer, each mark in the middle of what it stands for, so that what all say
//! together is a sum of logarithms (Good 1950, *Probability and the Weighing of Evidence*). **Invariant:** the order does
//! not depend on how likely the hypotheses were before.

use crate::model::matrix::{Item, Matrix};
use crate::model::value::Number;
use crate::model::{Model, Question};
use crate::report::{Diagnosticity, Disagreement, Fit, Pivot, Rated, RatedItem};

/// Sums that are nearer are the same.
const SAME: f64 = 1e-9;

/// What is more times likelier is told as so many times.
const MOST: f64 = 1e6;

/// The most items that are named as the reason of a disagreement, and the most pairs that are told.
const REASONS: usize = 3;
const PAIRS: usize = 3;

/// What the matrices of a question come to; `None` where it has none.
pub(super) fn rated(model: &Model, question: &Question) -> Option<Rated> {
    let of = |matrix: &&Matrix| matrix.question == question.symbol;
    let items: Vec<&Item> = model.matrices.iter().filter(of).flat_map(|matrix| &matrix.items).collect();
    if items.is_empty() {
        return None;
    }
    let names: Vec<&str> = question.hypotheses.iter().map(|symbol| model.name(*symbol)).collect();
    let logs: Vec<Vec<f64>> = items.iter().map(|item| item.log_likelihoods(&model.rating_scale)).collect();
    let total = |hypothesis: usize| logs.iter().filter_map(|item| item.get(hypothesis)).sum::<f64>();
    let totals: Vec<f64> = (0..names.len()).map(total).collect();
    let scores: Vec<f64> =
        (0..names.len()).map(|at| items.iter().map(|item| item.inconsistency(at)).sum()).collect();
    let best = totals.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let fits = names.iter().zip(totals.iter().zip(&scores)).map(|(name, (total, score))| Fit {
        name: (*name).to_owned(),
        place: 1 + totals.iter().filter(|other| **other > total + SAME).count(),
        behind: rounded((best - total).exp()),
        inconsistency: rounded(*score),
    });
    let spread = |logs: &[f64]| {
        let least = logs.iter().copied().fold(f64::INFINITY, f64::min);
        logs.iter().copied().fold(f64::NEG_INFINITY, f64::max) - least
    };
    let mut order: Vec<usize> = (0..items.len()).collect();
    let apart = |at: usize| logs.get(at).map_or(0.0, |logs| spread(logs));
    order.sort_by(|one, other| apart(*other).total_cmp(&apart(*one)).then(one.cmp(other)));
    let told = order.into_iter().filter_map(|at| Some(told(model, items.get(at)?, apart(at))));
    Some(Rated {
        items: told.collect(),
        fits: fits.collect(),
        independent: model.frame.independent || question.independent,
        pivots: pivots(&items, &logs, &totals, &names),
        disagreements: disagreements(&items, &logs, (&totals, &scores), &names),
    })
}

fn told(model: &Model, item: &Item, apart: f64) -> RatedItem {
    RatedItem {
        name: item.name.as_ref().map(ToString::to_string),
        text: item.text.to_string(),
        sources: item.sources.iter().map(|source| model.name(*source).to_owned()).collect(),
        credibility: item.credibility.map(|weight| weight.word()),
        relevance: item.relevance.map(|weight| weight.word()),
        marks: item.marks.iter().map(|mark| mark.sign()).collect(),
        diagnosticity: if apart > SAME { Diagnosticity::Tells } else { Diagnosticity::TellsNothing },
    }
}

/// The one hypothesis that comes first; `None` where several do.
fn first(totals: &[f64]) -> Option<usize> {
    let best = totals.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut firsts = (0..totals.len()).filter(|at| totals.get(*at).is_some_and(|total| *total > best - SAME));
    firsts.next().filter(|_| firsts.next().is_none())
}

/// The items without which another hypothesis would come first.
fn pivots(items: &[&Item], logs: &[Vec<f64>], totals: &[f64], names: &[&str]) -> Vec<Pivot> {
    let Some(now) = first(totals) else { return Vec::new() };
    let mut found = Vec::new();
    for (item, own) in items.iter().zip(logs) {
        let without: Vec<f64> = totals.iter().zip(own).map(|(total, own)| total - own).collect();
        if let Some(then) = first(&without).filter(|then| *then != now) {
            let first = names.get(then).map(|name| (*name).to_owned()).unwrap_or_default();
            found.push(Pivot { item: written(item), first });
        }
    }
    found
}

/// Pairs that the score and the marks order differently, and the items that make the difference.
fn disagreements(
    items: &[&Item],
    logs: &[Vec<f64>],
    (totals, scores): (&[f64], &[f64]),
    names: &[&str],
) -> Vec<Disagreement> {
    let mut found = Vec::new();
    for marks in 0..names.len() {
        for score in 0..names.len() {
            let of = |list: &[f64], at: usize| list.get(at).copied().unwrap_or_default();
            let differ =
                of(totals, marks) > of(totals, score) + SAME && of(scores, marks) > of(scores, score) + SAME;
            if !differ || found.len() >= PAIRS {
                continue;
            }
            let mut reasons: Vec<(f64, String)> = items
                .iter()
                .zip(logs)
                .filter(|(item, _)| item.inconsistency(marks) == 0.0 && item.inconsistency(score) == 0.0)
                .map(|(item, logs)| (of(logs, marks) - of(logs, score), written(item)))
                .filter(|(gain, _)| *gain > SAME)
                .collect();
            reasons.sort_by(|one, other| other.0.total_cmp(&one.0));
            reasons.truncate(REASONS);
            let name = |at: usize| names.get(at).map(|name| (*name).to_owned()).unwrap_or_default();
            let because = reasons.into_iter().map(|(_, item)| item).collect();
            found.push(Disagreement { marks: name(marks), score: name(score), because });
        }
    }
    found
}

fn written(item: &Item) -> String {
    item.name.as_ref().unwrap_or(&item.text).to_string()
}

/// A number as it is told: two places, three digits where it is large.
fn rounded(value: f64) -> Number {
    let grain = if value < 10.0 {
        100
    } else if value < 100.0 {
        10
    } else {
        1
    };
    let parts = Number::from_f64((value.min(MOST) * f64::from(grain)).round());
    parts.and_then(|parts| parts.divide(&Number::from(i64::from(grain)))).unwrap_or(Number::ZERO)
}
