//! Every block of the language reference parses, and becomes the tree that `language.tree` shows.

use super::{dump, lines, parse};

const BLOCKS: &str = include_str!("language.strat");
const TREES: &str = include_str!("language.tree");

#[test]
fn reference_blocks_parse() {
    let (map, checked) = parse(BLOCKS);
    assert_eq!(lines(&map, &checked.diagnostics), "");
    let trees = dump::dump(&checked.value);
    for (number, (found, expected)) in trees.lines().zip(TREES.lines()).enumerate() {
        assert_eq!(found, expected, "language.tree, line {}", number + 1);
    }
    assert_eq!(trees.lines().count(), TREES.lines().count());
}
