//! A report as a page: the answer first, everything unfoldable to its proof, the proof to source and line.

use super::super::page::{Names, consistency_words};
use super::Served;
use super::html::{LIVE, MAP, SEARCH, Script, escaped, page};
use super::parts::{self, Reader};
use super::pictures::pictures;
use super::texts;
use crate::report::{Brief, Report};
use crate::source::SourceMap;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The page of an analysis with its texts. Without a brief it says what is wrong.
pub fn report(report: &Report, map: &SourceMap, served: Served) -> String {
    let empty = BTreeMap::new();
    let brief = report.brief.as_ref();
    let names = Names(brief.map_or(&empty, |brief| &brief.outline.names));
    let proofs = parts::by_sentence(report.proofs.as_deref().unwrap_or_default());
    let falls = brief.iter().flat_map(|brief| &brief.assumptions).flat_map(|one| &one.falls);
    let reader = Reader::new(names, proofs, falls.map(String::as_str).collect(), map);
    let title = brief.map_or("An analysis with mistakes", |brief| brief.title.as_str());
    let mut body = format!("<header>\n<h1>{}</h1>\n", escaped(title));
    if let Some(brief) = brief {
        let as_of = brief.as_of.iter().map(|date| format!("as of {date}"));
        let frame: Vec<String> = as_of.chain(brief.frame.iter().cloned()).collect();
        let _ = writeln!(body, "<p class=\"dim\">{}</p>", escaped(&frame.join(", ")));
    }
    body.push_str("</header>\n");
    let mut sections = String::new();
    match brief {
        Some(brief) => whole(&mut sections, brief, report, &reader),
        None => parts::wrong(&mut sections, report, map),
    }
    texts::texts(&mut sections, map);
    body.push_str(&contents(&sections));
    let _ = writeln!(body, "<main>\n{sections}</main>");
    let scripts: &[&Script] = match served {
        Served::No => &[&SEARCH, &MAP],
        Served::Yes => &[&SEARCH, &MAP, &LIVE],
    };
    page(&escaped(title), &body, scripts)
}

fn whole(out: &mut String, brief: &Brief, report: &Report, reader: &Reader<'_>) {
    parts::answer(out, brief, reader);
    let (class, words) = consistency_words(brief, report);
    let _ = writeln!(out, "<p class=\"{class}\">{}</p>", escaped(&words));
    parts::follows(out, brief, reader);
    parts::due(out, brief, reader);
    parts::forecasts(out, brief, reader);
    parts::observed(out, brief, reader);
    parts::questions(out, report.weighings.as_deref().unwrap_or_default(), reader);
    parts::disputes(out, brief, reader);
    parts::assumptions(out, brief, reader);
    parts::granted(out, brief, reader);
    parts::scenarios(out, brief, reader);
    parts::games(out, report.games.as_deref().unwrap_or_default());
    pictures(out, report.maps.as_deref().unwrap_or_default(), reader);
    parts::wrong(out, report, reader.map);
}

/// The headings as links, with the search box.
fn contents(sections: &str) -> String {
    let mut links = String::new();
    for part in sections.split("<section id=\"").skip(1) {
        let id = part.split('"').next().unwrap_or_default();
        let heading = part.split_once("<h2").and_then(|(_, rest)| rest.split_once('>'));
        let text = heading.and_then(|(_, rest)| rest.split_once("</h2>")).map_or("", |(text, _)| text);
        let _ = write!(links, "<li><a href=\"#{id}\">{text}</a></li>");
    }
    format!(
        "<nav aria-label=\"Contents\"><ul>{links}</ul></nav>\n<div class=\"tools\" role=\"search\">\
         <label for=\"search\">Search</label> <input id=\"search\" type=\"search\" autocomplete=\"off\"> \
         <span id=\"found\" class=\"dim\" role=\"status\"></span></div>\n"
    )
}
