//! `strat new`: a folder with an analysis, what it is expected to show, and what checks both.
//!
//! Invariant: the folder comes whole or not at all, and nothing that is there already is touched.

use super::output::Output;
use super::status::Status;
use crate::diagnostic::clean;
use crate::source::{self, Origin, SourceMap};
use crate::syntax;
use clap::ValueEnum;
use std::io::{self, Write};
use std::path::Path;

/// What an analysis is about: each topic starts from another pair of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Topic {
    /// Who can stop what
    #[default]
    Veto,
    /// Two sides, their means and what each threatens
    Crisis,
    /// Who owes what to whom
    Negotiation,
    /// Who can carry and who can block a decision
    Council,
    /// A takeover and those who have a say in it
    Merger,
    /// Competing hypotheses against the evidence
    Ach,
    /// Forecasts and what came of them
    Forecast,
}

impl Topic {
    /// The analysis, and what it is expected to show.
    const fn texts(self) -> [&'static str; 2] {
        match self {
            Topic::Veto => [
                include_str!("starter/topics/veto.strat"),
                include_str!("starter/topics/veto.expected.strat"),
            ],
            Topic::Crisis => [
                include_str!("starter/topics/crisis.strat"),
                include_str!("starter/topics/crisis.expected.strat"),
            ],
            Topic::Negotiation => [
                include_str!("starter/topics/negotiation.strat"),
                include_str!("starter/topics/negotiation.expected.strat"),
            ],
            Topic::Council => [
                include_str!("starter/topics/council.strat"),
                include_str!("starter/topics/council.expected.strat"),
            ],
            Topic::Merger => [
                include_str!("starter/topics/merger.strat"),
                include_str!("starter/topics/merger.expected.strat"),
            ],
            Topic::Ach => {
                [include_str!("starter/topics/ach.strat"), include_str!("starter/topics/ach.expected.strat")]
            }
            Topic::Forecast => [
                include_str!("starter/topics/forecast.strat"),
                include_str!("starter/topics/forecast.expected.strat"),
            ],
        }
    }
}

impl Topic {
    /// A question that the analysis answers.
    const fn question(self) -> &'static str {
        match self {
            Topic::Veto => "why Downstream has a veto over dam?",
            Topic::Crisis => "why Patron has power over South?",
            Topic::Negotiation => "why payment is owed?",
            Topic::Council => "who has a veto over what?",
            Topic::Merger => "why Regulator has a veto over takeover?",
            Topic::Ach => "why not repair holds?",
            Topic::Forecast => "how likely blackout took place?",
        }
    }
}

/// The files that every topic has, by their paths in the folder.
const FILES: &[(&str, &str)] = &[
    ("strat.toml", include_str!("starter/strat.toml")),
    ("README.md", include_str!("starter/README.md")),
    (".github/workflows/strat.yml", include_str!("starter/workflow.yml")),
    (".pre-commit-config.yaml", include_str!("starter/pre-commit.yaml")),
];

/// Makes the folder at a path; its last part is the name of the analysis, which goes in for `{name}`.
///
/// # Errors
/// The output cannot be written.
pub(super) fn create<W: Write>(out: &mut Output<W>, path: &Path, topic: Topic) -> io::Result<Status> {
    let shown = clean::line(&path.to_string_lossy()).into_owned();
    let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|name| is_name(name)) else {
        let why = "begin with a letter, and go on with letters, digits, `_` and inner `-`";
        return refuse(&format!("`{shown}` is no name for an analysis: {why}"));
    };
    let put = |text: &str| {
        let named = text.replace("{name}", name).replace("{question}", topic.question());
        named.replace("{version}", env!("CARGO_PKG_VERSION"))
    };
    let [analysis, expected] = topic.texts();
    let own = [("{name}.strat", analysis), ("expected.strat", expected)];
    let files: Vec<(String, String)> =
        own.iter().chain(FILES).map(|(path, text)| (put(path), put(text))).collect();
    match source::save_folder(path, &files) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return refuse(&format!("`{shown}` is there already: choose another name, or an empty folder"));
        }
        Err(error) => return refuse(&format!("cannot make `{shown}`: {error}")),
    }
    out.line(&format!("`{shown}` holds"))?;
    for (path, _) in &files {
        out.line(&format!("  {path}"))?;
    }
    out.line(&format!("See what it comes to: `cd {shown}`, then `strat brief {name}.strat`"))?;
    Ok(Status::Clean)
}

fn refuse(message: &str) -> io::Result<Status> {
    let mut told = Output::stderr();
    told.line(message)?;
    told.finish()?;
    Ok(Status::Unusable)
}

/// Whether an analysis may be called so.
fn is_name(name: &str) -> bool {
    let mut map = SourceMap::new();
    let file = map.add("<name>", format!("analysis {name}.\n"), Origin::Typed);
    let parsed = syntax::parse(&map, file);
    let whole = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    whole && parsed.diagnostics.is_empty() && parsed.value.statements.len() == 1 && name != "expected"
}
