//! Every block of the language reference parses.

use super::{lines, parse};

const BLOCKS: &str = include_str!("language.strat");

#[test]
fn reference_blocks_parse() {
    let (map, checked) = parse(BLOCKS);
    assert_eq!(lines(&map, &checked.diagnostics), "");
}

#[test]
fn print() {
    let (_, checked) = parse(BLOCKS);
    println!("{}", super::dump::dump(&checked.value));
}
