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
        // The validator is no rubber stamp.
        let broken: [fn(&mut Value); 4] = [
            |log| log["version"] = Value::from("2.0"),
            |log| log["runs"][0]["results"][0]["level"] = Value::from("grave"),
            |log| log["runs"][0]["results"][0]["message"] = Value::Null,
            |log| drop(log["runs"][0].as_object_mut().unwrap().remove("tool")),
        ];
        for spoil in broken {
            let mut log = log.clone();
            spoil(&mut log);
            assert!(!schema.is_valid(&log), "{log:#}");
        }
    }
}

/// What the schema of the JUnit format says of a text, as Jenkins has it; where `xmllint` is at hand, it is
/// asked too.
fn wrong_by_schema(xml: &str) -> Vec<String> {
    let schema = uppsala::parse(include_str!("junit-10.xsd")).unwrap();
    let validator = uppsala::XsdValidator::from_schema(&schema).unwrap();
    let document = uppsala::parse(xml).unwrap();
    let mut wrong: Vec<String> =
        validator.validate(&document).iter().map(|error| error.to_string()).collect();
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("a.xml", xml)]);
    let schema = root().join("tests/check/junit-10.xsd");
    let linted = std::process::Command::new("xmllint")
        .arg("--noout")
        .arg("--schema")
        .arg(schema)
        .arg(folder.path().join("a.xml"))
        .output();
    if let Ok(output) = linted
        && !output.status.success()
    {
        wrong.push(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    wrong
}

/// The numbers that a JUnit text states are those of its cases.
fn counts_are_right(xml: &str) {
    let (cases, failures) = (xml.matches("<testcase ").count(), xml.matches("<failure ").count());
    assert!(xml.contains(&format!(" tests=\"{cases}\" failures=\"{failures}\" errors=\"0\">")), "{xml}");
    assert!(xml.chars().all(|c| c == '\n' || !c.is_control()), "{xml:?}");
}

#[test]
fn junit_is_valid_by_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let expecting = "actor China is state.\nactor \"<&]]>\u{1b}\" is state.\nexpect China is a state.\n\
                     expect unproven China is a state.\nexpect 7 answers: ?a is a state.\n";
    let files = [("a.strat", MISTAKES), ("b.strat", "actor China is state.\n"), ("c d.strat", expecting)];
    write(folder.path(), &files);
    let runs: [(&std::path::Path, &[&str]); 5] = [
        (folder.path(), &["check", "--format", "junit", "--deny", "warnings"]),
        (folder.path(), &["check", "--format", "junit", "b.strat"]),
        (folder.path(), &["test", "--format", "junit"]),
        (folder.path(), &["test", "--format", "junit", "b.strat"]),
        (&root(), &["test", "--format", "junit", "examples"]),
    ];
    for (place, arguments) in runs {
        let xml = String::from_utf8(strat(place, arguments).stdout).unwrap();
        assert_eq!(wrong_by_schema(&xml), Vec::<String>::new(), "{arguments:?}: {xml}");
        counts_are_right(&xml);
    }
    let checked = String::from_utf8(strat(runs[0].0, runs[0].1).stdout).unwrap();
    assert_eq!(checked.matches("<testsuite ").count(), 3, "{checked}");
    // The validator is no rubber stamp.
    assert!(!wrong_by_schema(&checked.replacen(" name=", " named=", 1)).is_empty());
    assert!(
        !wrong_by_schema(&checked.replacen("<testcase ", "<case ", 1).replacen("</testcase>", "</case>", 1))
            .is_empty()
    );
}

#[test]
fn a_test_as_json_fits_the_schema() {
    let folder = tempfile::tempdir().unwrap();
    let text = "actor China is state.\nexpect China is a state.\nexpect unproven China is a state.\n\
                expect 7 answers: ?a is a state.\nexpect China dominates China.\n";
    write(folder.path(), &[("a.strat", text), ("b.strat", MISTAKES)]);
    let schema: Value = serde_json::from_str(include_str!("../../docs/strat.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let output = strat(folder.path(), &["test", "--format", "json", "--filter", "china"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let wrong: Vec<String> = schema.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(report["expectations"].as_array().unwrap().len(), 3);
    assert_eq!(report["unjudged"], serde_json::json!({"filtered": 1, "stopped": 0}));
    assert!(report["expectations"][1]["found"]["proof"].is_object(), "{report:#}");
    assert!(report["expectations"][2]["found"]["absence"].is_object(), "{report:#}");
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
        assert_eq!(status, 2, "{text}");
        assert!(
            text.contains("S0202") && !text.contains("suppose>") && !text.contains("suppose%3E"),
            "{text}"
        );
    }
}

#[test]
fn no_format_passes_a_control_character_on() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "relation backing \"{a: a\ttor} is\u{1b} backed by {b: act\u{202e}or}\".\nactor \"\tx\u{7}\" is stat.\n";
    write(folder.path(), &[("a.strat", hostile)]);
    for format in ["text", "concise", "json", "sarif", "github", "junit"] {
        let text = String::from_utf8(strat(folder.path(), &["check", "--format", format]).stdout).unwrap();
        assert!(
            text.chars().all(|c| c == '\n' || !(c.is_control() || c == '\u{202e}')),
            "{format}: {text:?}"
        );
    }
}
