//! Thousands of small random analyses: what is told of their disputes and of what it would take, against the
//! definitions over all subsets. A ground program of the tests stands in the place of the engine. Everybody's view
//! and that of one source are compared.

use super::generate::{Counting, made};
use super::oracle::{By, all_actors};
use super::{abduction, oracle, small};
use strat::internals::theory::{Through, View};

/// How many analyses were small enough to compare, and how many goals had a way.
#[derive(Default)]
struct Compared {
    everybody: u64,
    one: u64,
    analyses: u64,
    ways: usize,
}

fn compare(seed: u64, compared: &mut Compared) {
    let text = made(seed, 2 + (seed % 5) as usize, Counting::None);
    let model = small(&text);
    let actors = all_actors(&model);
    let by = By::Ground(&actors);
    let told = format!("seed {seed}\n{text}");
    compared.everybody += u64::from(oracle::compare(&told, &model, &View::default(), &by));
    let source = ["ann", "bob", "cyd"][(seed % 3) as usize];
    let view = View { through: Through::Source(model.names[source]), ..View::default() };
    compared.one += u64::from(oracle::compare(&format!("as {source}, {told}"), &model, &view, &by));
    let size = if seed.is_multiple_of(8) { 3 } else { 2 };
    if let Some(ways) = abduction::compare(&told, seed, &model, &actors, size) {
        compared.analyses += 1;
        compared.ways += ways;
    }
}

/// Looks at analyses from the seeds on until so many are compared in every way.
fn at_least(wanted: u64, from: u64) {
    let mut compared = Compared::default();
    let mut seed = from;
    while compared.everybody < wanted || compared.one < wanted || compared.analyses < wanted {
        compare(seed, &mut compared);
        seed += 1;
    }
    assert!(seed - from < wanted * 2, "only half of the analyses are small enough");
    assert!(compared.ways as u64 > wanted / 8, "only {} had a way", compared.ways);
}

/// `STRAT_MANY=20000` looks at so many more, by two threads.
fn wanted() -> u64 {
    std::env::var("STRAT_MANY").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000)
}

#[test]
fn a_thousand_analyses_agree() {
    at_least(wanted(), 0);
}

#[test]
fn another_thousand_analyses_agree() {
    at_least(wanted(), 10_000_000);
}
