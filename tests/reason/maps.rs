//! Pictures of large analyses: what is too much to read is grouped and counted, and nothing is lost without a word.

use std::fmt::Write;
use std::process::Command;

fn drawn(text: &str) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.strat"), text).unwrap();
    let made = Command::new(env!("CARGO_BIN_EXE_strat"))
        .current_dir(folder.path())
        .args(["map", "a.strat", "goals", "--format", "json"])
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&made.stdout).unwrap();
    report["maps"][0].clone()
}

/// Actors with so many goals each, of which every second serves the one before.
fn actors(count: usize, goals: usize) -> String {
    let mut text = String::new();
    for actor in 0..count {
        let _ = writeln!(text, "actor A{actor} is state.");
        for goal in 0..goals {
            let _ = writeln!(text, "goal g{actor}_{goal} of A{actor}.");
            if goal > 0 && goal % 2 == 0 {
                let _ = writeln!(text, "g{actor}_{goal} serves g{actor}_{}.", goal - 1);
            }
        }
    }
    text
}

#[test]
fn what_can_be_read_is_drawn_one_by_one() {
    let map = drawn(&actors(5, 9));
    assert_eq!(map["nodes"].as_array().unwrap().len(), 50);
    assert_eq!(map["hidden"].as_u64().unwrap_or(0), 0);
}

#[test]
fn more_is_grouped_by_whose_it_is_and_every_name_is_kept() {
    let map = drawn(&actors(30, 9));
    let nodes = map["nodes"].as_array().unwrap();
    assert!(nodes.len() <= 100, "{}", nodes.len());
    let hidden = map["hidden"].as_u64().unwrap_or(0);
    let groups: Vec<&str> = nodes
        .iter()
        .filter_map(|node| node["title"].as_str())
        .filter(|title| title.contains(" near "))
        .collect();
    assert!(groups.contains(&"9 goals near A0"), "{groups:?}");
    let named = |node: &serde_json::Value| match node["about"].as_str() {
        Some(about) if node["title"].as_str().unwrap().contains(" near ") => {
            about.split(", ").count() as u64 + 1
        }
        _ => 1,
    };
    let told: u64 = nodes.iter().map(named).sum();
    assert_eq!(told + hidden, 30 * 10);
}
