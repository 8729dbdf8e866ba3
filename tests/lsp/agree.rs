//! After any edits the diagnostics are those of `strat check` on the same text.

use super::client::Client;
use serde_json::{Value, json};
use std::process::Command;

const TEXT: &str = "analysis a \"A\" as of 2024-10-26.\nactor China and Russia is state.\nresource oil \"Öl 😀\".\n\
    source x \"X\".\ngoal growth of China.\nrelation trusts \"{a: actor} trusts {b: actor}\".\n\
    @c1: China depends on Russia for oil, according to x, likely.\nRussia can provide oil.\n\
    rule r \"t\": ?a trusts ?b if ?a depends on ?b for oil.\nexpect China trusts Russia.\n";

/// Pieces that people type.
const TYPED: &[&str] =
    &["", ".", " ", "x", "China", "\n", ", likely", "\"", "?a", "@c1", " and ", "}", "{", "😀", "is "];

/// Pseudo-random numbers (SplitMix64, Steele et al. 2014): the same ones in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % most as u64) as usize
    }
}

/// A byte of a text as a place in units of UTF-16.
fn place(text: &str, at: usize) -> Value {
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": before.matches('\n').count(), "character": before[start..].encode_utf16().count() })
}

/// What `strat check` finds: code, line and column in characters from 1.
fn checked(folder: &std::path::Path, text: &str) -> Vec<(String, u64, u64)> {
    std::fs::write(folder.join("checked.strat"), text).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_strat"))
        .args(["check", "checked.strat", "--format", "concise"])
        .current_dir(folder)
        .output()
        .unwrap();
    // `checked.strat:2:14: error[S0105]: …`
    let printed = String::from_utf8(run.stdout).expect("UTF-8");
    let read = |line: &str| {
        let mut parts = line.strip_prefix("checked.strat:")?.splitn(3, ':');
        let (line, column) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let (_, code) = parts.next()?.split_once('[')?;
        Some((code.get(..5)?.to_owned(), line, column))
    };
    let mut found: Vec<_> = printed.lines().filter_map(read).collect();
    found.sort();
    found
}

#[test]
fn diagnostics_are_those_of_a_check() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::new(folder.path(), json!({ "textDocument": { "diagnostic": {} } }));
    client.open("a.strat", TEXT);
    let mut text = String::from(TEXT);
    let mut numbers = Numbers(1);
    for version in 2..40 {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (one, length) = (numbers.below(ends.len()), numbers.below(4));
        let (start, end) = (ends[one], ends[(one + length).min(ends.len() - 1)]);
        let typed = TYPED[numbers.below(TYPED.len())];
        let range = json!({ "start": place(&text, start), "end": place(&text, end) });
        client.change("a.strat", version, json!([{ "range": range, "text": typed }]));
        text.replace_range(start..end, typed);
        let mut served: Vec<_> = client
            .diagnostics("a.strat")
            .iter()
            .map(|one| {
                let start = &one["range"]["start"];
                let line = start["line"].as_u64().unwrap();
                let units = start["character"].as_u64().unwrap() as usize;
                let said = text.lines().nth(line as usize).unwrap_or("");
                let wide: Vec<u16> = said.encode_utf16().take(units).collect();
                let column = String::from_utf16(&wide).expect("whole characters").chars().count() as u64;
                (one["code"].as_str().unwrap().to_owned(), line + 1, column + 1)
            })
            .collect();
        served.sort();
        assert_eq!(served, checked(folder.path(), &text), "version {version}:\n{text}");
    }
    assert_eq!(client.end(), Some(0));
}
