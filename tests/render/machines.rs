//! The formats that other tools read: SARIF, workflow annotations and JUnit.

use super::mock;
use serde_json::Value;
use strat::diagnostic::{Code, Diagnostic, Severity};
use strat::render::{github, junit, sarif};
use strat::report::{Command, Expectation, Outcome, Report};
use strat::source::{Origin, SourceMap, Span};

/// A text that is out to break every format.
const HOSTILE: &str = "a::b,c %0A \u{1b}[31m\r\n::error::x ]]> <a href=\"'&\"> \u{202e}\u{ffff}";

fn validator(schema: &str) -> jsonschema::Validator {
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
}

fn sarif_of(report: &Report, sources: &SourceMap) -> Value {
    let text = sarif::report(report, sources).unwrap();
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    let mut validators = vec![validator(include_str!("../schemas/sarif-2.1.0-excerpt.schema.json"))];
    // The schema of OASIS, where whoever runs the tests has it.
    if let Some(path) = std::env::var_os("SARIF_SCHEMA") {
        // One pattern of it has a bracket too many, which only the leniency of JavaScript forgives.
        let schema = std::fs::read_to_string(path).unwrap().replace("{2}]?$", "{2}$");
        validators.push(validator(&schema));
    }
    for validator in validators {
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
    }
    value
}

/// Two findings, an expectation met and one failed, all hostile in text and in the name of the file.
fn hostile() -> (Report, SourceMap) {
    let mut map = SourceMap::new();
    let doctrine = map.add("core.strat", "rule x.\n", Origin::Doctrine);
    let file = map.add("a b/ü%,:.strat", "actor Chína is state.\nexpect x.\nexpect y.\n", Origin::User);
    let mut report = Report::new(Command::Check);
    report.diagnostics = vec![
        Diagnostic::new(Code::Contradiction, HOSTILE)
            .label(Span::new(doctrine, 0, 4), "in the doctrine")
            .label(Span::new(file, 6, 12), HOSTILE)
            .label(Span::new(file, 0, 30), "over two lines")
            .help(HOSTILE),
        Diagnostic::new(Code::NearKind, "near").label(Span::new(file, 0, 30), ""),
        Diagnostic::new(Code::ExpectationFailed, "`y` does not hold").label(Span::new(file, 41, 42), ""),
        Diagnostic::new(Code::LimitReached, "nowhere"),
    ];
    let expectation = |start, outcome| Expectation {
        name: HOSTILE.into(),
        place: Span::new(file, start, start + 9),
        outcome,
    };
    report.expectations = Some(vec![expectation(23, Outcome::Passed), expectation(33, Outcome::Failed)]);
    (report, map)
}

#[test]
fn sarif_fits_the_standard() {
    for report in mock::all() {
        sarif_of(&report, &mock::sources());
    }
    sarif_of(&Report::new(Command::Check), &SourceMap::new());
    let (report, map) = hostile();
    let value = sarif_of(&report, &map);
    let results = value["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 4);
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b/%C3%BC%25%2C%3A.strat");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&1.into(), &7.into()));
    assert_eq!(place["region"]["endColumn"], 12);
    assert_eq!(results[0]["relatedLocations"].as_array().unwrap().len(), 1);
    for result in results {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(value["runs"][0]["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
    }
}

#[test]
fn fingerprints_outlive_a_move() {
    let found = |text: &str| {
        let mut map = SourceMap::new();
        let file = map.add("a.strat", text, Origin::User);
        let mut report = Report::new(Command::Check);
        let start = u32::try_from(text.find("near").unwrap()).unwrap();
        report.diagnostics =
            vec![Diagnostic::new(Code::NearKind, "near").label(Span::new(file, start, start + 4), "")];
        sarif_of(&report, &map)["runs"][0]["results"][0]["partialFingerprints"].clone()
    };
    assert_eq!(found("near"), found("# moved\n\nnear"));
}

#[test]
fn annotations_are_one_line_each() {
    let (report, map) = hostile();
    let text = github::report(&report, &map);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), report.diagnostics.len(), "{text}");
    assert!(lines[0].starts_with(
        "::error file=a b/ü%25%2C%3A.strat,line=1,col=7,endColumn=12,title=S0501 something is said to be so and not so::a::b,c %250A "
    ), "{text}");
    assert!(lines[1].starts_with("::warning file=a b/ü%25%2C%3A.strat,line=1,endLine=2,title="), "{text}");
    assert_eq!(lines[3], "::error title=S0701 a limit was reached::nowhere");
    assert!(!text.contains('\u{1b}') && !text.contains('\r'));
}

/// The elements of an XML text, with their attributes; panics where it is not well-formed.
fn elements(xml: &str) -> Vec<(String, Vec<String>)> {
    let mut open: Vec<String> = Vec::new();
    let mut found = Vec::new();
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        assert!(!text.contains('>') && !tag.contains('\''), "{part}");
        for entity in part.split('&').skip(1) {
            assert!(["amp;", "lt;", "gt;", "quot;", "apos;"].iter().any(|known| entity.starts_with(known)));
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let name = tag.split(' ').next().unwrap().to_owned();
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let attributes = tag
            .split('"')
            .step_by(2)
            .map(|key| key.trim().trim_start_matches(&name).trim().trim_end_matches('=').to_owned());
        found.push((name.clone(), attributes.filter(|key| !key.is_empty()).collect()));
        if !closed {
            open.push(name);
        }
    }
    assert!(open.is_empty());
    found
}

#[test]
fn junit_is_well_formed_and_fits_its_layout() {
    let (report, map) = hostile();
    for (failing, failures, skipped) in [(Severity::Error, 3, 1), (Severity::Warning, 4, 0)] {
        let xml = junit::report(&report, &map, failing);
        assert!(xml.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{ffff}'), "{xml}");
        let elements = elements(&xml);
        let count = |name: &str| elements.iter().filter(|(element, _)| element == name).count();
        // The failed expectation is one case, not a case and a finding.
        assert_eq!((count("testcase"), count("failure"), count("skipped")), (5, failures, skipped), "{xml}");
        assert!(xml.contains(&format!(
            "<testsuites name=\"strat\" tests=\"5\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">"
        )));
        for (name, attributes) in &elements {
            let allowed: &[&str] = match name.as_str() {
                "testsuites" | "testsuite" => &["name", "tests", "failures", "errors", "skipped"],
                "testcase" => &["name", "classname"],
                "failure" | "skipped" => &["message"],
                other => panic!("{other} is no element of JUnit's"),
            };
            assert_eq!(attributes, allowed);
        }
    }
    let xml = junit::report(&Report::new(Command::Check), &SourceMap::new(), Severity::Error);
    assert!(xml.contains("<testcase name=\"check\" classname=\"strat\"/>"), "{xml}");
}
