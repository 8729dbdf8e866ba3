//! Pages of prose whose `strat` blocks are read, each followed by a `text` block with the exact
//! diagnostics; none follows where none is expected.

use super::{file, lines};
use crate::pages::{Block, blocks, pages, root};
use std::fs;
use strat::internals::syntax;

/// What is said about a text, as `check` says it in its shortest form.
fn said(text: &str) -> String {
    let (map, file) = file(text);
    let checked = syntax::parse(&map, file);
    lines(&map, &checked.diagnostics).lines().map(|line| format!("page.strat:{line}\n")).collect()
}

/// Each page says what is said; with `STRAT_BLESS` in the environment, the pages are rewritten.
#[test]
fn pages_say_what_is_said() {
    let update = std::env::var_os("STRAT_BLESS").is_some();
    for path in pages(&root().join("tests/spec/syntax")) {
        let page = fs::read_to_string(&path).unwrap();
        let blocks = blocks(&page);
        assert!(blocks.iter().any(|block| block.info == "strat"), "{}: nothing is read", path.display());
        let mut rewritten = page.clone();
        for (number, block) in blocks.iter().enumerate().rev() {
            if block.info != "strat" {
                continue;
            }
            let text = &block.text;
            let said = said(text);
            let follows = blocks.get(number + 1).filter(|block| block.info == "text");
            let expected = follows.map_or("", |block| block.text.as_str());
            if update && said != expected {
                let (old, new) = match follows {
                    Some(Block { text: old, .. }) => {
                        (format!("```text\n{old}```\n"), format!("```text\n{said}```\n"))
                    }
                    None => (format!("{text}```\n"), format!("{text}```\n\n```text\n{said}```\n")),
                };
                let from = rewritten.find(&format!("```strat\n{text}```\n")).unwrap();
                let at = from + rewritten[from..].find(&old).unwrap();
                rewritten.replace_range(at..at + old.len(), &new);
                continue;
            }
            assert_eq!(said, expected, "{}:{}", path.display(), block.lines.0 + 1);
        }
        if update {
            fs::write(&path, rewritten).unwrap();
        }
    }
}

/// The page of every code of syntax shows a text that has the mistake, and one that has not.
#[test]
fn code_pages_show_the_mistake() {
    for path in pages(&root().join("docs/codes")) {
        let number = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if !number.starts_with("S01") {
            continue;
        }
        let page = fs::read_to_string(&path).unwrap();
        let (example, fixed) = page.split_once("\n## How to fix it\n").unwrap();
        if let Some(block) = blocks(example).iter().find(|block| block.info == "strat") {
            let said = said(&block.text);
            assert!(said.contains(&format!("[{number}]")), "{number}: {said}");
            let codes = said.lines().filter(|line| !line.contains(&number)).count();
            assert!(number == "S0118" || codes == 0, "{number} says more: {said}");
        }
        for block in blocks(fixed).iter().filter(|block| block.info == "strat") {
            let said = said(&block.text);
            assert!(said.is_empty(), "{number}: {said}");
        }
    }
}
