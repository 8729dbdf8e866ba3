//! What is sent to the editor.

use crate::rpc::{self, Failure};
use serde_json::Value;
use std::sync::mpsc::Sender;

/// Where messages are put that are to be sent.
#[derive(Clone)]
pub(super) struct Out(pub(super) Sender<Value>);

impl Out {
    /// Sends a message; nobody may be there to read it.
    pub(super) fn send(&self, message: Value) {
        let _gone = self.0.send(message);
    }

    /// Sends the answer to a request.
    pub(super) fn answer(&self, id: &Value, answer: Result<Value, Failure>) {
        self.send(rpc::answer(id, answer));
    }
}
