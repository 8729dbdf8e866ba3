//! Transcripts as tests: a `*.session` holds commands after `$ ` with their exact output, and prose before
//! the first. `strat repl` is given what stands behind its prompts; `cat` shows a file that was written. They
//! run in a folder that holds the examples and the `*.strat` and `*.csv` files that stand beside the session.
//! `STRAT_BLESS=1` rewrites the outputs.

use super::typed;
use crate::pages::{printed, root, strat, strat_saying, words};
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == extension)).collect();
    found.sort();
    found
}

/// What a session prints when it is run again.
fn run(session: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("examples")).unwrap();
    for path in files(&root().join("examples"), "strat") {
        fs::copy(&path, folder.path().join("examples").join(path.file_name().unwrap())).unwrap();
    }
    let beside = |extension| files(&root().join("tests/repl"), extension);
    for path in beside("strat").into_iter().chain(beside("csv")) {
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let mut out = String::new();
    let mut parts = session.split_inclusive('\n').peekable();
    while let Some(line) = parts.next_if(|line| !line.starts_with("$ ")) {
        out.push_str(line);
    }
    while let Some(command) = parts.next() {
        let mut shown = String::new();
        while let Some(line) = parts.next_if(|line| !line.starts_with("$ ")) {
            shown.push_str(line);
        }
        out.push_str(command);
        let words = words(command.trim_start_matches("$ "));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["cat", file] => out.push_str(&fs::read_to_string(folder.path().join(file)).unwrap()),
            ["strat", "repl", arguments @ ..] => {
                let arguments: Vec<&str> = ["repl"].into_iter().chain(arguments.iter().copied()).collect();
                let output = strat_saying(folder.path(), &arguments, &typed(&shown));
                out.push_str(&printed(&output).0);
            }
            ["strat", arguments @ ..] => out.push_str(&printed(&strat(folder.path(), arguments)).0),
            _ => panic!("{command}"),
        }
    }
    out
}

#[test]
fn sessions_go_as_written() {
    let mut wrong = Vec::new();
    let sessions = files(&root().join("tests/repl"), "session");
    assert!(!sessions.is_empty());
    for path in sessions {
        let session = fs::read_to_string(&path).unwrap();
        let again = run(&session);
        if again == session {
            continue;
        }
        if std::env::var_os("STRAT_BLESS").is_some() {
            fs::write(&path, again).unwrap();
        } else {
            wrong.push(format!("{}\n{again}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
