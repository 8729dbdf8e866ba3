//! The doctrine and the examples.

use super::{printed, root, strat};
use strat::internals::model::{Doctrine, Known};

#[test]
fn the_doctrine_resolves_without_a_finding() {
    let doctrine = Doctrine::standard();
    assert!(doctrine.diagnostics().is_empty(), "{:#?}", doctrine.diagnostics());
    for name in Known::NAMES {
        assert!(doctrine.model().find_relation(name).is_some(), "the doctrine has no relation `{name}`");
    }
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
        "- China has a veto over tactics -- established, certain (if the 10 unhedged claims hold)\n- China has a veto over deployment -- established, certain (if the 10 unhedged claims\n  hold)\n"
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

#[test]
fn the_triangle_says_how_likely_its_main_judgements_are() {
    let asked = |question: &str, more: &[&str]| {
        let all: Vec<&str> =
            ["ask", "examples/triangle.strat", question].iter().chain(more).copied().collect();
        printed(&strat(&root(), &all)).0
    };
    for (question, text, json) in [
        (
            "how likely China has a veto over deployment?",
            "- China has a veto over deployment -- certain (if the 10 unhedged claims hold)\n",
            ["\"low\": 1.0,", "\"high\": 1.0,", "\"words\": \"certain\","],
        ),
        (
            "how likely asked_and_approved holds?",
            "- asked_and_approved holds -- very likely (80-95 %), taking 14 unhedged claims at their\n  word\n",
            ["\"low\": 0.8,", "\"high\": 0.95,", "\"words\": \"very likely\","],
        ),
        (
            "how likely Russia repaid DPRK for troops?",
            "- Russia repaid DPRK for troops -- almost certain (95-99 %), counting the forecast `@c62`\n",
            ["\"low\": 0.95,", "\"high\": 0.99,", "\"words\": \"almost certain\","],
        ),
    ] {
        assert_eq!(asked(question, &[]), text);
        let told = asked(question, &["--format", "json"]);
        assert!(json.iter().all(|part| told.contains(part)), "{told}");
    }
}

#[test]
fn an_even_chance_beside_a_very_likely_hypothesis_breaks_in_text_and_json() {
    let text = std::fs::read_to_string(root().join("examples/triangle.strat")).unwrap();
    let hedge = "    possible, according to atkinson, quoting \"cannot be ruled out\"";
    assert!(text.contains(hedge));
    let folder = tempfile::tempdir().unwrap();
    let changed = text.replace(hedge, &hedge.replace("possible", "roughly even chance"));
    std::fs::write(folder.path().join("a.strat"), changed).unwrap();
    let line = "these two exclusive hypotheses add up to at least 125 %";
    let (output, status) = printed(&strat(folder.path(), &["check", "a.strat"]));
    assert!(output.contains(&format!("error[S0511]: {line}\n")), "{output}");
    assert_eq!(status, 1);
    let (output, _) = printed(&strat(folder.path(), &["check", "a.strat", "--format", "json"]));
    assert!(output.contains("\"code\": \"S0511\"") && output.contains(line), "{output}");
}
