//! What a language model can have done, each by its name.
//!
//! A tool that fails says why in its result, so that the model can mend what it sent.

use super::folder::{Folder, Writing};
use crate::assist;
use crate::diagnostic::Code;
use crate::model::{Doctrine, catalogue};
use crate::reason::Wanted;
use crate::render::{Detail, markdown};
use crate::report::Command;
use crate::rpc::{Failure, Wrong};
use crate::source::{self, Origin, SourceMap};
use crate::{Analysis, Budget, syntax};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The longest text that may be sent along, in bytes.
const TEXT: usize = 4 << 20;

/// How long a tool may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many answers a question has at most.
const ANSWERS: usize = 20;

/// A tool.
struct Tool {
    name: &'static str,
    does: &'static str,
    /// What it takes besides a text, with what that is.
    takes: &'static [(&'static str, &'static str)],
}

const TOOLS: [Tool; 6] = [
    Tool {
        name: "check",
        does: "What is wrong with an analysis: mistakes, contradictions, findings, failed expectations.",
        takes: &[],
    },
    Tool {
        name: "ask",
        does: "The answer to a question: `who has a veto over what?`, `why …?`, `why not …?`, `what if …?`, \
            `about NAME`.",
        takes: &[("question", "the question")],
    },
    Tool {
        name: "brief",
        does: "The page about an analysis: the answer first, what it rests on, and who disagrees.",
        takes: &[],
    },
    Tool { name: "fmt", does: "The text in the canonical layout.", takes: &[] },
    Tool { name: "explain", does: "The page of a diagnostic.", takes: &[("code", "a code, such as S0202")] },
    Tool {
        name: "doctrine",
        does: "The standard relations and rules: all modules, or a module, relation or rule by its name.",
        takes: &[("name", "a name; all modules without it")],
    },
];

/// Whether a tool works on an analysis.
fn takes_text(name: &str) -> bool {
    matches!(name, "check" | "ask" | "brief" | "fmt")
}

/// The tools, as they are listed.
pub(super) fn listed(writing: Writing) -> Vec<Value> {
    let text = |description: &str| json!({ "type": "string", "description": description });
    let one = |Tool { name, does, takes }: Tool| {
        let mut properties = serde_json::Map::new();
        for (name, description) in takes {
            properties.insert((*name).to_owned(), text(description));
        }
        if takes_text(name) {
            properties.insert(String::from("path"), text("a file below the folder of the server"));
            properties.insert(String::from("text"), text("the analysis itself, instead of a file"));
        }
        if name == "fmt" && writing == Writing::Allowed {
            let write = json!({ "type": "boolean", "description": "write the file that `path` names" });
            properties.insert(String::from("write"), write);
        }
        let required: Vec<&str> =
            takes.iter().map(|(name, _)| *name).filter(|name| *name != "name").collect();
        let schema = json!({ "type": "object", "properties": properties, "required": required });
        json!({ "name": name, "description": does, "inputSchema": schema })
    };
    TOOLS.into_iter().map(one).collect()
}

/// The result of a tool.
///
/// # Errors
/// There is no such tool.
pub(super) fn call(folder: &Folder, params: &Value) -> Result<Value, Failure> {
    let name = params.get("name").and_then(Value::as_str).unwrap_or_default();
    if TOOLS.iter().all(|known| known.name != name) {
        return Err(Failure::new(Wrong::Params, format!("there is no tool `{name}`")));
    }
    let nothing = Value::Null;
    let arguments = Arguments(params.get("arguments").unwrap_or(&nothing));
    let done = run(folder, name, &arguments);
    let (text, failed) = match done {
        Ok(text) => (text, false),
        Err(why) => (why, true),
    };
    Ok(json!({ "content": [{ "type": "text", "text": text }], "isError": failed }))
}

/// What was sent along.
struct Arguments<'a>(&'a Value);

