//! What no editor should do, and some do: the server lives, and says what was wrong.

use super::client::Client;
use serde_json::{Value, json};

const FINE: &str = "actor China and Russia is state.\nresource oil.\nChina depends on Russia for oil.\n";

fn pulls() -> Value {
    json!({ "textDocument": { "diagnostic": {} } })
}

fn at(client: &Client, name: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": client.uri(name) }, "position": { "line": line, "character": character } })
}

/// Whether the server still does its work.
fn lives(client: &mut Client) {
    client.open("fine.strat", FINE);
    let asked = at(client, "fine.strat", 2, 1);
    let hover = client.ask("textDocument/hover", asked).expect("an answer");
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("**China**"), "{hover}");
}

#[test]
fn nothing_is_answered_before_it_begins_or_after_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::bare(folder.path());
    let early = client.ask("textDocument/hover", json!({}));
    assert_eq!(early.unwrap_err().0, -32002);
    client.tell("textDocument/didOpen", json!({ "textDocument": 1 }));
    client.ask("initialize", json!({ "capabilities": {} })).unwrap();
    assert_eq!(client.ask("initialize", json!({ "capabilities": {} })).unwrap_err().0, -32600);
    lives(&mut client);
    client.ask("shutdown", Value::Null).unwrap();
    assert_eq!(client.ask("textDocument/hover", json!({})).unwrap_err().0, -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.vanish(), Some(0));
}

#[test]
fn a_client_may_go_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::new(folder.path(), pulls());
    lives(&mut client);
    assert_eq!(client.vanish(), Some(1));
}

#[test]
fn bytes_that_are_no_messages_are_answered_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::new(folder.path(), pulls());
    for (bytes, code) in [
        (&b"Content-Length: 3\r\n\r\n{]}"[..], -32700),
        (b"Content-Length: 2\r\n\r\n[]", -32600),
        (b"\xff\xfe\r\n\r\n", -32700),
        (b"Content-Length: -5\r\n\r\n", -32700),
        (b"Content-Length: 8\r\n\r\n{\"id\":7}", -32600),
    ] {
        client.raw(bytes);
        let told = client.receive();
        assert_eq!(told["error"]["code"], code, "{told}");
    }
    assert_eq!(client.ask("no/such", json!({})).unwrap_err().0, -32601);
    assert_eq!(client.ask("textDocument/hover", json!([])).unwrap_err().0, -32602);
    let elsewhere = at(&client, "nowhere.strat", 0, 0);
    assert_eq!(client.ask("textDocument/hover", elsewhere).unwrap_err().0, -32602);
    lives(&mut client);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn edits_may_be_out_of_range_or_out_of_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::new(folder.path(), pulls());
    client.open("a.strat", "actor \u{1f600}x.\n");
    let edit = |start: [u32; 2], end: [u32; 2], text: &str| {
        let place = |[line, character]: [u32; 2]| json!({ "line": line, "character": character });
        json!([{ "range": { "start": place(start), "end": place(end) }, "text": text }])
    };
    // In the middle of the two units of one character, past the end, backwards, and an older version.
    client.change("a.strat", 3, edit([0, 7], [0, 7], "é"));
    client.change("a.strat", 2, edit([99, 4_000_000_000], [u32::MAX, u32::MAX], "\0"));
    client.change("a.strat", -1, edit([0, 9], [0, 1], "\u{feff}\r\n"));
    client.change("other.strat", 1, edit([0, 0], [0, 0], "x"));
    client.tell("textDocument/didChange", json!({ "contentChanges": "none" }));
    client.diagnostics("a.strat");
    client.change("a.strat", 4, json!([{ "text": FINE }]));
    assert_eq!(client.diagnostics("a.strat"), Vec::<Value>::new());
    lives(&mut client);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn any_text_may_be_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::new(folder.path(), pulls());
    let deep = format!("rule r: {}China is a state.", "(".repeat(3000));
    let long = "actor A is state. ".repeat(2000);
    for (name, text) in [
        ("nul.strat", "actor A.\0"),
        ("bom.strat", "\u{feff}actor A."),
        ("empty.strat", ""),
        ("open.strat", "actor A \"never closed\n\n{ ( ."),
        ("deep.strat", &*deep),
        ("long.strat", &*long),
        ("cr.strat", "actor A.\ractor B.\r\nactor A.\u{2028}"),
        ("self.strat", "import \"self.strat\".\nactor A."),
        ("one.strat", "import \"two.strat\".\nactor A."),
        ("two.strat", "import \"one.strat\".\nactor B."),
        ("out.strat", "import \"../../etc/passwd\".\nimport \"/dev/zero\"."),
    ] {
        client.open(name, text);
        client.diagnostics(name);
        let document = json!({ "uri": client.uri(name) });
        for method in ["documentSymbol", "foldingRange", "formatting", "documentLink"] {
            client.ask(&format!("textDocument/{method}"), json!({ "textDocument": document })).unwrap();
        }
        for method in ["hover", "definition", "completion", "documentHighlight", "prepareRename"] {
            let asked = at(&client, name, 0, 7);
            let answer = client.ask(&format!("textDocument/{method}"), asked);
            // Of a file that cannot be read nothing is known, and of one that can nothing is refused but a name.
            assert!(answer.is_ok() || answer.as_ref().unwrap_err().0 == -32803, "{name} {method} {answer:?}");
        }
    }
    lives(&mut client);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_file_may_be_deleted_while_it_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.strat");
    std::fs::write(&path, FINE).unwrap();
    let mut client = Client::new(folder.path(), pulls());
    client.open("a.strat", FINE);
    std::fs::remove_file(&path).unwrap();
    client.tell(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": client.uri("a.strat"), "type": 3 }] }),
    );
    assert_eq!(client.diagnostics("a.strat"), Vec::<Value>::new());
    let document = json!({ "textDocument": { "uri": client.uri("a.strat") } });
    client.tell("textDocument/didClose", document.clone());
    assert_eq!(client.ask("textDocument/diagnostic", document).unwrap_err().0, -32602);
    assert!(!path.exists(), "nothing is written");
    lives(&mut client);
    assert_eq!(client.end(), Some(0));
}

