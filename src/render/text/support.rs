//! What conclusions rest on, and whose claims stand against whose: parts of the page.

use super::paint::Paint;
use super::parts::{rest, section};
use super::proof::list;
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::render::{Style, cuts};
use crate::report::{Dispute, KeyAssumption, Settlement, Support, SupportKind};

/// How many cuts of one sentence are told on the page.
const CUTS: usize = 4;

/// What a sentence rests on, in a line: the statements without which it falls.
pub(super) fn rests_on(all: &[Vec<Support>]) -> Option<String> {
    let all = cuts(all);
    (!all.is_empty()).then(|| format!("it falls without {}", without(&all, CUTS)))
}

/// Sets of statements in words, so many of them at most.
pub(super) fn without(all: &[Vec<String>], most: usize) -> String {
    let told: Vec<String> = all
        .iter()
        .take(most)
        .map(|cut| match cut.as_slice() {
            [only] => format!("{only} alone"),
            several => list(several),
        })
        .collect();
    let more = if all.len() > most { format!(", and {} more", all.len() - most) } else { String::new() };
    format!("{}{more}", told.join(", or "))
}

/// Whose claims stand against whose.
pub(super) fn disputes(out: &mut String, all: &[Dispute], style: &Style) {
    if all.is_empty() {
        return;
    }
    section(out, "Who contradicts whom", style);
    let bullet = format!("  {} ", style.glyphs().bullet);
    for dispute in all.iter().take(style.listed) {
        let voices: Vec<String> = dispute.sides.iter().map(|(voice, _)| voice.clone()).collect();
        let count = match dispute.conflicts {
            1 => String::from("1 conflict"),
            more => format!("{more} conflicts"),
        };
        let settled = match dispute.settlement {
            Settlement::Settled => ", settled by `prefer`",
            Settlement::Open => "",
        };
        let head = format!("{}: {count}{settled}", voices.join(" against "));
        out.push_str(&wrap(&clean::line(&head), style.width, &bullet, "    "));
        let mut aside = |text: &str| {
            for line in wrap(&clean::line(text), style.width, "    ", "      ").lines() {
                out.push_str(&format!("{}\n", style.paint(Paint::Dim, line)));
            }
        };
        for (voice, claims) in &dispute.sides {
            let names: Vec<String> = claims.iter().map(|one| one.written()).collect();
            aside(&format!("{voice}: {}", list(&names)));
        }
        for about in &dispute.about {
            aside(about);
        }
    }
    rest(out, all.len(), style);
}

/// The Key Assumptions Check.
pub(super) fn assumptions(out: &mut String, all: &[KeyAssumption], style: &Style) {
    if all.is_empty() {
        return;
    }
    section(out, "Key assumptions", style);
    let bullet = format!("  {} ", style.glyphs().bullet);
    let (alone, together): (Vec<&KeyAssumption>, Vec<&KeyAssumption>) =
        all.iter().partition(|one| !one.falls.is_empty());
    let aside = |out: &mut String, text: &str| {
        for line in wrap(&clean::line(text), style.width, "    ", "      ").lines() {
            out.push_str(&format!("{}\n", style.paint(Paint::Dim, line)));
        }
    };
    let said = |assumption: &KeyAssumption| {
        let one = &assumption.support;
        let name = one.written();
        match one.kind {
            SupportKind::Statement if name != one.sentence => format!("{name}: {}", one.sentence),
            SupportKind::Statement | SupportKind::Application | SupportKind::Signal => name,
        }
    };
    for assumption in alone.iter().take(style.listed) {
        out.push_str(&wrap(&clean::line(&said(assumption)), style.width, &bullet, "    "));
        aside(out, &format!("without it alone falls: {}", assumption.falls.join("; ")));
        if assumption.weakened > 0 {
            let sentences = if assumption.weakened == 1 { "implication falls" } else { "implications fall" };
            let more = assumption.weakened;
            aside(out, &format!("with one or two other statements more {more} {sentences}"));
        }
    }
    rest(out, alone.len(), style);
    // What needs company to matter is told in short.
    if !together.is_empty() {
        let head = "Together with one or two others also matter, by how much falls with them:";
        out.push_str(&wrap(head, style.width, "  ", "  "));
        for assumption in together.iter().take(style.listed) {
            let text = format!("{} ({})", said(assumption), assumption.weakened);
            out.push_str(&wrap(&clean::line(&text), style.width, &bullet, "    "));
        }
        rest(out, together.len(), style);
    }
}
