//! The readings against brute force.

mod abduction;
mod causes;
mod coherent;
mod constraints;
mod days;
mod games;
mod generate;
mod ground;
mod likely;
mod many;
mod maps;
mod networks;
mod oracle;
mod outrun;
mod pasted;
mod priors;
mod revise;
mod scale;
mod shown;
mod triangle;
mod weighing;
mod whom;

use std::sync::LazyLock;
use strat::internals::model::{Doctrine, Model, resolve};
use strat::source::Origin;

/// The doctrine that the models of the tests are built on.
pub(crate) fn standard() -> &'static Doctrine {
    static STANDARD: LazyLock<Doctrine> = LazyLock::new(Doctrine::standard);
    &STANDARD
}

/// A model from text, with the doctrine's rules.
fn whole(text: &str) -> Model {
    let mut map = standard().texts().clone();
    let file = map.add("a.strat", text, Origin::User);
    let parsed = strat::internals::syntax::parse(&map, file);
    let loaded = resolve::resolve(
        standard(),
        resolve::Read { asts: vec![parsed.value], ..resolve::Read::default() },
        &map,
    );
    let errors: Vec<_> = parsed
        .diagnostics
        .iter()
        .chain(&loaded.diagnostics)
        .filter(|found| found.severity == strat::diagnostic::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{:?}\n{text}", errors.first());
    loaded.value
}

/// A model from text; the doctrine's rules are switched off, so that it is small.
fn small(text: &str) -> Model {
    let mut model = whole(text);
    let names: Vec<_> = model
        .statements()
        .filter(|(id, statement)| !model.is_own(*id) && !statement.name.is_empty())
        .map(|(_, statement)| statement.name.clone())
        .collect();
    model.frame.without.extend(names);
    model
}
