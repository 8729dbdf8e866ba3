//! Claims of a sentence that do not count for it: those that are less than likely, and forecasts.
//!
//! **Invariant:** what is told is stated of the sentence itself, without a condition.

use crate::model::Model;
use crate::model::statement::{Kind, Literal, Statement};
use crate::model::value::scale::{Range, percents};
use crate::syntax::ast::Outcome;

/// Who states a sentence that does not hold, and why that does not count.
pub(super) fn discounted(model: &Model, literal: &Literal) -> Vec<String> {
    let says = |head: &Literal| {
        head.relation == literal.relation && head.sign == literal.sign && head.terms == literal.terms
    };
    let stated = model.statements().filter(|(_, statement)| {
        statement.body.is_none()
            && matches!(statement.kind, Kind::Assertion | Kind::Forecast(_))
            && statement.heads.iter().any(says)
    });
    stated.filter_map(|(_, statement)| told(model, statement)).collect()
}

fn told(model: &Model, statement: &Statement) -> Option<String> {
    let hedge = statement.attribution.likelihood.as_ref();
    let low = hedge.filter(|hedge| !hedge.stated.reaches(&model.frame.threshold));
    let name = match (statement.label, statement.kind) {
        (Some(label), _) => format!("`@{}`", model.name(label)),
        (None, Kind::Forecast(forecast)) => format!("`{}`", model.name(forecast)),
        (None, _) => String::from("a claim"),
    };
    let words = hedge.map(|hedge| format!(", {}", hedge.words)).unwrap_or_default();
    let from = Range::new(model.frame.threshold.clone(), model.frame.threshold.clone());
    let from = from.map(|range| percents(&range)).unwrap_or_default();
    Some(match (statement.kind, model.outcome(statement)) {
        (_, Some(Outcome::False)) => format!("{name} forecast it{words}, and it did not come true"),
        (_, Some(Outcome::True)) => {
            format!(
                "{name} forecast it{words}, and it is resolved as true: state the event too, to have it hold"
            )
        }
        (Kind::Forecast(_), None) if low.is_some() => format!(
            "{name} forecasts it{words}: a forecast holds in scenarios only, and if it is likely enough (from {from} on)"
        ),
        (Kind::Forecast(_), None) => {
            format!("{name} forecasts it{words}: a forecast holds in scenarios only")
        }
        _ => {
            low?;
            format!("{name} says so{words}: a claim counts from {from} on, or as `--likely-enough` says")
        }
    })
}
