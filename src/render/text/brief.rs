//! The reasons on the page that an analyst prints: every judgement with its grounds, what it falls with, and what
//! scenarios change, in the words of the language, so that all of it can be asked about.

use super::alike::{Gathered, groups};
use super::changes::{retraction, suspended, told, under};
use super::difference::supported;
use super::implication::item;
use super::paint::Paint;
use super::parts::{rest, section, with_judgement};
use super::placed;
use super::proof::list;
use super::support;
use super::wrap::wrap;
use crate::diagnostic::{Diagnostic, Severity, clean};
use crate::render::Style;
use crate::report::{Brief, Finding, Place, QuestionOutcome, Report, ScenarioOutcome};
use crate::source::SourceMap;

/// The reasons, after the first page.
pub(super) fn reasons(out: &mut String, brief: &Brief, report: &Report, sources: &SourceMap, style: &Style) {
    if !brief.questions.is_empty() {
        section(out, "The questions", style);
        for question in &brief.questions {
            out.push_str(&self::question(question, style));
        }
    }
    section(out, "Key implications, and why", style);
    if brief.themes.is_empty() {
        let text = "None: mark what matters with `key`, or add rules that conclude it.";
        out.push_str(&wrap(text, style.width, "", ""));
    }
    for (place, theme) in brief.themes.iter().enumerate() {
        if place > 0 {
            out.push('\n');
        }
        out.push_str(&format!("{}\n", style.paint(Paint::Strong, &clean::line(&theme.title))));
        for implication in &theme.implications {
            out.push_str(&item(implication, "  ", style));
        }
        if theme.more > 0 {
            let more = format!("    and {} more", theme.more);
            out.push_str(&format!("{}\n", style.paint(Paint::Dim, &more)));
        }
    }
    support::disputes(out, &brief.disputes, style);
    support::assumptions(out, &brief.assumptions, style);
    if !brief.findings.is_empty() {
        section(out, "What fires, and why", style);
        let of = |finding: &Finding| report.diagnostics.get(finding.diagnostic);
        let told: Vec<(&Finding, &Diagnostic)> =
            brief.findings.iter().filter_map(|finding| Some((finding, of(finding)?))).collect();
        let all: Vec<&Diagnostic> = told.iter().map(|(_, found)| *found).collect();
        let groups = groups(&all);
        for group in groups.iter().take(style.listed) {
            let first = group.positions.first().and_then(|at| told.get(*at));
            out.extend(first.map(|one| finding(*one, group, sources, style)));
        }
        rest(out, groups.len(), style);
    }
    if let Some(changes) = &brief.changes {
        section(out, "What this view changes", style);
        out.push_str(&super::changes::changes(changes, style));
    }
    if !brief.scenarios.is_empty() {
        section(out, "Scenarios", style);
        let shared = lost_in_all(&brief.scenarios);
        if !shared.is_empty() {
            let sentence = |text: &String| {
                let bullet = format!("    {} ", style.glyphs().bullet);
                wrap(&clean::line(text), style.width, &bullet, "      ")
            };
            let heading = "in all of them, where forecasts count, no longer";
            under(out, heading, &shared, style, sentence);
            out.push('\n');
        }
        for (place, scenario) in brief.scenarios.iter().enumerate() {
            if place > 0 {
                out.push('\n');
            }
            out.push_str(&self::scenario(scenario, &shared, style));
        }
    }
}

fn finding(
    (finding, found): (&Finding, &Diagnostic),
    group: &Gathered,
    sources: &SourceMap,
    style: &Style,
) -> String {
    let (word, paint) = match found.severity {
        Severity::Error => ("error", Paint::Bad),
        Severity::Warning => ("warning", Paint::Odd),
        Severity::Note => ("note", Paint::Help),
    };
    let head = format!("  {} {word} {}: ", style.glyphs().bullet, found.code.number());
    let place = found
        .span()
        .and_then(|span| Place::new(span, sources))
        .map(|place| format!(" ({})", placed(&place)))
        .unwrap_or_default();
    let text = format!("{}{place}", clean::line(&found.message));
    let mut out = wrap(&text, style.width, &head, "    ").replacen(word, &style.paint(paint, word), 1);
    let because =
        (!finding.because.is_empty()).then(|| format!("because {}", clean::line(&list(&finding.because))));
    for text in because.into_iter().chain(group.words().map(|words| clean::line(&words).into_owned())) {
        for line in wrap(&text, style.width, "    ", "      ").lines() {
            out.push_str(&format!("{}\n", style.paint(Paint::Dim, line)));
        }
    }
    out
}

/// What every scenario loses, if there are several: told once.
fn lost_in_all(scenarios: &[ScenarioOutcome]) -> Vec<String> {
    let [first, others @ ..] = scenarios else { return Vec::new() };
    if others.is_empty() {
        return Vec::new();
    }
    let everywhere = |sentence: &&String| others.iter().all(|other| other.lost.contains(sentence));
    first.lost.iter().filter(everywhere).cloned().collect()
}

/// A question, and what became of its hypotheses.
fn question(question: &QuestionOutcome, style: &Style) -> String {
    let mut out = String::new();
    for line in wrap(&clean::line(&question.question), style.width, "", "  ").lines() {
        out.push_str(&format!("{}\n", style.paint(Paint::Strong, line)));
    }
    let bullet = format!("  {} ", style.glyphs().bullet);
    for hypothesis in &question.hypotheses {
        let said = match &hypothesis.gloss {
            Some(gloss) => format!("{}: {gloss}", hypothesis.name),
            None => hypothesis.name.clone(),
        };
        let said = with_judgement(&said, Some(hypothesis.status), None, style);
        out.push_str(&wrap(&said, style.width, &bullet, "    "));
    }
    out
}

fn scenario(scenario: &ScenarioOutcome, shared: &[String], style: &Style) -> String {
    let lost: Vec<String> = scenario.lost.iter().filter(|one| !shared.contains(one)).cloned().collect();
    let name = clean::line(&scenario.name);
    let head = match &scenario.gloss {
        Some(gloss) => format!("{name}: {}", clean::line(gloss)),
        None => name.into_owned(),
    };
    let mut out = String::new();
    for line in wrap(&head, style.width, "", "  ").lines() {
        out.push_str(&format!("{}\n", style.paint(Paint::Strong, line)));
    }
    if !scenario.suppositions.is_empty() {
        out.push_str(&wrap(
            &format!("supposing {}", list(&scenario.suppositions)),
            style.width,
            "  ",
            "    ",
        ));
    }
    if !scenario.retracted.is_empty() {
        let all: Vec<String> = scenario.retracted.iter().map(retraction).collect();
        out.push_str(&wrap(&clean::line(&format!("without {}", list(&all))), style.width, "  ", "    "));
    }
    if scenario.gained.is_empty()
        && lost.is_empty()
        && scenario.supported.is_empty()
        && scenario.findings.is_empty()
    {
        out.push_str("  nothing changes\n");
    }
    let bullet = format!("    {} ", style.glyphs().bullet);
    let sentence = |text: &String| wrap(&clean::line(text), style.width, &bullet, "      ");
    under(&mut out, "then", &scenario.gained, style, |one| item(one, "    ", style));
    under(&mut out, "and no longer", &lost, style, sentence);
    under(&mut out, "still, and for other reasons", &scenario.supported, style, |change| {
        told(change, &supported(change, None), "    ", style)
    });
    under(&mut out, "which fires", &scenario.findings, style, sentence);
    under(&mut out, "what would speak against it, and has no say", &scenario.suspended, style, |one| {
        suspended(one, "    ", style)
    });
    out
}
