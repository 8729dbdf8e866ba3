//! What a supposition changes: what is gained, lost and re-supported, and what has no say against it.

use super::difference::{moved, supported};
use super::implication::item;
use super::paint::Paint;
use super::parts::{rest, with_judgement};
use super::proof::list;
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::render::Style;
use crate::report::{Change, Changes, Implication, Suspended};

/// What changes, ending in a line break.
pub(super) fn changes(changes: &Changes, style: &Style) -> String {
    let mut out = String::new();
    for line in supposing(changes, style).lines() {
        out.push_str(&format!("{}\n", style.paint(Paint::Strong, line)));
    }
    if changes.is_empty() {
        out.push_str("Nothing else follows from it, and nothing falls.\n");
    }
    let heading = |out: &mut String, text: &str| {
        out.push_str(&format!("\n{}\n", style.paint(Paint::Strong, text)));
    };
    if !changes.gained.is_empty() {
        heading(&mut out, "Then it follows that");
        for implication in &changes.gained {
            out.push_str(&item(implication, "", style));
        }
    }
    if !changes.lost.is_empty() {
        heading(&mut out, "It no longer follows that");
        for implication in &changes.lost {
            out.push_str(&lost(implication, style));
        }
    }
    if !changes.moved.is_empty() {
        heading(&mut out, "It is believed otherwise that");
        for change in &changes.moved {
            out.push_str(&told(change, &moved(change, None), "", style));
        }
    }
    if !changes.supported.is_empty() {
        heading(&mut out, "It still follows, for other reasons, that");
        for (at, change) in changes.supported.iter().enumerate() {
            let above = at.checked_sub(1).and_then(|at| changes.supported.get(at));
            out.push_str(&told(change, &supported(change, above), "", style));
        }
    }
    if !changes.findings.is_empty() {
        heading(&mut out, "Which fires");
        out.push_str(&findings(&changes.findings, style));
    }
    if !changes.suspended.is_empty() {
        heading(&mut out, "What would speak against it, and has no say");
        for one in &changes.suspended {
            out.push_str(&suspended(one, "", style));
        }
    }
    if changes.hidden > 0 {
        let text =
            format!("and {} more {}", changes.hidden, if changes.hidden == 1 { "change" } else { "changes" });
        out.push_str(&format!("\n{}\n", style.paint(Paint::Dim, &text)));
    }
    out
}

/// What is supposed and what is taken back.
fn supposing(changes: &Changes, style: &Style) -> String {
    let mut parts = Vec::new();
    if !changes.supposed.is_empty() {
        parts.push(format!("Supposing that {}", list(&changes.supposed)));
    }
    let labels: Vec<String> = changes.retracted.iter().map(retraction).collect();
    if !labels.is_empty() {
        let word = if parts.is_empty() { "Without" } else { "and without" };
        parts.push(format!("{word} {}", list(&labels)));
    }
    wrap(&clean::line(&parts.join(", ")), style.width, "", "  ")
}

/// A statement that is taken back, by its label.
pub(super) fn retraction(support: &crate::report::Support) -> String {
    match &support.label {
        Some(label) => format!("@{label} ({})", support.sentence),
        None => support.sentence.clone(),
    }
}

/// A sentence that follows no more, with what it followed from.
fn lost(implication: &Implication, style: &Style) -> String {
    let sentence = with_judgement(&implication.sentence, implication.status, None, style);
    let mut asides = Vec::new();
    if !implication.because.is_empty() {
        asides.push(format!("followed from {}", list(&implication.because)));
    } else if !implication.sources.is_empty() {
        asides.push(format!("was said by {}", list(&implication.sources)));
    }
    entry(&sentence, &asides, "", style)
}

/// A change with what is said of it.
pub(super) fn told(change: &Change, asides: &[String], indent: &str, style: &Style) -> String {
    entry(&clean::line(&change.after.sentence), asides, indent, style)
}

/// Something that has no say against what is supposed.
pub(super) fn suspended(one: &Suspended, indent: &str, style: &Style) -> String {
    let support = &one.support;
    let mut by = Vec::new();
    by.extend((!support.sources.is_empty()).then(|| format!("said by {}", list(&support.sources))));
    by.extend(support.label.as_ref().map(|label| format!("@{label}")));
    by.extend(support.place.as_ref().map(ToString::to_string));
    let by = if by.is_empty() { String::new() } else { format!("  ({})", by.join("; ")) };
    let (head, asides) = match &one.rule {
        None => (format!("{}{by}", support.sentence), Vec::new()),
        Some(rule) => {
            let name = if rule.name.is_empty() {
                String::from("the statement")
            } else {
                format!("the rule {}", rule.name)
            };
            let mut asides = Vec::new();
            if !one.because.is_empty() {
                asides.push(format!("from {}", list(&one.because)));
            }
            (format!("{name}, which would conclude that {}{by}", support.sentence), asides)
        }
    };
    entry(&clean::line(&head), &asides, indent, style)
}

fn entry(sentence: &str, asides: &[String], indent: &str, style: &Style) -> String {
    let bullet = format!("{indent}{} ", style.glyphs().bullet);
    let mut out = wrap(sentence, style.width, &bullet, &format!("{indent}  "));
    for aside in asides {
        let further = format!("{indent}    ");
        for line in wrap(&clean::line(aside), style.width, &format!("{indent}  "), &further).lines() {
            out.push_str(&format!("{}\n", style.paint(Paint::Dim, line)));
        }
    }
    out
}

/// A list of entries of a scenario under a heading of their own.
pub(super) fn under<T>(
    out: &mut String,
    heading: &str,
    all: &[T],
    style: &Style,
    tell: impl Fn(&T) -> String,
) {
    if all.is_empty() {
        return;
    }
    out.push_str(&format!("  {heading}\n"));
    for one in all.iter().take(style.listed) {
        out.push_str(&tell(one));
    }
    rest(out, all.len(), style);
}

/// Sentences that follow for other reasons, each with the reasons that are new.
pub fn supports(all: &[Change]) -> Vec<String> {
    let told = |change: &Change| match change.after.because.as_slice() {
        [] => change.after.sentence.clone(),
        because => format!("{} (from {})", change.after.sentence, list(because)),
    };
    all.iter().map(told).collect()
}

/// Sentences that follow now, each with its status.
pub fn gains(all: &[Implication], style: &Style) -> Vec<String> {
    all.iter().map(|one| with_judgement(&one.sentence, one.status, None, style)).collect()
}

/// Sentences that are believed otherwise, each with its status after and before.
pub fn moves(all: &[Change]) -> Vec<String> {
    let told = |change: &Change| {
        let asides = moved(change, None);
        format!("{} ({})", change.after.sentence, asides.first().map_or("", String::as_str))
    };
    all.iter().map(told).collect()
}

/// What clashes or fires, one entry each.
pub fn findings(all: &[String], style: &Style) -> String {
    all.iter().map(|one| entry(&clean::line(one), &[], "", style)).collect()
}

/// What has no say against what is supposed, one entry each.
pub fn suspensions(all: &[Suspended], style: &Style) -> String {
    all.iter().map(|one| suspended(one, "", style)).collect()
}
