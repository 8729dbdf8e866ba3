//! Commands: pages that an editor shows beside the text, in Markdown.

use super::asked::{Asked, parameters};
use super::sentence;
use crate::diagnostic::clean;
use crate::render::{Detail, markdown};
use crate::rpc::{Failure, Wrong};
use serde::Deserialize;
use serde_json::Value;

/// The commands: the page about an analysis, and the answer to a question.
pub(super) const NAMES: &[&str] = &["strat.brief", "strat.ask"];

/// The most answers of a question that are shown.
const ANSWERS: usize = 20;

#[derive(Deserialize)]
struct Execute {
    command: String,
    #[serde(default)]
    arguments: Vec<String>,
}

/// `workspace/executeCommand`
pub(super) fn execute(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let Execute { command, arguments } = parameters(params)?;
    let page = match (command.as_str(), arguments.as_slice()) {
        ("strat.brief", [uri]) => {
            let subject = asked.subject(uri)?;
            let found = subject.told()?.brief(asked.budget);
            match &found.report().brief {
                Some(_) => markdown::brief(found.report(), Detail::Page),
                // There is no page; what is wrong stands in its place.
                None => fenced(&found.text()),
            }
        }
        ("strat.ask", [uri, question]) => {
            let subject = asked.subject(uri)?;
            match sentence::asked(asked, &subject, question, ANSWERS)? {
                Some(found) => {
                    format!("**{}**\n\n{}", clean::line(question), fenced(&found.text()))
                }
                None => fenced(&subject.told()?.check(asked.budget).text()),
            }
        }
        _ => {
            return Err(Failure::new(
                Wrong::Params,
                format!("`{command}` is no command with these arguments"),
            ));
        }
    };
    Ok(page.into())
}

fn fenced(text: &str) -> String {
    format!("```text\n{}\n```\n", text.trim_end())
}
