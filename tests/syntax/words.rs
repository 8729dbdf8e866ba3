//! The words of the language are the same in the grammar and in the lists for messages.

use std::collections::BTreeSet;
use strat::syntax::words::{
    CLAUSE_WORDS, JOINING_WORDS, OPENING_WORDS, STATEMENT_WORDS, names_a_thing, nearest_statement_word,
};

const GRAMMAR: &str = include_str!("../../grammar/strat.pest");

/// The words in quotes in the rule of a name.
fn words_of(rule: &str) -> BTreeSet<&str> {
    let start = GRAMMAR.find(&format!("\n{rule} = _{{")).unwrap();
    let body = &GRAMMAR[start..];
    let body = &body[..body.find("\n}").unwrap_or(body.len()).min(body.find("}\n").unwrap_or(body.len()))];
    body.split('"').skip(1).step_by(2).collect()
}

fn set(words: &[&'static str]) -> BTreeSet<&'static str> {
    words.iter().copied().collect()
}

#[test]
fn lists_match_the_grammar() {
    assert_eq!(words_of("joint"), set(JOINING_WORDS));
    let mut statements = words_of("statement_word");
    statements.insert("assume");
    assert_eq!(statements, set(STATEMENT_WORDS));
    assert_eq!(words_of("first_only"), set(OPENING_WORDS));
    // Clauses of two words of which the first may also be a name, or stands in another list.
    let both = ["may", "be", "undecided", "as", "at", "enough", "exclusive", "least", "likely", "not"];
    let clauses =
        words_of("clause_word").into_iter().filter(|word| !both.contains(word)).collect::<BTreeSet<_>>();
    assert_eq!(clauses, set(CLAUSE_WORDS));
    assert!(STATEMENT_WORDS.is_sorted());
    assert!(CLAUSE_WORDS.is_sorted());
}

#[test]
fn names_are_free_otherwise() {
    for word in ["China", "from", "where", "has", "column", "true", "answers"] {
        assert!(names_a_thing(word), "{word}");
    }
    for word in ["actor", "of", "and", "not", "likely", "to"] {
        assert!(!names_a_thing(word), "{word}");
    }
}

#[test]
fn near_misses() {
    for (written, meant) in [("actr", "actor"), ("Goal", "goal"), ("rules", "rule"), ("scenaro", "scenario")]
    {
        assert_eq!(nearest_statement_word(written), Some(meant));
    }
    assert_eq!(nearest_statement_word("China"), None);
}
