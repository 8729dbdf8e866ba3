//! The parts of the page about an analysis, each a section; a part with nothing in it is left out.

use super::super::page::{Names, judged, observation};
use super::html::{escaped, list};
use super::proof;
use super::texts::{link, region};
use crate::model::value::Number;
use crate::render::text;
use crate::report::{
    Brief, Diagnosticity, Game, Likelihood, Line, Proof, Report, Settlement, Support, SupportKind, Weighing,
};
use crate::source::SourceMap;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What a part needs to know besides.
pub(super) struct Reader<'a> {
    /// Words for names.
    pub(super) names: Names<'a>,
    /// Proofs by the sentence that they prove.
    pub(super) proofs: BTreeMap<&'a str, &'a Proof>,
    /// What falls with one of the key assumptions.
    pub(super) falls: BTreeSet<&'a str>,
    /// The texts.
    pub(super) map: &'a SourceMap,
    /// The sentences whose proof has its place on the page already.
    placed: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        names: Names<'a>,
        proofs: BTreeMap<&'a str, &'a Proof>,
        falls: BTreeSet<&'a str>,
        map: &'a SourceMap,
    ) -> Self {
        Self { names, proofs, falls, map, placed: RefCell::default() }
    }

    /// The id of a sentence's proof, if it stands on the page so far.
    pub(super) fn anchor(&self, sentence: &str) -> Option<String> {
        self.placed.borrow().get(sentence).and_then(|known| self.number(known))
    }

    /// The id for the proof of a sentence, once: no two places of a page have the same.
    fn mark(&self, sentence: &str) -> Option<String> {
        let (known, _) = self.proofs.get_key_value(sentence)?;
        let first = self.placed.borrow_mut().insert(known);
        first.then(|| self.number(known)).flatten()
    }

    fn number(&self, sentence: &str) -> Option<String> {
        self.proofs.keys().position(|known| *known == sentence).map(|number| format!("p{number}"))
    }
}

/// Proofs by what they prove.
pub(super) fn by_sentence(all: &[Proof]) -> BTreeMap<&str, &Proof> {
    all.iter().filter_map(|proof| Some((proof.nodes.first()?.sentence.as_str(), proof))).collect()
}

pub(super) fn open(out: &mut String, id: &str, heading: &str) {
    let _ = write!(
        out,
        "<section id=\"{id}\" aria-labelledby=\"h-{id}\">\n<h2 id=\"h-{id}\">{}</h2>\n",
        escaped(heading)
    );
}

pub(super) fn close(out: &mut String) {
    out.push_str("</section>\n");
}

pub(super) fn answer(out: &mut String, brief: &Brief, reader: &Reader<'_>) {
    open(out, "answer", "The answer");
    if brief.outline.answer.is_empty() {
        out.push_str(
            "<p>Nothing follows yet: state what is known, or add rules that conclude something.</p>\n",
        );
    }
    out.push_str("<div class=\"lead\">\n");
    lines(out, &brief.outline.answer, reader);
    out.push_str("</div>\n");
    let outline = &brief.outline;
    if !outline.rests_on.is_empty() {
        let told: Vec<String> =
            outline.rests_on.iter().map(|one| reader.names.plain(&one.sentence)).collect();
        let _ = writeln!(out, "<p>It rests most on this: {}.</p>", escaped(&told.join("; ")));
    }
    if !outline.changed_by.is_empty() {
        let text = format!("It would be otherwise in these scenarios: {}.", outline.changed_by.join("; "));
        let _ = writeln!(out, "<p>{}</p>", escaped(&text));
    }
    close(out);
}

pub(super) fn follows(out: &mut String, brief: &Brief, reader: &Reader<'_>) {
    if brief.outline.topics.is_empty() {
        return;
    }
    open(out, "follows", "What else follows");
    for topic in &brief.outline.topics {
        let _ = writeln!(out, "<h3>{}</h3>", escaped(&topic.title));
        lines(out, &topic.lines, reader);
        if topic.more > 0 {
            let _ = writeln!(out, "<p class=\"dim\">and {} more</p>", topic.more);
        }
    }
    close(out);
}

pub(super) fn forecasts(out: &mut String, brief: &Brief, reader: &Reader<'_>) {
    if !brief.outline.forecasts.is_empty() {
        open(out, "forecasts", "Forecasts");
        lines(out, &brief.outline.forecasts, reader);
        close(out);
    }
}

