//! The spec pages: each command prints exactly what its page shows.

use super::{blocks, printed, root, strat};
use std::fs;
use std::path::{Path, PathBuf};

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The words of a command line; double quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let parts: Vec<&str> = line.split('"').collect();
    let mut words = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if at % 2 == 1 {
            words.push((*part).to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn commands_print_what_the_pages_show() {
    let bless = std::env::var_os("STRAT_BLESS").is_some();
    let mut wrong = Vec::new();
    let all = pages(&root().join("tests/spec"));
    assert!(!all.is_empty());
    for path in all {
        let page = fs::read_to_string(&path).unwrap();
        // The syntax pages have a harness of their own.
        if !page.contains("```console") {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
        let mut changed = Vec::new();
        for block in blocks(&page) {
            let mut info = block.info.split_whitespace();
            match info.next() {
                Some("strat") => {
                    fs::write(folder.path().join(info.next().unwrap_or("a.strat")), &block.text).unwrap()
                }
                Some("console") => {
                    let (command, expected) = block.text.split_once('\n').unwrap();
                    let arguments = words(command.strip_prefix("$ strat ").unwrap());
                    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                    let (mut output, status) = printed(&strat(folder.path(), &arguments));
                    if status != 0 {
                        output.push_str(&format!("[exit status {status}]\n"));
                    }
                    if output != expected {
                        wrong.push(format!("{}: {command}\n{output}", path.display()));
                        changed.push((block.lines, format!("{command}\n{output}")));
                    }
                }
                _ => {}
            }
        }
        if bless {
            for ((start, end), text) in changed.into_iter().rev() {
                lines.splice(start..end, text.lines().map(str::to_owned));
            }
            fs::write(&path, lines.join("\n") + "\n").unwrap();
        }
    }
    assert!(bless || wrong.is_empty(), "{}", wrong.join("\n"));
}
