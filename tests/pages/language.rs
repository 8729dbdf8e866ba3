//! The pages of the language: each `strat` block is a file that checks clean, each `strat fails` block one
//! that fails with a code which its page names, each `console` block shows what its command prints about the
//! file above it. `STRAT_BLESS=1` rewrites the outputs.

use super::{Place, blocks, check_beside, differences, named, pages, root};
use std::fs;

/// The codes of the errors among concise findings.
fn errors(output: &str) -> Vec<&str> {
    output.split("error[").skip(1).filter_map(|rest| rest.split_once(']')).map(|(code, _)| code).collect()
}

#[test]
fn the_files_of_the_pages_check() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let cookbook = root().join("docs/cookbook.md");
    for path in pages(&root().join("docs/language")).into_iter().chain([cookbook]) {
        let page = fs::read_to_string(&path).unwrap();
        let blocks = blocks(&page);
        for block in &blocks {
            let place = format!("{}:{}", path.display(), block.lines.0);
            match block.info.as_str() {
                "strat" => {
                    count += 1;
                    let (output, status) = check_beside(&named(&blocks), &block.text);
                    if status != 0 || output.contains(": warning[") {
                        wrong.push(format!("{place}\n{output}"));
                    }
                }
                "strat fails" => {
                    count += 1;
                    let (output, status) = check_beside(&named(&blocks), &block.text);
                    if status != 1 || !errors(&output).iter().all(|code| page.contains(&format!("[{code}]")))
                    {
                        wrong.push(format!("{place}\n{output}"));
                    }
                }
                _ => {}
            }
        }
    }
    assert!(count > 0 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_commands_of_the_pages_print_what_is_shown() {
    let all = pages(&root().join("docs/language"));
    let wrong: Vec<String> = all.iter().flat_map(|path| differences(path, &Place::OwnFolder)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
