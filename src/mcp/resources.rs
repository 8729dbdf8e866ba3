//! What a language model reads before it writes: the primer of the language, and the standard sentences.

use crate::model::{Doctrine, catalogue};
use crate::rpc::{Failure, Wrong};
use serde_json::{Value, json};

/// The primer: the language in few words.
const PRIMER: &str = include_str!("../../docs/drafting.md");

/// Each resource: its address, its name and what it is.
const RESOURCES: [(&str, &str, &str); 2] = [
    ("strat:primer", "primer", "how to go from an article to an analysis, and the language in few words"),
    ("strat:doctrine", "doctrine", "the standard relations and rules, by module"),
];

/// The resources, as they are listed.
pub(super) fn listed() -> Vec<Value> {
    let one = |(uri, name, description)| json!({ "uri": uri, "name": name, "description": description, "mimeType": "text/markdown" });
    RESOURCES.into_iter().map(one).collect()
}

/// A resource.
///
/// # Errors
/// There is none at this address.
pub(super) fn read(params: &Value) -> Result<Value, Failure> {
    let uri = params.get("uri").and_then(Value::as_str).unwrap_or_default();
    let text = match uri {
        "strat:primer" => PRIMER.to_owned(),
        "strat:doctrine" => catalogue::contents(&Doctrine::standard()),
        _ => return Err(Failure::new(Wrong::Params, format!("there is no resource `{uri}`"))),
    };
    Ok(json!({ "contents": [{ "uri": uri, "mimeType": "text/markdown", "text": text }] }))
}
