//! The tables of `examples/data/`, read by another reader too; and names and declarations that can be read back.

use csv::ReaderBuilder;
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::path::Path;
use strat::diagnostic::Severity;
use strat::internals::model::Model;
use strat::internals::model::statement::Term;
use strat::internals::model::value::{Number, Value};
use strat::internals::syntax::words::{as_name, is_name};
use strat::source::{Origin, SourceMap};

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data"))
}

/// The model of an analysis of the folder, which has nothing to report.
fn model(name: &str) -> Model {
    let mut map = SourceMap::new();
    let doctrine = strat::Doctrine::standard();
    let path = folder().join(name);
    let checked = strat::internals::model::load(&doctrine, &strat::source::Disk, &path, &mut map).unwrap();
    assert!(checked.diagnostics.is_empty(), "{name}: {:?}", checked.diagnostics);
    checked.value
}

/// The rows of a table by the csv crate.
fn rows(name: &str, separator: u8, headed: bool) -> Vec<Vec<String>> {
    let path = folder().join(name);
    let mut reader = ReaderBuilder::new().has_headers(headed).delimiter(separator).from_path(path).unwrap();
    let text = |record: csv::StringRecord| record.iter().map(|cell| cell.trim().to_owned()).collect();
    reader.records().map(|record| text(record.unwrap())).collect()
}

/// The rows of a table of a model, as they are printed.
fn printed(model: &Model, table: usize) -> Vec<Vec<String>> {
    let table = &model.tables[table];
    let term = |cell: &u32| match table.term(*cell).unwrap() {
        Term::Symbol(symbol) => model.name(symbol).to_owned(),
        // Thousands are set apart where a value is printed.
        Term::Value(value) => value.text(&model.units).replace('_', ""),
        Term::Variable(_) => String::from("?"),
    };
    table.rows().map(|row| row.iter().map(term).collect()).collect()
}

/// Some columns of rows, those in which a cell is a gap left out.
fn columns(rows: &[Vec<String>], wanted: &[usize], gap: &str) -> Vec<Vec<String>> {
    let chosen = |row: &Vec<String>| wanted.iter().map(|at| row[*at].clone()).collect::<Vec<_>>();
    rows.iter().map(chosen).filter(|row| row.iter().all(|cell| cell != gap)).collect()
}

#[test]
fn every_vote_is_read() {
    let read = model("votes.strat");
    let all = rows("un-votes-1946.csv", b',', true);
    assert_eq!(all.len(), 202);
    assert_eq!(printed(&read, 0), columns(&all, &[1, 3, 0], ""));
    assert_eq!(printed(&read, 0).len(), 202);
}

#[test]
fn every_strike_is_read_with_its_figures() {
    let read = model("strikes.strat");
    let all = rows("bird-strikes.csv", b',', true);
    assert_eq!(all.len(), 250);
    assert_eq!(printed(&read, 0), columns(&all, &[0, 9, 1, 4, 13], ""));
    assert_eq!(printed(&read, 1), columns(&all, &[0, 14], ""));
    let costs = read.tables[0].rows().map(|row| match read.tables[0].term(row[4]).unwrap() {
        Term::Value(Value::Number(number)) => number,
        other => panic!("{other:?}"),
    });
    let sum = costs.reduce(|one, other| one.add(&other).unwrap()).unwrap();
    let other: u64 = all.iter().map(|row| row[13].parse::<u64>().unwrap()).sum();
    assert_eq!(sum, Number::from(other));
}

#[test]
fn every_entry_is_read_with_its_whole_name() {
    let read = printed(&model("sanctions.strat"), 0);
    let listed: Vec<Vec<String>> = rows("sdn.csv", b',', false)
        .into_iter()
        .map(|row| vec![row[1].clone(), row[3].clone(), row[0].clone()])
        .collect();
    assert_eq!(read, listed);
}

/// What is wrong with a text, as far as its shape goes.
fn mistakes(text: &str) -> Vec<String> {
    let mut map = SourceMap::new();
    let file = map.add("a.strat", text, Origin::User);
    let found = strat::internals::syntax::parse(&map, file).diagnostics;
    found.into_iter().filter(|one| one.severity == Severity::Error).map(|one| one.message).collect()
}

proptest! {
    #![proptest_config(Config { cases: super::cases() as u32, ..Config::default() })]

    /// A declaration that a message suggests for any text can be read.
    #[test]
    fn suggested_declarations_parse(text in "[a-zA-Z0-9&.' /_éß北-]{0,12}") {
        let name = as_name(&text);
        prop_assert!(is_name(&name), "{name}");
        let alias = strat::internals::model::value::quoted(&text);
        let declaration = format!("actor {name}, aka {alias}.");
        let found = mistakes(&declaration);
        prop_assert!(found.is_empty(), "{declaration}: {found:?}");
    }

    /// What is taken for a name that needs no quotes is one to the parser.
    #[test]
    fn plain_names_parse(text in "[a-zA-Z0-9_é-]{1,8}|[a-z]{2,8}") {
        if is_name(&text) {
            let declaration = format!("actor {text}.");
            let found = mistakes(&declaration);
            prop_assert!(found.is_empty(), "{declaration}: {found:?}");
        }
    }
}
