//! The README and the language's manual: their blocks are complete analyses that check clean.

use super::{blocks, check, printed, root, strat};
use std::fs;

#[test]
fn blocks_check_clean() {
    let mut pages = vec![root().join("README.md")];
    pages.extend(fs::read_dir(root().join("docs/language")).unwrap().map(|entry| entry.unwrap().path()));
    let mut seen = 0;
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for block in blocks(&text) {
            let (output, status) = match block.info.as_str() {
                "strat" | "strat fails" => check(&block.text),
                _ => continue,
            };
            seen += 1;
            assert_eq!(
                status,
                i32::from(block.info == "strat fails"),
                "{}: {}\n{output}",
                page.display(),
                block.text
            );
        }
    }
    assert!(seen > 0);
}

#[test]
fn the_readme_shows_what_is_printed() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    for block in blocks(&text).iter().filter(|block| block.info == "console") {
        let (command, expected) = block.text.split_once('\n').unwrap();
        let words: Vec<&str> = command.split('"').collect();
        let mut arguments: Vec<&str> = words[0].trim_start_matches("$ strat ").split_whitespace().collect();
        arguments.extend(words.get(1));
        let (output, _) = printed(&strat(&root(), &arguments));
        assert_eq!(output, expected);
    }
}
