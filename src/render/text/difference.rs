//! What an edit changed, as a page: what was edited, what follows no more and what follows now.

use super::concise;
use super::paint::Paint;
use super::parts::{rest, section};
use super::proof::list;
use super::support::without;
use super::wrap::wrap;
use crate::diagnostic::{Diagnostic, clean};
use crate::render::Style;
use crate::render::likely::likely;
use crate::report::{Change, Difference, Implication, Presence, ScenarioChange, Verdict};
use crate::source::SourceMap;

/// How many sets are told without which a sentence falls.
const CUTS: usize = 2;

/// How many further conclusions are listed.
const FURTHER: usize = 12;

/// The files in which something changed, ending in a line break.
pub(super) fn differences(all: &[Difference], sources: &SourceMap, style: &Style) -> String {
    let told: Vec<String> =
        all.iter().filter(|one| !one.is_empty()).map(|one| difference(one, sources, style)).collect();
    if told.is_empty() && !all.is_empty() {
        String::from("nothing that follows has changed\n")
    } else {
        told.join("\n")
    }
}

fn difference(one: &Difference, sources: &SourceMap, style: &Style) -> String {
    let name = clean::line(&one.name);
    let mut out = format!("{}\n", style.paint(Paint::Strong, &name));
    match one.presence {
        Presence::Old => out.push_str("  the file is gone\n"),
        Presence::New => out.push_str("  the file is new\n"),
        Presence::Both => {}
    }
    if let Some(verdict) = verdict(one) {
        out.push_str(&format!("  {verdict}\n"));
    }
    for renamed in &one.renamed {
        let text = format!("{} is called {} now", clean::line(&renamed.before), clean::line(&renamed.after));
        out.push_str(&wrap(&text, style.width, "  ", "      "));
    }
    let edited: Vec<(String, Paint)> = one
        .withdrawn
        .iter()
        .map(|text| (format!("- {}", clean::line(text)), Paint::Bad))
        .chain(one.stated.iter().map(|text| (format!("+ {}", clean::line(text)), Paint::Good)))
        .collect();
    if !edited.is_empty() {
        section(&mut out, "What was edited", style);
        for (text, paint) in edited.iter().take(style.listed) {
            for line in wrap(text, style.width, "  ", "      ").lines() {
                out.push_str(&format!("{}\n", style.paint(*paint, line)));
            }
        }
        rest(&mut out, edited.len(), style);
    }
    changes(&mut out, "Lost: follows no more", &one.lost, lost, style);
    changes(&mut out, "Gained: follows now", &one.gained, gained, style);
    changes(&mut out, "Moved: believed otherwise", &one.moved, moved, style);
    changes(&mut out, "Re-supported: still follows, for other reasons", &one.supported, supported, style);
    sentences(&mut out, "Further conclusions that follow no more", &one.further_lost, style);
    sentences(&mut out, "Further conclusions that follow now", &one.further_gained, style);
    for (title, findings) in [("New findings", &one.appeared), ("Findings that are gone", &one.fixed)] {
        if !findings.is_empty() {
            section(&mut out, title, style);
            for finding in findings.iter().take(style.listed) {
                out.push_str(&wrap(&concise(finding, sources), style.width, "  ", "      "));
                if let Some(why) = why(finding) {
                    aside(&mut out, why, style);
                }
            }
            rest(&mut out, findings.len(), style);
        }
    }
    if !one.scenarios.is_empty() {
        section(&mut out, "Scenarios", style);
        for scenario in &one.scenarios {
            out.push_str(&self::scenario(scenario, style));
        }
    }
    out
}

/// The verdict before and after, in words.
pub(in crate::render) fn verdict(one: &Difference) -> Option<String> {
    match one.verdicts {
        [_, Some(Verdict::Invalid)] | [Some(Verdict::Invalid), _] => Some(String::from(
            "invalid: there are mistakes in how a version is written, so that this is incomplete",
        )),
        [Some(before), Some(after)] if before == after => Some(format!("{}, as before", after.word())),
        [Some(before), Some(after)] => Some(format!("{}, was {}", after.word(), before.word())),
        [None, Some(after)] => Some(String::from(after.word())),
        [Some(before), None] => Some(format!("was {}", before.word())),
        [None, None] => None,
    }
}

fn changes(
    out: &mut String,
    title: &str,
    all: &[Change],
    tell: impl Fn(&Change, Option<&Change>) -> Vec<String>,
    style: &Style,
) {
    if all.is_empty() {
        return;
    }
    section(out, title, style);
    let bullet = format!("  {} ", style.glyphs().bullet);
    for (at, change) in all.iter().take(style.listed).enumerate() {
        let sentence = clean::line(&change.after.sentence);
        for line in wrap(&sentence, style.width, &bullet, "    ").lines() {
            out.push_str(&format!("{}\n", style.paint(Paint::Strong, line)));
        }
        let above = at.checked_sub(1).and_then(|at| all.get(at));
        for aside in tell(change, above) {
            self::aside(out, &aside, style);
        }
    }
    rest(out, all.len(), style);
}

fn aside(out: &mut String, text: &str, style: &Style) {
    for line in wrap(&clean::line(text), style.width, "    ", "      ").lines() {
        out.push_str(&format!("{}\n", style.paint(Paint::Dim, line)));
    }
}

