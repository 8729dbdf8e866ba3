//! What it would take for a sentence to follow: the sentences to state, which can be pasted into a file.

use super::paint::Paint;
use super::parts::{aside, hindrances, listed};
use super::proof::list;
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::render::Style;
use crate::report::{Abduction, Searched, Standing, Way};

/// The ways, ending in a line break.
pub(super) fn abduction(taking: &Abduction, style: &Style) -> String {
    let sentence = clean::line(&taking.sentence);
    let mut out = String::new();
    let head = match (taking.standing, taking.ways.as_slice()) {
        (Standing::Holds, _) => {
            return wrap(&format!("It follows already: {sentence}"), style.width, "", "  ");
        }
        (Standing::Denied, []) => {
            format!("It is known not to hold, and nothing was found that would make it follow: {sentence}")
        }
        (Standing::Open, []) if !taking.turns_on.is_empty() => {
            format!("Nothing shows that {sentence}, and no rule decides it: it is the actor's own choice")
        }
        (Standing::Open, []) => format!("Nothing was found that would make it follow: {sentence}"),
        (Standing::Open | Standing::Denied, [_]) => format!("It would follow that {sentence}, if you stated"),
        (Standing::Open | Standing::Denied, _) => {
            format!("It would follow that {sentence}, if you stated any one of these")
        }
    };
    for line in wrap(&head, style.width, "", "  ").lines() {
        out.push_str(&format!("{}\n", style.paint(Paint::Strong, line)));
    }
    for one in &taking.unheard {
        out.push_str(&wrap(&clean::line(one), style.width, "", "  "));
    }
    out.push_str(&listed("What it turns on:", &taking.turns_on, style));
    out.push_str(&hindrances(&taking.hindrances, style));
    if !taking.hindrances.is_empty() && !taking.ways.is_empty() {
        out.push_str("\nIt would follow from\n");
    }
    for way in &taking.ways {
        out.push_str(&self::way(way, style));
    }
    if !taking.against.is_empty() && !taking.ways.is_empty() {
        let text = format!("However it came to hold, it would contradict: {}", taking.against.join("; "));
        out.push_str(&wrap(&clean::line(&text), style.width, "", "  "));
    }
    let more = if taking.every { "allow more with --limit" } else { "add --all to see them" };
    if taking.hidden > 0 {
        let others = if taking.hidden == 1 { "one more was" } else { "more were" };
        let count = if taking.hidden == 1 { String::new() } else { format!("{} ", taking.hidden) };
        let text = format!("{count}{others} met that are not told: {more}");
        out.push_str(&aside(&text, style));
    }
    let rest = match taking.search {
        Searched::Whole => None,
        Searched::Enough => {
            Some(format!("ways of more than {} were not looked for: {more}", sentences(taking.size)))
        }
        Searched::Limited => {
            Some(String::from("a limit was reached before all ways were looked at: this list is incomplete"))
        }
    };
    if let Some(rest) = rest {
        out.push_str(&aside(&rest, style));
    }
    out
}

fn sentences(count: usize) -> String {
    if count == 1 { String::from("one sentence") } else { format!("{count} sentences") }
}

fn way(way: &Way, style: &Style) -> String {
    let bullet = format!("{} ", style.glyphs().bullet);
    let all: Vec<String> =
        way.sentences.iter().map(|sentence| format!("{}.", clean::line(sentence))).collect();
    let mut out = wrap(&all.join(" "), style.width, &bullet, "  ");
    if !way.from.is_empty() {
        let from: Vec<String> = way.from.iter().map(|sentence| format!("`{sentence}.`")).collect();
        out.push_str(&aside(&format!("  a conclusion: it follows from {}", list(&from)), style));
    }
    if !way.against.is_empty() {
        let text = format!("but that would contradict: {}", clean::line(&way.against.join("; ")));
        for line in wrap(&text, style.width, "  ", "    ").lines() {
            out.push_str(&format!("{}\n", style.paint(Paint::Dim, line)));
        }
    }
    out
}
