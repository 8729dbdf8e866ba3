//! The files that come with strat parse without a word.

use super::{lines, parse};
use std::fs;
use std::path::{Path, PathBuf};

/// The `.strat` files of the doctrine and of the examples.
pub(crate) fn shipped() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src/doctrine", "examples"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "strat") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[test]
fn shipped_files_parse() {
    let files = shipped();
    assert!(files.len() > 10);
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let (map, checked) = parse(&text);
        assert_eq!(lines(&map, &checked.diagnostics), "", "{}", path.display());
        assert!(!checked.value.statements.is_empty());
    }
}
