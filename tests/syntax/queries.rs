//! What is typed: questions and literals.

use super::{dump, file, lines};
use strat::internals::syntax;

fn query(text: &str) -> String {
    let (map, file) = file(text);
    match syntax::parse_query(&map, file) {
        Ok(query) => dump::query(&query),
        Err(diagnostic) => lines(&map, &[diagnostic]).trim_end().to_owned(),
    }
}

fn literal(text: &str) -> String {
    let (map, file) = file(text);
    match syntax::parse_literal(&map, file) {
        Ok(literal) => dump::literal(&literal),
        Err(diagnostic) => lines(&map, &[diagnostic]).trim_end().to_owned(),
    }
}

#[test]
fn questions() {
    let table = [
        ("who has a veto over what?", "find <who has a veto over what>"),
        ("Who has a veto over deployment", "find <Who has a veto over deployment>"),
        (
            "?a depends on ?b for oil and ?b != China?",
            "find (<?a depends on ?b for oil> & [?b] NotEqual [China])",
        ),
        ("why China has a veto over deployment?", "why <China has a veto over deployment>"),
        ("why not Russia has power over China?", "why not <Russia has power over China>"),
        ("Why false China condemned invasion?", "why false <China condemned invasion>"),
        (
            "what if not China can provide war_economy, Xi fears allied_reaction?",
            "what if not <China can provide war_economy> & <Xi fears allied_reaction>",
        ),
        (
            "what would it take: China objected to deployment?",
            "what would it take <China objected to deployment>",
        ),
        ("how likely China approved deployment?", "how likely <China approved deployment>"),
        ("depends(Russia, China, ?what)?", "find depends(Russia; China; ?what)"),
    ];
    for (text, expected) in table {
        assert_eq!(query(text), expected, "{text}");
    }
}

#[test]
fn literals() {
    let table = [
        ("not China can provide war_economy.", "not <China can provide war_economy>"),
        ("China can provide oil", "<China can provide oil>"),
    ];
    for (text, expected) in table {
        assert_eq!(literal(text), expected, "{text}");
    }
}
