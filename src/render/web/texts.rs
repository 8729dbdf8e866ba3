//! The analysis itself at the end of a page, line by line, so that every place on it can be gone to.

use super::html::escaped;
use crate::diagnostic::clean;
use crate::report::Place;
use crate::source::{Origin, SourceMap};
use std::fmt::Write;

/// The most bytes of a file that are shown: tables may be long.
const MOST: usize = 120_000;

/// The files of the analyst's, each folded.
pub(super) fn texts(out: &mut String, map: &SourceMap) {
    let own: Vec<_> = map.files().filter(|(_, file)| file.origin == Origin::User).collect();
    if own.is_empty() {
        return;
    }
    out.push_str("<section id=\"files\" aria-labelledby=\"h-files\">\n<h2 id=\"h-files\">The analysis as it is written</h2>\n");
    for (number, (_, file)) in own.into_iter().enumerate() {
        let _ = write!(out, "<details><summary>{}</summary>\n<pre>", escaped(&file.name));
        let mut bytes = 0;
        for (at, line) in file.text.lines().enumerate() {
            bytes += line.len() + 1;
            if bytes > MOST {
                let rest = file.text.lines().count() - at;
                let _ = write!(out, "</pre><p class=\"dim\">{rest} more lines are not shown.</p><pre>");
                break;
            }
            let _ = write!(out, "<span id=\"f{number}-{}\">{}</span>", at + 1, shown(line));
        }
        out.push_str("</pre></details>\n");
    }
    out.push_str("</section>\n");
}

fn shown(line: &str) -> String {
    if line.is_empty() { String::from(" ") } else { escaped(line) }
}

/// A place, as a link where its file is on the page.
pub(super) fn link(place: &Place, map: &SourceMap) -> String {
    let name = escaped(&place.to_string());
    let own = map.files().filter(|(_, file)| file.origin == Origin::User);
    let number = own.enumerate().find(|(_, (_, file))| *file.name == *place.file).map(|(number, _)| number);
    match number {
        Some(number) => format!("<a href=\"#f{number}-{}\">{name}</a>", place.line),
        None => name,
    }
}

/// A place of a diagnostic.
pub(super) fn region(file: &str, line: u32, map: &SourceMap) -> String {
    let name = clean::line(file);
    let own = map.files().filter(|(_, known)| known.origin == Origin::User);
    let number = own.enumerate().find(|(_, (_, known))| *known.name == *file).map(|(number, _)| number);
    let text = escaped(&format!("{name}:{line}"));
    match number {
        Some(number) => format!("<a href=\"#f{number}-{line}\">{text}</a>"),
        None => text,
    }
}
