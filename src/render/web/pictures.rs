//! Pictures on a page: each with what makes it larger or smaller, and links to proofs and to lines of the text.

use super::html::escaped;
use super::parts::{self, Reader};
use super::texts;
use crate::render::map::{Links, drawing};
use crate::report::{Map, Place};
use std::fmt::Write;

/// The pictures that have something on them.
pub(super) fn pictures(out: &mut String, all: &[Map], reader: &Reader<'_>) {
    let mut all = all.iter().filter(|map| !map.edges.is_empty()).peekable();
    if all.peek().is_none() {
        return;
    }
    parts::open(out, "pictures", "Pictures");
    for map in all {
        let word = map.kind.word();
        let _ = write!(
            out,
            "<h3 id=\"h-{word}\">{}</h3>\n{}",
            escaped(&map.title),
            figure(map, word, Some(reader))
        );
        if map.hidden > 0 {
            let _ = writeln!(
                out,
                "<p class=\"dim\">{} more are left out: <code>strat map FILE {word} --about NAME</code> draws what is near a thing.</p>",
                map.hidden
            );
        }
    }
    parts::close(out);
}

impl Links for Reader<'_> {
    fn sentence(&self, sentence: &str) -> Option<String> {
        self.anchor(sentence)
    }

    fn place(&self, place: &Place) -> Option<String> {
        texts::anchor(&place.file, place.line, self.map)
    }
}

/// One picture under a heading whose id is `h-` and the name; with links where there is a page to lead to.
pub(super) fn figure(map: &Map, name: &str, reader: Option<&Reader<'_>>) -> String {
    let options: String = map
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| format!("<option value=\"{at}\">{}</option>", escaped(&node.title)))
        .collect();
    let links = reader.map(|reader| reader as &dyn Links);
    format!(
        "<div class=\"map-tools\" data-of=\"m-{name}\" hidden><button type=\"button\" data-zoom=\"1.25\">larger</button> \
         <button type=\"button\" data-zoom=\"0.8\">smaller</button> <button type=\"button\" data-zoom=\"0\">whole</button> \
         <label>only near <select><option value=\"\">everything</option>{options}</select></label></div>\n\
         <figure id=\"m-{name}\" tabindex=\"0\" role=\"group\" aria-labelledby=\"h-{name}\">\n{}</figure>\n",
        drawing(map, name, links)
    )
}
