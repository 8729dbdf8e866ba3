//! Questions weighed: a table of hypotheses against evidence, and what it comes to.

use super::paint::Paint;
use super::proof::list;
use super::table::table;
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::render::likely::interval;
use crate::render::{Style, pillar};
use crate::report::{Diagnosticity, PillarKind, Rating, Status, Weighing};
use crate::source::SourceMap;

/// The tables, one a question.
pub(super) fn weighings(all: &[Weighing], sources: &SourceMap, style: &Style) -> String {
    if all.is_empty() {
        return String::from("There is no question to weigh.\n");
    }
    all.iter().map(|one| weighing(one, sources, style)).collect::<Vec<_>>().join("\n")
}

fn weighing(one: &Weighing, sources: &SourceMap, style: &Style) -> String {
    let title = match &one.gloss {
        Some(gloss) => format!("{gloss} ({})", one.question),
        None => one.question.clone(),
    };
    let mut out = format!("{}\n\n", style.paint(Paint::Strong, &clean::line(&title)));
    let heads: Vec<&str> =
        std::iter::once("").chain(one.hypotheses.iter().map(|hypothesis| hypothesis.name.as_str())).collect();
    let row = |head: &str, cell: &dyn Fn(usize) -> String| -> Vec<String> {
        std::iter::once(head.to_owned()).chain((0..one.hypotheses.len()).map(cell)).collect()
    };
    let of = |at: usize| one.hypotheses.get(at);
    let mut rows = vec![
        row("status", &|at| of(at).map(|h| h.status.word().to_owned()).unwrap_or_default()),
        row("stated as", &|at| of(at).and_then(|h| h.hedge.clone()).unwrap_or_default()),
    ];
    if one.hypotheses.iter().any(|hypothesis| hypothesis.likelihood.is_some()) {
        let said = |at: usize| of(at)?.likelihood.as_ref().map(interval);
        rows.push(row("likelihood", &|at| said(at).unwrap_or_default()));
    }
    rows.push(row("raised by", &|at| {
        let sources = of(at).map(|h| h.sources.join(", ")).unwrap_or_default();
        if sources.is_empty() { String::from("nobody") } else { sources }
    }));
    for evidence in &one.evidence {
        let name = pillar(&evidence.pillar, sources);
        let name = match evidence.pillar.kind {
            PillarKind::Statement if name != evidence.pillar.sentence => {
                format!("{name}: {}", evidence.pillar.sentence)
            }
            PillarKind::Statement | PillarKind::Application | PillarKind::Signal => name,
        };
        rows.push(row(&shorten(&name), &|at| {
            evidence.ratings.get(at).copied().unwrap_or(Rating::Silent).sign().to_owned()
        }));
    }
    out.push_str(&table(&heads, &rows, style));
    out.push('\n');
    out.push_str(&wrap(
        "--  cannot hold together with it;  -  nor together with it and others;  +  it follows from it, \
         alone or with others;  (+)  suggests it;  0  would be the same without it",
        style.width,
        "",
        "  ",
    ));
    let told = comments(one, sources);
    if !told.is_empty() {
        out.push('\n');
    }
    let bullet = format!("{} ", style.glyphs().bullet);
    for comment in told {
        out.push_str(&wrap(&clean::line(&comment), style.width, &bullet, "  "));
    }
    out
}

/// A name that leaves room for the columns.
fn shorten(text: &str) -> String {
    const WIDEST: usize = 58;
    if text.chars().count() <= WIDEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(WIDEST - 1).collect();
    format!("{}…", cut.trim_end())
}

/// What the table comes to.
fn comments(one: &Weighing, sources: &SourceMap) -> Vec<String> {
    let mut told = Vec::new();
    let silent: Vec<String> = one
        .evidence
        .iter()
        .filter(|evidence| evidence.diagnosticity == Diagnosticity::TellsNothing)
        .map(|evidence| pillar(&evidence.pillar, sources))
        .collect();
    if !silent.is_empty() {
        let verb = if silent.len() == 1 { "tells" } else { "tell" };
        told.push(format!("{} {verb} nothing apart", list(&silent)));
    }
    for evidence in one.evidence.iter().filter(|evidence| !evidence.restates.is_empty()) {
        let of: Vec<String> = evidence.restates.iter().map(|label| format!("@{label}")).collect();
        told.push(format!("{} restates {}, and adds no voice", pillar(&evidence.pillar, sources), list(&of)));
    }
    for (at, hypothesis) in one.hypotheses.iter().enumerate() {
        let name = &hypothesis.name;
        if let Some(root) = &hypothesis.root {
            told.push(format!("all that speaks against {name} comes down to {root}"));
        }
        match (hypothesis.rebuttals.as_slice(), hypothesis.status) {
            ([], Status::Rejected) => told.push(format!("{name} is rejected, and nobody rebuts it in words")),
            ([], Status::Tenable | Status::Possible | Status::Contested) => {
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
    let mut rows = one.evidence.iter().filter(|evidence| match &evidence.pillar.label {
        Some(label) => rebuttal.strip_prefix('@') == Some(label),
        None => evidence.pillar.sentence == format!("{rebuttal} holds"),
    });
    rows.any(|row| matches!(row.ratings.get(hypothesis), Some(Rating::Against | Rating::Excludes)))
}
