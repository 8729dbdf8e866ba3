//! Pages as tests: `tests/spec/**/*.md`, `docs/language/*.md` and `docs/codes/*.md`.
//!
//! A spec page holds `strat` blocks (each is written to `a.strat`, or to the file that its info string
//! names) and `console` blocks (a command after `$ `, then its exact output). `STRAT_BLESS=1` rewrites
//! the outputs.

mod codes;
mod examples;
mod imports;
mod input;
mod language;
mod manual;
mod spec;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A fenced block of a page.
pub(crate) struct Block {
    pub(crate) info: String,
    pub(crate) text: String,
    /// Line numbers of its first and last line of text, from 0.
    pub(crate) lines: (usize, usize),
}

/// The fenced blocks of a page.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, usize, Vec<&str>)> = None;
    for (at, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.trim().to_owned(), at + 1, Vec::new())),
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

/// What a run printed, and its exit status.
pub(crate) fn printed(output: &Output) -> (String, i32) {
    let text = String::from_utf8(output.stdout.clone()).unwrap() + &String::from_utf8_lossy(&output.stderr);
    (text, output.status.code().unwrap_or(-1))
}

/// `strat check --format concise` on a text.
pub(crate) fn check(text: &str) -> (String, i32) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.strat"), text).unwrap();
    printed(&strat(folder.path(), &["check", "--format", "concise", "a.strat"]))
}