/// What falls due, and what is said and does not count.
pub(super) fn due(out: &mut String, brief: &Brief, reader: &Reader<'_>) {
    let outline = &brief.outline;
    for (id, heading, all) in [
        ("due", "What falls due", &outline.due),
        ("uncounted", "Said, and too unlikely to count", &outline.uncounted),
    ] {
        if all.is_empty() {
            continue;
        }
        open(out, id, heading);
        out.push_str("<ul class=\"items\">\n");
        for one in all {
            let _ = writeln!(out, "<li class=\"item\">{}</li>", escaped(&reader.names.plain(one)));
        }
        out.push_str("</ul>\n");
        close(out);
    }
}

pub(super) fn observed(out: &mut String, brief: &Brief, reader: &Reader<'_>) {
    if brief.observed.is_empty() {
        return;
    }
    open(out, "observed", "What was observed");
    out.push_str("<ul class=\"items\">\n");
    for one in &brief.observed {
        let _ = writeln!(out, "<li class=\"item\">{}</li>", escaped(&observation(one, &reader.names)));
    }
    out.push_str("</ul>\n");
    close(out);
}

/// Facts, each unfoldable to the proofs of the sentences that it stands for.
fn lines(out: &mut String, all: &[Line], reader: &Reader<'_>) {
    out.push_str("<ul class=\"items\">\n");
    for line in all {
        let text = escaped(&judged(line, &reader.names, "\u{2014}"));
        let bar = line.likelihood.as_ref().filter(|found| !flat(found)).map(bar).unwrap_or_default();
        let proofs: Vec<(&String, &&Proof)> = line
            .sentences
            .iter()
            .filter_map(|sentence| Some((sentence, reader.proofs.get(sentence.as_str())?)))
            .collect();
        let fall: Vec<String> =
            line.sentences.iter().filter(|one| reader.falls.contains(one.as_str())).cloned().collect();
        let fall =
            if fall.is_empty() { String::new() } else { format!(" data-sentences=\"{}\"", list(&fall)) };
        let _ = write!(out, "<li class=\"item\"{fall}>");
        if proofs.is_empty() {
            let _ = write!(out, "<span class=\"line\">{bar}{text}</span>");
        } else {
            let _ = write!(out, "<details><summary>{bar}{text}</summary>");
            for (sentence, found) in proofs {
                let text = escaped(sentence);
                match reader.mark(sentence) {
                    Some(id) => {
                        let _ = write!(out, "<p class=\"dim\" id=\"{id}\"><code>{text}</code></p>");
                        proof::proof(out, found, reader.map);
                    }
                    // What was proved above is not proved again.
                    None => {
                        let id = reader.anchor(sentence).unwrap_or_default();
                        let _ = write!(out, "<p class=\"dim\"><a href=\"#{id}\"><code>{text}</code></a></p>");
                    }
                }
            }
            out.push_str("</details>");
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

/// Whether it is certain if what is said flatly is so: then the words tell all.
fn flat(likelihood: &Likelihood) -> bool {
    *likelihood.range.low() == Number::ONE
}

/// A likelihood as a small bar; the words stand beside it.
fn bar(likelihood: &Likelihood) -> String {
    let (low, high) = (likelihood.range.low().to_f64() * 60.0, likelihood.range.high().to_f64() * 60.0);
    format!(
        "<svg class=\"bar\" width=\"60\" height=\"8\" aria-hidden=\"true\"><rect class=\"all\" width=\"60\" height=\"8\" rx=\"3\"/>\
         <rect class=\"part\" x=\"{low:.1}\" width=\"{:.1}\" height=\"8\" rx=\"3\"/></svg>",
        (high - low).max(2.0)
    )
}

/// The matrices: hypotheses against what bears on them.
pub(super) fn questions(out: &mut String, all: &[Weighing], reader: &Reader<'_>) {
    if all.is_empty() {
        return;
    }
    open(out, "questions", "The questions");
    for one in all {
        let asked = one.gloss.clone().unwrap_or_else(|| one.question.replace('_', " "));
        let _ =
            write!(out, "<h3>{}</h3>\n<table>\n<thead><tr><th scope=\"col\">Evidence</th>", escaped(&asked));
        for hypothesis in &one.hypotheses {
            let text = hypothesis.gloss.clone().unwrap_or_else(|| hypothesis.name.replace('_', " "));
            let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(&text));
        }
        out.push_str("</tr></thead>\n<tbody>\n<tr><th scope=\"row\">How it stands</th>");
        for hypothesis in &one.hypotheses {
            let likely = hypothesis.likelihood.as_ref().map(|found| {
                format!("<br>{}{}", bar(found), escaped(&crate::render::likely::interval(found)))
            });
            let _ = write!(out, "<td>{}{}</td>", hypothesis.status.word(), likely.unwrap_or_default());
        }
        out.push_str("</tr>\n");
        for evidence in &one.evidence {
            let class = if evidence.diagnosticity == Diagnosticity::Tells { "" } else { " class=\"dim\"" };
            let _ = write!(
                out,
                "<tr class=\"item\"><th scope=\"row\"{class}>{}</th>",
                support(&evidence.support, reader)
            );
            for rating in &evidence.ratings {
                let _ =
                    write!(out, "<td class=\"sign\" title=\"{0}\">{1}</td>", rating.word(), rating.sign());
            }
            out.push_str("</tr>\n");
        }
        out.push_str(
            "</tbody>\n</table>\n<p class=\"dim\">-- excludes, - speaks against, + supports, (+) suggests, 0 would be the same \
             either way; what tells nothing apart is dim.</p>\n",
        );
    }
    close(out);
}

/// What a statement says, who says it and where.
fn support(one: &Support, reader: &Reader<'_>) -> String {
    let label =
        one.label.as_ref().filter(|_| one.kind != SupportKind::Signal).map(|label| format!("@{label}"));
    let who = (!one.sources.is_empty()).then(|| one.sources.join(", "));
    let place = one.place.as_ref().map(|place| link(place, reader.map));
    let aside: Vec<String> = who.into_iter().chain(label).map(|text| escaped(&text)).chain(place).collect();
    let aside = if aside.is_empty() {
        String::new()
    } else {
        format!(" <span class=\"dim\">({})</span>", aside.join("; "))
    };
    format!("{}{aside}", escaped(&one.sentence))
}

pub(super) fn disputes(out: &mut String, brief: &Brief, reader: &Reader<'_>) {
    if brief.disputes.is_empty() {
        return;
    }
    open(out, "disputes", "Who contradicts whom");
    for dispute in &brief.disputes {
        let voices: Vec<&str> = dispute.sides.iter().map(|(voice, _)| voice.as_str()).collect();
        let settled = match dispute.settlement {
            Settlement::Settled => " (settled by preferences or grades)",
            Settlement::Open => "",
        };
        let _ = write!(
            out,
            "<div class=\"item\"><h3>{}{settled}</h3>\n<div class=\"sides\">",
            escaped(&voices.join(" against "))
        );
        for (voice, claims) in &dispute.sides {
            let _ = write!(out, "<div><strong>{}</strong><ul>", escaped(voice));
            for claim in claims {
                let _ = write!(out, "<li>{}</li>", support(claim, reader));
            }
            out.push_str("</ul></div>");
        }
        out.push_str("</div>\n");
        for about in &dispute.about {
            let _ = writeln!(out, "<p class=\"dim\">{}</p>", escaped(about));
        }
        out.push_str("</div>\n");
    }
    close(out);
}

/// The Key Assumptions Check: what is unticked takes with it what falls without it alone.
pub(super) fn assumptions(out: &mut String, brief: &Brief, reader: &Reader<'_>) {
    let alone: Vec<_> = brief.assumptions.iter().filter(|one| !one.falls.is_empty()).collect();
    if alone.is_empty() {
        return;
    }
    open(out, "assumptions", "Key assumptions");
    out.push_str(
        "<p class=\"dim\">Untick one to strike out what falls without it alone.</p>\n<ul class=\"items\">\n",
    );
    for (number, one) in alone.into_iter().enumerate() {
        let _ = write!(
            out,
            "<li class=\"item\"><input type=\"checkbox\" checked id=\"a{number}\" data-falls=\"{}\"> <label for=\"a{number}\">{}</label>\
             <details><summary class=\"dim\">what falls without it ({})</summary><ul>",
            list(&one.falls),
            support(&one.support, reader),
            one.falls.len()
        );
        for falls in &one.falls {
            let _ = write!(out, "<li>{}</li>", escaped(falls));
        }
        out.push_str("</ul></details></li>\n");
    }
    out.push_str("</ul>\n");
    close(out);
}

pub(super) fn granted(out: &mut String, brief: &Brief, reader: &Reader<'_>) {
    let (routine, told): (Vec<_>, Vec<_>) = brief.outline.granted.iter().partition(|one| one.routine);
    if routine.is_empty() && told.is_empty() {
        return;
    }
    open(out, "granted", "Taken for granted");
    out.push_str("<ul class=\"items\">\n");
    for one in told {
        let _ = writeln!(out, "<li class=\"item\">{}</li>", escaped(&reader.names.plain(&one.text)));
    }
    out.push_str("</ul>\n");
    if !routine.is_empty() {
        let count: usize = routine.iter().map(|one| one.count).sum();
        let _ = write!(
            out,
            "<details><summary class=\"dim\">and {count} routine exceptions of the standard rules</summary><ul>"
        );
        for one in routine {
            let _ = write!(out, "<li class=\"item\">{}</li>", escaped(&reader.names.plain(&one.text)));
        }
        out.push_str("</ul></details>\n");
    }
    close(out);
}

pub(super) fn scenarios(out: &mut String, brief: &Brief, reader: &Reader<'_>) {
    if brief.scenarios.is_empty() {
        return;
    }
    open(out, "scenarios", "Scenarios");
    for one in &brief.scenarios {
        let head = one.gloss.clone().unwrap_or_else(|| one.name.replace('_', " "));
        let place =
            one.place.as_ref().map(|place| format!(" ({})", link(place, reader.map))).unwrap_or_default();
        let _ = writeln!(out, "<div class=\"item\"><h3>{}</h3>", escaped(&head));
        let _ = write!(
            out,
            "<p class=\"dim\">supposing {}{place}</p>\n<ul>",
            escaped(&one.suppositions.join("; "))
        );
        for gained in &one.gained {
            let _ =
                write!(out, "<li class=\"good\">now {}</li>", escaped(&reader.names.plain(&gained.sentence)));
        }
        for lost in &one.lost {
            let _ = write!(out, "<li class=\"bad\">no longer {}</li>", escaped(&reader.names.plain(lost)));
        }
        for finding in &one.findings {
            let _ = write!(out, "<li class=\"odd\">{}</li>", escaped(&reader.names.plain(finding)));
        }
        if one.gained.is_empty() && one.lost.is_empty() && one.findings.is_empty() {
            out.push_str(if one.supported.is_empty() {
                "<li>nothing changes</li>"
            } else {
                "<li>the same follows, for other reasons</li>"
            });
        }
        out.push_str("</ul></div>\n");
    }
    close(out);
}

/// What they will do, in the words of the terminal.
pub(super) fn games(out: &mut String, all: &[Game]) {
    if all.is_empty() {
        return;
    }
    open(out, "games", "What they will do");
    for game in all {
        let _ = writeln!(out, "<div class=\"item\">");
        for (at, line) in text::game(game).lines().enumerate() {
            let line = escaped(line.trim());
            let _ = if at == 0 { writeln!(out, "<h3>{line}</h3>") } else { writeln!(out, "<p>{line}</p>") };
        }
        out.push_str("</div>\n");
    }
    close(out);
}

/// What is wrong or worth knowing.
pub(super) fn wrong(out: &mut String, report: &Report, map: &SourceMap) {
    if report.diagnostics.is_empty() {
        return;
    }
    open(out, "findings", "What to look at");
    out.push_str("<ul class=\"items\">\n");
    for found in &report.diagnostics {
        let (class, word) = match found.severity {
            crate::diagnostic::Severity::Error => ("bad", "error"),
            crate::diagnostic::Severity::Warning => ("odd", "warning"),
            crate::diagnostic::Severity::Note => ("dim", "note"),
        };
        let place = found.span().and_then(|span| {
            let file = map.file(span.file)?;
            Some(format!(" ({})", region(&file.name, file.position(span.start).line, map)))
        });
        let _ = write!(
            out,
            "<li class=\"item\"><strong class=\"{class}\">{word} {}</strong> {}{}",
            found.code.number(),
            escaped(&found.message),
            place.unwrap_or_default()
        );
        if let Some(help) = &found.help {
            let _ = write!(out, "<br><span class=\"dim\">{}</span>", escaped(help));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    close(out);
}
