//! Pages of prose whose `strat` blocks are read, each followed by a `text` block with the exact
//! diagnostics; none follows where none is expected.

use super::{file, lines};
use std::fs;
use std::path::{Path, PathBuf};
use strat::syntax;

/// The fenced blocks of a page: what stands behind the fence, and the text, with its first line.
fn blocks(page: &str) -> Vec<(&str, String, usize)> {
    let mut blocks = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else { continue };
        let body = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```");
        let text = body.map(|line| format!("{line}\n")).collect();
        blocks.push((kind, text, number + 2));
    }
    blocks
}

/// What is said about a text, as `check` says it in its shortest form.
fn said(text: &str) -> String {
    let (map, file) = file(text);
    let checked = syntax::parse(&map, file);
    lines(&map, &checked.diagnostics).lines().map(|line| format!("page.strat:{line}\n")).collect()
}

fn pages(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut pages = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect::<Vec<_>>();
    pages.sort();
    pages
}

/// Each page says what is said; with `UPDATE_PAGES` in the environment, the pages are rewritten.
#[test]
fn pages_say_what_is_said() {
    let update = std::env::var_os("UPDATE_PAGES").is_some();
    for path in pages("tests/spec/syntax") {
        let page = fs::read_to_string(&path).unwrap();
        let blocks = blocks(&page);
        let mut rewritten = page.clone();
        for (number, (kind, text, line)) in blocks.iter().enumerate().rev() {
            if *kind != "strat" {
                continue;
            }
            let said = said(text);
            let follows = blocks.get(number + 1).filter(|(kind, ..)| *kind == "text");
            let expected = follows.map_or("", |(_, text, _)| text.as_str());
            if update && said != expected {
                let (old, new) = match follows {
                    Some((_, old, _)) => (format!("```text\n{old}```\n"), format!("```text\n{said}```\n")),
                    None => (format!("{text}```\n"), format!("{text}```\n\n```text\n{said}```\n")),
                };
                let from = rewritten.find(&format!("```strat\n{text}```\n")).unwrap();
                let at = from + rewritten[from..].find(&old).unwrap();
                rewritten.replace_range(at..at + old.len(), &new);
                continue;
            }
            assert_eq!(said, expected, "{}:{line}", path.display());
        }
        if update {
            fs::write(&path, rewritten).unwrap();
        }
    }
}

/// The page of every code of syntax shows a text that has the mistake, and one that has not.
#[test]
fn code_pages_show_the_mistake() {
    for path in pages("docs/codes") {
        let number = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if !number.starts_with("S01") {
            continue;
        }
        let page = fs::read_to_string(&path).unwrap();
        let (example, fixed) = page.split_once("\n## How to fix it\n").unwrap();
        if let Some((_, text, _)) = blocks(example).iter().find(|(kind, ..)| *kind == "strat") {
            let said = said(text);
            assert!(said.contains(&format!("[{number}]")), "{number}: {said}");
            let codes = said.lines().filter(|line| !line.contains(&number)).count();
            assert!(number == "S0118" || codes == 0, "{number} says more: {said}");
        }
        for (kind, text, _) in blocks(fixed) {
            assert!(kind != "strat" || said(&text).is_empty(), "{number}: {}", said(&text));
        }
    }
}