/// What tells a finding from others that say the same: the reasons that it gives.
pub(in crate::render) fn why(finding: &Diagnostic) -> Option<&str> {
    finding.notes.first().map(String::as_str)
}

fn sentences(out: &mut String, title: &str, all: &[String], style: &Style) {
    if all.is_empty() {
        return;
    }
    section(out, title, style);
    let bullet = format!("  {} ", style.glyphs().bullet);
    let listed = Style { listed: FURTHER, ..*style };
    for sentence in all.iter().take(FURTHER) {
        out.push_str(&wrap(&clean::line(sentence), style.width, &bullet, "    "));
    }
    rest(out, all.len(), &listed);
}

fn scenario(scenario: &ScenarioChange, style: &Style) -> String {
    let name = clean::line(&scenario.name);
    let bullet = format!("  {} ", style.glyphs().bullet);
    let mut out = wrap(&name, style.width, &bullet, "    ");
    match scenario.presence {
        Presence::Old => out.push_str("    it is gone\n"),
        Presence::New => out.push_str("    it is new\n"),
        Presence::Both => {}
    }
    for (lead, all) in [("lost: ", &scenario.lost), ("gained: ", &scenario.gained)] {
        for sentence in all.iter().take(style.listed) {
            aside(&mut out, &format!("{lead}{sentence}"), style);
        }
        rest(&mut out, all.len(), style);
    }
    out
}

/// What is said of a sentence that follows no more.
pub(in crate::render) fn lost(change: &Change, _: Option<&Change>) -> Vec<String> {
    let mut asides = Vec::new();
    asides.extend(judged("was ", &change.before));
    asides.extend(because("followed from ", &change.before));
    asides.extend(judged("is now ", &change.after));
    asides
}

/// What is said of a sentence that follows now.
pub(in crate::render) fn gained(change: &Change, _: Option<&Change>) -> Vec<String> {
    let mut asides = Vec::new();
    asides.extend(judged("", &change.after));
    asides.extend(because("because ", &change.after));
    asides
}

/// What is said of a sentence that is believed otherwise.
pub(in crate::render) fn moved(change: &Change, above: Option<&Change>) -> Vec<String> {
    let (before, after) = (words(&change.before), words(&change.after));
    let mut asides = vec![format!("{after}; was {before}")];
    asides.extend(supported(change, above));
    asides
}

/// What is said of a sentence that follows for other reasons. What it rests on is not said again where it is
/// the same as for the one `above` it.
pub(in crate::render) fn supported(change: &Change, above: Option<&Change>) -> Vec<String> {
    let mut asides = Vec::new();
    if change.before.because != change.after.because {
        asides.extend(because("followed from ", &change.before));
        asides.extend(because("follows from ", &change.after));
    }
    let mut rests = Vec::new();
    if !change.without.is_empty() {
        rests.push(format!("no longer rests on: {}", change.without.join("; ")));
    }
    if !change.with.is_empty() {
        rests.push(format!("now rests on: {}", change.with.join("; ")));
    }
    let standing = standing(change);
    let same = |above: &Change| above.without == change.without && above.with == change.with;
    if !rests.is_empty() && above.is_some_and(same) {
        rests = vec![String::from("what it rests on changes as for the one above")];
        if above.and_then(self::standing) == standing {
            return [asides, rests].concat();
        }
    }
    asides.extend(rests);
    asides.extend(standing);
    asides
}

/// Without what a sentence falls, where that has changed: an edit that leaves a conclusion may take away what
/// else would have held it.
fn standing(change: &Change) -> Option<String> {
    let [before, after] = change.cuts();
    if before == after {
        return None;
    }
    // Whatever takes it away in the one version does so in the other.
    let covers = |one: &[Vec<String>], other: &[Vec<String>]| {
        one.iter().all(|cut| other.iter().any(|less| less.iter().all(|name| cut.contains(name))))
    };
    let lead = match (covers(&before, &after), covers(&after, &before)) {
        (true, false) => "weaker: ",
        (false, true) => "stronger: ",
        (true, true) | (false, false) => "",
    };
    Some(match (before.is_empty(), after.is_empty()) {
        (true, _) => format!("{lead}it falls without {}; it took more before", without(&after, CUTS)),
        (false, true) => format!("{lead}it fell without {}; it takes more now", without(&before, CUTS)),
        (false, false) => {
            format!(
                "{lead}it falls without {}; it fell without {}",
                without(&after, CUTS),
                without(&before, CUTS)
            )
        }
    })
}

fn because(lead: &str, implication: &Implication) -> Option<String> {
    (!implication.because.is_empty()).then(|| format!("{lead}{}", list(&implication.because)))
}

fn judged(lead: &str, implication: &Implication) -> Option<String> {
    (implication.status.is_some() || implication.likelihood.is_some())
        .then(|| format!("{lead}{}", words(implication)))
}

/// Status and likelihood.
fn words(implication: &Implication) -> String {
    let mut parts = Vec::new();
    parts.extend(implication.status.map(|status| status.word().to_owned()));
    parts.extend(implication.likelihood.as_ref().map(likely));
    if parts.is_empty() { String::from("not judged") } else { parts.join(", ") }
}
