//! Any bytes as a session of an editor: a text that is opened, and then edits, requests and noise.
//!
//! What is held: every request has one answer, none of them owns up to a fault of the server, and the session ends as
//! the protocol has it. A panic in an answer ends the run before the server catches it.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::sync::{Arc, Mutex, PoisonError};
use strat::Workspace;
use strat::internals::lsp::{Ending, serve};

/// The most steps of a session after its text was opened.
const STEPS: usize = 24;

/// The code of an answer that owns up to a fault (JSON-RPC 2.0, section 5.1).
const FAULT: i64 = -32603;

/// Pieces that are typed, besides those of the input.
const TYPED: [&str; 12] =
    ["", ".", " ", "\n", "\"", "?a", "@c1", ", likely", "}", "{", "\u{1f600}", "actor X is state.\n"];

/// Requests about a place.
const PLACED: [&str; 12] = [
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/typeDefinition",
    "textDocument/implementation",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/linkedEditingRange",
    "textDocument/prepareRename",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/prepareCallHierarchy",
    "textDocument/onTypeFormatting",
];

/// Requests about a document.
const WHOLE: [&str; 8] = [
    "textDocument/diagnostic",
    "textDocument/documentSymbol",
    "textDocument/formatting",
    "textDocument/semanticTokens/full",
    "textDocument/foldingRange",
    "textDocument/documentLink",
    "textDocument/codeLens",
    "textDocument/no-such-method",
];

/// Requests about a range.
const RANGED: [&str; 4] = [
    "textDocument/rangeFormatting",
    "textDocument/semanticTokens/range",
    "textDocument/codeAction",
    "textDocument/inlayHint",
];

/// What the server writes.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What an editor sends.
#[derive(Default)]
struct Script {
    bytes: Vec<u8>,
    asked: u64,
}

impl Script {
    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.asked += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params }));
    }
}

/// A document is opened with the bytes up to the first NUL; every five bytes behind it are a step.
pub fn session(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (text, steps) = bytes.split_at(end);
    let Ok(text) = std::str::from_utf8(text) else { return };
    let document = json!({ "uri": "file:///a.strat" });
    let mut script = Script::default();
    let first = steps.get(1).copied().unwrap_or(0);
    let encodings = if first % 2 == 0 { json!(["utf-16"]) } else { json!(["utf-8"]) };
    let pulls = if first % 4 < 2 { json!({ "diagnostic": {} }) } else { json!({}) };
    let capabilities = json!({ "general": { "positionEncodings": encodings }, "textDocument": pulls });
    script.ask("initialize", json!({ "capabilities": capabilities }));
    script.tell("initialized", json!({}));
    let opened = json!({ "uri": "file:///a.strat", "languageId": "strat", "version": 1, "text": text });
    script.tell("textDocument/didOpen", json!({ "textDocument": opened }));
    let lines = text.lines().count() as u64 + 1;
    let steps = steps.get(2..).unwrap_or_default();
    for (version, step) in steps.chunks_exact(5).take(STEPS).enumerate() {
        let &[what, line, character, length, piece] = step else { continue };
        let start = json!({ "line": u64::from(line) % (lines + 2), "character": character });
        let height = u64::from(length / 64);
        let stop = json!({ "line": u64::from(line) % (lines + 2) + height, "character": u64::from(character) + u64::from(length % 64) });
        let (which, range) = (usize::from(piece), json!({ "start": start, "end": stop }));
        let pick = |all: &[&'static str]| all[which % all.len()];
        match what % 10 {
            0..=2 => {
                let typed = pick(&TYPED);
                let change = json!([{ "range": range, "text": typed }]);
                let document = json!({ "uri": "file:///a.strat", "version": version + 2 });
                script.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": change }));
            }
            3..=5 => {
                let about = json!({ "textDocument": document, "position": start, "ch": ".", "options": {},
                    "context": { "includeDeclaration": true } });
                script.ask(pick(&PLACED), about);
            }
            6 => script.ask(pick(&WHOLE), json!({ "textDocument": document, "options": {} })),
            7 => {
                let about = json!({ "textDocument": document, "range": range, "options": {},
                    "context": { "diagnostics": [] } });
                script.ask(pick(&RANGED), about);
            }
            8 => {
                let name = ["Y", "a b", "", "rule", "?z", "\"q"][which % 6];
                script.ask("textDocument/rename", json!({ "textDocument": document, "position": start, "newName": name }));
            }
            _ => match which % 6 {
                0 => script.tell("$/cancelRequest", json!({ "id": script.asked })),
                1 => script.ask("workspace/symbol", json!({ "query": "a" })),
                2 => script.ask("workspace/executeCommand", json!({ "command": "strat.brief", "arguments": ["file:///a.strat"] })),
                3 => script.ask("workspace/executeCommand",
                    json!({ "command": "strat.ask", "arguments": ["file:///a.strat", "who has a veto over what?"] })),
                4 => script.ask("textDocument/selectionRange", json!({ "textDocument": document, "positions": [start, stop] })),
                _ => script.tell("textDocument/didChange", json!({ "textDocument": 1 })),
            },
        }
    }
    script.ask("shutdown", Value::Null);
    script.tell("exit", Value::Null);
    let written = Written::default();
    let ending = serve(Cursor::new(script.bytes), written.clone(), Workspace::new()).expect("threads start");
    assert_eq!(ending, Ending::Orderly);
    let written = written.0.lock().unwrap_or_else(PoisonError::into_inner);
    answered(&written, script.asked);
}

/// Every request has one answer, and none tells of a fault.
fn answered(written: &[u8], asked: u64) {
    let text = std::str::from_utf8(written).expect("what is written is text");
    let mut answers: BTreeMap<u64, usize> = BTreeMap::new();
    for part in text.split("Content-Length: ").skip(1) {
        // The words of the header in a text of the user's are inside of a message, whose frame tells its length.
        let Some((length, body)) = part.split_once("\r\n\r\n") else { continue };
        let Ok(length) = length.parse::<usize>() else { continue };
        let Some(body) = body.get(..length) else { continue };
        let message: Value = serde_json::from_str(body).expect("a message is JSON");
        assert_ne!(message["error"]["code"].as_i64(), Some(FAULT), "{message}");
        if let Some(id) = message["id"].as_u64() {
            *answers.entry(id).or_default() += 1;
        }
    }
    for id in 1..=asked {
        assert_eq!(answers.get(&id), Some(&1), "the answers to {id} of {asked}");
    }
}
