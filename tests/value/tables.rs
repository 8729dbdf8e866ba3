//! The tables of `examples/data/`, read by another reader too; and names and declarations that can be read back.

use csv::ReaderBuilder;
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::path::Path;
use strat::diagnostic::Severity;
use strat::model::Model;
use strat::model::statement::Term;
use strat::model::value::{Number, Value};
use strat::source::{Origin, SourceMap};
use strat::syntax::words::{as_name, is_name};

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data"))
}

/// The model of an analysis of the folder, which has nothing to report.
fn model(name: &str) -> Model {
    let mut map = SourceMap::new();
    let doctrine = strat::Doctrine::standard();
    let path = folder().join(name);
    let checked = strat::model::load(&doctrine, &strat::source::Disk, &path, &mut map).unwrap();
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

/// The rows of the one table of a model, as they are printed.
fn printed(model: &Model) -> Vec<Vec<String>> {
    let [table] = model.tables.as_slice() else { panic!("one table") };
    let term = |at: &u32| match &table.terms()[*at as usize] {
        Term::Symbol(symbol) => model.name(*symbol).to_owned(),
        Term::Value(value) => value.text(&model.units),
        Term::Variable(_) => String::from("?"),
    };
    table.rows().map(|row| row.iter().map(term).collect()).collect()
}

#[test]
fn every_vote_is_read() {
    let read = printed(&model("votes.strat"));
    let cast: Vec<Vec<String>> =
        rows("es-11-1.csv", b',', true).into_iter().filter(|row| row[1] != "-").collect();
    assert_eq!(read, cast);
}

#[test]
fn every_test_is_read_with_its_figures() {
    let read = model("tests.strat");
    let [table] = read.tables.as_slice() else { panic!("one table") };
    let all = rows("nuclear-tests.csv", b';', true);
    assert_eq!(table.len(), all.len());
    let magnitudes = table.rows().filter_map(|row| match &table.terms()[row[2] as usize] {
        Term::Value(Value::Number(number)) => Some(number.clone()),
        _ => None,
    });
    let read_sum = magnitudes.reduce(|one, other| one.add(&other).unwrap()).unwrap();
    let sum: f64 = all.iter().map(|row| row[3].replace(',', ".").parse::<f64>().unwrap()).sum();
    assert_eq!(read_sum, Number::parse(&format!("{sum:.1}")).unwrap());
    let days: Vec<String> = printed(&read).into_iter().map(|row| row[3].clone()).collect();
    assert_eq!(days, ["2006-10-09", "2009-05-25", "2013-02-12", "2016-01-06", "2016-09-09", "2017-09-03"]);
}

#[test]
fn every_entry_is_read_with_its_whole_name() {
    let read = printed(&model("sanctions.strat"));
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
    let found = strat::syntax::parse(&map, file).diagnostics;
    found.into_iter().filter(|one| one.severity == Severity::Error).map(|one| one.message).collect()
}

proptest! {
    #![proptest_config(Config { cases: super::cases() as u32, ..Config::default() })]

    /// A declaration that a message suggests for any text can be read.
    #[test]
    fn suggested_declarations_parse(text in "[a-zA-Z0-9&.' /_éß北-]{0,12}") {
        let name = as_name(&text);
        prop_assert!(is_name(&name), "{name}");
        let alias = strat::model::value::quoted(&text);
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
