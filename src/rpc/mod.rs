//! JSON-RPC 2.0: bytes to calls, and answers to bytes.
//!
//! Two ways to part messages: a header with a length ([`framed`], the language server protocol), and a line each
//! ([`lines`], the Model Context Protocol).
//!
//! Invariant: no input ends the reading but its end. What is no message is told as such, and the next one is read;
//! nothing is kept of a message that is longer than [`LONGEST`].

#[cfg(feature = "lsp")]
pub(crate) mod framed;
#[cfg(feature = "mcp")]
pub(crate) mod lines;

use serde_json::{Value, json};

/// The longest message that is read, in bytes.
pub(crate) const LONGEST: usize = 64 << 20;

/// What went wrong with a call, by the numbers of JSON-RPC and of the language server protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It is no JSON.
    Parse = -32700,
    /// It is JSON, but no call.
    Request = -32600,
    /// There is no such method.
    Method = -32601,
    /// The method cannot do with these parameters.
    Params = -32602,
    /// A fault of this program.
    Internal = -32603,
    /// Nothing may be asked before `initialize`.
    NotInitialized = -32002,
    /// The call cannot be answered, for a reason that the user should be told.
    Failed = -32803,
    /// The text has changed in the meantime.
    Modified = -32801,
    /// Whoever asked has cancelled it.
    Cancelled = -32800,
}

/// A call that is not answered, with the reason.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) wrong: Wrong,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn new(wrong: Wrong, message: impl Into<String>) -> Self {
        Self { wrong, message: message.into() }
    }
}

/// A request, or a notification, which has no number.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) id: Option<Value>,
    pub(crate) method: String,
    pub(crate) params: Value,
}

/// What was read.
#[derive(Clone, Debug)]
pub(crate) enum Read {
    /// A call.
    Call(Call),
    /// An answer to a request of ours.
    Answer,
    /// Something else; the number of the request, where it has one.
    Nonsense(Value, Failure),
    /// The end.
    End,
}

/// A message by its text.
pub(crate) fn message(text: &[u8]) -> Read {
    let value: Value = match serde_json::from_slice(text) {
        Ok(value) => value,
        Err(error) => return Read::Nonsense(Value::Null, Failure::new(Wrong::Parse, error.to_string())),
    };
    let Value::Object(mut members) = value else {
        return Read::Nonsense(Value::Null, Failure::new(Wrong::Request, "a message is an object"));
    };
    let id = members.remove("id").filter(|id| id.is_string() || id.is_number());
    match members.remove("method") {
        Some(Value::String(method)) => {
            Read::Call(Call { id, method, params: members.remove("params").unwrap_or_default() })
        }
        None if members.contains_key("result") || members.contains_key("error") => Read::Answer,
        _ => Read::Nonsense(
            id.unwrap_or_default(),
            Failure::new(Wrong::Request, "a message has a `method`, or is an answer"),
        ),
    }
}

/// The answer to a request.
pub(crate) fn answer(id: &Value, answer: Result<Value, Failure>) -> Value {
    match answer {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(Failure { wrong, message }) => {
            json!({ "jsonrpc": "2.0", "id": id, "error": { "code": wrong as i32, "message": message } })
        }
    }
}

/// A notification.
pub(crate) fn notification(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}
