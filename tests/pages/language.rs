//! The pages of the language: each `strat` block is a file that checks clean, each `strat fails` block one
//! that fails with a code which its page names, each `console` block shows what its command prints about the
//! file above it. `STRAT_BLESS=1` rewrites the outputs.

use super::{blocks, check, printed, root, strat};
use std::fs;
use std::path::PathBuf;

fn pages() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("docs/language")).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    found.sort();
    found
}

/// The codes of the errors among concise findings.
fn errors(output: &str) -> Vec<&str> {
    output.split("error[").skip(1).filter_map(|rest| rest.split_once(']')).map(|(code, _)| code).collect()
}

#[test]
fn the_files_of_the_pages_check() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        for block in blocks(&page) {
            let place = format!("{}:{}", path.display(), block.lines.0);
            match block.info.as_str() {
                "strat" => {
                    count += 1;
                    let (output, status) = check(&block.text);
                    if status != 0 || output.contains(": warning[") {
                        wrong.push(format!("{place}\n{output}"));
                    }
                }
                "strat fails" => {
                    count += 1;
                    let (output, status) = check(&block.text);
                    if status == 0 || !errors(&output).iter().all(|code| page.contains(&format!("[{code}]")))
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
    let bless = std::env::var_os("STRAT_BLESS").is_some();
    let mut wrong = Vec::new();
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
        let mut changed = Vec::new();
        for block in blocks(&page) {
            match block.info.as_str() {
                "strat" => fs::write(folder.path().join("a.strat"), &block.text).unwrap(),
                "console" => {
                    let (command, expected) = block.text.split_once('\n').unwrap();
                    let words = command.strip_prefix("$ strat ").unwrap();
                    // A question stands in quotes, as the last argument.
                    let (plain, question) = words.split_once('"').unwrap_or((words, ""));
                    let mut arguments: Vec<&str> = plain.split_whitespace().collect();
                    arguments.extend(question.strip_suffix('"'));
                    let (output, _) = printed(&strat(folder.path(), &arguments));
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
