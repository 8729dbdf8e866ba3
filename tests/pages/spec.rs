//! The spec pages: each command prints exactly what its page shows.

use super::{Place, differences, pages, root};
use std::fs;

#[test]
fn commands_print_what_the_pages_show() {
    let mut all = pages(&root().join("tests/spec"));
    // The syntax pages have a harness of their own.
    all.retain(|path| fs::read_to_string(path).unwrap().contains("```console"));
    assert!(!all.is_empty());
    let wrong: Vec<String> = all.iter().flat_map(|path| differences(path, &Place::OwnFolder)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