impl Arguments<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    fn needed(&self, name: &str) -> Result<&str, String> {
        self.text(name).ok_or_else(|| format!("`{name}` is missing"))
    }
}

/// What a tool tells, or why it cannot.
fn run(folder: &Folder, name: &str, arguments: &Arguments<'_>) -> Result<String, String> {
    let budget = Budget { deadline: Some(Instant::now() + PATIENCE), ..Budget::default() };
    match name {
        "check" => {
            let found = analysis(folder, arguments)?.check(&budget);
            Ok(found.text())
        }
        "ask" => {
            let question = arguments.needed("question")?;
            let (_, found) = analysis(folder, arguments)?.look(Command::Ask, &budget, |session, texts| {
                if session.invalid() {
                    return Ok(());
                }
                assist::answer(session, texts, question, &Wanted::first(ANSWERS)).map(|_| ())
            });
            Ok(found.text())
        }
        "brief" => {
            let found = analysis(folder, arguments)?.brief(&budget);
            Ok(match &found.report().brief {
                Some(_) => markdown::brief(found.report(), Detail::Page),
                None => found.text(),
            })
        }
        "fmt" => format(folder, arguments),
        "explain" => {
            let code = arguments.needed("code")?;
            let known = Code::parse(code)
                .ok_or_else(|| format!("there is no code `{code}`; codes look like S0202"))?;
            Ok(known.page().to_owned())
        }
        _ => {
            let doctrine = Doctrine::standard();
            match arguments.text("name") {
                None => Ok(catalogue::contents(&doctrine)),
                Some(name) => catalogue::page(&doctrine, name)
                    .ok_or_else(|| format!("the doctrine has nothing called `{name}`")),
            }
        }
    }
}

/// The text that was sent along, if one was.
fn text<'a>(arguments: &'a Arguments<'_>) -> Result<Option<&'a str>, String> {
    match arguments.text("text") {
        Some(text) if text.len() > TEXT => {
            Err(format!("the text has {} bytes, and may have {TEXT}", text.len()))
        }
        text => Ok(text),
    }
}

/// The analysis that is spoken of.
fn analysis(folder: &Folder, arguments: &Arguments<'_>) -> Result<Analysis, String> {
    let unreadable = |error: crate::Unreadable| error.0.text();
    match (text(arguments)?, arguments.text("path")) {
        (Some(text), _) => {
            let mut workspace = folder.workspace.clone();
            let draft = folder.root.join("draft.strat");
            workspace.edit(&draft, text);
            workspace.open(&draft).map_err(unreadable)
        }
        (None, Some(given)) => folder.workspace.open(folder.path(given)?).map_err(unreadable),
        (None, None) => Err(String::from("`path` or `text` is missing")),
    }
}

/// A text in the canonical layout; it is written where that was asked for and is allowed.
fn format(folder: &Folder, arguments: &Arguments<'_>) -> Result<String, String> {
    let mut map = SourceMap::new();
    let (file, place) = match (text(arguments)?, arguments.text("path")) {
        (Some(text), _) => (map.add("text", text, Origin::User), None),
        (None, Some(given)) => {
            let place = folder.path(given)?;
            let read = source::load::read(&source::Disk, &mut map, &place);
            (read.map_err(|_| format!("`{given}` cannot be read"))?, Some(place))
        }
        (None, None) => return Err(String::from("`path` or `text` is missing")),
    };
    let formatted = syntax::format::format(&map, file)
        .map_err(|_| String::from("it has mistakes of syntax: `check` tells them"))?;
    if arguments.0.get("write") == Some(&Value::Bool(true)) {
        let place = place.ok_or("only a file can be written")?;
        if folder.writing == Writing::Refused {
            return Err(String::from("nothing is written: the server was started without `--write`"));
        }
        source::save(&place, &formatted).map_err(|error| format!("it cannot be written: {error}"))?;
    }
    Ok(formatted)
}
