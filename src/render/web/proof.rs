//! A proof as a list in a list, down to source and line.

use super::html::escaped;
use super::texts::link;
use crate::report::{By, ClosedWorldAssumption, ClosedWorldKind, Proof, ProofNode, listed};
use crate::source::{Origin, SourceMap};
use std::collections::BTreeSet;
use std::fmt::Write;

/// How deep lists stand in each other; what lies deeper is counted.
const DEEPEST: usize = 24;

/// The steps from which the first node is concluded, or where it comes from.
pub(super) fn proof(out: &mut String, proof: &Proof, map: &SourceMap) {
    let Some(root) = proof.nodes.first() else { return };
    let mut told = Telling { proof, map, nodes: BTreeSet::new(), rules: BTreeSet::new() };
    out.push_str("<ul class=\"proof\">");
    told.item(out, root, 0, 0);
    out.push_str("</ul>");
}

/// A proof that is being told, and what of it was told before.
struct Telling<'p> {
    proof: &'p Proof,
    map: &'p SourceMap,
    nodes: BTreeSet<usize>,
    /// Rules of which was told what they say.
    rules: BTreeSet<&'p str>,
}

impl<'p> Telling<'p> {
    fn item(&mut self, out: &mut String, node: &'p ProofNode, at: usize, depth: usize) {
        // The sentence at the head of a proof stands above it.
        let said = if depth == 0 { String::new() } else { escaped(&node.sentence) };
        let _ = write!(out, "<li>{said}<small>{}</small>", self.how(node));
        let first = self.nodes.insert(at);
        let below = !node.premises.is_empty() || !node.figures.is_empty() || !node.silence.is_empty();
        if below && !first {
            out.push_str("<small>for the reasons above</small>");
        } else if below && depth >= DEEPEST {
            out.push_str("<small>for further reasons: ask <code>why</code> of it</small>");
        } else if below {
            out.push_str("<ul>");
            for premise in &node.premises {
                if let Some(next) = self.proof.nodes.get(*premise) {
                    self.item(out, next, *premise, depth + 1);
                }
            }
            for figure in &node.figures {
                let _ = write!(out, "<li>{}</li>", escaped(figure));
            }
            for one in &node.silence {
                let _ = write!(out, "<li class=\"dim\">{}</li>", escaped(&silent(one)));
            }
            out.push_str("</ul>");
        }
        out.push_str("</li>");
    }

    /// How a sentence comes to hold, and where that is written.
    fn how(&mut self, node: &'p ProofNode) -> String {
        let mut said = match &node.by {
            By::Given => String::from("given"),
            By::Played => String::from("found by playing the game"),
            By::Claim if node.sources.is_empty() => String::from("said by the analyst"),
            By::Claim => format!("said by {}", listed(&node.sources)),
            By::Assumption => String::from("assumed"),
            By::Supposition => String::from("supposed"),
            By::Hypothesis(name) => format!("under the hypothesis {name}"),
            By::Rule(rule) => match (rule.name.as_str(), &rule.gloss) {
                ("", _) => String::from("by a statement with a condition"),
                (name, Some(gloss)) if self.rules.insert(name) => format!("by the rule {name}: {gloss}"),
                (name, _) => format!("by the rule {name}"),
            },
        };
        for more in node.date.iter().chain(&node.hedges) {
            said.push_str(", ");
            said.push_str(more);
        }
        if let Some(label) = &node.label {
            said.push_str(&format!("; @{label}"));
        }
        let place = node.place.as_ref().filter(|place| place.origin == Origin::User);
        let place = place.map(|place| format!(", {}", link(place, self.map))).unwrap_or_default();
        format!("{}{place}", escaped(&said))
    }
}

fn silent(one: &ClosedWorldAssumption) -> String {
    let text = match one.kind {
        ClosedWorldKind::Unless => format!("nobody has shown that {}", one.sentence),
        ClosedWorldKind::Complete => format!("taking {} as complete", one.sentence),
    };
    if one.doubts.is_empty() { text } else { format!("{text} (though {})", one.doubts.join("; ")) }
}
