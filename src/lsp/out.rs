//! What is sent to the editor.

use crate::rpc::{self, Failure};
use serde_json::{Value, json};
use std::sync::mpsc::Sender;

/// Where messages are put that are to be sent.
#[derive(Clone)]
pub(super) struct Out(pub(super) Sender<Value>);

impl Out {
    /// Sends a message; nobody may be there to read it.
    pub(super) fn send(&self, message: Value) {
        let _gone = self.0.send(message);
    }

    /// Tells whoever waits for a request and gave a token for it that work on it begins.
    pub(super) fn begin(&self, token: &Value, title: &str) {
        self.progress(token, json!({ "kind": "begin", "title": title, "cancellable": true }));
    }

    /// Tells that it has ended.
    pub(super) fn end(&self, token: &Value) {
        self.progress(token, json!({ "kind": "end" }));
    }

    fn progress(&self, token: &Value, value: Value) {
        self.send(rpc::notification("$/progress", json!({ "token": token, "value": value })));
    }

    /// Sends the answer to a request.
    pub(super) fn answer(&self, id: &Value, answer: Result<Value, Failure>) {
        self.send(rpc::answer(id, answer));
    }
}
