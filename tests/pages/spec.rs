//! The spec pages: each command prints exactly what its page shows.

use super::{Place, blocks, differences, pages, root};
use std::fs;

#[test]
fn commands_print_what_the_pages_show() {
    let folder = root().join("tests/spec");
    let mut all = pages(&folder);
    // The syntax pages have a harness of their own.
    all.retain(|path| !path.starts_with(folder.join("syntax")));
    for path in &all {
        let runs = blocks(&fs::read_to_string(path).unwrap()).iter().any(|block| block.info == "console");
        assert!(runs, "{}: nothing runs on this page", path.display());
    }
    let wrong: Vec<String> = all.iter().flat_map(|path| differences(path, &Place::OwnFolder)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
