//! Pages of sessions: files, what an editor asks of them, and what the server answers.
//!
//! A `strat NAME` block is a file that is there and open. In an `lsp` block a line with `> ` is a request: its method
//! (`hover` for `textDocument/hover`), a document, a place or a range as `LINE:COLUMN` from 1, and further parameters as
//! JSON. `> edit NAME RANGE "TEXT"` types. `STRAT_BLESS=1` rewrites the answers, for you to read.

use super::client::Client;
use crate::pages::{Block, blocks};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// The session of a page, its answers as they are.
pub(super) fn replayed(page: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let all = blocks(page);
    let files: Vec<(&str, &Block)> =
        all.iter().filter_map(|block| Some((block.info.split_once(' ')?.1, block))).collect();
    for (name, block) in &files {
        std::fs::write(folder.path().join(name), &block.text).expect("a file");
    }
    let capabilities =
        json!({ "textDocument": { "diagnostic": {} }, "general": { "positionEncodings": ["utf-16"] } });
    let mut client = Client::new(folder.path(), capabilities);
    let mut versions = 1;
    for (name, block) in files.iter().filter(|(name, _)| name.ends_with(".strat")) {
        client.open(name, &block.text);
    }
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    // From the end, so that the places of the others stay.
    let mut answers = Vec::new();
    for block in all.iter().filter(|block| block.info == "lsp") {
        let mut out = String::new();
        for request in block.text.lines().filter_map(|line| line.strip_prefix("> ")) {
            writeln!(out, "> {request}").unwrap();
            out.push_str(&answered(&mut client, request, &mut versions));
        }
        answers.push((block.lines, out));
    }
    for ((start, end), out) in answers.into_iter().rev() {
        lines.splice(start..end, out.lines().map(str::to_owned));
    }
    assert_eq!(client.end(), Some(0));
    lines.join("\n") + "\n"
}

fn answered(client: &mut Client, request: &str, version: &mut i64) -> String {
    let (words, more) = match request.find(" {").or_else(|| request.find(" \"")) {
        Some(at) => (&request[..at], Some(&request[at + 1..])),
        None => (request, None),
    };
    let words: Vec<&str> = words.split(' ').collect();
    let method = match words[0] {
        "edit" => {
            *version += 1;
            let text: String = serde_json::from_str(more.expect("a text")).expect("a text in quotes");
            client.change(words[1], *version, json!([{ "range": range(words[2]), "text": text }]));
            return String::new();
        }
        method if ["workspace/", "callHierarchy/"].iter().any(|room| method.starts_with(room)) => {
            method.to_owned()
        }
        method => format!("textDocument/{method}"),
    };
    let mut params = Map::new();
    if let Some(name) = words.get(1) {
        params.insert(String::from("textDocument"), json!({ "uri": client.uri(name) }));
    }
    if let Some(place) = words.get(2) {
        match place.contains('-') {
            true => params.insert(String::from("range"), range(place)),
            false => params.insert(String::from("position"), position(place)),
        };
    }
    if let Some(more) = more {
        let more: Value = serde_json::from_str(&documents(more, client)).expect("JSON");
        params.extend(more.as_object().expect("an object").clone());
    }
    let answer = client.ask(&method, params.into());
    let root = client.uri("") + "/";
    let mut out = String::new();
    match answer {
        Ok(value) => tell(&plain(value, &root), 0, &mut out),
        Err((code, message)) => writeln!(out, "error {code}: {message}").unwrap(),
    }
    out
}

/// Parameters with the addresses of documents: `DOCUMENT a.strat` is one.
fn documents(text: &str, client: &Client) -> String {
    text.replace("DOCUMENT ", &(client.uri("") + "/"))
}

fn position(text: &str) -> Value {
    let (line, column) = text.split_once(':').expect("LINE:COLUMN");
    let number = |text: &str| text.parse::<u32>().expect("a number") - 1;
    json!({ "line": number(line), "character": number(column) })
}

fn range(text: &str) -> Value {
    let (start, end) = text.split_once('-').expect("a range");
    json!({ "start": position(start), "end": position(end) })
}

/// Places as they are written in requests, and documents by their names.
fn plain(value: Value, root: &str) -> Value {
    match value {
        Value::Object(members) => {
            let place = |at: &Value| {
                Some(format!("{}:{}", at.get("line")?.as_u64()? + 1, at.get("character")?.as_u64()? + 1))
            };
            if let (Some(start), Some(end)) = (members.get("start"), members.get("end"))
                && let (Some(start), Some(end)) = (place(start), place(end))
            {
                return format!("{start}-{end}").into();
            }
            members.into_iter().map(|(name, member)| (name.replace(root, ""), plain(member, root))).collect()
        }
        Value::Array(items) => items.into_iter().map(|item| plain(item, root)).collect(),
        Value::String(text) => text.replace(root, "").into(),
        other => other,
    }
}

/// A value in lines: members by their names, entries behind a dash.
fn tell(value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                told(&format!("{indent}{name}:"), member, depth, out);
            }
        }
        Value::Array(items) if items.is_empty() => writeln!(out, "{indent}nothing").unwrap(),
        // Tokens: five numbers each.
        Value::Array(items) if items.iter().all(Value::is_number) => {
            for row in items.chunks(5) {
                let row: Vec<String> = row.iter().map(Value::to_string).collect();
                writeln!(out, "{indent}{}", row.join(" ")).unwrap();
            }
        }
        Value::Array(items) => {
            for item in items {
                told(&format!("{indent}-"), item, depth, out);
            }
        }
        other => told(indent.trim_end(), other, depth, out),
    }
}

fn told(head: &str, value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Object(_) | Value::Array(_) => {
            writeln!(out, "{head}").unwrap();
            tell(value, depth + 1, out);
        }
        Value::String(text) if text.contains('\n') => {
            writeln!(out, "{head}").unwrap();
            for line in text.lines() {
                writeln!(out, "{}", format!("{}| {line}", "  ".repeat(depth + 1)).trim_end()).unwrap();
            }
        }
        Value::String(text) => line(head, text, out),
        other => line(head, &other.to_string(), out),
    }
}

fn line(head: &str, text: &str, out: &mut String) {
    let blank = if head.is_empty() { "" } else { " " };
    writeln!(out, "{}", format!("{head}{blank}{text}").trim_end()).unwrap();
}
