//! The formats for machines are what their standards say.

use super::write;
use crate::pages::{printed, root, strat};
use serde_json::Value;

const MISTAKES: &str = "actor China is state.\n# strat: allow S0210 because of nothing\nactor Japan is state.\n\
                        China depends on Peru for oil.\nactor \"<&]]>\u{1b}\u{202e}\" is stat\u{e9}.\n";

#[test]
fn sarif_is_valid_by_the_schema_of_the_standard() {
    // Its patterns of languages have a bracket too many, which only lenient readers let pass.
    let text = include_str!("sarif-schema-2.1.0.json").replace("{2}]?$", "{2}?$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a b.strat", MISTAKES)]);
    for (place, path) in [(folder.path().to_owned(), "a b.strat"), (root(), "examples")] {
        let output = strat(&place, &["check", "--format", "sarif", path]);
        let log: Value = serde_json::from_slice(&output.stdout).unwrap();
        let wrong: Vec<String> = schema.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(!log["runs"][0]["results"].as_array().unwrap().is_empty());
    }
}

/// The marks of an XML text are closed in the order in which they were opened, and nothing is raw.
fn well_formed(xml: &str) {
    let mut open = Vec::new();
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    while let Some((text, after)) = rest.split_once('<') {
        assert!(!text.contains('>'), "{text}");
        let (mark, after) = after.split_once('>').unwrap();
        rest = after;
        if let Some(name) = mark.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !mark.ends_with('/') {
            open.push(mark.split(' ').next().unwrap());
        }
        assert_eq!(mark.matches('"').count() % 2, 0, "{mark}");
    }
    assert!(open.is_empty());
    assert!(xml.chars().all(|c| c == '\n' || !c.is_control()), "{xml:?}");
}

#[test]
fn junit_is_well_formed_and_counts_its_cases() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.strat", MISTAKES), ("b.strat", "actor China is state.\n")]);
    let output = strat(folder.path(), &["check", "--format", "junit", "--deny", "warnings"]);
    assert_eq!(output.status.code(), Some(1));
    let xml = String::from_utf8(output.stdout).unwrap();
    well_formed(&xml);
    assert_eq!(xml.matches("<testsuite ").count(), 2, "{xml}");
    let cases = xml.matches("<testcase ").count();
    let failures = xml.matches("<failure ").count();
    assert!(
        xml.contains(&format!("<testsuites name=\"strat check\" tests=\"{cases}\" failures=\"{failures}\""))
    );
    assert_eq!(cases, failures + 1);
}

#[test]
fn a_finding_is_one_command_of_github() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.strat", MISTAKES)]);
    let output = strat(folder.path(), &["check", "--format", "github"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().count() > 1);
    assert!(
        text.lines().all(|line| line.starts_with("::error file=a.strat,line=")
            || line.starts_with("::warning file=a.strat,line=")),
        "{text}"
    );
}

#[test]
fn typed_text_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.strat", "actor China is state.\n")]);
    for format in ["sarif", "github"] {
        let asked = ["check", "--format", format, "--suppose", "Chna dominates China", "a.strat"];
        let (text, status) = printed(&strat(folder.path(), &asked));
        assert_eq!(status, 1, "{text}");
        assert!(
            text.contains("S0202") && !text.contains("suppose>") && !text.contains("suppose%3E"),
            "{text}"
        );
    }
}
