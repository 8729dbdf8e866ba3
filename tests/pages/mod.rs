//! Pages as tests: `tests/spec/**/*.md`, `docs/language/*.md` and `docs/codes/*.md`.
//!
//! A spec page holds `strat` and `csv` blocks (each is written to `a.strat`, or to the file that its
//! info string names) and `console` blocks (a command after `$ `, then its exact output). `STRAT_BLESS=1` rewrites
//! the outputs.

mod architecture;
mod brief;
mod circles;
mod codes;
mod decisions;
mod diff;
mod editors;
mod examples;
mod face;
mod images;
mod imports;
mod input;
mod language;
mod licences;
mod names;
mod readme;
mod sentences;
mod spec;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A fenced block of a page.
pub(crate) struct Block {
    pub(crate) info: String,
    pub(crate) text: String,
    /// Line numbers of its first and last line of text, from 0.
    pub(crate) lines: (usize, usize),
}

/// Whether some harness knows what to do with a block of this kind: what is misspelt would be passed over.
fn is_known(info: &str) -> bool {
    let words: Vec<&str> = info.split_whitespace().collect();
    match words.as_slice() {
        ["strat" | "console" | "text" | "sh" | "toml" | "lsp"]
        | ["strat", "fails"]
        | ["yaml", "workflow" | "hooks" | "gitlab"] => true,
        [kind @ ("strat" | "csv" | "txt" | "toml" | "json"), file] => file.ends_with(&format!(".{kind}")),
        _ => false,
    }
}

/// The fenced blocks of a page. Its kinds of blocks are all known.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, usize, Vec<&str>)> = None;
    for (at, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                assert!(is_known(info.trim()), "line {}: no harness knows a block of `{info}`", at + 1);
                open = Some((info.trim().to_owned(), at + 1, Vec::new()));
            }
            (Some(_), Some(_)) => {
                let (info, start, lines) = open.take().unwrap();
                let text = lines.iter().map(|line| format!("{line}\n")).collect();
                blocks.push(Block { info, text, lines: (start, at) });
            }
            (Some((_, _, lines)), None) => lines.push(line),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

#[test]
fn misspelt_kinds_of_blocks_are_noticed() {
    for info in ["strat", "strat fails", "strat b.strat", "csv a.csv", "console", "yaml hooks"] {
        assert!(is_known(info), "{info}");
    }
    for info in ["", "strat fial", "starts", "consol", "csv", "csv a.strat", "yaml"] {
        assert!(!is_known(info), "{info}");
    }
}

/// The blocks that are files of their own: those that name one.
pub(crate) fn named(blocks: &[Block]) -> Vec<&Block> {
    blocks.iter().filter(|block| block.info.contains('.')).collect()
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the binary in a folder.
pub(crate) fn strat(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_strat"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .output()
        .unwrap()
}

/// Runs the binary in a folder, with a text on its standard input.
pub(crate) fn strat_saying(folder: &Path, arguments: &[&str], text: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_strat"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let text = text.to_owned();
    // The program may stop reading before the end.
    let writing = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    drop(writing.join());
    output
}

/// What a run printed, and its exit status.
pub(crate) fn printed(output: &Output) -> (String, i32) {
    let text = String::from_utf8(output.stdout.clone()).unwrap() + &String::from_utf8_lossy(&output.stderr);
    (text, output.status.code().unwrap_or(-1))
}

/// The pages of a folder and of those in it.
pub(crate) fn pages(folder: &Path) -> Vec<PathBuf> {
    files(folder, "md")
}

/// The files of a folder and of those in it whose name ends so.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The words of a command line; double quotes hold words together.
pub(crate) fn words(line: &str) -> Vec<String> {
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

/// Where the commands of a page run.
pub(crate) enum Place {
    /// In an empty folder, where each `strat` block becomes a file.
    OwnFolder,
    /// In the project's folder.
    Project,
}

/// Runs the commands of a page and says what they print where the page shows something else; with
/// `STRAT_BLESS` the page is rewritten instead. Each output ends with the exit status, if that is not 0.
pub(crate) fn differences(path: &Path, place: &Place) -> Vec<String> {
    let page = std::fs::read_to_string(path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    let mut wrong = Vec::new();
    let mut changed = Vec::new();
    for block in blocks(&page) {
        let mut info = block.info.split_whitespace();
        match (info.next(), info.next(), place) {
            // A file that fails is shown for its message, and is not the one that commands speak of.
            (Some("strat"), Some("fails"), _) | (Some("strat"), _, Place::Project) => {}
            (Some("strat"), None, Place::OwnFolder) => {
                std::fs::write(folder.path().join("a.strat"), &block.text).unwrap();
            }
            (Some("strat" | "csv" | "json" | "txt"), Some(file), Place::OwnFolder) => {
                std::fs::write(folder.path().join(file), &block.text).unwrap();
            }
            (Some("console"), ..) => {
                let (command, expected) = block.text.split_once('\n').unwrap();
                let arguments = words(command.strip_prefix("$ strat ").unwrap());
                let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                let home = root();
                let place = match place {
                    Place::OwnFolder => folder.path(),
                    Place::Project => &home,
                };
                let run = match arguments.first() {
                    // A session is given what stands behind its prompts.
                    Some(&"repl") => strat_saying(place, &arguments, &crate::repl::typed(expected)),
                    Some(_) | None => strat(place, &arguments),
                };
                let (mut output, status) = printed(&run);
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
    if std::env::var_os("STRAT_BLESS").is_none() {
        return wrong;
    }
    for ((start, end), text) in changed.into_iter().rev() {
        lines.splice(start..end, text.lines().map(str::to_owned));
    }
    std::fs::write(path, lines.join("\n") + "\n").unwrap();
    Vec::new()
}

/// `strat check --format concise` on a text.
pub(crate) fn check(text: &str) -> (String, i32) {
    check_beside(&[], text)
}

/// As [`check`], beside files that blocks name and hold.
pub(crate) fn check_beside(files: &[&Block], text: &str) -> (String, i32) {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let name = file.info.split_whitespace().nth(1).unwrap();
        std::fs::write(folder.path().join(name), &file.text).unwrap();
    }
    std::fs::write(folder.path().join("a.strat"), text).unwrap();
    printed(&strat(folder.path(), &["check", "--format", "concise", "a.strat"]))
}
