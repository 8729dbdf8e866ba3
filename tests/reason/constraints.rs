//! Each constraint of the doctrine: it is broken by the least that breaks it, and not by the same mended.

use std::collections::BTreeMap;
use strat::diagnostic::Severity;
use strat::internals::model::statement::Kind;
use strat::internals::model::{self, Model};
use strat::internals::reason::{Options, Session};
use strat::report::Command;
use strat::source::SourceMap;

fn load(text: &str) -> Model {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.strat");
    std::fs::write(&path, text).unwrap();
    let loaded = model::load(super::standard(), &strat::source::Disk, &path, &mut SourceMap::new()).unwrap();
    let wrong = loaded.diagnostics.iter().find(|found| found.severity == Severity::Error);
    assert!(wrong.is_none(), "{wrong:?}\n{text}");
    loaded.value
}

/// Whether a constraint is told to be broken.
fn is_broken(name: &str, text: &str) -> bool {
    let model = load(text);
    let mut session = Session::new(&model, Command::Check, Vec::new(), Options::default());
    session.check().map_err(|stop| stop.0).unwrap();
    let mark = format!("(`{name}`)");
    session.report.diagnostics.iter().any(|found| found.message.contains(&mark))
}

#[test]
fn every_constraint_of_the_doctrine_tells_the_broken_from_the_mended() {
    let page = include_str!("constraints.md");
    let mut blocks: BTreeMap<&str, &str> =
        page.split("\n```").skip(1).step_by(2).map(|block| block.split_once('\n').unwrap()).collect();
    let ground = blocks.remove("strat").unwrap();
    let mut wrong = Vec::new();
    let model = load(ground);
    for (id, statement) in model.statements() {
        if model.is_own(id) || !matches!(statement.kind, Kind::Impossible | Kind::Forbid(_)) {
            continue;
        }
        // What a property of a relation excludes is the relation's.
        let property = ["_irreflexive", "_asymmetric", "_functional", "_excludes_"];
        if property.iter().any(|known| statement.name.contains(known)) {
            continue;
        }
        let name = statement.name.as_str();
        let Some((broken, mended)) = blocks.remove(name).and_then(|block| block.split_once("---\n")) else {
            wrong.push(format!("`{name}` has no example"));
            continue;
        };
        if !is_broken(name, &format!("{ground}\n{broken}")) {
            wrong.push(format!("`{name}` is not told of what breaks it"));
        }
        if is_broken(name, &format!("{ground}\n{mended}")) {
            wrong.push(format!("`{name}` is told of what is mended"));
        }
    }
    wrong.extend(blocks.keys().map(|name| format!("`{name}` is no constraint")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
