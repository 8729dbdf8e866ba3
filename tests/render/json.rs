//! JSON: every report fits the schema, and nothing in it can harm a reader.

use super::mock;
use serde_json::Value;
use strat::diagnostic::{Code, Diagnostic};
use strat::internals::render::json;
use strat::report::{By, Command, Proof, ProofNode, Report, RuleName};

fn parsed(report: &Report) -> Value {
    let text = json::report(report, &mock::sources()).unwrap();
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
    serde_json::from_str(&text).unwrap()
}

fn check(report: &Report) -> Value {
    let schema = serde_json::to_value(strat::report::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let value = parsed(report);
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
    value
}

#[test]
fn the_schema_in_the_docs_is_that_of_the_types() {
    let made = serde_json::to_string_pretty(&strat::report::schema()).unwrap() + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/strat.schema.json");
    if std::env::var_os("STRAT_BLESS").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(kept == made, "docs/strat.schema.json is not that of the types: write it with STRAT_BLESS=1");
}

#[test]
fn every_report_fits_the_schema() {
    for report in mock::all() {
        check(&report);
    }
    check(&Report::new(Command::Check));
}

#[test]
fn absent_parts_are_absent() {
    let value = check(&Report::new(Command::Check));
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["command", "diagnostics", "schema"]);
    assert_eq!(check(&mock::nothing())["answers"], Value::Array(vec![]));
}

#[test]
fn answers_and_proofs() {
    let value = check(&mock::find());
    assert_eq!(value["verdict"], "disputed");
    let first = &value["answers"][0];
    assert_eq!(first["sentence"], "China has a veto over tactics");
    assert_eq!(first["bindings"]["who"], "China");
    assert_eq!(first["likelihood"]["low"], 0.8);
    let value = check(&mock::why());
    let leaf = &value["answers"][0]["proof"]["premises"][0]["premises"][0]["premises"][0];
    assert_eq!(leaf["sentence"], "China dominates axis");
    assert_eq!((&leaf["source"], &leaf["line"]), (&Value::from("atkinson"), &Value::from(3)));
}

#[test]
fn a_deep_proof_is_cut() {
    let node = |at: usize| ProofNode {
        premises: vec![at + 1],
        ..ProofNode::new(format!("step {at}"), By::Rule(RuleName { name: "next".into(), gloss: None }))
    };
    let mut nodes: Vec<ProofNode> = (0..100_000).map(node).collect();
    nodes.push(ProofNode::new("start", By::Given));
    let mut report = mock::why();
    report.ask.as_mut().unwrap().answers[0].proofs = vec![Proof { nodes }];
    let value = check(&report);
    let mut at = &value["answers"][0]["proof"];
    while at["cut"] != "elided" {
        at = &at["premises"][0];
    }
    assert_eq!(at["sentence"], "step 48");
}

#[test]
fn control_characters_are_escaped() {
    let mut report = Report::new(Command::Check);
    let nasty = "a\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{2028}\n\"b\"";
    report.diagnostics.push(Diagnostic::new(Code::EmptyFile, nasty));
    let text = json::report(&report, &mock::sources()).unwrap();
    assert!(text.chars().all(|c| c == '\n' || (!c.is_control() && c != '\u{202e}' && c != '\u{2028}')));
    assert_eq!(check(&report)["diagnostics"][0]["message"], nasty);
}
