//! A client of the server, as an editor is one: frames messages, numbers requests, keeps what the server tells.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long an answer may take before the server counts as hung.
const PATIENCE: Duration = Duration::from_secs(120);

pub(super) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    next: u64,
    pub(super) folder: PathBuf,
    /// What came in between answers.
    pub(super) told: Vec<Value>,
}

impl Client {
    /// A server that was started in a folder and knows nothing yet.
    pub(super) fn bare(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_strat"))
            .arg("lsp")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("strat starts");
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let (send, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if send.send(message).is_err() {
                    break;
                }
            }
        });
        let folder = folder.canonicalize().expect("a folder");
        Self { child, input, messages, next: 0, folder, told: Vec::new() }
    }

    /// A server that has been told what the editor can do.
    pub(super) fn new(folder: &Path, capabilities: Value) -> Self {
        let mut client = Self::bare(folder);
        let root = client.uri("");
        client
            .ask("initialize", json!({ "rootUri": root, "capabilities": capabilities }))
            .expect("it begins");
        client.tell("initialized", json!({}));
        client
    }

    pub(super) fn uri(&self, name: &str) -> String {
        let path = self.folder.join(name);
        format!("file://{}", path.to_str().expect("a plain path").trim_end_matches('/'))
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("it is open");
        input.write_all(bytes).expect("the server reads");
        input.flush().expect("the server reads");
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub(super) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request without waiting; its number.
    pub(super) fn request(&mut self, method: &str, params: Value) -> u64 {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The next message.
    pub(super) fn receive(&mut self) -> Value {
        self.messages.recv_timeout(PATIENCE).expect("the server answers")
    }

    /// The answer to a request: its result, or the number and the words of its error.
    pub(super) fn answer(&mut self, id: u64) -> Result<Value, (i64, String)> {
        loop {
            let message = self.receive();
            if message["id"] != id {
                self.told.push(message);
                continue;
            }
            return match message.get("error") {
                Some(error) => Err((
                    error["code"].as_i64().expect("a code"),
                    error["message"].as_str().unwrap().to_owned(),
                )),
                None => Ok(message["result"].clone()),
            };
        }
    }

    pub(super) fn ask(&mut self, method: &str, params: Value) -> Result<Value, (i64, String)> {
        let id = self.request(method, params);
        self.answer(id)
    }

    pub(super) fn open(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        let document = json!({ "uri": uri, "languageId": "strat", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub(super) fn change(&mut self, name: &str, version: i64, changes: Value) {
        let document = json!({ "uri": self.uri(name), "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// The diagnostics of a document, asked for.
    pub(super) fn diagnostics(&mut self, name: &str) -> Vec<Value> {
        let document = json!({ "textDocument": { "uri": self.uri(name) } });
        let report = self.ask("textDocument/diagnostic", document).expect("diagnostics");
        report["items"].as_array().expect("items").clone()
    }

    /// Ends the session as the protocol has it; the exit status.
    pub(super) fn end(mut self) -> Option<i32> {
        self.ask("shutdown", Value::Null).expect("it shuts down");
        self.tell("exit", Value::Null);
        self.child.wait().expect("it ends").code()
    }

    /// Goes away without a word; the exit status.
    pub(super) fn vanish(mut self) -> Option<i32> {
        drop(self.input.take());
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim() {
            "" => break,
            header => length = header.strip_prefix("Content-Length: ")?.parse().ok()?,
        }
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}
