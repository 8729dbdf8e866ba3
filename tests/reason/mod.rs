//! The readings against brute force.

mod abduction;
mod coherent;
mod constraints;
mod days;
mod generate;
mod likely;
mod oracle;
mod outrun;
mod priors;
mod revise;
mod scale;
mod shown;
mod triangle;
mod weighing;
mod whom;

use strat::model::{self, Model};
use strat::source::SourceMap;

/// A model from text; the doctrine's rules are switched off, so that it is small.
fn small(text: &str) -> Model {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.strat");
    std::fs::write(&path, text).unwrap();
    let mut map = SourceMap::new();
    let loaded = model::load(&path, &mut map).unwrap();
    let errors: Vec<_> = loaded
        .diagnostics
        .iter()
        .filter(|found| found.severity == strat::diagnostic::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{:?}", errors.first());
    let mut model = loaded.value;
    let names: Vec<_> = model
        .statements()
        .filter(|(id, statement)| !model.is_own(*id) && !statement.name.is_empty())
        .map(|(_, statement)| statement.name.clone())
        .collect();
    model.frame.without.extend(names);
    model
}
