//! Forecasts against what happened: a table of those who made them, and one of each fate.

use super::paint::Paint;
use super::parts::section;
use super::placed;
use super::proof::list;
use super::table::table;
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::model::value::Number;
use crate::model::value::scale::percents;
use crate::render::Style;
use crate::report::{Brier, Forecast, ForecastOutcome, Scores, Unscored};

/// The scores as text, ending in a line break.
pub(super) fn scores(scores: &Scores, style: &Style) -> String {
    if scores.forecasts.is_empty() {
        return String::from("There is no forecast to score.\n");
    }
    let title = match &scores.as_of {
        Some(day) => format!("Forecasts against what happened, as of {day}"),
        None => String::from("Forecasts against what happened"),
    };
    let mut out = format!("{}\n", style.paint(Paint::Strong, &clean::line(&title)));
    if scores.sources.is_empty() {
        out.push_str("\nNo forecast can be scored yet.\n");
    } else {
        by_source(&mut out, scores, style);
    }
    let of = |such: &dyn Fn(&ForecastOutcome) -> bool| -> Vec<&Forecast> {
        scores.forecasts.iter().filter(|one| such(&one.fate)).collect()
    };
    scored(&mut out, &of(&|fate| brier(fate).is_some()), style);
    let told = [
        ("Past their day and not resolved", of(&|fate| *fate == ForecastOutcome::Overdue)),
        ("Still open", of(&|fate| *fate == ForecastOutcome::Open)),
        ("Resolved, and not scored", of(&|fate| matches!(fate, ForecastOutcome::Unscored { .. }))),
    ];
    for (title, list) in told {
        listed(&mut out, title, &list, style);
    }
    out
}

fn brier(fate: &ForecastOutcome) -> Option<&Brier> {
    match fate {
        ForecastOutcome::True { brier } | ForecastOutcome::False { brier } => Some(brier),
        ForecastOutcome::Unscored { .. } | ForecastOutcome::Open | ForecastOutcome::Overdue => None,
    }
}

fn by_source(out: &mut String, scores: &Scores, style: &Style) {
    let rows: Vec<Vec<String>> = scores
        .sources
        .iter()
        .map(|one| {
            vec![
                one.source.clone(),
                one.scored.to_string(),
                number(&one.brier.middle),
                span(&one.brier),
                percent(&one.said),
                format!("{} of {}", one.true_ones, one.scored),
            ]
        })
        .collect();
    out.push('\n');
    out.push_str(&table(&["source", "scored", "Brier", "between", "said", "came true"], &rows, style));
    out.push('\n');
    out.push_str(&wrap(
        "Brier: the mean square of what was said less what happened. 0 is perfect, 1 the worst, and always \
         saying 50 % gives 0.25. A likelihood that is a range counts with its middle; `between` are the \
         scores with its better and its worse end.",
        style.width,
        "",
        "",
    ));
}

fn scored(out: &mut String, all: &[&Forecast], style: &Style) {
    if all.is_empty() {
        return;
    }
    section(out, "Scored", style);
    let rows: Vec<Vec<String>> = all
        .iter()
        .filter_map(|one| {
            let brier = brier(&one.fate)?;
            let came = if matches!(one.fate, ForecastOutcome::True { .. }) { "true" } else { "false" };
            Some(vec![
                one.name.clone(),
                list(&one.sources),
                said(one),
                came.to_owned(),
                number(&brier.middle),
                one.sentence.clone(),
            ])
        })
        .collect();
    out.push_str(&table(&["forecast", "by", "said", "came", "Brier", "that"], &rows, style));
}

fn listed(out: &mut String, title: &str, all: &[&Forecast], style: &Style) {
    if all.is_empty() {
        return;
    }
    section(out, title, style);
    let bullet = format!("  {} ", style.glyphs().bullet);
    for one in all {
        let mut text = format!("{}: {}", one.name, one.sentence);
        if let Some(condition) = &one.condition {
            text.push_str(&format!(" if {condition}"));
        }
        text.push_str(&format!(", {}, according to {}", said(one), list(&one.sources)));
        if let Some(due) = &one.due {
            text.push_str(&format!(", by {due}"));
        }
        if let Some(place) = &one.place {
            text.push_str(&format!(" ({})", placed(place)));
        }
        if let ForecastOutcome::Unscored { why } = one.fate {
            text.push_str(&format!(": {}", why_not(why)));
        }
        out.push_str(&wrap(&text, style.width, &bullet, "    "));
    }
    let help = match all {
        [first, ..] if first.fate == ForecastOutcome::Overdue => {
            format!("Say how it came out: `resolve {} as true.`, or `as false`.", first.name)
        }
        _ => return,
    };
    out.push_str(&wrap(&help, style.width, "  ", "  "));
}

fn why_not(why: Unscored) -> &'static str {
    match why {
        Unscored::ConditionFailed => "its condition did not come about, and it speaks of nothing else",
        Unscored::ConditionUnknown => "nobody has shown that its condition came about",
        Unscored::NoProbability => "it says only that this is possible, which is no probability",
        Unscored::InScenario => "it is made in a scenario, which is not what happened",
        Unscored::Void => "it is void",
        Unscored::Late => "it was resolved as true after the day by which it was to come true",
    }
}

fn said(one: &Forecast) -> String {
    match &one.likelihood {
        Some(likelihood) => format!("{} ({})", likelihood.words, percents(&likelihood.range)),
        None => String::from("possible"),
    }
}

/// A score to three places, halves up: of the exact number, since a binary fraction may lie on either side of it.
fn number(score: &Number) -> String {
    let rounded = score.multiply(&Number::from(1_000)).and_then(|all| all.add(&Number::percent(50)));
    match rounded.and_then(|all| all.floor().to_i64()) {
        Some(thousandths) => format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000),
        None => format!("{:.3}", score.to_f64()),
    }
}

fn span(brier: &Brier) -> String {
    if brier.best == brier.worst {
        String::new()
    } else {
        format!("{}-{}", number(&brier.best), number(&brier.worst))
    }
}

fn percent(share: &Number) -> String {
    format!("{:.1} %", share.to_f64() * 100.0)
}
