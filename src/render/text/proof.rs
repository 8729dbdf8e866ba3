//! A proof as an indented tree in English: each conclusion with its rule, each leaf with its source,
//! date and place.
//!
//! A conclusion that supports several others is shown once, so that not even a circle could hold up
//! the walk; the branches below [`MAX_DEPTH`] are counted, not shown. The walk keeps its own stack, so
//! no depth of a derivation is a danger.

use super::paint::Paint;
use super::placed;
use super::wrap::wrap;
use crate::diagnostic::clean;
use crate::render::Style;
pub(super) use crate::report::listed as list;
use crate::report::{By, ClosedWorldAssumption, ClosedWorldKind, Proof, ProofNode};
use crate::source::Origin;
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// How deep a tree is drawn.
const MAX_DEPTH: usize = 24;

/// A branch that is still to be drawn.
enum Branch<'a> {
    Node(usize),
    Figure(&'a str),
    Silence(&'a ClosedWorldAssumption),
    Elided(usize),
}

/// The tree, ending in a line break.
pub(super) fn proof(proof: &Proof, style: &Style) -> String {
    let glyphs = style.glyphs();
    let mut out = String::new();
    let mut shown = BTreeSet::new();
    // What is drawn before the first line of the branch and before its further lines, and its depth.
    let mut waiting = vec![(Branch::Node(0), String::new(), String::new(), 0)];
    while let Some((branch, first, rest, depth)) = waiting.pop() {
        let at = match branch {
            Branch::Silence(silence) => {
                let text = wrap(&silence_text(silence), style.width, &first, &format!("{rest}   "));
                let (head, below) = text.split_once('\n').unwrap_or((&text, ""));
                out.push_str(&painted(&format!("{head}\n"), &first, Paint::Odd, style));
                out.push_str(&painted(below, &rest, Paint::Odd, style));
                continue;
            }
            Branch::Figure(figure) => {
                out.push_str(&line(figure, Paint::Plain, None, style, &first, &rest));
                continue;
            }
            Branch::Elided(count) => {
                let text = format!("… and {count} more steps from here on");
                out.push_str(&format!("{first}{}\n", style.paint(Paint::Dim, &text)));
                continue;
            }
            Branch::Node(at) => at,
        };
        let Some(node) = proof.nodes.get(at) else { continue };
        let leaf = node.premises.is_empty() && node.figures.is_empty() && node.silence.is_empty();
        let repeated = !leaf && !shown.insert(at);
        let note = if repeated {
            Some(String::from("shown above"))
        } else {
            match &node.by {
                By::Rule(_) => None,
                By::Given | By::Played | By::Claim | By::Assumption | By::Hypothesis(_) | By::Supposition => {
                    Some(origin(node))
                }
            }
        };
        let strong = if depth == 0 { Paint::Strong } else { Paint::Plain };
        out.push_str(&line(&node.sentence, strong, note.as_deref(), style, &first, &rest));
        if repeated {
            continue;
        }
        let bar = if leaf { "   " } else { glyphs.beside };
        if let By::Rule(_) = &node.by {
            let indent = format!("{rest}{bar}");
            let text = wrap(&by_rule(node), style.width, &indent, &format!("{indent}  "));
            out.push_str(&painted(&text, &indent, Paint::Dim, style));
        }
        let below = if depth < MAX_DEPTH {
            let premises = node.premises.iter().copied().map(Branch::Node);
            let figures = node.figures.iter().map(|figure| Branch::Figure(figure));
            premises.chain(figures).chain(node.silence.iter().map(Branch::Silence)).collect()
        } else if leaf {
            Vec::new()
        } else {
            vec![Branch::Elided(steps_below(proof, at))]
        };
        let count = below.len();
        for (place, branch) in below.into_iter().enumerate().rev() {
            let (mark, under) =
                if place + 1 == count { (glyphs.last, "   ") } else { (glyphs.branch, glyphs.beside) };
            waiting.push((branch, format!("{rest}{mark}"), format!("{rest}{under}"), depth + 1));
        }
    }
    out
}

/// A sentence and, on the same line where there is room, a note about it.
fn line(sentence: &str, paint: Paint, note: Option<&str>, style: &Style, first: &str, rest: &str) -> String {
    let sentence = clean::line(sentence);
    let wrapped = wrap(&sentence, style.width, first, &format!("{rest}   "));
    let mut out = match wrapped.strip_prefix(first) {
        Some(text) if paint != Paint::Plain => {
            format!("{first}{}\n", style.paint(paint, text.trim_end_matches('\n')))
        }
        Some(_) | None => wrapped.clone(),
    };
    if let Some(note) = note {
        let note = format!("({})", clean::line(note));
        let used = wrapped.lines().last().map_or(0, UnicodeWidthStr::width);
        if used + 2 + note.width() <= style.width {
            out.pop();
            out.push_str(&format!("  {}\n", style.paint(Paint::Dim, &note)));
        } else {
            let indent = format!("{rest}   ");
            let text = wrap(&note, style.width, &indent, &format!("{indent} "));
            out.push_str(&painted(&text, &indent, Paint::Dim, style));
        }
    }
    out
}

/// Lines in a colour, but for the tree beside them.
fn painted(text: &str, indent: &str, paint: Paint, style: &Style) -> String {
    let paint = |line: &str| match line.strip_prefix(indent) {
        Some(rest) => format!("{indent}{}\n", style.paint(paint, rest)),
        None => format!("{line}\n"),
    };
    text.lines().map(paint).collect()
}

/// Where a leaf comes from: `said by atkinson, 2024-10-26, very likely; @lifeline, triangle.strat:24`.
fn origin(node: &ProofNode) -> String {
    let who = list(&node.sources);
    let mut said = match &node.by {
        By::Given | By::Rule(_) => String::from("given"),
        By::Played => String::from("found by playing the game"),
        By::Claim if who.is_empty() => String::from("said by the analyst"),
        By::Claim => format!("said by {who}"),
        By::Assumption => String::from("assumed"),
        By::Hypothesis(name) => format!("under the hypothesis {name}"),
        By::Supposition => String::from("supposed"),
    };
    for more in node.date.iter().chain(&node.hedges) {
        said.push_str(", ");
        said.push_str(more);
    }
    let label = node.label.iter().map(|label| format!("@{label}"));
    let places: Vec<String> = label.chain(node.place.as_ref().map(placed)).collect();
    if places.is_empty() { said } else { format!("{said}; {}", places.join(", ")) }
}

/// How a conclusion is drawn: `by the rule emerson: who depends critically …`.
fn by_rule(node: &ProofNode) -> String {
    let By::Rule(rule) = &node.by else { return String::new() };
    let place = node.place.as_ref().filter(|place| place.origin != Origin::Doctrine).map(placed);
    let mut text = match (rule.name.as_str(), place) {
        ("", Some(place)) => format!("by the statement at {place}"),
        ("", None) => String::from("by a statement with a condition"),
        (name, Some(place)) => format!("by the rule {name} ({place})"),
        (name, None) => format!("by the rule {name}"),
    };
    if !node.sources.is_empty() {
        text.push_str(&format!(", according to {}", list(&node.sources)));
    }
    for more in node.date.iter().chain(&node.hedges) {
        text.push_str(", ");
        text.push_str(more);
    }
    if let Some(gloss) = &rule.gloss {
        text.push_str(": ");
        text.push_str(&clean::line(gloss));
    }
    text
}

/// `nobody has shown that …`, `taking the members of axis as complete`.
pub(super) fn silence_text(silence: &ClosedWorldAssumption) -> String {
    let mut text = match silence.kind {
        ClosedWorldKind::Unless => format!("nobody has shown that {}", silence.sentence),
        ClosedWorldKind::Complete => format!("taking {} as complete", silence.sentence),
    };
    if !silence.doubts.is_empty() {
        text.push_str(&format!(" (though {})", silence.doubts.join("; ")));
    }
    clean::line(&text).into_owned()
}

/// How many sentences lie under a node, each counted once.
fn steps_below(proof: &Proof, at: usize) -> usize {
    let mut seen = BTreeSet::from([at]);
    let mut waiting = vec![at];
    while let Some(node) = waiting.pop().and_then(|at| proof.nodes.get(at)) {
        waiting.extend(node.premises.iter().copied().filter(|&premise| seen.insert(premise)));
    }
    seen.len() - 1
}
