//! The grammar for editors against the grammar of the language, over every example and every block of the pages: where the
//! one finds nothing wrong neither does the other, and both cut a file into the same statements.

use crate::pages::{blocks, pages, root};
use std::fs;
use strat::internals::syntax::ast::{Statement, StatementKind};
use tree_sitter::{Language, Node, Parser};

/// A statement: its kind, and its first and last byte.
type Cut<'t> = (&'t str, usize, usize);

/// The node by which the grammar for editors reads a statement.
fn node_of(kind: &StatementKind) -> &'static str {
    match kind {
        StatementKind::Analysis(_) => "analysis",
        StatementKind::Import(_) => "import",
        StatementKind::Declare(..) => "declaration",
        StatementKind::DeclareSort { .. } | StatementKind::DeclareFrom { .. } => "sort_declaration",
        StatementKind::Commitment(_) => "commitment",
        StatementKind::Veto(_) => "veto",
        StatementKind::Forecast(_) => "forecast",
        StatementKind::Hypothesis(_) => "hypothesis",
        StatementKind::Question(_) => "question",
        StatementKind::Indicator(_) => "indicator",
        StatementKind::Matrix(_) => "matrix",
        StatementKind::Rated(_) => "rated",
        StatementKind::Ratings { .. } | StatementKind::RatingScale(_) => "ratings",
        StatementKind::Scenario(_) => "scenario",
        StatementKind::Game(_) => "game",
        StatementKind::Outcome(_) => "outcome",
        StatementKind::Relation(_) => "relation",
        StatementKind::Scale(_) => "scale",
        StatementKind::Rule(_) => "rule",
        StatementKind::Constraint(_) => "constraint",
        StatementKind::Facts(_) => "facts",
        StatementKind::Resolve(_) => "resolve",
        StatementKind::Expect(_) => "expect",
        StatementKind::Prefer(_) => "prefer",
        StatementKind::Decision(_) => "decision",
        StatementKind::Suppose(_) => "suppose",
        StatementKind::Retract(_) => "retract",
        StatementKind::Assert(_) => "assertion",
        StatementKind::Block => "qualifier_block",
    }
}

/// The statements as the language has them.
fn written(statements: &[Statement], cuts: &mut Vec<Cut<'_>>) {
    for one in statements {
        cuts.push((node_of(&one.kind), one.span.start as usize, one.span.end as usize));
        written(one.block.as_deref().unwrap_or_default(), cuts);
    }
}

/// The statements as editors see them.
fn seen<'t>(node: Node<'t>, cuts: &mut Vec<Cut<'t>>) {
    let children: Vec<Node<'t>> = node.named_children(&mut node.walk()).collect();
    for child in children {
        if child.is_extra() {
            continue;
        }
        cuts.push((child.kind(), child.start_byte(), child.end_byte()));
        let parts: Vec<Node<'t>> = child.named_children(&mut child.walk()).collect();
        parts.into_iter().filter(|part| part.kind() == "block").for_each(|block| seen(block, cuts));
    }
}

/// What the two make of a text differently; nothing of one with a mistake.
fn difference(parser: &mut Parser, text: &str) -> Option<String> {
    let (_, checked) = super::parse(text);
    if !checked.diagnostics.is_empty() || !checked.value.broken.is_empty() {
        return None;
    }
    let tree = parser.parse(text, None)?;
    let (mut here, mut there) = (Vec::new(), Vec::new());
    written(&checked.value.statements, &mut here);
    seen(tree.root_node(), &mut there);
    let wrong = tree.root_node().has_error().then(|| format!("mistakes: {}", tree.root_node()));
    let cut =
        |(kind, start, end): &Cut<'_>| format!("{kind} {:?}", text.get(*start..*end).unwrap_or_default());
    let other = here.iter().zip(&there).find(|(one, other)| one != other);
    wrong.or_else(|| other.map(|(one, other)| format!("{}\nis {}", cut(one), cut(other)))).or_else(|| {
        (here.len() != there.len()).then(|| format!("{} and {} statements", here.len(), there.len()))
    })
}

#[test]
fn editors_cut_a_file_into_the_same_statements() {
    let mut parser = Parser::new();
    parser.set_language(&Language::new(tree_sitter_strat::LANGUAGE)).unwrap();
    let mut texts: Vec<(String, String)> = Vec::new();
    for folder in ["examples", "src/doctrine", "tests/syntax", "tests/games"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "strat") {
                texts.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    for path in ["docs", "tests/spec"].iter().flat_map(|folder| pages(&root().join(folder))) {
        for block in blocks(&fs::read_to_string(&path).unwrap()) {
            if block.info.starts_with("strat") {
                texts.push((format!("{}:{}", path.display(), block.lines.0), block.text));
            }
        }
    }
    let wrong: Vec<String> = texts
        .iter()
        .filter_map(|(name, text)| Some(format!("{name}: {}", difference(&mut parser, text)?)))
        .collect();
    assert!(texts.len() > 500, "{} texts", texts.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), texts.len(), wrong.join("\n"));
}
