//! A whole report as text: the parts that a command computed, in the order in which they are read.

use super::alike::{Gathered, groups};
use super::paint::Paint;
use super::wrap::wrap;
use super::{
    answers, concise, council, counts, diagnostics, difference, dossier, expectations, game, page, score,
    watch, weigh,
};
use crate::diagnostic::{Diagnostic, Severity, clean};
use crate::render::Style;
use crate::report::{Command, Report, Verdict};
use crate::source::{Origin, SourceMap};
use std::collections::BTreeMap;

/// The report as text, ending in a line break.
pub fn report(report: &Report, sources: &SourceMap, style: &Style) -> String {
    let mut parts: Vec<String> = Vec::new();
    match report.command {
        Command::Check => {
            let (notes, drawn): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
                report.diagnostics.iter().partition(|found| found.severity == Severity::Note);
            let drawn: Vec<Diagnostic> = drawn.into_iter().cloned().collect();
            parts.push(diagnostics(&drawn, sources, style));
            parts.push(groups(&notes).iter().map(|group| in_brief(group, &notes, sources, style)).collect());
        }
        // Mistakes come first: what follows is then only part of the analysis.
        Command::Brief if !is_partial(report) => {}
        _ => {
            let serious: Vec<Diagnostic> = serious(report).cloned().collect();
            parts.push(diagnostics(&serious, sources, style));
        }
    }
    // To a question that could not be read, silence is no answer.
    let typed = |found: &Diagnostic| {
        let file = found.span().and_then(|span| sources.file(span.file));
        file.is_none_or(|file| file.origin == Origin::Typed)
    };
    let wrong = serious(report).any(typed);
    parts.extend(report.brief.iter().map(|brief| page::page(brief, report, sources, style)));
    parts.extend(
        report.ask.iter().filter(|ask| !(wrong && ask.is_empty())).map(|ask| answers::ask(ask, style)),
    );
    parts.extend(report.page.iter().map(|page| dossier::page(page, style)));
    parts.extend(report.weighings.iter().map(|all| weigh::weighings(all, style)));
    parts.extend(report.differences.iter().map(|all| difference::differences(all, sources, style)));
    parts.extend(report.scores.iter().map(|all| score::scores(all, style)));
    parts.extend(report.watchlist.iter().map(|list| watch::watchlist(list, style)));
    parts.extend(report.councils.iter().map(|all| council::councils(all, style)));
    parts.extend(report.games.iter().map(|all| match report.command {
        Command::Brief => game::section(all, style),
        _ => game::games(all, style),
    }));
    parts.extend(report.expectations.iter().map(|all| match report.command {
        Command::Test => expectations::tests(all, report.unjudged.unwrap_or_default(), style),
        _ => {
            let stopped = report.unjudged.map_or(0, |unjudged| unjudged.stopped);
            expectations::expectations(all, stopped, style)
        }
    }));
    match report.command {
        Command::Check => parts.push(format!("{}\n", summary(report, report.files.unwrap_or(1), style))),
        Command::Brief => parts.push(more_findings(report)),
        _ => {}
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// A note, which needs no mending: a line that says so, and one that says why.
fn in_brief(group: &Gathered, notes: &[&Diagnostic], sources: &SourceMap, style: &Style) -> String {
    let Some(found) = group.positions.first().and_then(|at| notes.get(*at)) else { return String::new() };
    let why = found.notes.first().cloned().into_iter().chain(group.words());
    let why: String = why.map(|note| wrap(&clean::line(&note), style.width, "    ", "      ")).collect();
    format!("{}{why}", wrap(&concise(found, sources), style.width, "", "  "))
}

/// Whether a part of what is written could not be used: a statement, or a row of a table.
fn is_partial(report: &Report) -> bool {
    report.verdict == Some(Verdict::Invalid) || serious(report).any(|found| found.code.is_of_text())
}

/// The errors.
fn serious(report: &Report) -> impl Iterator<Item = &Diagnostic> {
    report.diagnostics.iter().filter(|found| found.severity == Severity::Error)
}

/// The closing line of a check of so many files.
fn summary(report: &Report, files: usize, style: &Style) -> String {
    let worst = report.diagnostics.iter().map(|found| found.severity).max();
    let passed = match report.passed {
        1 => String::from("1 known finding let pass"),
        count => format!("{count} known findings let pass"),
    };
    let counted = match report.diagnostics.as_slice() {
        [] => String::from("nothing to report"),
        found if report.passed > 0 => format!("{}; {passed}", counts(found)),
        found => counts(found),
    };
    let text = match report.verdict {
        // What is known is no news, and the verdict would speak of it.
        _ if report.passed > 0 && report.diagnostics.is_empty() => format!("{passed}; nothing new"),
        Some(_) if is_partial(report) => format!("{}: {counted}", Verdict::Invalid.word()),
        Some(verdict) => format!("{}: {counted}", verdict.word()),
        None => counted,
    };
    let text = match files {
        0 => String::from("no files to check"),
        1 => text,
        several => format!("{several} files, {text}"),
    };
    let paint = match worst {
        Some(Severity::Error) => Paint::Bad,
        Some(Severity::Warning) => Paint::Odd,
        Some(Severity::Note) | None => Paint::Good,
    };
    style.paint(paint, &text)
}

/// What the page did not tell of the findings, and where it is told.
fn more_findings(report: &Report) -> String {
    let told: std::collections::BTreeSet<usize> =
        report.brief.iter().flat_map(|page| &page.findings).map(|finding| finding.diagnostic).collect();
    let shown_above = |found: &Diagnostic| is_partial(report) && found.severity == Severity::Error;
    let rest: Vec<&Diagnostic> = report
        .diagnostics
        .iter()
        .enumerate()
        .filter(|(place, found)| !told.contains(place) && !shown_above(found))
        .map(|(_, found)| found)
        .collect();
    if rest.is_empty() { String::new() } else { format!("{} more: see `strat check`\n", counts(rest)) }
}

/// The report with one finding a line, for editors and logs; of findings that are told as one, what the others are for.
pub fn concise_report(report: &Report, sources: &SourceMap) -> String {
    let all: Vec<&Diagnostic> = report.diagnostics.iter().collect();
    let groups = groups(&all);
    let firsts: Vec<(&Diagnostic, String)> = groups
        .iter()
        .filter_map(|group| {
            let first = *all.get(*group.positions.first()?)?;
            Some((first, concise(first, sources)))
        })
        .collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, line) in &firsts {
        *count.entry(line).or_default() += 1;
    }
    let line = |(group, (first, line)): (&Gathered, &(&Diagnostic, String))| {
        // Of lines that would be the same each says what it comes from.
        let why = first.notes.first().filter(|_| count.get(line.as_str()).is_some_and(|same| *same > 1));
        let why = why.map(|note| format!(": {}", clean::line(note))).unwrap_or_default();
        let others = group.words().map(|words| format!("; {}", clean::line(&words))).unwrap_or_default();
        format!("{line}{why}{others}\n")
    };
    groups.iter().zip(&firsts).map(line).collect()
}