/// What takes long is told to begin and to end, to whoever gave a token for it.
#[test]
fn progress_is_told_to_those_who_ask_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::new(folder.path(), pulls());
    client.open("a.strat", FINE);
    let arguments = json!([client.uri("a.strat")]);
    let brief = json!({ "command": "strat.brief", "arguments": arguments, "workDoneToken": "brief" });
    client.ask("workspace/executeCommand", brief).unwrap();
    let told: Vec<_> =
        client.told.iter().map(|one| (&one["params"]["token"], &one["params"]["value"]["kind"])).collect();
    assert_eq!(told, [(&json!("brief"), &json!("begin")), (&json!("brief"), &json!("end"))]);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn requests_may_be_cancelled_or_outrun_by_edits() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::new(folder.path(), pulls());
    client.open("a.strat", FINE);
    let mut sent = Vec::new();
    for version in 2..30 {
        let hover = at(&client, "a.strat", 2, 1);
        let id = client.request("textDocument/hover", hover);
        client.tell("$/cancelRequest", json!({ "id": id }));
        let diagnostics = json!({ "textDocument": { "uri": client.uri("a.strat") } });
        sent.extend([id, client.request("textDocument/diagnostic", diagnostics)]);
        client.change("a.strat", version, json!([{ "text": format!("{FINE}# {version}\n") }]));
    }
    client.tell("$/cancelRequest", json!({ "id": "nothing" }));
    let mut open: std::collections::BTreeSet<u64> = sent.into_iter().collect();
    while !open.is_empty() {
        let message = client.receive();
        let error = message["error"]["code"].as_i64();
        assert!(matches!(error, None | Some(-32800 | -32801)), "{message}");
        assert!(open.remove(&message["id"].as_u64().expect("an answer")), "answered twice: {message}");
    }
    lives(&mut client);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn what_is_wrong_is_pushed_to_those_who_do_not_ask() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::new(folder.path(), json!({}));
    client.open("a.strat", "China is a state.\n");
    let codes = |message: &Value| -> Vec<String> {
        let all = message["params"]["diagnostics"].as_array().expect("diagnostics");
        all.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    };
    let (first, second) = (client.receive(), client.receive());
    assert_eq!((codes(&first), codes(&second)), (vec![String::from("S0202")], vec![String::from("S0202")]));
    client.change("a.strat", 2, json!([{ "text": FINE }]));
    let told = client.receive();
    assert_eq!((codes(&told), &told["params"]["version"]), (Vec::new(), &json!(2)));
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": client.uri("a.strat") } }));
    assert_eq!(codes(&client.receive()), Vec::<String>::new());
    assert_eq!(client.end(), Some(0));
}
