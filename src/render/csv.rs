//! Questions weighed, as comma-separated values for a spreadsheet.

use crate::diagnostic::clean;
use crate::model::value::Number;
use crate::model::value::scale::Range;
use crate::report::{Brier, CONCEPTS, Diagnosticity, Fit, ForecastOutcome, Game, Rated, Scores, Weighing};

/// One line a piece of evidence, with a column for each hypothesis; a blank line between questions.
pub fn weighings(all: &[Weighing]) -> String {
    let mut out = String::new();
    for (at, one) in all.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        if let Some(rated) = &one.rated {
            ratings(&mut out, one, rated);
            if one.evidence.is_empty() {
                continue;
            }
            out.push('\n');
        }
        let names = one.hypotheses.iter().map(|hypothesis| hypothesis.name.as_str());
        line(&mut out, ["statement", "sentence", "sources", "tells apart"].into_iter().chain(names));
        let statuses = one.hypotheses.iter().map(|hypothesis| hypothesis.status.word());
        line(&mut out, ["status", "", "", ""].into_iter().chain(statuses));
        for evidence in &one.evidence {
            let tells = match evidence.diagnosticity {
                Diagnosticity::Tells => "yes",
                Diagnosticity::TellsNothing => "no",
            };
            let voices = evidence.support.sources.join("; ");
            let name = evidence.support.written();
            let head = [name.as_str(), &evidence.support.sentence, &voices, tells];
            line(&mut out, head.into_iter().chain(evidence.ratings.iter().map(|rating| rating.sign())));
        }
    }
    out
}

/// Rated evidence in the form in which it is read: a column for each hypothesis, then what the marks come to.
fn ratings(out: &mut String, one: &Weighing, rated: &Rated) {
    let names = one.hypotheses.iter().map(|hypothesis| hypothesis.name.as_str());
    line(out, ["id", "evidence", "credibility", "relevance"].into_iter().chain(names));
    for item in &rated.items {
        let weight = |weight: Option<&'static str>| weight.unwrap_or_default();
        let name = item.name.as_deref().unwrap_or_default();
        let head = [name, &item.text, weight(item.credibility), weight(item.relevance)];
        line(out, head.into_iter().chain(item.marks.iter().copied()));
    }
    let mut total = |what: &str, of: &dyn Fn(&Fit) -> String| {
        let cells: Vec<String> = rated.fits.iter().map(of).collect();
        line(out, ["", what, "", ""].into_iter().chain(cells.iter().map(String::as_str)));
    };
    total("inconsistency score", &|fit| fit.inconsistency.to_string());
    total("rank by the marks", &|fit| fit.place.to_string());
}

/// One line a state and actor of each game: its rank, and by which concepts it is stable.
pub fn games(all: &[Game]) -> String {
    let mut out = String::new();
    line(&mut out, ["game", "state", "actor", "rank"].into_iter().chain(CONCEPTS));
    for game in all {
        for state in &game.states {
            for ((actor, rank), stable) in state.ranks.iter().zip(state.stable.values()) {
                let rank = rank.to_string();
                let head = [game.name.as_str(), &state.name, actor, &rank];
                let stable = stable.iter().map(|yes| if *yes { "yes" } else { "no" });
                line(&mut out, head.into_iter().chain(stable));
            }
        }
    }
    out
}

/// One line a forecast, with what became of it and its scores.
pub fn scores(all: &Scores) -> String {
    let mut out = String::new();
    let heads = [
        "forecast",
        "that",
        "sources",
        "low",
        "high",
        "words",
        "by",
        "resolved",
        "fate",
        "Brier",
        "Brier best",
        "Brier worst",
        "log score",
        "file",
    ];
    line(&mut out, heads.into_iter());
    for one in &all.forecasts {
        let range = one.likelihood.as_ref().map(|likelihood| &likelihood.range);
        let end =
            |of: fn(&Range) -> &Number| range.map(|range| of(range).to_f64().to_string()).unwrap_or_default();
        let (fate, brier) = match &one.fate {
            ForecastOutcome::True { brier } => ("true", Some(brier)),
            ForecastOutcome::False { brier } => ("false", Some(brier)),
            ForecastOutcome::Unscored { .. } => ("not scored", None),
            ForecastOutcome::Open => ("open", None),
            ForecastOutcome::Overdue => ("overdue", None),
        };
        let score =
            |of: fn(&Brier) -> &Number| brier.map(|brier| of(brier).to_f64().to_string()).unwrap_or_default();
        let cells = [
            one.name.clone(),
            one.sentence.clone(),
            one.sources.join("; "),
            end(Range::low),
            end(Range::high),
            one.likelihood.as_ref().map(|likelihood| likelihood.words.clone()).unwrap_or_default(),
            one.due.clone().unwrap_or_default(),
            one.settled.clone().unwrap_or_default(),
            fate.to_owned(),
            score(|brier| &brier.middle),
            score(|brier| &brier.best),
            score(|brier| &brier.worst),
            one.log.as_ref().map(|log| log.to_f64().to_string()).unwrap_or_default(),
            one.place.as_ref().map(|place| place.file.clone()).unwrap_or_default(),
        ];
        line(&mut out, cells.iter().map(String::as_str));
    }
    out
}

/// What a spreadsheet takes for the beginning of a formula; of the wide forms, one set to Japanese does.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A line of cells. Before what a spreadsheet would take for a formula goes a space.
fn line<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    let cells = cells.map(|cell| {
        let cell = clean::line(cell);
        let shield = if cell.starts_with(FORMULA) { " " } else { "" };
        format!("\"{shield}{}\"", cell.replace('"', "\"\""))
    });
    out.push_str(&cells.collect::<Vec<_>>().join(","));
    out.push('\n');
}
