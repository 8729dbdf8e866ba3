//! Questions weighed: the hypotheses, a line of marks for each claim, and what it comes to.
//!
//! **Invariant:** no line is wider than the window, however many hypotheses there are.

use super::paint::Paint;
use super::proof::list;
use super::rated::{self, COLUMN};
use super::wrap::{blank, wrap};
use crate::diagnostic::clean;
use crate::model::value::scale::Range;
use crate::render::Style;
use crate::render::likely::{interval, moved};
use crate::report::{Diagnosticity, Observation, Rating, Status, SupportKind, Weighed, Weighing};
use unicode_width::UnicodeWidthStr;

/// The tables, one a question.
pub(super) fn weighings(all: &[Weighing], style: &Style) -> String {
    if all.is_empty() {
        return String::from("There is no question to weigh.\n");
    }
    all.iter().map(|one| weighing(one, style)).collect::<Vec<_>>().join("\n")
}

/// What a claim needs beside the marks.
const CLAIM: usize = 24;

fn weighing(one: &Weighing, style: &Style) -> String {
    let title = match &one.gloss {
        Some(gloss) => format!("{gloss} ({})", one.question),
        None => one.question.clone(),
    };
    let mut out = String::new();
    for line in wrap(&clean::line(&title), style.width, "", "  ").lines() {
        out.push_str(&format!("{}\n", style.paint(Paint::Strong, line)));
    }
    out.push('\n');
    let widest = format!("H{}", one.hypotheses.len()).width() + 2;
    for (at, hypothesis) in one.hypotheses.iter().enumerate() {
        out.push_str(&self::hypothesis(at, hypothesis, widest, style));
    }
    // Where the marks of all do not fit beside a claim, some hypotheses come first, then others.
    let columns = (style.width.saturating_sub(CLAIM) / COLUMN).max(1);
    let places: Vec<usize> = (0..one.hypotheses.len()).collect();
    if !one.evidence.is_empty() {
        for places in places.chunks(columns) {
            out.push('\n');
            out.push_str(&marks(one, places, style));
        }
        out.push('\n');
        out.push_str(&wrap(
            "--  cannot hold together with it;  -  nor together with it and others;  +  it follows from it, \
             alone or with others;  (+)  suggests it;  0  would be the same without it",
            style.width,
            "",
            "  ",
        ));
    }
    if let Some(rated) = &one.rated {
        for places in places.chunks(columns) {
            out.push('\n');
            out.push_str(&rated::items(rated, places, style));
        }
        out.push('\n');
        out.push_str(&rated::order(rated, style));
    }
    out.push_str(&observed(one, style));
    let mut told = one.rated.as_ref().map(rated::comments).unwrap_or_default();
    told.extend(comments(one));
    if !told.is_empty() {
        out.push('\n');
    }
    let bullet = format!("{} ", style.glyphs().bullet);
    for comment in told {
        out.push_str(&wrap(&clean::line(&comment), style.width, &bullet, "  "));
    }
    out
}

/// A hypothesis, what is to be thought of it and who raises it.
fn hypothesis(at: usize, one: &Weighed, widest: usize, style: &Style) -> String {
    let name = format!("H{}", at + 1);
    let head = format!("{name:<widest$}");
    let said = match &one.gloss {
        Some(gloss) => format!("{}: {gloss}", one.name),
        None => one.name.clone(),
    };
    let mut judged = vec![one.status.word().to_owned()];
    let bounded = one.likelihood.as_ref().filter(|likelihood| likelihood.range != Range::all());
    judged.extend(bounded.map(interval));
    judged.push(match (&one.hedge, one.sources.is_empty()) {
        (None, true) => String::from("raised by nobody"),
        (Some(words), true) => format!("stated as {words}"),
        (None, false) => format!("raised by {}", list(&one.sources)),
        (Some(words), false) => format!("raised by {} as {words}", list(&one.sources)),
    });
    let mut out = wrap(&clean::line(&said), style.width, &head, &blank(&head));
    let paint = match one.status {
        Status::Undisputed | Status::Established | Status::Leading => Paint::Good,
        Status::Rejected => Paint::Bad,
        Status::Contested | Status::Tenable | Status::Possible | Status::Unproven | Status::Unknown => {
            Paint::Odd
        }
    };
    let told = wrap(&clean::line(&judged.join(", ")), style.width, &blank(&head), &blank(&head));
    out.push_str(&told.replacen(one.status.word(), &style.paint(paint, one.status.word()), 1));
    out
}

