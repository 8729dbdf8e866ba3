//! The licences of everything that a build of strat contains: listed in `docs/licences.md`, and none that asks more of
//! those who use strat than its own. `STRAT_BLESS=1` writes the list anew.

use super::root;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

/// Licences that a crate may be used under beside MIT and Apache-2.0.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Whether a licence expression can be met by licences of the list: `A OR B`, `A AND B`, parentheses.
fn is_allowed(expression: &str) -> bool {
    let text = expression.replace('/', " OR ").replace(['(', ')'], "");
    // Without nested choices: every conjunct has an alternative that is allowed.
    text.split(" AND ").all(|part| part.split(" OR ").any(|one| ALLOWED.contains(&one.trim())))
}

/// The crates that a release contains, with their licences: those that build and tests alone need are not among them.
fn built() -> BTreeMap<String, String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1", "--features", "png"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages: BTreeMap<&str, &Value> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["id"].as_str().unwrap(), one))
        .collect();
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["id"].as_str().unwrap(), one))
        .collect();
    let own = packages.iter().find(|(_, package)| package["name"] == "strat").unwrap().0;
    let (mut seen, mut open) = (BTreeSet::from([*own]), vec![*own]);
    while let Some(next) = open.pop() {
        for dependency in nodes[next]["deps"].as_array().unwrap() {
            let normal =
                dependency["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"].is_null());
            let id = dependency["pkg"].as_str().unwrap();
            if normal && seen.insert(id) {
                open.push(id);
            }
        }
    }
    seen.remove(own);
    let told = |id: &&str| {
        let package = packages[*id];
        let licence = package["license"].as_str().unwrap_or("not stated");
        (package["name"].as_str().unwrap().to_owned(), licence.to_owned())
    };
    seen.iter().map(told).collect()
}

#[test]
fn every_licence_is_listed_and_allowed() {
    let all = built();
    let wrong: Vec<String> = all
        .iter()
        .filter(|(_, licence)| !is_allowed(licence))
        .map(|(name, licence)| format!("{name}: {licence}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mut page = String::from(
        "# Licences of what strat is built from\n\nstrat itself is under MIT or Apache-2.0, as you choose. A build on Linux contains\n\n| crate | licence |\n| --- | --- |\n",
    );
    for (name, licence) in all {
        page.push_str(&format!("| {name} | {licence} |\n"));
    }
    let path = root().join("docs/licences.md");
    if std::env::var_os("STRAT_BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), page, "write it anew with STRAT_BLESS=1");
}
