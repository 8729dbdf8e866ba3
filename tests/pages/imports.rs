//! Imports run one way: `docs/architecture.md` tells the order.

use super::{files, root};
use std::fs;
use std::path::Path;

/// The rooms, each with those that it may import.
const ORDER: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("edit", &["source"]),
    ("diagnostic", &["source", "edit"]),
    ("syntax", &["source", "edit", "diagnostic"]),
    ("doctrine", &["source"]),
    ("budget", &[]),
    ("connected", &[]),
    ("engine", &["budget", "connected"]),
    ("ground", &["connected"]),
    ("layout", &["connected"]),
    ("voting", &[]),
    ("games", &["budget", "connected", "voting"]),
    ("solver", &["budget"]),
    ("likelihood", &["budget", "solver", "connected", "ground"]),
    ("model", &["source", "edit", "diagnostic", "syntax", "doctrine"]),
    ("config", &["source", "diagnostic", "edit", "syntax"]),
    ("theory", &["source", "diagnostic", "syntax", "model", "budget", "engine"]),
    ("report", &["source", "diagnostic", "model"]),
    (
        "reason",
        &[
            "budget",
            "source",
            "edit",
            "diagnostic",
            "syntax",
            "model",
            "engine",
            "connected",
            "ground",
            "solver",
            "likelihood",
            "theory",
            "report",
            "voting",
            "games",
        ],
    ),
    ("assist", &["source", "diagnostic", "syntax", "model", "theory", "report", "reason"]),
    ("render", &["source", "diagnostic", "syntax", "layout", "model", "report"]),
    (
        "workspace",
        &[
            "source",
            "diagnostic",
            "syntax",
            "budget",
            "engine",
            "model",
            "config",
            "reason",
            "assist",
            "report",
            "render",
        ],
    ),
    (
        "repl",
        &[
            "budget",
            "source",
            "diagnostic",
            "syntax",
            "doctrine",
            "model",
            "engine",
            "theory",
            "reason",
            "report",
            "assist",
            "render",
            "config",
            "edit",
        ],
    ),
    ("rpc", &[]),
    (
        "lsp",
        &[
            "rpc",
            "source",
            "diagnostic",
            "syntax",
            "model",
            "reason",
            "report",
            "assist",
            "edit",
            "render",
            "workspace",
        ],
    ),
    (
        "mcp",
        &[
            "rpc",
            "source",
            "diagnostic",
            "syntax",
            "budget",
            "model",
            "reason",
            "report",
            "assist",
            "render",
            "workspace",
        ],
    ),
    (
        "cli",
        &[
            "lsp",
            "mcp",
            "workspace",
            "budget",
            "source",
            "diagnostic",
            "syntax",
            "doctrine",
            "model",
            "engine",
            "theory",
            "reason",
            "report",
            "assist",
            "render",
            "repl",
            "config",
            "edit",
        ],
    ),
];

fn lines(folder: &Path, found: &mut Vec<(String, String)>) {
    for path in files(folder, "rs") {
        let text = fs::read_to_string(&path).unwrap();
        found.extend(text.lines().map(|line| (path.display().to_string(), line.to_owned())));
    }
}

#[test]
fn rooms_import_only_those_before_them() {
    let mut wrong = Vec::new();
    for (room, allowed) in ORDER {
        let mut found = Vec::new();
        lines(&root().join("src").join(room), &mut found);
        assert!(!found.is_empty() || *room == "doctrine");
        for (path, line) in found.iter().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for (at, _) in line.match_indices("crate::") {
                let after = &line[at + "crate::".len()..];
                let groups = after.strip_prefix('{').map(|group| group.trim_end_matches("};"));
                let named: Vec<&str> = match groups {
                    Some(group) => group.split(',').map(str::trim).collect(),
                    None => vec![after],
                };
                for name in named {
                    let other: String =
                        name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    let known = ORDER.iter().any(|(name, _)| *name == other);
                    if known && other != *room && !allowed.contains(&other.as_str()) {
                        wrong.push(format!("{path}: {line}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_room_has_its_line() {
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            let name = entry.file_name().into_string().unwrap();
            assert!(ORDER.iter().any(|(room, _)| *room == name), "{name}");
        }
    }
}

/// Rooms that talk to the machine: what they read and write is not a model.
const FACES: &[&str] = &["cli", "repl"];

#[test]
fn models_are_read_through_a_file_system_only() {
    let mut wrong = Vec::new();
    for (room, _) in ORDER.iter().filter(|(room, _)| *room != "source" && !FACES.contains(room)) {
        let mut found = Vec::new();
        lines(&root().join("src").join(room), &mut found);
        wrong.extend(
            found.into_iter().filter(|(_, line)| line.contains("std::fs") || line.contains("std::env")),
        );
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn relations_of_the_doctrine_are_named_in_one_place() {
    let mut found = Vec::new();
    for (room, _) in ORDER {
        lines(&root().join("src").join(room), &mut found);
    }
    found.retain(|(_, line)| line.contains("find_relation(\""));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn nothing_but_the_program_ends_the_process() {
    let mut found = Vec::new();
    for (room, _) in ORDER {
        lines(&root().join("src").join(room), &mut found);
    }
    found.retain(|(_, line)| line.contains("process::exit") || line.contains("process::abort"));
    assert!(found.is_empty(), "{found:?}");
}
