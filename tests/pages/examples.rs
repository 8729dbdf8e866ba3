//! The doctrine and the examples.

use super::{printed, root, strat};
use strat::model::resolve;

#[test]
fn the_doctrine_resolves_without_a_finding() {
    let doctrine = resolve::doctrine();
    assert!(doctrine.diagnostics.is_empty(), "{:#?}", doctrine.diagnostics);
}

#[test]
fn the_examples_hold() {
    let (output, status) = printed(&strat(&root(), &["check", "examples/", "--format", "concise"]));
    assert_eq!(status, 0, "{output}");
}

#[test]
fn the_examples_are_laid_out() {
    let (output, status) = printed(&strat(&root(), &["fmt", "--check", "examples"]));
    assert_eq!(status, 0, "{output}");
}

#[test]
fn china_has_a_veto_over_tactics_and_over_the_deployment() {
    let question = ["ask", "examples/triangle.strat", "who has a veto over what?"];
    let (output, status) = printed(&strat(&root(), &question));
    assert_eq!(
        output,
        "- China has a veto over tactics -- established, certain (if the 6 unhedged claims hold)\n- China has a veto over deployment -- established, certain (if the 6 unhedged claims hold)\n"
    );
    assert_eq!(status, 0);
}

#[test]
fn the_veto_is_proved_down_to_claims_with_sources() {
    let question = ["ask", "examples/triangle.strat", "why China has a veto over deployment?"];
    let (output, _) = printed(&strat(&root(), &question));
    assert!(output.contains("by the rule veto_reaches_actions"), "{output}");
    assert!(output.contains("said by atkinson"), "{output}");
    assert!(output.contains("examples/triangle.strat:"), "{output}");
}

#[test]
fn what_the_doctrine_derives_is_not_asserted() {
    let text = std::fs::read_to_string(root().join("examples/triangle.strat")).unwrap();
    let derived = ["has a veto over", "is the dominant partner", "is nominal", "gains from"];
    for line in text.lines() {
        let line = line.trim_start();
        let expected = line.starts_with("expect") || line.starts_with('#') || line.starts_with("rule");
        let in_rule = line.contains('?');
        assert!(expected || in_rule || !derived.iter().any(|words| line.contains(words)), "{line}");
    }
}
