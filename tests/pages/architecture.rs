//! `docs/architecture.md`: what it calls an invariant is held by tests and spec pages that exist.

use super::{files, pages, root};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The functions of tests, by name.
fn functions(folder: &Path, found: &mut BTreeSet<String>) {
    for path in files(folder, "rs") {
        let text = fs::read_to_string(&path).unwrap();
        let named = text.lines().filter_map(|line| line.trim_start().strip_prefix("fn ")?.split_once('('));
        found.extend(named.map(|(name, _)| name.to_owned()));
    }
}

#[test]
fn every_invariant_is_held_by_tests_that_exist() {
    let text = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let (_, section) = text.split_once("\n## Invariants\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let mut known = BTreeSet::new();
    functions(&root().join("tests"), &mut known);
    functions(&root().join("src"), &mut known);
    let shown: BTreeSet<PathBuf> = pages(&root().join("tests/spec")).into_iter().collect();
    let mut wrong = Vec::new();
    for invariant in section.split("\n- **").skip(1) {
        let title = invariant.split("**").next().unwrap();
        let held = invariant.split_once("*Held by* ").map_or("", |(_, held)| held);
        let named: Vec<&str> = held.split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            wrong.push(format!("{title}: nothing holds it"));
        }
        let is_there = |name: &&&str| known.contains(**name) || shown.contains(&root().join(name));
        wrong.extend(named.iter().filter(|name| !is_there(name)).map(|name| format!("{title}: no {name}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_places_that_a_change_touches_are_there() {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).skip(2).collect();
    assert!(rows.len() > 5, "the table of places is gone");
    let mut missing = Vec::new();
    for row in rows {
        for place in row.split('`').skip(1).step_by(2).filter(|place| place.contains('/')) {
            if !root().join(place).exists() {
                missing.push(format!("{place}: {row}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The names that an enumeration of the tree has, or the words that its keywords have.
fn parts_of(file: &str, from: &str, quoted: bool) -> Vec<String> {
    let text = fs::read_to_string(root().join(file)).unwrap();
    let (_, rest) = text.split_once(from).unwrap();
    let (body, _) = rest.split_once("\n}").unwrap();
    let lines = body.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    let name = |line: &str| {
        let text = if quoted {
            line.split('"').nth(1)?
        } else {
            line.split(|c: char| !c.is_alphanumeric()).next()?
        };
        (quoted || text.starts_with(char::is_uppercase)).then(|| text.to_owned())
    };
    lines.filter_map(name).collect()
}

/// What has to name each statement, clause or keyword is a place that whoever adds one touches: what else reads them
/// has to do without a list of all.
#[test]
fn no_list_of_all_stands_in_a_place_that_is_not_told() {
    let page = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let sources: Vec<(PathBuf, String)> = files(&root().join("src"), "rs")
        .into_iter()
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect();
    let statements = parts_of("src/syntax/ast/mod.rs", "pub enum StatementKind {", false);
    let clauses = parts_of("src/syntax/ast/clause.rs", "pub enum ClauseKind {", false);
    let keywords = parts_of("src/syntax/ast/keyword.rs", "keywords! {", true);
    for (row, marks) in [
        ("a statement", statements.iter().map(|name| format!("StatementKind::{name}")).collect::<Vec<_>>()),
        ("a clause of a declaration", clauses.iter().map(|name| format!("ClauseKind::{name}")).collect()),
        ("a keyword that declares names", keywords.iter().map(|word| format!("\"{word}\"")).collect()),
    ] {
        assert!(marks.len() > 10, "{row}: {marks:?}");
        let told = page.lines().find(|line| line.starts_with(&format!("| {row} |"))).expect(row);
        let places: Vec<PathBuf> =
            told.split('`').skip(1).step_by(2).map(|place| root().join(place)).collect();
        let listing = sources.iter().filter(|(_, text)| marks.iter().all(|mark| text.contains(mark)));
        let mut found = 0;
        for (path, _) in listing {
            found += 1;
            assert!(places.iter().any(|place| path.starts_with(place)), "{row}: {}", path.display());
        }
        assert!(found > 0, "{row}: nothing lists them");
    }
}
