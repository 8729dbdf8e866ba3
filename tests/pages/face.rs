//! What leaves the crate: the public face, and what the tests take besides, item by item.

use super::{files, root};
use std::collections::BTreeSet;
use std::fs;

/// What a program is to use.
const FACE: [&str; 4] = ["budget", "diagnostic", "report", "source"];

/// What is open, and no part of the face: for the program itself, and for tests and benches.
const HIDDEN: [&str; 2] = ["cli", "internals"];

#[test]
fn only_the_face_leaves_the_crate() {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let (mut face, mut hidden) = (Vec::new(), Vec::new());
    let mut is_hidden = false;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            if is_hidden { &mut hidden } else { &mut face }.push(name);
        }
        is_hidden = line == "#[doc(hidden)]" || is_hidden && line.starts_with("#[");
    }
    assert_eq!(face, FACE);
    assert_eq!(hidden, HIDDEN);
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').collect()
}

#[test]
fn what_the_tests_take_is_named_by_them() {
    let text = fs::read_to_string(root().join("src/internals.rs")).unwrap();
    assert!(!text.contains('*'), "each item is named");
    let mut users = String::new();
    for folder in ["tests", "benches", "fuzz"] {
        for path in files(&root().join(folder), "rs") {
            users.push_str(&fs::read_to_string(path).unwrap());
        }
    }
    let used = words(&users);
    for item in text.split("pub use").skip(1).filter_map(|rest| Some(rest.split_once(';')?.0)) {
        let idle: Vec<&str> = words(item).into_iter().filter(|word| !used.contains(word)).collect();
        assert!(idle.iter().all(|word| word.is_empty()), "no test names {idle:?}");
    }
}
