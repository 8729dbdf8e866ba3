//! The sentences that what is typed may become, and which of their holes comes next.

use super::asked::{Asked, AtPosition, parameters};
use crate::assist::complete as assist;
use crate::model::template::Part;
use crate::rpc::Failure;
use serde_json::{Value, json};

/// The most sentences that are shown.
const SHOWN: usize = 12;

/// `textDocument/signatureHelp`
pub(super) fn signature(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let at: AtPosition = parameters(params)?;
    let subject = asked.subject(&at.text_document.uri)?;
    let model = subject.analysis()?.model();
    let offset = subject.offset(at.position) as usize;
    let before = subject.text().get(..offset).unwrap_or_default();
    let near = before.get(super::complete::begin(before)..).unwrap_or_default();
    let width = |text: &str| subject.document.lines.width(text);
    let sentences = assist::sentences(model, near);
    let signatures: Vec<Value> = sentences
        .iter()
        .take(SHOWN)
        .map(|sentence| {
            let mut label = String::new();
            let mut parameters = Vec::new();
            for part in &sentence.template.parts {
                if !label.is_empty() {
                    label.push(' ');
                }
                let start = width(&label);
                match part {
                    Part::Word(word) => label.push_str(word),
                    Part::Hole(hole) => {
                        let sorts =
                            sentence.holes.get(*hole).map_or(String::new(), |sorts| model.sorts.words(sorts));
                        label.push_str(&format!("{{{sorts}}}"));
                        parameters.push(json!({ "label": [start, width(&label)] }));
                    }
                }
            }
            let passed = sentence.template.parts.iter().take(sentence.part);
            let active = passed.filter(|part| matches!(part, Part::Hole(_))).count();
            json!({ "label": label, "parameters": parameters, "activeParameter": active })
        })
        .collect();
    if signatures.is_empty() {
        return Ok(Value::Null);
    }
    let active = signatures.first().and_then(|first| first.get("activeParameter").cloned());
    Ok(json!({ "signatures": signatures, "activeSignature": 0, "activeParameter": active }))
}
