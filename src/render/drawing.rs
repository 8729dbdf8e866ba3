//! Proofs as drawings: the text that Graphviz and Mermaid read.

use crate::diagnostic::clean;
use crate::report::{By, Game, Proof, ProofNode};

/// Proofs for Graphviz; premises point to what is concluded from them.
pub fn dot<'p>(proofs: impl Iterator<Item = &'p Proof>) -> String {
    let mut out = String::from(
        "digraph proof {\n  rankdir=BT;\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [arrowsize=0.7];\n",
    );
    for (number, proof) in proofs.enumerate() {
        for (at, node) in proof.nodes.iter().enumerate() {
            let lines = lines(node).iter().map(|line| escaped(line, '\\')).collect::<Vec<_>>().join("\\n");
            let style = if is_leaf(node) { ", style=rounded" } else { "" };
            out.push_str(&format!("  p{number}_{at} [label=\"{lines}\"{style}];\n"));
            for (silence, one) in node.silence.iter().enumerate() {
                let text = escaped(&format!("nobody has shown: {}", clean::line(&one.sentence)), '\\');
                out.push_str(&format!("  p{number}_{at}_s{silence} [label=\"{text}\", style=dashed];\n"));
                out.push_str(&format!("  p{number}_{at}_s{silence} -> p{number}_{at} [style=dashed];\n"));
            }
            for premise in &node.premises {
                out.push_str(&format!("  p{number}_{premise} -> p{number}_{at};\n"));
            }
        }
    }
    out.push_str("}\n");
    out
}

/// The improvements of games for Graphviz; those that the others would answer are dashed, and what can last
/// has two borders.
pub fn games_dot(all: &[Game]) -> String {
    let mut out = String::from("digraph moves {\n  node [shape=box, fontname=\"sans-serif\"];\n");
    for (number, game) in all.iter().enumerate() {
        let place = |name: &str| game.states.iter().position(|state| state.name == name);
        for (at, state) in game.states.iter().enumerate() {
            let border = if state.equilibrium[3] { ", peripheries=2" } else { "" };
            let text = escaped(&clean::line(&state.name), '\\');
            out.push_str(&format!("  g{number}_{at} [label=\"{text}\"{border}];\n"));
        }
        for step in &game.arrows {
            let (Some(from), Some(to)) = (place(&step.from), place(&step.to)) else { continue };
            let style = if step.answer.is_some() { ", style=dashed" } else { "" };
            let text = escaped(&clean::line(&step.who), '\\');
            out.push_str(&format!("  g{number}_{from} -> g{number}_{to} [label=\"{text}\"{style}];\n"));
        }
    }
    out.push_str("}\n");
    out
}

/// The improvements of games for Mermaid.
pub fn games_mermaid(all: &[Game]) -> String {
    let mut out = String::from("flowchart LR\n");
    for (number, game) in all.iter().enumerate() {
        let place = |name: &str| game.states.iter().position(|state| state.name == name);
        for (at, state) in game.states.iter().enumerate() {
            let (open, close) = if state.equilibrium[3] { ("([\"", "\"])") } else { ("[\"", "\"]") };
            out.push_str(&format!("  g{number}_{at}{open}{}{close}\n", entities(&clean::line(&state.name))));
        }
        for step in &game.arrows {
            let (Some(from), Some(to)) = (place(&step.from), place(&step.to)) else { continue };
            let arrow = if step.answer.is_some() { "-.->" } else { "-->" };
            let text = entities(&clean::line(&step.who));
            out.push_str(&format!("  g{number}_{from} {arrow}|\"{text}\"| g{number}_{to}\n"));
        }
    }
    out
}

/// Proofs for Mermaid.
pub fn mermaid<'p>(proofs: impl Iterator<Item = &'p Proof>) -> String {
    let mut out = String::from("flowchart BT\n");
    for (number, proof) in proofs.enumerate() {
        for (at, node) in proof.nodes.iter().enumerate() {
            let text = lines(node).iter().map(|line| entities(line)).collect::<Vec<_>>().join("<br>");
            let (open, close) = if is_leaf(node) { ("(\"", "\")") } else { ("[\"", "\"]") };
            out.push_str(&format!("  p{number}_{at}{open}{text}{close}\n"));
            for (silence, one) in node.silence.iter().enumerate() {
                let text = entities(&format!("nobody has shown: {}", clean::line(&one.sentence)));
                out.push_str(&format!("  p{number}_{at}_s{silence}>\"{text}\"]\n"));
                out.push_str(&format!("  p{number}_{at}_s{silence} -.-> p{number}_{at}\n"));
            }
            for premise in &node.premises {
                out.push_str(&format!("  p{number}_{premise} --> p{number}_{at}\n"));
            }
        }
    }
    out
}

fn is_leaf(node: &ProofNode) -> bool {
    node.premises.is_empty() && !matches!(node.by, By::Rule(_))
}

/// The sentence, and under it how it comes to hold.
fn lines(node: &ProofNode) -> Vec<String> {
    let how = match &node.by {
        By::Given => String::from("given"),
        By::Played => String::from("found by playing the game"),
        By::Claim => format!("said by {}", node.sources.join(", ")),
        By::Assumption => String::from("assumed"),
        By::Rule(rule) if rule.name.is_empty() => String::from("by a statement with a condition"),
        By::Rule(rule) => format!("by {}", rule.name),
        By::Hypothesis(name) => format!("in the hypothesis {name}"),
        By::Supposition => String::from("supposed"),
    };
    let label = node.label.iter().map(|label| format!("@{label}"));
    let under: Vec<String> = std::iter::once(how).chain(label).collect();
    let sentence = clean::line(&node.sentence).into_owned();
    let under = clean::line(&under.join(", ")).into_owned();
    if sentence.is_empty() { vec![under] } else { vec![sentence, under] }
}

fn escaped(text: &str, with: char) -> String {
    let mut out = String::new();
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            out.push(with);
        }
        out.push(character);
    }
    out
}

fn entities(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
