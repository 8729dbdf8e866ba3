//! Pages as Markdown: the page about an analysis, and what an edit changed, made for a comment on a pull request: what
//! a reviewer must know first, the rest folded away.

use super::Detail;
use super::page::{Block, Limits, Tone, details, first};
use super::text::difference::{gained, lost, moved, supported, verdict, why};
use crate::diagnostic::{Diagnostic, clean};
use crate::report::{Change, Difference, Presence, Report};
use crate::source::SourceMap;

/// How many items of a list are written.
const LISTED: usize = 100;

/// The files in which something changed, after `wrong`, what could not be compared.
pub fn differences(all: &[Difference], wrong: &[Diagnostic], sources: &SourceMap) -> String {
    let told: Vec<String> =
        all.iter().filter(|one| !one.is_empty()).map(|one| difference(one, sources)).collect();
    let mut out = String::from("## What this changes in the conclusions\n\n");
    if !wrong.is_empty() {
        let wrong: Vec<String> = wrong.iter().map(|found| super::text::concise(found, sources)).collect();
        out.push_str(&format!("Not everything could be compared.\n\n{}\n", listed(&wrong)));
    }
    out.push_str(&if told.is_empty() && !all.is_empty() {
        String::from("Nothing that follows has changed.\n")
    } else {
        told.join("\n")
    });
    out
}

fn difference(one: &Difference, sources: &SourceMap) -> String {
    let mut out = format!("### {}\n\n", code(&one.name));
    match one.presence {
        Presence::Old => out.push_str("The file is gone. "),
        Presence::New => out.push_str("The file is new. "),
        Presence::Both => {}
    }
    if let Some(verdict) = verdict(one) {
        out.push_str(&format!("Verdict: **{verdict}**. "));
    }
    let counts: Vec<String> = [
        (one.lost.len(), "lost"),
        (one.gained.len(), "gained"),
        (one.moved.len(), "moved"),
        (one.supported.len(), "re-supported"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{count} {word}"))
    .collect();
    let counted = if counts.is_empty() { String::from("none changed") } else { counts.join(", ") };
    out.push_str(&format!("Conclusions: {counted}.\n"));
    changes(&mut out, "Lost: follows no more", &one.lost, lost);
    changes(&mut out, "Gained: follows now", &one.gained, gained);
    changes(&mut out, "Moved: believed otherwise", &one.moved, moved);
    let concise = |all: &[Diagnostic]| -> Vec<String> {
        all.iter()
            .map(|found| {
                let told = super::text::concise(found, sources);
                why(found).map(|why| format!("{told}: {why}")).unwrap_or(told)
            })
            .collect()
    };
    let (appeared, fixed) = (concise(&one.appeared), concise(&one.fixed));
    plain(&mut out, "New findings", &appeared);
    plain(&mut out, "Findings that are gone", &fixed);
    let renamed: Vec<String> =
        one.renamed.iter().map(|one| format!("{} is called {} now", one.before, one.after)).collect();
    plain(&mut out, "Renamed", &renamed);
    if !one.supported.is_empty() {
        let mut inner = String::new();
        items(&mut inner, &one.supported, supported);
        folded(&mut out, "Re-supported: still follows, for other reasons", one.supported.len(), &inner);
    }
    for (title, all) in [
        ("Statements withdrawn", &one.withdrawn),
        ("Statements added", &one.stated),
        ("Further conclusions that follow no more", &one.further_lost),
        ("Further conclusions that follow now", &one.further_gained),
    ] {
        if !all.is_empty() {
            folded(&mut out, title, all.len(), &listed(all));
        }
    }
    for scenario in &one.scenarios {
        let title = match scenario.presence {
            Presence::Both => format!("Scenario {}", code(&scenario.name)),
            Presence::Old => format!("Scenario {} is gone", code(&scenario.name)),
            Presence::New => format!("Scenario {} is new", code(&scenario.name)),
        };
        out.push_str(&format!("\n**{title}**\n"));
        plain(&mut out, "Lost there", &scenario.lost);
        plain(&mut out, "Gained there", &scenario.gained);
    }
    out
}

fn changes(
    out: &mut String,
    title: &str,
    all: &[Change],
    tell: impl Fn(&Change, Option<&Change>) -> Vec<String>,
) {
    if !all.is_empty() {
        out.push_str(&format!("\n**{title}**\n\n"));
        items(out, all, tell);
    }
}

fn items(out: &mut String, all: &[Change], tell: impl Fn(&Change, Option<&Change>) -> Vec<String>) {
    for (at, change) in all.iter().take(LISTED).enumerate() {
        out.push_str(&format!("- **{}**\n", escaped(&change.after.sentence)));
        let above = at.checked_sub(1).and_then(|at| all.get(at));
        for aside in tell(change, above) {
            out.push_str(&format!("  - {}\n", escaped(&aside)));
        }
    }
    rest(out, all.len());
}

fn plain(out: &mut String, title: &str, all: &[String]) {
    if !all.is_empty() {
        out.push_str(&format!("\n**{title}**\n\n{}", listed(all)));
    }
}

fn listed(all: &[String]) -> String {
    let mut out: String =
        all.iter().take(LISTED).map(|sentence| format!("- {}\n", escaped(sentence))).collect();
    rest(&mut out, all.len());
    out
}

fn rest(out: &mut String, count: usize) {
    if count > LISTED {
        out.push_str(&format!("- and {} more\n", count - LISTED));
    }
}

fn folded(out: &mut String, title: &str, count: usize, inner: &str) {
    out.push_str(&format!("\n<details><summary>{title} ({count})</summary>\n\n{inner}\n</details>\n"));
}

/// Text in which no character has a meaning in Markdown, or calls on anybody.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean::line(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A mention would notify a stranger.
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '|' | '!' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// A name as code.
fn code(name: &str) -> String {
    format!("`{}`", clean::line(name).replace('`', "'"))
}

/// The page about an analysis, for a repository or a chat.
pub fn brief(report: &Report, detail: Detail) -> String {
    let Some(brief) = &report.brief else { return String::new() };
    let limits = match detail {
        Detail::Page => Limits::tightening().next().unwrap_or(Limits::NONE),
        Detail::Full => Limits::NONE,
    };
    let mut blocks = first(brief, report, limits, "—");
    details(&mut blocks, brief, report, limits);
    let mut out = String::new();
    let mut listing = false;
    for block in &blocks {
        let item = matches!(block, Block::Item(..));
        if (listing || matches!(block, Block::Item(..) | Block::Text(..))) && listing != item {
            out.push('\n');
        }
        listing = item;
        match block {
            Block::Title(text) => out.push_str(&format!("# {}\n", escaped(text))),
            Block::Heading(text) => out.push_str(&format!("\n## {}\n", escaped(text))),
            Block::Text(text, Tone::Aside) => out.push_str(&format!("\n*{}*\n", escaped(text))),
            Block::Text(text, Tone::Main) => out.push_str(&format!("\n{}\n", escaped(text))),
            Block::Text(text, Tone::Good | Tone::Odd | Tone::Bad) => {
                out.push_str(&format!("\n**{}**\n", escaped(text)));
            }
            Block::Item(text, _) => out.push_str(&format!("- {}\n", escaped(text))),
            Block::Break => {}
        }
    }
    let mut lines: Vec<&str> = out.lines().collect();
    lines.dedup_by(|a, b| a.is_empty() && b.is_empty());
    lines.join("\n") + "\n"
}
