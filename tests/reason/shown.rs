//! What the first real input must show, as the program prints it: in text and in JSON.

use super::triangle::{nobody_is_preferred, played_by_nobody, without};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// What the program prints about the analysis with a change.
fn printed(change: impl Fn(String) -> String, arguments: &[&str]) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/triangle.strat");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.strat"), change(std::fs::read_to_string(file).unwrap())).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_strat"));
    command.current_dir(&folder).args(arguments).env("NO_COLOR", "1");
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn json(change: impl Fn(String) -> String, arguments: &[&str]) -> Value {
    let all: Vec<&str> = arguments.iter().copied().chain(["--format", "json"]).collect();
    serde_json::from_str(&printed(change, &all)).unwrap()
}

fn as_it_is(text: String) -> String {
    text
}

/// The status of the one answer to a question.
fn status(change: impl Fn(String) -> String, question: &str) -> Value {
    json(change, &["ask", "a.strat", question])["answers"][0]["status"].clone()
}

const ASKED: [&str; 3] =
    ["China has a veto over tactics?", "China approved deployment?", "despite_objections holds?"];

#[test]
fn the_brief_says_what_the_veto_is_worth_and_who_says_so() {
    let page = json(as_it_is, &["brief", "a.strat"]);
    let themes = page["brief"]["themes"].as_array().unwrap();
    let veto = themes
        .iter()
        .flat_map(|theme| theme["implications"].as_array().unwrap())
        .find(|one| one["sentence"] == "China has a veto over tactics")
        .unwrap();
    assert_eq!(veto["status"], "established");
    assert_eq!(veto["sources"], serde_json::json!(["atkinson"]));
    let cuts = [["@c43_end", "@c26", "@c36"], ["@c24", "@c26", "@c36"], ["@c25", "@c26", "@c36"]];
    assert_eq!(veto["cuts"], serde_json::json!(cuts));
    let text = printed(as_it_is, &["brief", "a.strat"]);
    let told = text.split("China has a veto over tactics").nth(1).unwrap();
    let told = &told[..told.find("\n\n").unwrap_or(told.len())];
    assert!(told.contains("established") && told.contains("atkinson"), "{told}");
}

#[test]
fn the_objection_is_rejected_by_conflicts_that_are_named() {
    let found = json(as_it_is, &["ask", "a.strat", "why despite_objections holds?"]);
    let answer = &found["answers"][0];
    assert_eq!(answer["status"], "rejected");
    let against = answer["against"].as_array().unwrap();
    let names = |one: &Value| one["against"].as_array().unwrap()[0]["label"].clone();
    assert!(against.iter().any(|one| names(one) == "c26"), "{against:?}");
    let text = printed(as_it_is, &["ask", "a.strat", "why despite_objections holds?"]);
    assert!(text.starts_with("Rejected: despite_objections holds"), "{text}");
    assert!(text.contains("@c26"), "{text}");
}

#[test]
fn statuses_are_the_same_in_json() {
    for (question, wanted) in ASKED.iter().zip(["established", "established", "rejected"]) {
        assert_eq!(status(as_it_is, question), wanted, "{question}");
    }
    for (question, wanted) in ASKED.iter().zip(["contested", "contested", "tenable"]) {
        assert_eq!(status(nobody_is_preferred, question), wanted, "{question}");
    }
}

/// Nothing but the knowledge is taken away: the headline still says that China approved.
#[test]
fn without_awareness_silence_proves_nothing_and_that_is_flagged() {
    let change = |text: String| {
        let mut text = without(&played_by_nobody(&text), "  @c39: Xi deliberated");
        text = text.replace("@c38 restates @c4.\n", "");
        without(&text, "@c38: asked_and_approved")
    };
    let why = ["ask", "a.strat", "why China tacitly approved deployment?", "--all"];
    let rules = |value: &Value| value.to_string().matches("silence_is_consent").count();
    assert!(rules(&json(as_it_is, &why)) > 0);
    let found = json(change, &why);
    assert_eq!(rules(&found), 0, "{found}");
    assert_eq!(found["answers"][0]["proof"]["by"], "claim", "{found}");
    let check = json(change, &["check", "a.strat"]);
    let unaware = |value: &Value| value.to_string().contains("unaware_veto_holder");
    assert!(unaware(&check));
    assert!(!unaware(&json(|text| played_by_nobody(&text), &["check", "a.strat"])));
}

#[test]
fn the_image_tells_nothing_apart() {
    let found = json(as_it_is, &["weigh", "a.strat", "consent"]);
    let evidence = found["weighings"][0]["evidence"].as_array().unwrap();
    let image = evidence.iter().find(|one| one["statement"]["sentence"] == "good_cop").unwrap();
    assert_eq!(image["tells_apart"], false);
    assert!(printed(as_it_is, &["weigh", "a.strat", "consent"]).contains("- good_cop tells nothing apart"));
}
