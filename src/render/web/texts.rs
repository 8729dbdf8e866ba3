//! The analysis itself at the end of a page, line by line, so that every place on it can be gone to.

use super::html::escaped;
use crate::report::Place;
use crate::source::{Origin, SourceFile, SourceMap};
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
        let _ = write!(out, "<details><summary>{}</summary>\n<pre>", escaped(short(&file.name, map)));
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

/// A place, as a link where its line is on the page.
pub(super) fn link(place: &Place, map: &SourceMap) -> String {
    region(&place.file, place.line, map)
}

/// A line of a file, as a link where it is on the page.
pub(super) fn region(name: &str, line: u32, map: &SourceMap) -> String {
    let text = escaped(&format!("{}:{line}", short(name, map)));
    match anchor(name, line, map) {
        Some(id) => format!("<a href=\"#{id}\">{text}</a>"),
        None => text,
    }
}

/// The id of a line of a file, where it is on the page.
pub(super) fn anchor(name: &str, line: u32, map: &SourceMap) -> Option<String> {
    let own = map.files().filter(|(_, file)| file.origin == Origin::User).map(|(_, file)| file).enumerate();
    let (number, file) = own.into_iter().find(|(_, file)| *file.name == *name)?;
    // The next line begins where this one ends.
    let end = file.lines().start(line as usize).map_or(file.text.len(), |start| start as usize);
    (end <= MOST).then(|| format!("f{number}-{line}"))
}

/// The last part of a path, where no other file of the page has the same: the folders of a machine say nothing to a
/// reader.
fn short<'a>(name: &'a str, map: &SourceMap) -> &'a str {
    let last = |path: &'a str| path.rsplit(['/', '\\']).next().unwrap_or(path);
    let own = last(name);
    let ends = |file: &SourceFile| file.name.ends_with(own) && *file.name != *name;
    let taken = map.files().any(|(_, file)| file.origin == Origin::User && ends(file));
    if taken { name } else { own }
}
