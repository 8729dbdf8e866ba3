//! A language model's calls to answers: the Model Context Protocol over standard input and output.
//!
//! What a model has drafted is checked, asked and laid out; nothing is believed for it. Files are those below the folder
//! in which the server was started; a text may be sent along instead.
//!
//! Invariant: no file is written unless the server was started so, and none outside of the folder is read.

mod folder;
mod resources;
mod tools;

use crate::Workspace;
use crate::rpc::{self, Call, Failure, Read, Wrong, lines};
use folder::Folder;
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

pub(crate) use folder::Writing;

/// The versions of the protocol that are spoken, the newest first.
const VERSIONS: [&str; 3] = ["2025-06-18", "2025-03-26", "2024-11-05"];

/// Answers calls.
pub(crate) struct Server(Folder);

impl Server {
    /// A server for a folder, which is named without links.
    pub(crate) fn new(workspace: Workspace, root: PathBuf, writing: Writing) -> Self {
        Self(Folder { workspace, root, writing })
    }

    /// Answers calls until there are none.
    ///
    /// # Errors
    /// The other side cannot be read or written any more.
    pub(crate) fn serve(&self, mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
        loop {
            let (id, answer) = match lines::read(&mut input)? {
                Read::End => return Ok(()),
                Read::Answer | Read::Call(Call { id: None, .. }) => continue,
                Read::Nonsense(id, failure) => (id, Err(failure)),
                Read::Call(Call { id: Some(id), method, params }) => {
                    let answer = catch_unwind(AssertUnwindSafe(|| self.answer(&method, &params)));
                    let bug = "this is a bug of strat's: please report it, with the text";
                    (id, answer.unwrap_or_else(|_| Err(Failure::new(Wrong::Internal, bug))))
                }
            };
            lines::write(&mut output, &rpc::answer(&id, answer))?;
        }
    }

    fn answer(&self, method: &str, params: &Value) -> Result<Value, Failure> {
        match method {
            "initialize" => {
                let wanted = params.get("protocolVersion").and_then(Value::as_str);
                let version = VERSIONS.into_iter().find(|known| Some(*known) == wanted);
                let [newest, ..] = VERSIONS;
                Ok(json!({
                    "protocolVersion": version.unwrap_or(newest),
                    "capabilities": { "tools": {}, "resources": {} },
                    "serverInfo": { "name": "strat", "version": env!("CARGO_PKG_VERSION") },
                    "instructions": "Read the resource strat:primer, write a .strat text, and send it to `check` until \
                        nothing is wrong; then read its `brief`.",
                }))
            }
            "ping" => Ok(json!({})),
            "tools/list" => Ok(json!({ "tools": tools::listed(self.0.writing) })),
            "tools/call" => tools::call(&self.0, params),
            "resources/list" => Ok(json!({ "resources": resources::listed() })),
            "resources/read" => resources::read(params),
            _ => Err(Failure::new(Wrong::Method, format!("there is no method `{method}`"))),
        }
    }
}
