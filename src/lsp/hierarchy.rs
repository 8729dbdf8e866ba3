//! What a sentence rests on, and what rests on it, as a hierarchy of calls: an editor shows it as a tree.
//!
//! *Outgoing* are the premises of its smallest proof, *incoming* what follows no more, or for
//! other reasons, when it is supposed to be false.

use super::asked::{Asked, parameters};
use super::sentence;
use crate::report::{By, ProofNode};
use crate::rpc::Failure;
use serde::Deserialize;
use serde_json::{Value, json};

/// How the protocol shows a sentence: as a function.
const KIND: u8 = 12;

/// The most sentences that are told to rest on one.
const RESTING: usize = 100;

/// A sentence of the tree, as the editor hands it back.
#[derive(Deserialize)]
struct Handed {
    item: Item,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    name: String,
    range: Value,
    /// The document with which the analysis begins, in which it was asked.
    data: String,
    uri: String,
}

fn item(name: &str, detail: &str, uri: &str, range: &Value, root: &str) -> Value {
    json!({
        "name": name,
        "kind": KIND,
        "detail": detail,
        "uri": uri,
        "range": range,
        "selectionRange": range,
        "data": root,
    })
}

/// `textDocument/prepareCallHierarchy`
pub(super) fn prepare(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let (subject, position) = asked.place(params)?;
    let found = sentence::at(subject.analysis()?.model(), subject.file, subject.offset(position));
    let Some(found) = found else { return Ok(Value::Null) };
    let Some(range) = subject.opened.range(found.span).map(Value::from) else { return Ok(Value::Null) };
    let uri = &subject.document.uri;
    Ok(json!([item(&found.text, "", uri, &range, uri)]))
}

/// `callHierarchy/outgoingCalls`: what it rests on.
pub(super) fn outgoing(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let Handed { item: from } = parameters(params)?;
    let subject = asked.subject(&from.data)?;
    let Some(found) = sentence::asked(asked, &subject, &format!("why {}?", from.name), 1)? else {
        return Ok(json!([]));
    };
    let proof = found.report().ask.as_ref().and_then(|ask| ask.answers.first()?.proofs.first());
    let Some(proof) = proof else { return Ok(json!([])) };
    let premises = proof.nodes.first().map_or(&[][..], |root| &root.premises);
    let calls = premises.iter().filter_map(|premise| proof.nodes.get(*premise)).map(|node| {
        // What the doctrine concludes is in no document: it is shown where it was asked about.
        let place = node.place.as_ref().map(|place| place.span);
        let place = place.and_then(|span| Some((subject.opened.uri(span.file)?, subject.opened.range(span)?)));
        let (uri, range) = match place {
            Some((uri, range)) => (uri, Value::from(range)),
            None => (from.uri.as_str(), from.range.clone()),
        };
        json!({ "to": item(&node.sentence, &support(node), uri, &range, &from.data), "fromRanges": [from.range] })
    });
    Ok(calls.collect::<Vec<_>>().into())
}

/// How a sentence of a proof comes to hold, in a few words.
fn support(node: &ProofNode) -> String {
    match &node.by {
        By::Given => String::from("given"),
        By::Played => String::from("found by playing the game"),
        By::Claim if node.sources.is_empty() => node.hedges.join(", "),
        By::Claim => format!("according to {}", node.sources.join(" and ")),
        By::Assumption => String::from("assumed"),
        By::Rule(rule) if rule.name.is_empty() => String::from("by a condition"),
        By::Rule(rule) => format!("by the rule {}", rule.name),
        By::Hypothesis(name) => format!("if {name} holds"),
        By::Supposition => String::from("supposed"),
    }
}

/// `callHierarchy/incomingCalls`: what rests on it.
pub(super) fn incoming(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let Handed { item: to } = parameters(params)?;
    let subject = asked.subject(&to.data)?;
    let question = match to.name.strip_prefix("not ") {
        Some(sentence) => format!("what if {sentence}?"),
        None => format!("what if not {}?", to.name),
    };
    let Some(found) = sentence::asked(asked, &subject, &question, RESTING)? else { return Ok(json!([])) };
    let changes = found.report().ask.as_ref().and_then(|ask| ask.changes.as_ref());
    let lost = changes.into_iter().flat_map(|changes| &changes.lost).map(|one| (one, ""));
    let supported = changes.into_iter().flat_map(|changes| &changes.supported);
    let calls = lost
        .chain(supported.map(|change| (&change.before, "would follow for other reasons too")))
        .filter(|(one, _)| one.sentence != to.name)
        .map(|(one, detail)| {
            json!({ "from": item(&one.sentence, detail, &to.uri, &to.range, &to.data), "fromRanges": [to.range] })
        });
    Ok(calls.collect::<Vec<_>>().into())
}
