//! Rated evidence: a line of marks for each item, the order of the hypotheses, and what it hangs on.

use super::paint::Paint;
use super::proof::list;
use super::table::table;
use super::wrap::{blank, wrap};
use crate::diagnostic::clean;
use crate::render::Style;
use crate::report::{Diagnosticity, Rated, RatedItem};

/// A column of marks: the widest is `(+)`, and a blank goes before each.
pub(super) const COLUMN: usize = 4;

/// The items with the marks of some hypotheses, by position.
pub(super) fn items(rated: &Rated, places: &[usize], style: &Style) -> String {
    let cells = |of: &dyn Fn(usize) -> String| -> String {
        places.iter().map(|at| format!("{:<COLUMN$}", of(*at))).collect()
    };
    let head = cells(&|at| format!("H{}", at + 1));
    let mut out = format!("{}\n", style.paint(Paint::Strong, head.trim_end()));
    for item in &rated.items {
        let mark = |at: usize| item.marks.get(at).copied().unwrap_or_default();
        let first = cells(&|at| mark(at).to_owned());
        let text = wrap(&clean::line(&said(item)), style.width, &first, &blank(&first));
        let painted: String = places
            .iter()
            .map(|at| {
                let cell = format!("{:<COLUMN$}", mark(*at));
                match mark(*at) {
                    "I" | "II" => style.paint(Paint::Bad, &cell),
                    "C" | "CC" => style.paint(Paint::Good, &cell),
                    _ => cell,
                }
            })
            .collect();
        out.push_str(&text.replacen(&first, &painted, 1));
    }
    out
}

/// An item with its name, who reports it and how much it counts.
fn said(item: &RatedItem) -> String {
    let mut text = match &item.name {
        Some(name) => format!("{name}: {}", item.text),
        None => item.text.clone(),
    };
    let credibility = item.credibility.map(|weight| format!("credibility {weight}"));
    let relevance = item.relevance.map(|weight| format!("relevance {weight}"));
    let sources = (!item.sources.is_empty()).then(|| list(&item.sources));
    let beside: Vec<String> = [sources, credibility, relevance].into_iter().flatten().collect();
    if !beside.is_empty() {
        text.push_str(&format!(" ({})", beside.join(", ")));
    }
    text
}

/// How many times less likely is told as a number up to here.
const MILLION: f64 = 1e6;

/// The hypotheses in the order of their marks.
pub(super) fn order(rated: &Rated, style: &Style) -> String {
    let mut fits: Vec<_> = rated.fits.iter().enumerate().collect();
    fits.sort_by_key(|(_, fit)| fit.place);
    let rows: Vec<Vec<String>> = fits
        .into_iter()
        .map(|(at, fit)| {
            let behind = if fit.place == 1 {
                String::from("fits best")
            } else if fit.behind.to_f64() >= MILLION {
                // More is not told apart.
                String::from("over a million times less likely")
            } else {
                format!("{} times less likely", fit.behind)
            };
            vec![
                format!("{}.", fit.place),
                format!("H{}", at + 1),
                fit.name.clone(),
                behind,
                fit.inconsistency.to_string(),
            ]
        })
        .collect();
    table(&["", "", "by the marks", "all items are", "inconsistency score"], &rows, style)
}

/// What the order hangs on.
pub(super) fn comments(rated: &Rated) -> Vec<String> {
    let mut told = Vec::new();
    for pivot in &rated.pivots {
        told.push(format!("without {} {} would come first", pivot.item, pivot.first));
    }
    let apart = |item: &&RatedItem| item.diagnosticity == Diagnosticity::TellsNothing;
    let silent: Vec<String> =
        rated.items.iter().filter(apart).map(|item| item.written().to_owned()).collect();
    if !silent.is_empty() {
        let verb = if silent.len() == 1 { "tells" } else { "tell" };
        told.push(format!("{} {verb} nothing apart", list(&silent)));
    }
    for one in &rated.disagreements {
        let why = match one.because.as_slice() {
            [] => String::from("the score counts steps, the marks how likely each makes an item"),
            items => format!(
                "the score counts only what is inconsistent, and {} {} likelier under {}",
                list(items),
                if items.len() == 1 { "is" } else { "are" },
                one.marks
            ),
        };
        told.push(format!(
            "the score puts {} before {}, the marks the other way round: {why}",
            one.score, one.marks
        ));
    }
    if !rated.independent {
        told.push(String::from(
            "this order takes the items as independent given the answer; say `independent` of the question if they \
             are, and its likelihoods follow from the marks",
        ));
    }
    told
}
