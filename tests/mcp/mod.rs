//! The server for language models: a session that drafts an analysis, and what is refused.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

struct Client {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    next: u64,
}

impl Client {
    fn new(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_strat"))
            .arg("mcp")
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("strat starts");
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut client = Self { child, input, output, next: 0 };
        let begun = client.ask("initialize", json!({ "protocolVersion": "2025-03-26", "capabilities": {} }));
        assert_eq!(begun["result"]["protocolVersion"], "2025-03-26");
        client.raw(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
        client
    }

    fn raw(&mut self, line: &str) {
        writeln!(self.input.as_mut().expect("it is open"), "{line}").expect("the server reads");
    }

    fn receive(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the server answers");
        serde_json::from_str(&line).expect("JSON")
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.raw(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string());
        let answer = self.receive();
        assert_eq!(answer["id"], id);
        answer
    }

    /// The text of a tool's result, and whether the tool failed.
    fn call(&mut self, name: &str, arguments: Value) -> (String, bool) {
        let answer = self.ask("tools/call", json!({ "name": name, "arguments": arguments }));
        let result = &answer["result"];
        let text = result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{answer}"));
        (text.to_owned(), result["isError"] == true)
    }

    fn end(mut self) {
        drop(self.input.take());
        assert_eq!(self.child.wait().expect("it ends").code(), Some(0));
    }
}

#[test]
fn a_draft_is_corrected_until_its_brief_is_clean() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::new(folder.path(), &[]);
    let primer = client.ask("resources/read", json!({ "uri": "strat:primer" }));
    let primer = primer["result"]["contents"][0]["text"].as_str().unwrap().to_owned();
    let (_, draft) = primer.split_once("```strat\n").unwrap();
    let (draft, _) = draft.split_once("```").unwrap();
    // As a model would get it wrong: a slip in a name, and a word that stands in no sentence.
    let wrong = draft.replace("on China for war_economy, acc", "upon Chna for war_economy, acc");
    let (told, _) = client.call("check", json!({ "text": wrong }));
    assert!(told.contains("error[S0204]") && told.contains("`on` is expected here"), "{told}");
    let (page, _) = client.call("explain", json!({ "code": "S0204" }));
    assert!(page.contains("S0204"), "{page}");
    let second = wrong.replace("upon", "on");
    let (told, _) = client.call("check", json!({ "text": second }));
    assert!(told.contains("no thing is called `Chna`") && told.contains("did you mean `China`?"), "{told}");
    let last = second.replace("Chna", "China");
    let (told, failed) = client.call("check", json!({ "text": last }));
    assert!(!failed && told.contains("consistent") && !told.contains("error["), "{told}");
    let (brief, _) = client.call("brief", json!({ "text": last }));
    assert!(brief.contains("China"), "{brief}");
    let (answer, _) = client.call("ask", json!({ "text": last, "question": "who has power over whom?" }));
    assert!(answer.contains("China"), "{answer}");
    let (formatted, failed) = client.call("fmt", json!({ "text": last }));
    assert!(!failed && formatted == last, "{formatted}");
    client.end();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is written");
}

#[test]
fn what_is_not_allowed_is_refused_by_name() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("inner");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(outer.path().join("secret.strat"), "actor Secret.\n").unwrap();
    std::fs::write(folder.join("a.strat"), "actor   China.\n").unwrap();
    let mut client = Client::new(&folder, &[]);
    for path in ["../secret.strat", "/etc/passwd", "nothing.strat", "a.strat/../../secret.strat"] {
        let (told, failed) = client.call("check", json!({ "path": path }));
        assert!(failed && told.contains("no file below the folder") && !told.contains("Secret"), "{told}");
    }
    let (told, _) = client.call("check", json!({ "text": "import \"../secret.strat\".\n" }));
    assert!(told.contains("outside the folder") && !told.contains("actor Secret"), "{told}");
    let (told, failed) = client.call("check", json!({ "text": " ".repeat(5 << 20) }));
    assert!(failed && told.contains("bytes"), "{told}");
    let (told, failed) = client.call("check", json!({}));
    assert!(failed && told == "`path` or `text` is missing");
    let (told, failed) = client.call("fmt", json!({ "path": "a.strat", "write": true }));
    assert!(failed && told.contains("--write"), "{told}");
    assert_eq!(std::fs::read_to_string(folder.join("a.strat")).unwrap(), "actor   China.\n");
    for (method, params, code) in [
        ("tools/call", json!({ "name": "delete" }), -32602),
        ("resources/read", json!({ "uri": "file:///etc/passwd" }), -32602),
        ("no/such", json!({}), -32601),
    ] {
        assert_eq!(client.ask(method, params)["error"]["code"], code);
    }
    client.raw("{\"jsonrpc\":");
    assert_eq!(client.receive()["error"]["code"], -32700);
    client.raw("");
    assert_eq!(client.ask("ping", json!({}))["result"], json!({}));
    client.end();
    let mut client = Client::new(&folder, &["--write"]);
    let (told, failed) = client.call("fmt", json!({ "path": "a.strat", "write": true }));
    assert!(!failed && told == "actor China.\n");
    assert_eq!(std::fs::read_to_string(folder.join("a.strat")).unwrap(), "actor China.\n");
    client.end();
}
