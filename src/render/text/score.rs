//! Forecasts against what happened: a table of those who made them, and one of each fate.

use super::paint::Paint;
use super::parts::section;
use super::placed;
use super::proof::list;
use super::table::table;
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::model::value::Number;
use crate::model::value::scale::{Range, percents};
use crate::render::Style;
use crate::report::{Brier, Calibration, Forecast, ForecastOutcome, Scores, Unscored};

/// The scores as text, ending in a line break.
pub(super) fn scores(scores: &Scores, style: &Style) -> String {
    if scores.forecasts.is_empty() && scores.questions.is_empty() {
        return String::from("There is no forecast to score.\n");
    }
    let title = match &scores.as_of {
        Some(day) => format!("Forecasts against what happened, as of {day}"),
        None => String::from("Forecasts against what happened"),
    };
    let mut out = format!("{}\n", style.paint(Paint::Strong, &clean::line(&title)));
    if !scores.sources.is_empty() {
        by_source(&mut out, scores, style);
    } else if !scores.forecasts.is_empty() {
        out.push_str("\nNo forecast can be scored yet.\n");
    }
    parts(&mut out, scores, style);
    calibrated(&mut out, scores, style);
    questions(&mut out, scores, style);
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
                one.log.as_ref().map_or_else(|| String::from("without bound"), number),
                percent(&one.said),
                format!("{} of {}", one.true_ones, one.scored),
            ]
        })
        .collect();
    out.push('\n');
    out.push_str(&table(
        &["source", "scored", "Brier", "between", "log score", "said", "came true"],
        &rows,
        style,
    ));
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

/// The parts of the mean score, and the scores by year.
fn parts(out: &mut String, scores: &Scores, style: &Style) {
    if let Some(murphy) = &scores.murphy {
        section(out, "All forecasts", style);
        let log = murphy.log.as_ref().map_or_else(|| String::from("without bound"), number);
        let cells = [&murphy.brier, &murphy.reliability, &murphy.resolution, &murphy.uncertainty].map(number);
        let row = [vec![murphy.scored.to_string()], cells.to_vec(), vec![log]].concat();
        let heads = ["scored", "Brier", "= reliability", "- resolution", "+ uncertainty", "log score"];
        out.push_str(&table(&heads, &[row], style));
        out.push('\n');
        out.push_str(&wrap(
            "Reliability is how far what was said lies from how often it came true (0 is best); resolution how far \
             forecasts told apart what came true and what did not (the more the better); uncertainty how hard the \
             questions were (Murphy 1973). The log score is in bits: 0 is perfect, and always saying 50 % gives 1.",
            style.width,
            "",
            "",
        ));
    }
    if scores.years.len() > 1 {
        section(out, "By year", style);
        let rows: Vec<Vec<String>> = scores
            .years
            .iter()
            .map(|one| {
                let log = one.log.as_ref().map_or_else(|| String::from("without bound"), number);
                vec![one.year.clone(), one.scored.to_string(), number(&one.brier), log]
            })
            .collect();
        out.push_str(&table(&["year", "scored", "Brier", "log score"], &rows, style));
    }
}

/// The questions of several answers.
fn questions(out: &mut String, scores: &Scores, style: &Style) {
    if scores.questions.is_empty() {
        return;
    }
    section(out, "Questions of several answers", style);
    let rows: Vec<Vec<String>> = scores
        .questions
        .iter()
        .map(|one| {
            let log = one.log.as_ref().map_or_else(|| String::from("without bound"), number);
            let (question, answer) = (one.question.clone(), one.answer.clone());
            vec![question, one.source.clone(), one.outcomes.to_string(), answer, number(&one.brier), log]
        })
        .collect();
    out.push_str(&table(&["question", "by", "answers", "right", "Brier", "log score"], &rows, style));
    out.push('\n');
    out.push_str(&wrap(
        "Here the Brier score sums over all answers: 0 is perfect, 2 the worst.",
        style.width,
        "",
        "",
    ));
}

/// How wide the picture of a word is: one column for each 2.5 %, and one more.
const PICTURE: usize = 41;

/// What was said in each word against how often it came true.
fn calibrated(out: &mut String, scores: &Scores, style: &Style) {
    if scores.calibration.is_empty() {
        return;
    }
    section(out, "By word", style);
    let rows: Vec<Vec<String>> = scores
        .calibration
        .iter()
        .map(|one| {
            vec![
                one.words.clone(),
                percents(&one.stated),
                format!("{} of {}", one.true_ones, one.scored),
                percent(&one.frequency),
                percents(&one.allowed),
                picture(one),
            ]
        })
        .collect();
    let heads = ["said", "that is", "came true", "share", "at 95 %", "0 to 100 %"];
    out.push_str(&table(&heads, &rows, style));
    out.push('\n');
    out.push_str(&wrap(
        "`=` is what was said, `o` the share that came true, `-` what the count leaves open. Where `=` and `-` do not \
         meet, the word was used wrongly.",
        style.width,
        "",
        "",
    ));
}

fn picture(one: &Calibration) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 1")]
    let column = |share: &Number| ((share.to_f64() * 40.0).round() as usize).min(PICTURE - 1);
    let within = |at: usize, range: &Range| (column(range.low())..=column(range.high())).contains(&at);
    (0..PICTURE)
        .map(|at| match at {
            at if at == column(&one.frequency) => 'o',
            at if within(at, &one.stated) => '=',
            at if within(at, &one.allowed) => '-',
            _ => '.',
        })
        .collect()
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
            let name = match one.revised {
                0 => one.name.clone(),
                1 => format!("{} (revised once)", one.name),
                times => format!("{} (revised {times} times)", one.name),
            };
            Some(vec![
                name,
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
