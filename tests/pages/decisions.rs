//! The pages of `docs/decisions/`: each has a number of its own and a status, and names only pages that are there.

use super::root;
use std::collections::BTreeSet;
use std::fs;

#[test]
fn every_decision_has_a_number_and_a_status_that_names_decisions() {
    let mut pages = Vec::new();
    for entry in fs::read_dir(root().join("docs/decisions")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if name != "README" {
            pages.push((name, fs::read_to_string(path).unwrap()));
        }
    }
    let numbers: BTreeSet<&str> = pages.iter().map(|(name, _)| &name[..4]).collect();
    assert_eq!(numbers.len(), pages.len(), "two decisions have one number");
    for (name, text) in &pages {
        let number = &name[..4];
        assert!(text.starts_with(&format!("# {number}: ")), "{name}: the heading begins with the number");
        let status = text.lines().nth(2).unwrap_or_default();
        let known =
            ["Status: Accepted", "Status: Superseded by "].iter().any(|word| status.starts_with(word));
        assert!(known, "{name}: the third line tells the status: {status}");
        let named = status.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() == 4);
        for other in named {
            assert!(numbers.contains(other) && other != number, "{name}: its status names {other}");
        }
    }
}