/// The marks of some hypotheses, one line a claim, with how many speak for and against each.
fn marks(one: &Weighing, places: &[usize], style: &Style) -> String {
    let cells = |of: &dyn Fn(usize) -> String| -> String {
        places.iter().map(|at| format!("{:<COLUMN$}", of(*at))).collect()
    };
    let head = cells(&|at| format!("H{}", at + 1));
    let mut out = format!("{}\n", style.paint(Paint::Strong, head.trim_end()));
    for evidence in &one.evidence {
        let name = evidence.support.written();
        let name = match evidence.support.kind {
            SupportKind::Statement if name != evidence.support.sentence => {
                format!("{name}: {}", evidence.support.sentence)
            }
            SupportKind::Statement | SupportKind::Application | SupportKind::Signal => name,
        };
        let name = if evidence.given { format!("{name} (given)") } else { name };
        let rating = |at: usize| evidence.ratings.get(at).copied().unwrap_or(Rating::Silent);
        let first = cells(&|at| rating(at).sign().to_owned());
        let text = wrap(&clean::line(&name), style.width, &first, &blank(&first));
        let painted: String = places
            .iter()
            .map(|at| {
                let cell = format!("{:<COLUMN$}", rating(*at).sign());
                match rating(*at) {
                    Rating::Excludes | Rating::Against => style.paint(Paint::Bad, &cell),
                    Rating::Supports | Rating::Suggests => style.paint(Paint::Good, &cell),
                    Rating::Silent | Rating::Nothing => cell,
                }
            })
            .collect();
        out.push_str(&text.replacen(&first, &painted, 1));
    }
    let count = |at: usize, wanted: &[Rating]| {
        one.evidence.iter().filter(|row| row.ratings.get(at).is_some_and(|one| wanted.contains(one))).count()
    };
    for (word, wanted) in [
        ("against it", [Rating::Excludes, Rating::Against]),
        ("for it", [Rating::Supports, Rating::Suggests]),
    ] {
        let row = format!("{}{word}", cells(&|at| count(at, &wanted).to_string()));
        out.push_str(&format!("{}\n", style.paint(Paint::Dim, &row)));
    }
    out
}

/// What was observed and how it moved the hypotheses, and what would tell most if it was looked for.
fn observed(one: &Weighing, style: &Style) -> String {
    let bullet = format!("{} ", style.glyphs().bullet);
    let mut out = String::new();
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            out.push_str(&format!("\n{}\n", style.paint(Paint::Strong, title)));
            lines.iter().for_each(|line| out.push_str(&wrap(&clean::line(line), style.width, &bullet, "  ")));
        }
    };
    let tell = |seen: &Observation| {
        let each: Vec<String> =
            seen.moved.iter().map(|one| format!("{} {}", one.sentence, moved(one))).collect();
        let each = if each.is_empty() { String::from("moves none of them") } else { each.join("; ") };
        format!("{}: {each}", seen.sentence)
    };
    section("What was observed", one.observed.iter().map(tell).collect());
    let next = one.next.iter().map(|next| format!("{}: {} bits", next.sentence, next.bits));
    section("What would tell most, if it was looked for", next.collect());
    out
}

/// What the table comes to.
fn comments(one: &Weighing) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(unrated) = one.unrated {
        told.push(format!(
            "what you vouch for is not rated: more could follow from some of {unrated} statements than can be gone through"
        ));
    }
    let silent: Vec<String> = one
        .evidence
        .iter()
        .filter(|evidence| evidence.diagnosticity == Diagnosticity::TellsNothing)
        .map(|evidence| evidence.support.written())
        .collect();
    if !silent.is_empty() {
        let verb = if silent.len() == 1 { "tells" } else { "tell" };
        told.push(format!("{} {verb} nothing apart", list(&silent)));
    }
    for evidence in one.evidence.iter().filter(|evidence| !evidence.restates.is_empty()) {
        let of: Vec<String> = evidence.restates.iter().map(|label| format!("@{label}")).collect();
        told.push(format!("{} restates {}, and adds no voice", evidence.support.written(), list(&of)));
    }
    for (at, hypothesis) in one.hypotheses.iter().enumerate() {
        let name = &hypothesis.name;
        if let Some(root) = &hypothesis.root {
            told.push(format!("all that speaks against {name} comes down to {root}"));
        }
        match (hypothesis.rebuttals.as_slice(), hypothesis.status) {
            ([], _) if one.rated.is_some() => {}
            ([], Status::Rejected) => told.push(format!("{name} is rejected, and nobody rebuts it in words")),
            ([], Status::Leading | Status::Tenable | Status::Possible | Status::Contested) => {
                told.push(format!("{name} is never rebutted"));
            }
            ([], _) => {}
            (by, _) => {
                let (backed, words): (Vec<String>, Vec<String>) =
                    by.iter().cloned().partition(|one_of| is_against(one, one_of, at));
                if !backed.is_empty() {
                    told.push(format!("{name} is rebutted by {}", list(&backed)));
                }
                if !words.is_empty() {
                    let text =
                        format!("{name} is rebutted in words by {}: no conflict follows", list(&words));
                    told.push(text);
                }
            }
        }
    }
    told
}

/// Whether what rebuts a hypothesis has a mark against it in the table.
fn is_against(one: &Weighing, rebuttal: &str, hypothesis: usize) -> bool {
    let mut rows = one.evidence.iter().filter(|evidence| match &evidence.support.label {
        Some(label) => rebuttal.strip_prefix('@') == Some(label),
        None => evidence.support.sentence == format!("{rebuttal} holds"),
    });
    rows.any(|row| matches!(row.ratings.get(hypothesis), Some(Rating::Against | Rating::Excludes)))
}
